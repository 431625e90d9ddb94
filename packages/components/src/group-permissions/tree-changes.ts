import type { Group } from '@provost/sdk';
import { endOf, noColumns, plain, type Columns } from './tree-columns.js';

/** The same tree without a group and what is below it. */
export const without = (tree: Columns, id: string): Columns => taken(tree, id).rest;

/** The same tree with the group where it is now, and below it what was below it. */
export function withGroup(
  tree: Columns,
  group: Pick<Group, 'id' | 'name' | 'parentId' | 'memberCount' | 'resource'>,
) {
  const { rest, block } = taken(tree, group.id);
  const parent = rest.ids.indexOf(group.parentId ?? '');
  const depth = (rest.depths[parent] ?? 0) + 1;
  const shift = depth - (block.depths[0] ?? depth);
  const { group: _itself, ...within } = group.resource.within ?? {};
  const moved: Columns = {
    ids: [group.id, ...block.ids.slice(1)],
    names: [group.name, ...block.names.slice(1)],
    depths: [depth, ...block.depths.slice(1).map((one) => one + shift)],
    members: [group.memberCount, ...block.members.slice(1)],
    within: { ...tree.within, [group.id]: within },
  };
  const at = placeOf(rest, parent, group);
  return join(moved.within, slice(rest, 0, at), moved, slice(rest, at));
}

/** Where the group belongs among those right below the parent (-1: at the top). */
function placeOf(tree: Columns, parent: number, { id, name }: Pick<Group, 'id' | 'name'>): number {
  const key = [plain(name), id] as const;
  let at = parent + 1;
  const depth = (tree.depths[parent] ?? 0) + 1;
  while (tree.depths[at]! >= depth) {
    const other = plain(tree.names[at]!);
    if (other > key[0] || (other === key[0] && tree.ids[at]! > id)) break;
    at = endOf(tree, at);
  }
  return at;
}

function taken(tree: Columns, id: string): { rest: Columns; block: Columns } {
  const at = tree.ids.indexOf(id);
  if (at < 0) return { rest: tree, block: noColumns };
  const end = endOf(tree, at);
  return {
    rest: join(tree.within, slice(tree, 0, at), slice(tree, end)),
    block: slice(tree, at, end),
  };
}

const slice = ({ ids, names, depths, members }: Columns, from: number, to?: number): Columns => ({
  ids: ids.slice(from, to),
  names: names.slice(from, to),
  depths: depths.slice(from, to),
  members: members.slice(from, to),
  within: {},
});

const join = (within: Columns['within'], ...parts: readonly Columns[]): Columns => ({
  ids: parts.flatMap(({ ids }) => ids),
  names: parts.flatMap(({ names }) => names),
  depths: parts.flatMap(({ depths }) => depths),
  members: parts.flatMap(({ members }) => members),
  within,
});
