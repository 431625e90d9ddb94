import type { GroupTree } from '@provost/sdk';

/** A tree as columns: what the API answers. */
export type Columns = Pick<GroupTree, 'ids' | 'names' | 'depths' | 'members' | 'within'>;

/** No group at all. */
export const noColumns: Columns = { ids: [], names: [], depths: [], members: [], within: {} };

/** A name as lists are ordered and searched by: lower case, Latin accents dropped, as on the server. */
export const plain = (name: string): string =>
  name
    .normalize('NFD')
    .replace(/[\u0300-\u036f]/g, '')
    .normalize('NFC')
    .toLowerCase();

/** Is it a tree, whatever a host's own client answers? */
export const isTree = ({ ids, names, depths, members }: Columns): boolean =>
  [ids, names, depths, members].every((column) => Array.isArray(column) && column.length === ids.length) &&
  names.every((name) => typeof name === 'string') &&
  depths.every((depth, at) => depth > 0 && depth <= (depths[at - 1] ?? 0) + 1);

/** Where what is below the row ends. */
export function endOf({ depths }: Columns, at: number): number {
  let end = at + 1;
  while (depths[end]! > depths[at]!) end++;
  return end;
}

/** The rows above this one, the topmost first. */
export function rowsAbove({ depths }: Columns, at: number): readonly number[] {
  const above: number[] = [];
  for (let row = at, depth = depths[at]! - 1; depth > 0; depth--) {
    row = depths.lastIndexOf(depth, row);
    above.unshift(row);
  }
  return above;
}
