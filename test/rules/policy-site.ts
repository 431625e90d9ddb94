import {
  defaultRoleOf,
  openAccess,
  type Policy,
  type Resource,
  type ScopeIds,
  type Snapshot,
} from '@provost/authz-core';
import type { AssignmentSpec, GroupSpec, SiteSpec } from '@provost/server';
import type { Case, Expected } from './policy-table.js';

/** Types that the server keeps elsewhere than among resources of every type. */
const KEPT = new Set(['site', 'user', 'group', 'course', 'e-folder']);

/** What a moment of a table is called on the server, which counts from 1970. */
export type TimeOf = (moment: number) => number;

/**
 * The site on which a row is asked: everybody of the table with what they hold, everything there is, where it lies. What
 * the table has of another site is not there.
 */
export function siteOf(policy: Policy, row: Case, timeOf: TimeOf): SiteSpec {
  const { snapshot, people, resources } = row;
  const here = resources.filter(({ site }) => site === snapshot.site);
  const of = (...types: string[]) => here.filter(({ type }) => types.includes(type));
  const held = (person: string) => people.get(person)?.map((one) => heldFrom(one, timeOf)) ?? [];
  return {
    policy: policy.id,
    settings: { ...policy.settings, ...snapshot.settings },
    // everybody came, and every group was made, when the settings were as they are
    people: of('user').map(({ id, within }) => ({
      id,
      holds: held(id),
      within: without(within, 'group'),
      later: true,
    })),
    content: of('course', 'e-folder').map(({ type, id, within, owner }) => ({
      type: type as 'course' | 'e-folder',
      id,
      within: without(within, 'group', type),
      ...(owner === undefined ? {} : { owner }),
    })),
    groups: groupsOf(snapshot, here),
    resources: here
      .filter(({ type }) => !KEPT.has(type))
      .map(({ type, id, within, owner }) => ({
        type,
        id,
        within: within ?? {},
        ...(owner === undefined ? {} : { owner }),
      })),
  };
}

function heldFrom({ from, until, ...held }: AssignmentSpec, timeOf: TimeOf): AssignmentSpec {
  return {
    ...held,
    ...(from === undefined ? {} : { from: timeOf(from) }),
    ...(until === undefined ? {} : { until: timeOf(until) }),
  };
}

/** What is told elsewhere: who is in a group by its members, and that a thing lies in itself by nothing. */
const without = (within: ScopeIds = {}, ...relations: string[]): ScopeIds =>
  Object.fromEntries(Object.entries(within).filter(([relation]) => !relations.includes(relation)));

/** The groups of the tree, those above first; where the policy has none, they are things like others. */
function groupsOf({ groups: tree }: Snapshot, here: readonly Resource[]): GroupSpec[] {
  const inside = (group: string, ...types: string[]) =>
    here.filter((one) => types.includes(one.type) && one.within?.['group']?.includes(group));
  const path: string[] = [];
  const parents = new Map(
    tree.map(([id, depth]) => {
      path.splice(depth, Infinity, id);
      return [id, path[depth - 1]];
    }),
  );
  const inOrder = (id: string) => tree.findIndex(([one]) => one === id);
  return here
    .filter(({ type }) => type === 'group')
    .sort((a, b) => inOrder(a.id) - inOrder(b.id))
    .map(({ id, within }) => {
      const parent = parents.get(id);
      return {
        id,
        ...(parent === undefined ? {} : { parent }),
        members: inside(id, 'user').map((one) => one.id),
        content: inside(id, 'course', 'e-folder').map((one) => one.id),
        within: without(within, 'group'),
        later: true,
      };
    });
}

/** Is this the same on a server, where nobody is without a role of the site? */
export function isThere(policy: Policy, { ask, answer }: Expected, { snapshot, now }: Case): boolean {
  if (ask.kind !== 'shows' || answer) return true;
  const slots = new Set([...policy.roles.values()].map(({ slot = '' }) => slot));
  const roles = [...slots].map((slot) => defaultRoleOf(policy, slot)).filter((role) => role !== undefined);
  const assignments = roles.map((role) => ({ role }));
  return !openAccess(policy, { ...snapshot, assignments }, { now }).anywhere(ask.permission);
}
