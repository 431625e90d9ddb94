import { unanswered } from './problems.js';

/** One page of a list. */
export interface Page<T> {
  readonly items: readonly T[];
  /** Cursor of the next page; null on the last. */
  readonly next: string | null;
  /** Rows over all pages. */
  readonly total: number;
}

/** A list: page by page by `page(cursor)`, or row by row by `for await`. */
export class Pages<T, P extends Page<T> = Page<T>> implements AsyncIterable<T> {
  readonly #load: (cursor: string | undefined) => Promise<P>;

  constructor(load: (cursor: string | undefined) => Promise<P>) {
    this.#load = load;
  }

  /** The page behind the cursor, or the first. */
  async page(cursor?: string): Promise<P> {
    const page = await this.#load(cursor);
    if (!Array.isArray(page?.items))
      throw unanswered('malformed-answer', 'The server’s answer is not a page of a list');
    return page;
  }

  /** Every row, loading the pages as they are needed. */
  async *[Symbol.asyncIterator](): AsyncIterator<T> {
    let cursor: string | undefined;
    do {
      const { items, next } = await this.page(cursor);
      yield* items;
      cursor = next ?? undefined;
    } while (cursor !== undefined);
  }
}
