import {
  above,
  decideAssignment,
  decideMove,
  matches,
  openAccess,
  resolveDefaults,
  type Access,
  type Policy,
  type Snapshot,
} from '@provost/authz-core';
import type { Brought, Case, Delegation, Event, Expected, Moving, Question } from './policy-table.js';

/** Answers the questions of a row: yes, no, or who said what where they do not agree. */
export function answersTo(policy: Policy, row: Case): Record<string, string> {
  const access = openAccess(policy, row.snapshot, { now: row.now });
  return Object.fromEntries(row.expected.map((one) => [one.ask.name, answerOf(access, row, one)]));
}

/** The answers that are right, in the same words. */
export const rightAnswers = ({ expected }: Case): Record<string, string> =>
  Object.fromEntries(expected.map(({ ask, answer }) => [ask.name, yesOrNo(answer)]));

/** An answer in the words of these tests. */
export const yesOrNo = (answer: boolean): string => (answer ? 'yes' : 'no');

function answerOf(access: Access, row: Case, { ask }: Expected): string {
  switch (ask.kind) {
    case 'shows':
      return yesOrNo(access.anywhere(ask.permission));
    case 'above':
      return yesOrNo(above(access, accessOf(access, ask.person, row)));
    case 'moves':
      return yesOrNo(isMoved(access, ask, row));
    case 'event':
      return brought(access, ask, row);
    case 'permission': {
      const answers = waysToAsk(access, ask);
      const said = [...new Set(Object.values(answers))];
      return said.length === 1 ? yesOrNo(said[0] as boolean) : JSON.stringify(answers);
    }
    default:
      return yesOrNo(isDelegated(access, ask, row));
  }
}

/** Every way to ask about a permission, so that a row holds for all of them. */
function waysToAsk(access: Access, { permission, resource, second }: Question): Record<string, boolean> {
  const token = access.policy.permission(permission);
  const pair = second ? { for: second } : undefined;
  const placed = second ? { for: access.place(second) } : undefined;
  const answers = {
    can: access.can(permission, resource, pair),
    'can by token on what is placed': access.can(token, access.place(resource), placed),
    decide: access.decide(permission, resource, pair).allowed,
  };
  // a filter is of resources of the permission's types; it has no say about others
  if (token.type !== resource.type || token.second !== (second?.type ?? '')) return answers;
  const { places } = access;
  const filters = second
    ? {
        'filter of first ones': matches(access.filter(permission, { for: second }), resource, places),
        'filter of second ones': matches(access.filter(permission, { of: resource }), second, places),
        'filter of pairs': matches(access.filter(permission), resource, places, second),
      }
    : { filter: matches(access.filter(permission), resource, places) };
  return { ...answers, ...filters };
}

/** Another person's access, at the same moment, in a tree that may be another. */
function accessOf(
  { policy, snapshot }: Access,
  person: string,
  { people, now }: Case,
  groups = snapshot.groups,
): Access {
  const assignments = people.get(person) ?? [];
  return openAccess(policy, { ...snapshot, subject: { id: person }, assignments, groups }, { now });
}

function isDelegated(access: Access, { kind, role, at, to, from, until }: Delegation, row: Case): boolean {
  const roles = (row.people.get(to.id) ?? []).map((held) => held.role);
  return decideAssignment(access, {
    role,
    at,
    to: { id: to.id, roles, resource: to, access: accessOf(access, to.id, row) },
    take: kind === 'takes',
    from,
    until,
    holders: (id) => holdersOf(id, at?.id, row),
  }).allowed;
}

/** Does the event bring just what it should? What it brings, where not. */
function brought({ policy, settings }: Access, { event, brings }: Event, row: Case): string {
  const { site } = row.snapshot;
  const liesIn = (type: string, of: string, id: string) =>
    row.resources
      .filter((one) => one.site === site && one.type === type && one.within?.[of]?.includes(id))
      .map((one) => one.id);
  const given = resolveDefaults(
    policy,
    { ...event, settings },
    {
      holders: (role) =>
        [...row.people].filter(([, held]) => held.some((one) => one.role === role)).map(([id]) => id),
      members: (type, id) => liesIn('user', type, id),
      scopesOf: liesIn,
    },
  ).map(({ person, assignment: { role, scopes } }): Brought => ({
    to: person,
    role,
    ...(scopes && { scopes }),
  }));
  const inOrder = (some: readonly Brought[]) =>
    JSON.stringify(some.map(({ to, role, scopes }) => JSON.stringify([to, role, scopes])).sort());
  return inOrder(given) === inOrder(brings) ? 'yes' : inOrder(given);
}

/** How many hold a role at a scope, or at the site, now and without an end. */
function holdersOf(role: string, at: string | undefined, { people, now }: Case): number {
  const holds = (scopes: Snapshot['assignments'][number]['scopes']) =>
    at === undefined ? !scopes : Object.values(scopes ?? {}).some((ids) => ids.includes(at));
  return [...people.values()].filter((held) =>
    held.some(
      (one) => one.role === role && one.until === undefined && (one.from ?? now) <= now && holds(one.scopes),
    ),
  ).length;
}

function isMoved(access: Access, { group, from, to }: Moving, row: Case): boolean {
  const { groups } = access.snapshot;
  const after = movedIn(groups, group.id, to?.id);
  const people = [...row.people.keys()].map((person) => ({
    before: accessOf(access, person, row),
    after: accessOf(access, person, row, after),
  }));
  return decideMove(access, { group, from, to, people }).allowed;
}

/** The tree with a group, and all below it, below another. A tree that cannot be is left as it was. */
function movedIn(groups: Snapshot['groups'], group: string, to: string | undefined): Snapshot['groups'] {
  const branchAt = (list: Snapshot['groups'], id: string): [start: number, end: number] => {
    const start = list.findIndex(([one]) => one === id);
    const depth = list[start]?.[1] ?? 0;
    const length = list.slice(start + 1).findIndex(([, other]) => other <= depth);
    return [start, length < 0 ? list.length : start + 1 + length];
  };
  const [start, end] = branchAt(groups, group);
  const branch = groups.slice(start, end);
  if (branch.some(([id]) => id === to)) return groups;
  const rest = [...groups.slice(0, start), ...groups.slice(end)];
  const [at, under] = to === undefined ? [rest.length, -1] : [branchAt(rest, to)[1], depthOf(rest, to)];
  const lift = under + 1 - depthOf(groups, group);
  return [
    ...rest.slice(0, at),
    ...branch.map(([id, depth]) => [id, depth + lift] as const),
    ...rest.slice(at),
  ];
}

const depthOf = (groups: Snapshot['groups'], id: string): number =>
  groups.find(([one]) => one === id)?.[1] ?? -1;
