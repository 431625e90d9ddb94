import { assert, fixture, html } from '@open-wc/testing';
import { LitElement } from 'lit';
import { ToastController, type Timers } from './toast.js';

/** Timers that a test runs down by hand: what runs, by how long it was given. */
class Clock implements Timers {
  readonly running = new Map<number, { run: () => void; milliseconds: number }>();
  #next = 0;

  set(run: () => void, milliseconds: number): number {
    this.running.set(++this.#next, { run, milliseconds });
    return this.#next;
  }

  clear(timer: unknown): void {
    this.running.delete(timer as number);
  }

  get lengths(): number[] {
    return [...this.running.values()].map(({ milliseconds }) => milliseconds);
  }

  runDown(): void {
    const due = [...this.running.values()];
    this.running.clear();
    for (const { run } of due) run();
  }
}

const clock = { current: new Clock() };

class ToastHost extends LitElement {
  readonly toasts = new ToastController(this, clock.current);

  protected override createRenderRoot() {
    return this;
  }

  protected override render() {
    return this.toasts.render();
  }
}
customElements.define('toast-host', ToastHost);

async function open() {
  clock.current = new Clock();
  const host = await fixture<ToastHost>(html`<toast-host></toast-host>`);
  return { host, toasts: host.toasts, clock: clock.current };
}

const texts = async (host: ToastHost) => {
  await host.updateComplete;
  return [...host.querySelectorAll('.toast > .grow')].map(({ textContent }) => textContent);
};

describe('Toasts', () => {
  it('stay 6 seconds, 10 with Undo, and errors until they are closed', async () => {
    const { host, toasts, clock } = await open();
    toasts.show({ text: 'Saved' });
    toasts.show({ text: 'Removed', undo: () => {} });
    toasts.show({ text: 'Refused', tone: 'error' });
    assert.deepEqual(clock.lengths, [6_000, 10_000]);
    clock.runDown();
    assert.deepEqual(await texts(host), ['Refused']);
  });

  it('wait while the pointer or focus is on them, and begin anew after', async () => {
    const { host, toasts, clock } = await open();
    toasts.show({ text: 'Removed', undo: () => {} });
    await host.updateComplete;
    const region = host.querySelector('[aria-live="polite"]')!;
    for (const [on, off] of [
      ['pointerenter', 'pointerleave'],
      ['focusin', 'focusout'],
    ] as const) {
      region.dispatchEvent(new Event(on));
      assert.deepEqual(clock.lengths, []);
      region.dispatchEvent(new Event(off));
      assert.deepEqual(clock.lengths, [10_000]);
    }
  });

  it('are three at most: the oldest goes', async () => {
    const { host, toasts } = await open();
    for (const text of ['1', '2', '3', '4']) toasts.show({ text });
    assert.deepEqual(await texts(host), ['2', '3', '4']);
  });

  it('can be undone once, by the button or by the key, after they are gone too', async () => {
    const { host, toasts, clock } = await open();
    const undone: string[] = [];
    for (const text of ['first', 'second']) toasts.show({ text, undo: () => void undone.push(text) });
    await host.updateComplete;
    host.querySelectorAll<HTMLElement>('[aria-keyshortcuts="Control+Z"]')[1]?.click();
    clock.runDown();
    assert.equal(toasts.undoLast(), true);
    assert.equal(toasts.undoLast(), false);
    assert.deepEqual(undone, ['second', 'first']);
  });
});
