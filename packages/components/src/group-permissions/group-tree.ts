import type { Group, GroupTreeAnswer } from '@provost/sdk';
import type { LitElement, ReactiveController } from 'lit';
import { showRow, type TreeRow } from '../ui/tree.js';
import { OpenGroups } from './open-groups.js';
import { isGone } from './problem.js';
import { endOf, isTree, noColumns, plain, rowsAbove, type Columns } from './tree-columns.js';

/** What the tree knows of a group. */
export type KnownGroup = Pick<Group, 'id' | 'name' | 'parentId' | 'path' | 'memberCount' | 'resource'> &
  Partial<Group>;

/** A row of the tree. */
export interface GroupRow extends TreeRow {
  readonly members: number;
  readonly resource: Group['resource'];
}

/** Asks for the whole tree; `undefined` when it is still the one of `etag`. */
export type LoadTree = (
  etag: string | undefined,
  signal: AbortSignal,
) => Promise<GroupTreeAnswer | undefined>;

/** Changes are gathered for so long, in milliseconds; more than so many are one of the whole tree. */
const PAUSE = 200;
const FEW = 10;

/** What puts a changed group into its place: a part of its own, since most visits see no change. */
const changes = () => import('./tree-changes.js');

/** Rows on show: which of the tree, and where each stands among those side by side that are on show. */
interface Shown {
  readonly rows: readonly number[];
  readonly positions: readonly number[];
  readonly sizes: readonly number[];
}

/**
 * Knows all groups as one tree, which of them are open, and what is searched for. Owns the request for them;
 * draws nothing and decides nothing.
 */
export class GroupTree implements ReactiveController {
  status: 'loading' | 'ready' | 'failed' = 'loading';
  error: unknown;
  /** The row that is the tab stop. */
  active: string | undefined;
  search = '';
  #tree = noColumns;
  #etag: string | undefined;
  #site = '';
  #open = new OpenGroups();
  #shown: Shown | undefined;
  #plain: readonly string[] | undefined;
  #abort = new AbortController();
  #toShow: string | undefined;
  /** Asked for before the tree was there. */
  #toReveal: string | undefined;
  #matches = 0;
  #changed = new Set<string>();

  constructor(
    readonly host: LitElement,
    readonly load: LoadTree,
  ) {
    host.addController(this);
  }

  /** How many groups there are. */
  get total(): number {
    return this.#tree.ids.length;
  }

  /** The id of the first group. */
  get first(): string | undefined {
    return this.#tree.ids[0];
  }

  /** How many match what is searched for. */
  get matches(): number {
    this.#show();
    return this.#matches;
  }

  /** Rows on show. */
  get length(): number {
    return this.#show().rows.length;
  }

  /** Forgets everything, and loads the tree as it is for this person. */
  reset(site: string, user: string): void {
    this.#site = site;
    this.#open.recall(site, user);
    this.#etag = this.active = undefined;
    this.search = '';
    this.status = 'loading';
    this.#set(noColumns);
    void this.reload();
  }

