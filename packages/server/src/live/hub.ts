import { AUDIT_CHANNEL, noticeOf } from '../audit/record.js';
import { noticesOf } from '../database/notices.js';
import { SiteFeed, type FeedOptions, type Reader } from './site-feed.js';

/** Calls back after some milliseconds; gives what cancels it. */
export type Schedule = (callback: () => void, milliseconds: number) => () => void;

/** What live events are served with. */
export interface LiveOptions {
  /** Milliseconds between two signs of life, when whatever was not heard of is looked for, too; 15,000 unless told. */
  readonly pulse?: number;
  readonly schedule?: Schedule;
}

/** What the hub is made with. */
export type HubOptions = Omit<FeedOptions, 'failed'> &
  LiveOptions & { readonly failed: (error: unknown) => void };

/** How long slow readers are waited for at the end, in milliseconds. */
const PATIENCE = 1_000;

const timer: Schedule = (callback, milliseconds) => {
  const id = setTimeout(callback, milliseconds);
  return () => clearTimeout(id);
};

/**
 * The live events of one server process. What is told it reads from the audit, so every process tells the same;
 * the database's notices only say when to look.
 */
export class LiveHub {
  readonly schedule: Schedule;
  readonly #feeds = new Map<string, SiteFeed>();
  readonly #options: HubOptions;
  #stop: (() => void) | undefined;
  #isClosed = false;
  #emptied = () => {};

  constructor(options: HubOptions) {
    this.#options = options;
    this.schedule = options.schedule ?? timer;
  }

  /** Tells a reader what happens on a site until what is returned is called, which must be. */
  join(site: string, reader: Reader): () => void {
    if (this.#isClosed) reader.outbox.end();
    this.#stop ??= this.#start();
    const feed = this.#feeds.get(site) ?? new SiteFeed(site, this.#options);
    this.#feeds.set(site, feed);
    const leave = feed.join(reader);
    return () => {
      leave();
      if (feed.isEmpty) this.#feeds.delete(site);
      if (this.#feeds.size > 0) return;
      this.#stop?.();
      this.#stop = undefined;
      this.#emptied();
    };
  }

  /** Ends every stream; those that come later end at once. */
  async close(): Promise<void> {
    this.#isClosed = true;
    if (this.#feeds.size === 0) return;
    await new Promise<void>((resolve) => {
      const cancel = this.schedule(resolve, PATIENCE);
      this.#emptied = () => {
        cancel();
        resolve();
      };
      for (const feed of this.#feeds.values()) feed.end();
    });
  }

  /** Somebody reads: from now on it hears, and looks now and then anyway. */
  #start(): () => void {
    const { db, pulse = 15_000, failed } = this.#options;
    const notice = noticeOf(db);
    const heard = (payload?: string) =>
      void notice.then((of) => {
        for (const [site, feed] of this.#feeds)
          if (payload === undefined || payload === of(site)) void feed.look();
      }, failed);
    const stop = noticesOf(db)?.listen({ db, channel: AUDIT_CHANNEL, heard, failed });
    let cancel = () => {};
    const beat = () => {
      cancel = this.schedule(() => {
        for (const feed of this.#feeds.values()) void feed.ping();
        beat();
      }, pulse);
    };
    beat();
    return () => {
      stop?.();
      cancel();
    };
  }
}
