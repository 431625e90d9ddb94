import type { Page } from '@provost/sdk';
import type { LitElement, ReactiveController } from 'lit';

/** What a page is asked for with. */
export interface PageQuery {
  readonly search: string;
  readonly cursor: string | undefined;
  readonly signal: AbortSignal;
  /** Rows; as many as the server gives unless told. */
  readonly limit?: number;
}

/** Rows a page: what the server gives unless told, and at most. */
const FEWEST = 50;
const MOST = 200;

/**
 * Keeps the rows of one searchable, paged list, and which of them are selected. Owns the requests and what came
 * of them; what is asked is the `load` it is given. The newest question wins; rows stay while they are refreshed.
 */
export class PagedList<T> implements ReactiveController {
  items: readonly T[] = [];
  total = 0;
  next: string | null = null;
  search = '';
  /** `loading` has no rows to show yet; `refreshing` has. */
  status: 'idle' | 'loading' | 'refreshing' | 'ready' | 'failed' = 'idle';
  error: unknown;
  loadedAt: Date | undefined;
  selected: ReadonlyMap<string, T> = new Map();
  #abort = new AbortController();

  constructor(
    readonly host: LitElement,
    readonly idOf: (row: T) => string,
    readonly load: (query: PageQuery) => Promise<Page<T>>,
  ) {
    host.addController(this);
  }

  /** Forgets everything and, unless told not to, asks anew: another group, another person. */
  reset(ask = true): void {
    this.#abort.abort();
    this.items = [];
    this.search = '';
    this.total = 0;
    this.status = 'idle';
    this.selected = new Map();
    if (ask) void this.reload();
    this.host.requestUpdate();
  }

  /** Asks for the first page; what is on show stays until the answer comes. */
  reload = (): Promise<void> => this.#ask(undefined);

  /** The next page, after the rows that are there. */
  more = (): Promise<void> => this.#ask(this.next ?? undefined);

  /**
   * Asks again without a sign of it, because something was changed elsewhere: as many rows as there are on show. What does
   * not come leaves everything as it is; selected rows that are gone are not selected any more.
   */
  refresh = async (): Promise<void> => {
    if (this.status !== 'ready') return this.status === 'idle' ? undefined : this.reload();
    const { signal } = this.#abort;
    const rows: T[] = [];
    let page: Page<T> | undefined;
    do {
      const limit = Math.min(MOST, Math.max(FEWEST, this.items.length - rows.length));
      page = await this.load({ search: this.search.trim(), cursor: page?.next ?? undefined, signal, limit });
      if (signal.aborted) return;
      rows.push(...page.items);
    } while (page.next && rows.length < this.items.length);
    const there = new Set(rows.map(this.idOf));
    this.selected = new Map([...this.selected].filter(([id]) => there.has(id)));
    this.items = rows;
    ({ next: this.next, total: this.total } = page);
    this.loadedAt = new Date();
    this.host.requestUpdate();
  };

  setSearch = (text: string): void => {
    this.search = text;
    void this.reload();
  };

  toggle(row: T, on: boolean): void {
    const selected = new Map(this.selected);
    if (on) selected.set(this.idOf(row), row);
    else selected.delete(this.idOf(row));
    this.selected = selected;
    this.host.requestUpdate();
  }

  toggleAll(on: boolean): void {
    this.selected = new Map(on ? this.items.map((row) => [this.idOf(row), row]) : []);
    this.host.requestUpdate();
  }

  /** Takes rows out that are gone, without asking again. */
  drop(ids: readonly string[]): void {
    const gone = new Set(ids);
    this.items = this.items.filter((row) => !gone.has(this.idOf(row)));
    this.total = Math.max(this.items.length, this.total - gone.size);
    this.selected = new Map([...this.selected].filter(([id]) => !gone.has(id)));
    this.host.requestUpdate();
    if (this.items.length === 0 && this.next) void this.reload();
  }

  hostDisconnected(): void {
    this.#abort.abort();
  }

  async #ask(cursor: string | undefined): Promise<void> {
    this.#abort.abort();
    const { signal } = (this.#abort = new AbortController());
    this.status = this.items.length || this.search ? 'refreshing' : 'loading';
    this.host.requestUpdate();
    try {
      const page = await this.load({ search: this.search.trim(), cursor, signal });
      if (signal.aborted) return;
      this.items = cursor ? [...this.items, ...page.items] : page.items;
      ({ next: this.next, total: this.total } = page);
      this.status = 'ready';
      this.loadedAt = new Date();
    } catch (error) {
      if (signal.aborted) return;
      this.error = error;
      this.status = 'failed';
    }
    this.host.requestUpdate();
  }
}