  /** Asks again; what is on show stays until the answer comes. */
  reload = async (): Promise<void> => {
    this.#abort.abort();
    const { signal } = (this.#abort = new AbortController());
    if (this.status === 'failed') this.status = 'loading';
    this.host.requestUpdate();
    try {
      const answer = await this.load(this.#etag, signal);
      if (signal.aborted) return;
      if (answer && !isTree(answer.tree)) throw new TypeError('not a tree');
      if (answer) this.#set(answer.tree);
      if (this.#toReveal !== undefined) this.reveal(this.#toReveal);
      this.#etag = answer?.etag ?? this.#etag;
      this.status = 'ready';
    } catch (error) {
      if (signal.aborted) return;
      this.error = error;
      // an older tree is better than none
      if (this.status === 'loading') this.status = 'failed';
    }
    this.host.requestUpdate();
  };

  setSearch(text: string): void {
    this.search = text;
    this.#change();
    if (!text && this.active) this.#toShow = this.active;
  }

  /** Opens or closes a group, or all that stand side by side with it. */
  toggle(id: string, open: boolean, siblings = false): void {
    const { ids, depths } = this.#tree;
    const at = ids.indexOf(id);
    const first = siblings ? (rowsAbove(this.#tree, at).at(-1) ?? -1) + 1 : at;
    const toggled: string[] = [];
    for (let row = first; depths[row]! >= depths[at]!; row = siblings ? endOf(this.#tree, row) : ids.length)
      if (this.#hasBelow(row)) toggled.push(ids[row]!);
    this.#open.set(toggled, open);
    this.#change();
  }

  /** Opens the way down to a group, and moves the tree to it. */
  reveal(id: string): void {
    this.active = this.#toShow = id;
    const at = this.#tree.ids.indexOf(id);
    this.#toReveal = at < 0 ? id : undefined;
    if (at < 0) return;
    this.#open.set(
      rowsAbove(this.#tree, at).map((row) => this.#tree.ids[row]!),
      true,
    );
    this.#change();
  }

  /** A group that the tree has. */
  find(id: string): KnownGroup | undefined {
    const at = this.#tree.ids.indexOf(id);
    return at < 0 ? undefined : this.#describe(at);
  }

  /** Takes in a group as it is now: new, renamed, moved, with other counts. */
  put = async (group: Group): Promise<void> => {
    const { withGroup } = await changes();
    this.#set(withGroup(this.#tree, group));
  };

  /** Somebody changed a group: asks for it, or, where many were changed at once, for the whole tree. */
  changed(id: string, ask: (id: string) => Promise<Group>): void {
    this.#changed.add(id);
    if (this.#changed.size > 1) return;
    setTimeout(() => {
      const ids = [...this.#changed];
      this.#changed.clear();
      if (ids.length > FEW) return void this.reload();
      for (const one of ids) ask(one).then(this.put, (error) => (isGone(error) ? this.drop(one) : undefined));
    }, PAUSE);
  }

  /** As `put`. */
  replace(group: Group): void {
    void this.put(group);
  }

  /** A group came or went: asks for the tree again. */
  changedBelow(_group: Pick<Group, 'id'>): Promise<void> {
    return this.reload();
  }

  /** Takes a group out, and what is below it. */
  async drop(id: string): Promise<void> {
    const { without } = await changes();
    this.#set(without(this.#tree, id));
  }

  /** The row at a place on show. */
  at(place: number): GroupRow {
    const { rows, positions, sizes } = this.#show();
    const at = rows[place]!;
    const { ids, names, depths, members } = this.#tree;
    return {
      id: ids[at]!,
      label: names[at]!,
      level: depths[at]!,
      position: positions[place]!,
      size: sizes[place]!,
      // a search shows its matches, all of them
      expanded: this.search || !this.#hasBelow(at) ? undefined : this.#open.has(ids[at]!),
      members: members[at]!,
      resource: this.#resource(at),
    };
  }

  /** Where on show a group is; -1 if it is not. */
  placeOf(id: string | undefined): number {
    const at = id === undefined ? -1 : this.#tree.ids.indexOf(id);
    return at < 0 ? -1 : this.#show().rows.indexOf(at);
  }

  hostUpdated(): void {
    if (this.#toShow !== undefined && showRow(this.host.renderRoot, this.#toShow)) this.#toShow = undefined;
  }

  hostDisconnected(): void {
    this.#abort.abort();
  }

  #set(tree: Columns) {
    this.#tree = tree;
    this.#plain = undefined;
    this.#change();
  }

  #change() {
    this.#shown = undefined;
    this.host.requestUpdate();
  }

  #hasBelow(at: number): boolean {
    const { depths } = this.#tree;
    return depths[at + 1]! > depths[at]!;
  }

  #resource(at: number): Group['resource'] {
    const id = this.#tree.ids[at]!;
    return { site: this.#site, type: 'group', id, within: { ...this.#tree.within[id], group: [id] } };
  }

  #describe(at: number): KnownGroup {
    const { ids, names, members } = this.#tree;
    const id = ids[at]!;
    const path = rowsAbove(this.#tree, at).map((row) => ({ id: ids[row]!, name: names[row]! }));
    return {
      id,
      name: names[at]!,
      path,
      parentId: path.at(-1)?.id ?? null,
      memberCount: members[at]!,
      resource: this.#resource(at),
    };
  }

  #show(): Shown {
    this.#shown ??= siblingsIn(this.#tree, this.search.trim() ? this.#found() : this.#unfolded());
    return this.#shown;
  }

  #unfolded(): readonly number[] {
    const { ids } = this.#tree;
    const rows: number[] = [];
    for (let at = 0; at < ids.length;) {
      rows.push(at);
      at = this.#open.has(ids[at]!) ? at + 1 : endOf(this.#tree, at);
    }
    return rows;
  }

  /** Matches with the groups above them, each once, so that a match is seen in its place. */
  #found(): readonly number[] {
    const { names, depths } = this.#tree;
    const wanted = plain(this.search.trim());
    this.#plain ??= names.map(plain);
    const rows: number[] = [];
    const way: number[] = [];
    this.#matches = 0;
    for (const [at, name] of this.#plain.entries()) {
      way.length = depths[at]! - 1;
      way.push(at);
      if (!name.includes(wanted)) continue;
      this.#matches++;
      const last = rows.at(-1) ?? -1;
      rows.push(...way.filter((row) => row > last));
    }
    return rows;
  }
}

/** Where each row stands among those side by side, and how many these are. */
function siblingsIn({ depths }: Columns, rows: readonly number[]): Shown {
  const positions: number[] = [];
  const sizes: number[] = [];
  const counts: number[] = [];
  for (const at of rows) {
    const depth = depths[at]!;
    counts.length = Math.min(counts.length, depth);
    positions.push((counts[depth - 1] = (counts[depth - 1] ?? 0) + 1));
  }
  const last: number[] = [];
  for (let place = rows.length - 1; place >= 0; place--) {
    const depth = depths[rows[place]!]!;
    last.length = Math.min(last.length, depth);
    sizes[place] = last[depth - 1] ??= positions[place]!;
    if (positions[place] === 1) last.length = depth - 1;
  }
  return { rows, positions, sizes };
}
