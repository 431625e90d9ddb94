import type { Policy } from '@provost/authz-core';
import type { HeldRole } from '../assignments/held-roles.js';
import type { Entry } from './entries.js';

const families: Readonly<Record<string, readonly string[]>> = {
  members: ['members-added', 'members-removed'],
  content: ['content-added', 'content-removed'],
  roles: ['role-given', 'role-taken', 'role-ended', 'role-changed'],
  levels: ['level-set'],
  person: ['person-changed', 'role-changed'],
  group: [
    'group-changed',
    'group-moved',
    'group-archived',
    'group-unarchived',
    'group-deleted',
    'group-restored',
  ],
  settings: ['settings-changed'],
};

/** What an action is a change of, where it is one that others may stand on. */
export const familyOf = (action: string): string | undefined =>
  Object.keys(families).find((family) => families[family]?.includes(action));

/** Does a newer entry change what the older one changed, so that the older one cannot be undone any more? */
export function standsOn(policy: Policy, newer: Entry, older: Entry): boolean {
  if (newer.resource.type !== older.resource.type || newer.resource.id !== older.resource.id) return false;
  return Object.entries(families).some(
    ([family, actions]) =>
      actions.includes(newer.action) &&
      actions.includes(older.action) &&
      meets(keysOf(policy, family, newer), keysOf(policy, family, older)),
  );
}

const meets = (some: readonly string[], others: readonly string[]): boolean =>
  some.some((one) => others.includes(one));

/** What of the resource an entry changes: whom, what, which role. */
function keysOf(policy: Policy, family: string, { before, after, person }: Entry): string[] {
  const sides = [before, after].filter(isObject);
  switch (family) {
    case 'members':
      return sides.flatMap(({ userIds }) => textsOf(userIds));
    case 'content':
      return sides.flatMap(({ contentIds }) => textsOf(contentIds));
    case 'levels':
      return sides.map(({ area }) => `${person} ${String(area)}`);
    case 'roles':
      return sides.flatMap((side) => rolesOf(side).map((role) => `${person} ${slotOr(policy, role)}`));
    default:
      return [family];
  }
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null;

const textsOf = (value: unknown): string[] => (Array.isArray(value) ? value.map(String) : []);

/** The roles that one side of an entry speaks of: as they were held, or the one in the slot. */
const rolesOf = ({ held, role }: Record<string, unknown>): string[] =>
  Array.isArray(held) ? (held as HeldRole[]).map((one) => one.role) : typeof role === 'string' ? [role] : [];

/** Roles of one slot take each other's place. */
const slotOr = ({ roles }: Policy, id: string): string => {
  const slot = roles.get(id)?.slot;
  return slot === undefined ? `role ${id}` : `slot ${slot}`;
};
