import { givenAt, type Access, type Area, type Policy } from '@provost/authz-core';
import type { PermissionRow } from '@provost/sdk';

/** What a person can hold at a group: an area's editor role, shown as a level, or a role, shown as a chip. */
export interface Cell {
  readonly role: string;
  readonly area?: Area | undefined;
}

/** Whether a role is held at the group, from when and until when; times as the API writes them. */
export interface Holding {
  readonly held: boolean;
  readonly from: string | null;
  readonly until: string | null;
}

/** Not held. */
export const NOT_HELD: Holding = { held: false, from: null, until: null };

/** Held from now on and without an end. */
export const HELD: Holding = { held: true, from: null, until: null };

/** The columns of a policy: its areas while they are told apart, then the roles that are given at groups. */
export const cellsOf = (access: Access): readonly Cell[] => [
  ...levelCells(access),
  ...roleCells(access.policy),
];

/** A toggle each (EV). */
export const levelCells = ({ areas }: Access): readonly Cell[] =>
  areas.map((area) => ({ role: area.editor, area }));

/** A chip each (GL-01, SG-09, LR-09). */
export const roleCells = (policy: Policy): readonly Cell[] =>
  givenAt(policy, 'group').map(({ id }) => ({ role: id }));

/** What a row says of a cell; `undefined` for a level that the person cannot have. */
export function storedHolding(row: PermissionRow, { role, area }: Cell): Holding | undefined {
  if (area) {
    const level = row.levels[area.id];
    if (!level) return undefined;
    const { from = null, until = null } = level;
    return { held: level.level === 'editor' || from !== null, from, until };
  }
  const here = row.held.find((one) => one.role === role && !one.inherited);
  return here ? { held: true, from: here.from, until: here.until } : NOT_HELD;
}

/** Do two say the same? */
export const isSame = (a: Holding | undefined, b: Holding | undefined): boolean =>
  a?.held === b?.held && (!a?.held || (a.from === b?.from && a.until === b.until));

/** What a role is called. */
export const roleLabel = (policy: Policy, id: string): string => policy.roles.get(id)?.label ?? id;
