import type { AccessChange, PermissionRow } from '@provost/sdk';
import { isSame, NOT_HELD, storedHolding, type Cell, type Holding } from './cells.js';

/** What is to be changed of one cell. */
export interface CellEdit {
  readonly cell: Cell;
  readonly holding: Holding;
}

/** What is to be changed of one person: their row as it was when the first change was made, and what is new, by role. */
export interface Edit {
  readonly row: PermissionRow;
  readonly set: ReadonlyMap<string, CellEdit>;
}

/** Changes that are not saved yet, by person. A value: every step is a new one, so that steps can be undone. */
export type Draft = ReadonlyMap<string, Edit>;

/** One cell on which two people do not agree. */
export interface Collision {
  readonly row: PermissionRow;
  readonly cell: Cell;
  readonly was: Holding;
  readonly theirs: Holding;
  readonly yours: Holding;
}

/** What the person holds by the cell once the draft is saved. */
export const draftHolding = (draft: Draft, row: PermissionRow, cell: Cell): Holding | undefined =>
  draft.get(row.user.id)?.set.get(cell.role)?.holding ?? storedHolding(row, cell);

/** The draft with one more cell set; setting back what was is no change. */
export function withHolding(draft: Draft, row: PermissionRow, { cell, holding }: CellEdit): Draft {
  const edit = draft.get(row.user.id) ?? { row, set: new Map() };
  return withEdit(draft, { row: edit.row, set: new Map([...edit.set, [cell.role, { cell, holding }]]) });
}

/** The same changes made to rows as they are now; what they say already is dropped. */
export const rebase = (draft: Draft, rows: readonly PermissionRow[]): Draft =>
  rows.reduce((rebased, row) => {
    const edit = rebased.get(row.user.id);
    return edit ? withEdit(rebased, { row, set: edit.set }) : rebased;
  }, draft);

function withEdit(draft: Draft, { row, set }: Edit): Draft {
  const kept = [...set].filter(([, { cell, holding }]) => !isSame(holding, storedHolding(row, cell)));
  const next = new Map(draft);
  if (kept.length) next.set(row.user.id, { row, set: new Map(kept) });
  else next.delete(row.user.id);
  return next;
}

/** Says whether a change may be made at all. */
export type MaySet = (row: PermissionRow, edit: CellEdit) => boolean;

/** The draft as the API takes it: what may be set of it, at a group. */
export const changesOf = (draft: Draft, groupId: string, maySet: MaySet): readonly AccessChange[] =>
  [...draft].flatMap(([userId, { row, set }]) =>
    [...set.values()].filter((edit) => maySet(row, edit)).map((edit) => changeOf(edit, { userId, groupId })),
  );

function changeOf(
  { cell: { role, area }, holding: { held, from, until } }: CellEdit,
  { userId, groupId }: { userId: string; groupId: string },
): AccessChange {
  const end = held && until !== null ? { until } : {};
  if (area)
    return { kind: 'set-level', groupId, userId, area: area.id, level: held ? 'editor' : 'viewer', ...end };
  const at = { type: 'group', id: groupId };
  if (!held) return { kind: 'take-role', userId, role, at };
  return { kind: 'give-role', userId, role, at, ...(from === null ? {} : { from }), ...end };
}

/** The draft of these people alone: who is not listed any more cannot be set. */
export function only(draft: Draft, rows: readonly PermissionRow[]): Draft {
  const listed = new Set(rows.map(({ user }) => user.id));
  // who holds nothing here yet is listed nowhere
  return new Map([...draft].filter(([id, { row }]) => listed.has(id) || isNew(row)));
}

/** Somebody found by search, who holds nothing here yet. */
export const isNew = ({ levels, held }: PermissionRow): boolean =>
  held.length === 0 && Object.keys(levels).length === 0;

/** How many people come out with more, and how many with less. */
export function effectOf(draft: Draft): { readonly gain: number; readonly lose: number } {
  const people = (isGain: boolean) =>
    [...draft.values()].filter(({ row, set }) =>
      [...set.values()].some(({ cell, holding }) => isMore(holding, storedHolding(row, cell)) === isGain),
    ).length;
  return { gain: people(true), lose: people(false) };
}

/** Longer counts as more. */
function isMore(now: Holding, was: Holding = NOT_HELD): boolean {
  if (now.held !== was.held) return now.held;
  return (
    (now.until ?? '~') > (was.until ?? '~') ||
    (now.until === was.until && (now.from ?? '') < (was.from ?? ''))
  );
}

/**
 * Where a person was changed by somebody else since, and comes out differently there and here. A level has but
 * two values, so two changes of one level always agree: it is the person as a whole that two people disagree on.
 */
export function collisionsOf(
  draft: Draft,
  rows: readonly PermissionRow[],
  { cells, maySet }: { readonly cells: readonly Cell[]; readonly maySet: MaySet },
): readonly Collision[] {
  return rows.flatMap((row) => {
    const edit = draft.get(row.user.id);
    if (!edit) return [];
    const both = cells.flatMap((cell): Collision[] => {
      const [was = NOT_HELD, theirs = NOT_HELD] = [storedHolding(edit.row, cell), storedHolding(row, cell)];
      const yours = edit.set.get(cell.role)?.holding ?? was;
      const isAny = was.held || theirs.held || yours.held || row.levels[cell.area?.id ?? ''] !== undefined;
      return isAny && maySet(row, { cell, holding: yours }) ? [{ row, cell, was, theirs, yours }] : [];
    });
    if (both.every(({ was, theirs }) => isSame(was, theirs))) return [];
    return both.filter(({ theirs, yours }) => !isSame(theirs, yours));
  });
}
