import type { Position } from './read-changes.js';

/** What a stream tells: `access`: your rights may have changed; `change`: a thing; `reset`: anything may have. */
export interface LiveEvent {
  readonly event: 'access' | 'change' | 'reset';
  /** JSON in one line. */
  readonly data: string;
}

const RESET: LiveEvent = { event: 'reset', data: '{}' };

/** Events that wait for a slow reader, at most. */
const MOST = 200;

/** What is to be sent to one reader. Bounded: who is too slow is told to begin anew. */
export class Outbox {
  #waiting: string[] = [];
  #isEnded = false;
  #wake = () => {};

  /** Where it stands after `event`: who resumes from there misses nothing. */
  push({ event, data }: LiveEvent, position: Position): void {
    this.#add(`event: ${event}\ndata: ${data}\nid: ${position}\n\n`, position);
  }

  reset(position: Position): void {
    this.#waiting = [];
    this.push(RESET, position);
  }

  /** Keeps the connection from being taken for a dead one, and moves the position on. */
  ping(position: Position): void {
    // behind what waits anyway it says nothing
    if (this.#waiting.length === 0) this.#add(`: ping\nid: ${position}\n\n`, position);
  }

  end(): void {
    this.#isEnded = true;
    this.#wake();
  }

  /** All that waits, once there is something; undefined after the end. */
  async take(): Promise<string | undefined> {
    if (this.#waiting.length === 0 && !this.#isEnded) await new Promise<void>((wake) => (this.#wake = wake));
    const text = this.#waiting.join('');
    this.#waiting = [];
    return text || undefined;
  }

  #add(text: string, position: Position): void {
    if (this.#isEnded) return;
    if (this.#waiting.length >= MOST) return this.reset(position);
    this.#waiting.push(text);
    this.#wake();
  }
}
