import { msg } from '@lit/localize';
import type { Group, Page } from '@provost/sdk';
import type { LitElement } from 'lit';
import type { TreeRow } from '../ui/tree.js';
import { PagedList, type PageQuery } from './paged-list.js';

/** A row of the tree: a group (or, in a search, one that only leads to a match), or a level's end. */
export interface GroupRow extends TreeRow {
  readonly kind: 'group' | 'above' | 'more' | 'wait' | 'failed';
  readonly group?: Group;
  readonly list?: PagedList<Group>;
}

/** How the tree asks for groups: those right below one, or all that match. */
export type LoadGroups = (
  query: PageQuery & { readonly parent?: string; readonly limit?: number },
) => Promise<Page<Group>>;

const TOP = 'none';
const idOf = ({ id }: Group) => id;

/**
 * Knows the groups as a tree, a level at a time, and which are open. Owns the levels loaded and the search;
 * draws nothing and decides nothing.
 */
export class GroupTree {
  readonly found: PagedList<Group>;
  /** Of every level: for their number alone. */
  readonly all: PagedList<Group>;
  active: string | undefined;
  #levels = new Map<string, PagedList<Group>>();
  #open = new Set<string>();

  constructor(
    readonly host: LitElement,
    readonly load: LoadGroups,
  ) {
    this.found = new PagedList(host, idOf, load);
    this.all = new PagedList(host, idOf, (query) => load({ ...query, limit: 1 }));
  }

  get top(): PagedList<Group> {
    return this.level(TOP);
  }

  /** Forgets everything and loads the top. */
  reset(): void {
    for (const list of this.#levels.values()) list.reset(false);
    this.found.reset(false);
    this.#levels.clear();
    this.#open.clear();
    void this.top.reload();
    void this.all.reload();
  }

  /** Asks again for every level that is on show: something may have changed elsewhere. */
  refresh(): void {
    for (const list of this.#levels.values()) void list.reload();
  }

  toggle(id: string, open: boolean): void {
    if (open) this.#open.add(id);
    else this.#open.delete(id);
    if (open && this.level(id).status === 'idle') void this.level(id).reload();
    this.host.requestUpdate();
  }

  /** Opens the way down to a group. */
  reveal({ path }: Pick<Group, 'path'>): void {
    for (const { id } of path) this.toggle(id, true);
  }

  /** A group that has been loaded, wherever it stands. */
  find(id: string): Group | undefined {
    for (const { items } of [...this.#levels.values(), this.found]) {
      const group = items.find((item) => item.id === id);
      if (group) return group;
    }
    return undefined;
  }

  /** Puts a group's new name and counts in place of the old. */
  replace(group: Group): void {
    for (const list of [...this.#levels.values(), this.found])
      list.items = list.items.map((item) => (item.id === group.id ? { ...item, ...group } : item));
    this.host.requestUpdate();
  }

  /** A group came, went or moved below this parent: asks for its level again, and for the parent's own row. */
  async changedBelow(parent: Pick<Group, 'parentId' | 'path'>): Promise<void> {
    const above = parent.path.at(-2)?.id ?? TOP;
    const lists = new Set([this.all, this.level(parent.parentId ?? TOP), this.level(above)]);
    await Promise.all([...lists].map((list) => list.reload()));
  }

  /** What is on show, in order. */
  rows(): readonly GroupRow[] {
    return this.found.search ? foundRows(this.found.items) : this.#rowsBelow(TOP, 1);
  }

  #rowsBelow(parent: string, level: number): GroupRow[] {
    const list = this.level(parent);
    const rows = list.items.flatMap((group, index): GroupRow[] => {
      const expanded = group.childCount > 0 ? this.#open.has(group.id) : undefined;
      const row: GroupRow = {
        kind: 'group',
        id: group.id,
        label: group.name,
        level,
        position: index + 1,
        size: list.total,
        expanded,
        group,
      };
      return expanded ? [row, ...this.#rowsBelow(group.id, level + 1)] : [row];
    });
    const end = endOf(list);
    if (!end || (level === 1 && end !== 'more')) return rows; // the top says so in full, where the tree would be
    const label = { more: msg('Show more'), wait: msg('Loading'), failed: msg('Did not load. Try again') }[
      end
    ];
    const place = {
      level,
      position: list.items.length + 1,
      size: Math.max(list.total, 1),
      expanded: undefined,
    };
    return [...rows, { kind: end, id: `${end}-${parent}`, label, list, ...place }];
  }

  level(parent: string): PagedList<Group> {
    let list = this.#levels.get(parent);
    if (!list) {
      list = new PagedList(this.host, idOf, (query) => this.load({ ...query, parent }));
      this.#levels.set(parent, list);
    }
    return list;
  }
}

function endOf({ status, next, items }: PagedList<Group>): 'more' | 'wait' | 'failed' | undefined {
  if (status === 'failed') return 'failed';
  if (status === 'loading' || (status === 'idle' && items.length === 0)) return 'wait';
  return next ? 'more' : undefined;
}

interface Branch {
  readonly id: string;
  readonly name: string;
  group?: Group;
  readonly below: Map<string, Branch>;
}

/** Matches with the groups above them, each once, so that a match is seen in its place. */
function foundRows(groups: readonly Group[]): GroupRow[] {
  const top = new Map<string, Branch>();
  for (const group of groups) {
    let level = top;
    for (const { id, name } of [...group.path, group]) {
      const branch: Branch = level.get(id) ?? { id, name, below: new Map() };
      level.set(id, branch);
      if (id === group.id) branch.group = group;
      level = branch.below;
    }
  }
  return branchRows(top, 1);
}

const branchRows = (branches: Map<string, Branch>, level: number): GroupRow[] =>
  [...branches.values()]
    .sort((a, b) => a.name.localeCompare(b.name))
    .flatMap(({ id, name, group, below }, index) => [
      {
        kind: group ? ('group' as const) : ('above' as const),
        id,
        label: name,
        level,
        position: index + 1,
        size: branches.size,
        expanded: undefined, // a search shows its matches, all of them
        ...(group ? { group } : {}),
      },
      ...branchRows(below, level + 1),
    ]);
