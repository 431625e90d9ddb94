import type { Group, Page, PermissionQuery, PermissionRow, Provost } from '@provost/sdk';
import type { LitElement } from 'lit';
import { PagedList, type PageQuery } from '../paged-list.js';

/** Rows as they are stored at one version. */
export interface StoredRows {
  readonly rows: readonly PermissionRow[];
  readonly version: number;
}

/** What the list is narrowed to. */
export type Narrowing = NonNullable<PermissionQuery['only']>;

const isObject = (value: unknown): boolean => typeof value === 'object' && value !== null;

/** A name, an id and levels: without them there is no row to draw. Roles that are none hold nothing. */
export const soundRows = (items: readonly PermissionRow[] | undefined): PermissionRow[] =>
  (Array.isArray(items) ? (items as readonly PermissionRow[]) : [])
    .filter((row) => typeof row?.user?.id === 'string' && typeof row.user.name === 'string')
    .filter(({ levels }) => isObject(levels))
    .map((row) => ({
      ...row,
      roles: Array.isArray(row.roles) ? row.roles : [],
      held: Array.isArray(row.held) ? row.held.filter((one) => typeof one?.role === 'string') : [],
    }));

/** These people's rows as they are stored now; who is not listed any more is not in it. */
export async function readNow(client: Provost, group: Group, userIds: Iterable<string>): Promise<StoredRows> {
  const missing = new Set(userIds);
  const found: PermissionRow[] = [];
  let version = Infinity;
  const pages = client.groups.permissions(group.id, { limit: 200 });
  let cursor: string | undefined;
  do {
    const page = await pages.page(cursor);
    version = Math.min(version, page.version);
    found.push(...soundRows(page.items).filter(({ user }) => missing.delete(user.id)));
    cursor = page.next ?? undefined;
  } while (missing.size && cursor);
  return { rows: found, version };
}

/**
 * The people of one group's Manage Permissions, page by page. Owns the rows as they are stored, and the oldest version
 * among them while something is changed: a change is made to what was read first.
 */
export class PeopleList {
  readonly list: PagedList<PermissionRow>;
  /** All people, whatever is searched for; and the managers, who are not listed (EV-11). */
  people = 0;
  managers = 0;
  version = 0;
  only: Narrowing | undefined;
  #group: Group | undefined;
  /** Found by search, and not listed before what they get is saved. */
  #added: readonly PermissionRow[] = [];

  constructor(
    host: LitElement,
    readonly client: () => Provost | undefined,
    /** Is something changed and not saved? */
    readonly isChanged: () => boolean,
  ) {
    this.list = new PagedList(host, ({ user }) => user.id, this.#load);
  }

  /** Who was added, then who is listed. */
  get rows(): readonly PermissionRow[] {
    const listed = new Set(this.list.items.map(({ user }) => user.id));
    return [...this.#added.filter(({ user }) => !listed.has(user.id)), ...this.list.items];
  }

  open(group: Group | undefined): void {
    this.#group = group;
    this.people = 0;
    this.only = undefined;
    this.#added = [];
    this.list.reset(group !== undefined);
  }

  narrow(only: Narrowing | undefined): void {
    this.only = only;
    void this.list.reload();
  }

  add(row: PermissionRow): void {
    this.#added = [row, ...this.#added.filter(({ user }) => user.id !== row.user.id)];
    this.list.host.requestUpdate();
  }

  /** What a save answered, or a look at what others did. */
  accept({ rows, version }: StoredRows): void {
    const now = new Map(rows.map((row) => [row.user.id, row]));
    const fresh = (row: PermissionRow) => now.get(row.user.id) ?? row;
    this.list.items = this.list.items.map(fresh);
    this.#added = this.#added.map(fresh);
    this.version = version;
  }

  #load = async ({ search, cursor, signal }: PageQuery): Promise<Page<PermissionRow>> => {
    const client = this.client();
    if (!client || !this.#group) return { items: [], next: null, total: 0 };
    const { only } = this;
    const query = { ...(search ? { search } : {}), ...(only ? { only } : {}) };
    const page = await client.groups.permissions(this.#group.id, query, { signal }).page(cursor);
    const items = soundRows(page.items);
    const total = Number.isFinite(page.total) ? page.total : items.length;
    if (!signal.aborted) {
      this.version = cursor || this.isChanged() ? Math.min(this.version, page.version) : page.version;
      this.managers = page.managers;
      if (!search && !only) this.people = total;
    }
    return { items, next: page.next, total };
  };
}
