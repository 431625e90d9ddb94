import { own } from '../policy/issues.js';
import type { Permission, Policy, Relation, Role, Way } from '../policy/policy.js';
import type { Snapshot } from '../snapshot/snapshot.js';
import type { Assignment, Resource, ScopeIds, Settings } from '../vocabulary.js';
import type { Keys, Places } from './places.js';

/** A condition on a resource: how it lies, and in which scopes. */
export interface Literal {
  /**
   * `in`: by the relation it lies in one of the scopes (or below one); `self`, `owner`: it is the person, or belongs to
   * them; `everything`: any. And it lies in none of `except`.
   */
  readonly kind: 'in' | 'self' | 'owner' | 'everything';
  readonly relation: string;
  /** The relation's number in the policy. */
  readonly number: number;
  readonly scopeType: string;
  readonly ids: readonly string[];
  /** The first of the ids: where it is about a person, theirs. */
  readonly id: string;
  readonly below: boolean;
  readonly except: ScopeIds | undefined;
  /** The assignment it comes from: the line's own, or the one of a role it goes `via`. */
  readonly through: Assignment;
}

/** Permissions that a person has now through a role, and how far they reach: where all literals hold. */
export interface Line {
  readonly role: Role;
  readonly assignment: Assignment;
  readonly bits: Int32Array;
  readonly when: Settings | undefined;
  readonly all: readonly Literal[];
  /** Where the second resources of permissions about two must lie. None: anywhere. */
  readonly second: readonly Literal[] | undefined;
}

/** A role that a person holds now. */
interface Held {
  readonly role: Role;
  readonly assignment: Assignment;
}

/**
 * The lines that hold for the person at `now`: the one place where assignments, time, settings and `mayHold` are
 * weighed. `can`, `decide`, `filter` and the SQL all stand on it. Throws at ids that are none.
 * @param settings none: the lines of every setting.
 */
export function linesOf(
  policy: Policy,
  snapshot: Snapshot,
  settings: Settings | undefined,
  now: number,
): Line[] {
  const lines: Line[] = [];
  const current = snapshot.assignments.filter((one) => isCurrent(one, now));
  const held: Held[] = [];
  for (const assignment of current) {
    const role = policy.roles.get(assignment.role);
    if (!role || (role.mayHold && !current.some((other) => role.mayHold?.includes(other.role)))) continue;
    held.push({ role, assignment });
  }
  for (const one of held) {
    const { role, assignment } = one;
    // held where the role may be held: at the site, or at one scope at least
    const { scopes } = assignment;
    if (!role.at.some((type) => (scopes ? idsOf(scopes, type).length > 0 : type === 'site'))) continue;
    for (const { way, second, when, bits } of role.lines) {
      if (settings && when && !areSo(when, settings)) continue;
      const others = second ? along(second, one) : [undefined];
      for (const all of along(way, one)) {
        for (const other of others) lines.push({ role, assignment, bits, when, all, second: other });
      }
    }
  }
  return lines;

  /** The ways that lead from a role held: for each relation, a literal for each role held that it can go through. */
  function along({ relations, via, outside }: Way, one: Held): readonly (readonly Literal[])[] {
    let ways: (readonly Literal[])[] = [[]];
    for (const number of relations) {
      const { scopeType } = policy.relations[number] as Relation;
      const sources = via && scopeType ? held.filter(({ role }) => via.includes(role.id)) : [one];
      // loops, since opening is faster by half than with flatMap
      const longer: (readonly Literal[])[] = [];
      for (const source of sources) {
        for (const literal of literalsOf(number, source, outside)) {
          for (const way of ways) longer.push([...way, literal]);
        }
      }
      ways = longer;
    }
    return ways;
  }

  /** How a role held reaches by a relation; not at all where it is held at no scope of the relation's. */
  function literalsOf(number: number, { role, assignment }: Held, outside: readonly string[]): Literal[] {
    const { name, scopeType } = policy.relations[number] as Relation;
    const at = role.at.includes(scopeType) ? idsOf(assignment.scopes, scopeType) : [];
    const ids = scopeType ? at : [number > 0 ? snapshot.subject.id : ''];
    const [id] = ids;
    if (id === undefined) return [];
    let except = scopeType ? assignment.except : undefined;
    for (const type of outside) {
      // what the assignment excepts of the type stays excepted
      const away = current.flatMap(({ scopes }) => idsOf(scopes, type));
      except = { ...except, [type]: [...idsOf(except, type), ...away] };
    }
    // as: what every resource knows has the name of its kind
    const kind = (scopeType ? 'in' : name) as Literal['kind'];
    const below = scopeType !== '' && role.below;
    return [{ kind, relation: name, number, scopeType, ids, id, below, except, through: assignment }];
  }
}

/** does an assignment hold at a moment? From ≤ now < until, not a millisecond outside. */
export const isCurrent = ({ from = -Infinity, until = Infinity }: Assignment, now: number): boolean =>
  from <= now && now < until;

export function idsOf(scopes: ScopeIds | undefined, type: string): readonly string[] {
  const ids: unknown = own(scopes ?? {}, type) ?? [];
  if (!Array.isArray(ids)) throw new TypeError(type);
  return ids as readonly string[];
}

/** Are the settings so? */
export const areSo = (when: Settings | undefined, settings: Settings): boolean =>
  Object.entries(when ?? {}).every(([id, value]) => settings[id] === value);

/** A literal as intervals of keys, one after the other: [low, high, low, high …]. */
export interface Condition {
  /** One key at least must lie in one of these. */
  readonly inside: readonly number[];
  /** And none in any of these. */
  readonly outside: readonly number[];
}

export const conditionOf = ({ number, ids, below, except }: Literal, places: Places): Condition => ({
  inside: ids.flatMap((id) => places.interval(number, id, below)),
  outside: except
    ? places.policy.relations.flatMap(({ scopeType }, relation) =>
        scopeType ? idsOf(except, scopeType).flatMap((id) => places.interval(relation, id, below)) : [],
      )
    : [],
});

/** Do keys, from one of them on, meet every condition? Allocates nothing. */
export function meet(conditions: readonly Condition[], keys: Keys, from = 0): boolean {
  for (let i = 0; i < conditions.length; i++) {
    const { inside, outside } = conditions[i] as Condition;
    if (!lieIn(keys, inside, from) || lieIn(keys, outside, from)) return false;
  }
  return true;
}

/** Does one of the keys, from one of them on, lie in one of the intervals? */
function lieIn(keys: Keys, intervals: readonly number[], from: number): boolean {
  for (let i = 0; i < intervals.length; i += 2) {
    for (let k = from, key; (key = keys[k]); k++) {
      if (key >= (intervals[i] as number) && key < (intervals[i + 1] as number)) return true;
    }
  }
  return false;
}

/** The ids through which a resource lies in a reach: none where it lies in an exception, too. */
export const throughWhich = (resource: Resource, literal: Literal, places: Places): string[] =>
  literal.ids.filter((id) => lies(resource, [{ ...literal, ids: [id] }], places));

/** Does a resource lie where all of these say? */
export const lies = (resource: Resource, literals: readonly Literal[], places: Places): boolean =>
  meet(
    literals.map((literal) => conditionOf(literal, places)),
    places.read(resource, undefined, true),
  );

/** Those lines that give a permission. */
export const giving = <L extends Pick<Line, 'bits'>>(
  lines: readonly L[],
  { word, bit }: Pick<Permission, 'word' | 'bit'>,
): L[] => lines.filter(({ bits }) => (bits[word] as number) & bit);
