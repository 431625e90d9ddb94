import type { Change } from '@provost/sdk';
import type { LitElement, ReactiveController } from 'lit';
import type { SessionView } from '../access/context.js';

/**
 * Hears what others change, and lets it be shown. Owns the subscription; while one batch is being read anew, what
 * is told meanwhile waits for the next, so that a burst of changes is no burst of requests.
 */
export class LiveChanges implements ReactiveController {
  #waiting: Change[] = [];
  #isRunning = false;
  #follows: SessionView['onChange'] | undefined;
  #stop = () => {};

  constructor(
    host: LitElement,
    readonly session: () => SessionView | undefined,
    readonly show: (changes: readonly Change[]) => Promise<unknown>,
  ) {
    host.addController(this);
  }

  hostUpdate(): void {
    const onChange = this.session()?.onChange;
    if (onChange === this.#follows) return;
    this.#stop();
    this.#follows = onChange;
    this.#stop = onChange?.(this.#heard) ?? (() => {});
  }

  hostDisconnected(): void {
    this.#stop();
    this.#follows = undefined;
  }

  #heard = (change: Change): void => {
    this.#waiting.push(change);
    void this.#run();
  };

  async #run(): Promise<void> {
    if (this.#isRunning) return;
    this.#isRunning = true;
    while (this.#waiting.length) await this.show(this.#waiting.splice(0)).catch(() => undefined);
    this.#isRunning = false;
  }
}
