import { ApiError } from './problems.js';

/** Something that the signed-in person may see was changed; or anything may have been, so read it all again. */
export type Change = { readonly type: string; readonly id: string; readonly action: string } | 'reset';

/** Opens `/v1/events` where it was left. */
export type OpenEvents = (
  lastEventId: string | undefined,
  options: { readonly signal: AbortSignal },
) => Promise<ReadableStream<Uint8Array>>;

/** Calls back after some milliseconds; gives what cancels it. */
export type Schedule = (callback: () => void, milliseconds: number) => () => void;

/** Where a stream was left. */
export interface Place {
  last?: string | undefined;
}

/** What is told of a stream. */
export interface EventListeners {
  /** Connected; `resumed`: what was missed will be told. */
  opened(resumed: boolean): void;
  heard(event: string, data: string): void;
  lost(): void;
  /** There is no such stream, and there will be none. */
  missing(): void;
}

/** The server gives a sign of life every 15 seconds: a connection that is silent for three of them is dead. */
const SILENCE = 45_000;
const SHORTEST = 500;
const LONGEST = 30_000;
const NOT_SERVED = [404, 405, 501];

/** Follows the stream of events until what is returned is called; comes back, later and later, when it breaks off. */
export function followEvents(
  open: OpenEvents,
  listeners: EventListeners,
  { schedule, random, place }: { schedule: Schedule; random: () => number; place: Place },
): () => void {
  let tries = 0;
  let isEnded = false;
  let stop = () => {};

  async function connect() {
    const abort = new AbortController();
    let cancel = () => {};
    stop = () => {
      cancel();
      abort.abort();
    };
    const alive = () => {
      cancel();
      cancel = schedule(() => abort.abort(), SILENCE);
    };
    try {
      alive();
      const body = await open(place.last, { signal: abort.signal });
      listeners.opened(place.last !== undefined);
      for await (const { id, event, data = '{}' } of messagesOf(body, alive)) {
        if (isEnded) return;
        tries = 0;
        place.last = id ?? place.last;
        if (event) listeners.heard(event, data);
      }
    } catch (error) {
      if (!isEnded && error instanceof ApiError && NOT_SERVED.includes(error.status))
        return listeners.missing();
    } finally {
      cancel();
    }
    if (isEnded) return;
    listeners.lost();
    // not all at the same time, when it was the server that went
    const pause = Math.min(LONGEST, SHORTEST * 2 ** tries++) * (0.5 + random() / 2);
    stop = schedule(() => void connect(), pause);
  }

  void connect();
  return () => {
    isEnded = true;
    stop();
  };
}

/** What stands between two empty lines; comments are read as a message without an event. */
async function* messagesOf(body: ReadableStream<Uint8Array>, alive: () => void) {
  const reader = body.getReader();
  const decoder = new TextDecoder();
  let text = '';
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return;
    alive();
    const blocks = (text + decoder.decode(value, { stream: true })).split(/\r?\n\r?\n/);
    text = blocks.pop() ?? '';
    for (const block of blocks) {
      const lines = block.matchAll(/^(\w+): ?(.*)$/gm);
      yield Object.fromEntries(Array.from(lines, ([, name, value]) => [name, value])) as Message;
    }
  }
}

type Message = Readonly<Partial<Record<'id' | 'event' | 'data', string>>>;
