import { linesOf } from '../access/reach.js';
import type { Policy, Role } from '../policy/policy.js';
import type { Snapshot } from '../snapshot/snapshot.js';
import type { Assignment } from '../vocabulary.js';
import { maskedIn } from '../explain/masked.js';
import { Places } from '../access/places.js';
import { compareRoles } from './compare-roles.js';
import { gained, linesIn, partsOf, type Lines } from './gained.js';

/** Something about roles or assignments that is likely not meant. */
export type Finding =
  | { readonly code: 'role-equal' | 'role-contained'; readonly role: string; readonly other: string }
  | { readonly code: 'role-unheld'; readonly role: string }
  | {
      readonly code: 'requirement-missing';
      readonly role: string;
      readonly permission: string;
      readonly requires: readonly string[];
    }
  | { readonly code: 'adds-nothing'; readonly subject: string; readonly assignment: Assignment };

/** What is looked at. */
export interface LintOptions {
  /** The ids of the roles to look at, such as the site's own. Default: all. */
  readonly roles?: readonly string[];
  /** Everybody on the site. None: nothing is said of who holds what. */
  readonly people?: readonly Snapshot[];
  /** Milliseconds since 1970-01-01T00:00Z. */
  readonly now: number;
}

/** Looks for roles that say the same, miss what they need or are nobody's, and assignments that add nothing. */
export function lint(policy: Policy, { roles, people, now }: LintOptions): readonly Finding[] {
  const looked = (roles ?? [...policy.roles.keys()]).flatMap((id) => policy.roles.get(id) ?? []);
  const held = new Set(people?.flatMap(({ assignments }) => assignments.map(({ role }) => role)));
  return [
    ...looked.flatMap((role) => likenessOf(role, looked, policy)),
    ...looked.flatMap((role) => unmetIn(role, policy)),
    // what a person has if nothing is given is held by those of whom nothing is said
    ...looked
      .filter(({ id, byDefault }) => people && !byDefault && !held.has(id))
      .map(({ id }): Finding => ({ code: 'role-unheld', role: id })),
    ...(people ?? []).flatMap((person) => vainOf(person, policy, now)),
  ];
}

/** Roles that give the same, told once, and those that give all of it and more. One that gives everything is meant to. */
function likenessOf(role: Role, looked: readonly Role[], policy: Policy): Finding[] {
  return [...policy.roles.values()].flatMap((other): Finding[] => {
    if (other === role || other.all) return [];
    const { onlyA, onlyB, differing, same } = compareRoles(policy, role.id, other.id);
    if (same.length === 0 && differing.length === 0) return [];
    if (onlyA.length > 0 || differing.some(({ a }) => a !== 'narrower')) return [];
    const isEqual = onlyB.length === 0 && differing.length === 0;
    const isTold = isEqual && looked.includes(other) && looked.indexOf(other) < looked.indexOf(role);
    return isTold
      ? []
      : [{ code: isEqual ? 'role-equal' : 'role-contained', role: role.id, other: other.id }];
  });
}

/** What a role names and does not give. */
const unmetIn = (role: Role, policy: Policy): Finding[] =>
  [...maskedIn(role, policy)].map(([permission, requires]) => ({
    code: 'requirement-missing',
    role: role.id,
    permission,
    requires,
  }));

/** Assignments without which a person would have the same, now and later, whatever the settings. */
function vainOf(person: Snapshot, policy: Policy, now: number): Finding[] {
  const places = new Places(policy, person.site, person.groups);
  const named = new Set(
    [...policy.roles.values()].flatMap(({ mayHold = [], lines }) => [
      ...mayHold,
      ...lines.flatMap(({ way, second }) => [...(way.via ?? []), ...(second?.via ?? [])]),
    ]),
  );
  let kept = person.assignments.filter(({ until = Infinity }) => now < until);
  return kept.flatMap((assignment): Finding[] => {
    const { role: id, from = now, until = Infinity } = assignment;
    const role = policy.roles.get(id);
    // a role of a slot says who they are, and one that others hang on is there for those
    if (role && (role.slot !== undefined || named.has(id))) return [];
    const at = Math.max(now, from);
    const lasting = kept.filter((one) => one !== assignment && (one.until ?? Infinity) >= until);
    const linesWith = (assignments: readonly Assignment[]): Lines =>
      linesIn(policy, places, linesOf(policy, { ...person, assignments }, undefined, at));
    const [without, withIt] = [linesWith(lasting), linesWith([...lasting, assignment])];
    if (partsOf(policy).some((part) => gained(withIt, without, part).length > 0)) return [];
    kept = kept.filter((one) => one !== assignment);
    return [{ code: 'adds-nothing', subject: person.subject.id, assignment }];
  });
}
