import { decideAssignment, type Access, type ChangeDecision } from '@provost/authz-core';
import type { Group, PermissionRow } from '@provost/sdk';
import { storedHolding, type Cell } from './cells.js';
import type { CellEdit } from './draft.js';

/** Who asks, about which group. */
export interface Asking {
  readonly access: Access;
  readonly group: Group;
}

const time = (iso: string | null): number | undefined => (iso === null ? undefined : Date.parse(iso));

/** May the reader make this change (EV-09, EV-11, EV-20, LR-09, LR-17)? The core decides. */
export function decideEdit(
  { access, group }: Asking,
  row: PermissionRow,
  { cell, holding }: CellEdit,
): ChangeDecision {
  const to = { id: row.user.id, roles: row.roles, resource: row.resource };
  return decideAssignment(access, {
    role: cell.role,
    at: group.resource,
    to,
    take: !holding.held,
    from: holding.held ? time(holding.from) : undefined,
    until: holding.held ? time(holding.until) : undefined,
  });
}

/** May the reader change this cell at all: take what is held, or give what is not? */
export const decideCell = (asking: Asking, row: PermissionRow, cell: Cell): ChangeDecision => {
  const held = storedHolding(row, cell)?.held ?? false;
  return decideEdit(asking, row, { cell, holding: { held: !held, from: null, until: null } });
};

/** Asked of the group alone: may the reader set this of anybody here? */
export function isSettable({ access, group }: Asking, { role }: Cell): boolean {
  const permission = access.policy.roles.get(role)?.assignedBy;
  if (permission === undefined) return false;
  // one that is asked about the person is not settled by the group
  return access.policy.permission(permission).type === 'group'
    ? access.can(permission, group.resource)
    : access.anywhere(permission);
}

/** What is known at once, before `decideEdit` looks at all that would be gained: is it worth offering (LR-09)? */
export function mightGive(asking: Asking, row: PermissionRow, cell: Cell): boolean {
  const { snapshot, policy } = asking.access;
  const role = policy.roles.get(cell.role);
  if (!isSettable(asking, cell) || (role?.notSelf && row.user.id === snapshot.subject.id)) return false;
  return !role?.mayHold || role.mayHold.some((one) => row.roles.includes(one));
}
