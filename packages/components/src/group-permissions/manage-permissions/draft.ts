import type { Level, LevelChange, PermissionRow } from '@provost/sdk';

/** What is to be changed of one person: their row as it was when the first change was made, and the new levels. */
export interface Edit {
  readonly row: PermissionRow;
  readonly set: Readonly<Record<string, Level>>;
}

/** Changes that are not saved yet, by person. A value: every step is a new one, so that steps can be undone. */
export type Draft = ReadonlyMap<string, Edit>;

/** One level on which two people do not agree. */
export interface Collision {
  readonly row: PermissionRow;
  readonly area: string;
  readonly was: Level | undefined;
  readonly theirs: Level;
  readonly yours: Level;
}

/** A row's level in an area, as it is stored. */
export const storedLevel = (row: PermissionRow, area: string): Level | undefined => row.levels[area]?.level;

/** The level as it will be. */
export const draftLevel = (draft: Draft, row: PermissionRow, area: string): Level | undefined =>
  draft.get(row.user.id)?.set[area] ?? storedLevel(row, area);

/** The draft with one more level set; setting back what was is no change. */
export function withLevel(draft: Draft, row: PermissionRow, area: string, level: Level): Draft {
  const edit = draft.get(row.user.id) ?? { row, set: {} };
  return withEdit(draft, { row: edit.row, set: { ...edit.set, [area]: level } });
}

/** The same changes made to rows as they are now; what they say already is dropped. */
export const rebase = (draft: Draft, rows: readonly PermissionRow[]): Draft =>
  rows.reduce((rebased, row) => {
    const edit = rebased.get(row.user.id);
    return edit ? withEdit(rebased, { row, set: edit.set }) : rebased;
  }, draft);

function withEdit(draft: Draft, { row, set }: Edit): Draft {
  const kept = Object.entries(set).filter(([area, level]) => level !== storedLevel(row, area));
  const next = new Map(draft);
  if (kept.length) next.set(row.user.id, { row, set: Object.fromEntries(kept) });
  else next.delete(row.user.id);
  return next;
}

/** Says whether a level may be set at all. */
export type MaySet = (row: PermissionRow, area: string) => boolean;

/** The draft as the API takes it: what may be set of it. */
export const changesOf = (draft: Draft, maySet: MaySet): readonly LevelChange[] =>
  [...draft].flatMap(([userId, { row, set }]) =>
    Object.entries(set)
      .filter(([area]) => maySet(row, area))
      .map(([area, level]) => ({ userId, area, level })),
  );

/** The draft of these people alone: who is not listed any more cannot be set. */
export function only(draft: Draft, rows: readonly PermissionRow[]): Draft {
  const listed = new Set(rows.map(({ user }) => user.id));
  return new Map([...draft].filter(([id]) => listed.has(id)));
}

/** How many people come out with more, and how many with less. */
export function effectOf(changes: readonly LevelChange[]): { readonly gain: number; readonly lose: number } {
  const people = (level: Level) =>
    new Set(changes.filter((change) => change.level === level).map(({ userId }) => userId)).size;
  return { gain: people('editor'), lose: people('viewer') };
}

/**
 * Where a person was changed by somebody else since, and comes out differently there and here. A level has but
 * two values, so two changes of one level always agree: it is the person as a whole that two people disagree on.
 */
export function collisionsOf(
  draft: Draft,
  rows: readonly PermissionRow[],
  maySet: MaySet,
): readonly Collision[] {
  return rows.flatMap((row) => {
    const edit = draft.get(row.user.id);
    const areas = Object.keys(row.levels).filter((area) => maySet(row, area));
    if (!edit || areas.every((area) => storedLevel(row, area) === storedLevel(edit.row, area))) return [];
    return areas.flatMap((area): Collision[] => {
      const [was, theirs] = [storedLevel(edit.row, area), storedLevel(row, area)];
      const yours = edit.set[area] ?? was;
      return theirs && yours && theirs !== yours ? [{ row, area, was, theirs, yours }] : [];
    });
  });
}
