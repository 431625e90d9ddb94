import { own } from '../policy/issues.js';
import type { Policy, Relation, Role } from '../policy/policy.js';
import type { Snapshot } from '../snapshot/snapshot.js';
import type { Assignment, ScopeIds, Settings } from '../vocabulary.js';
import type { Keys, Places } from './places.js';

/** A condition on a resource: how it lies, and in which scopes. */
export interface Literal {
  /**
   * `in`: by the relation it lies in one of the scopes (or below one), and in none of `except`;
   * `self`, `owner`: it is the person, or belongs to them.
   */
  readonly kind: 'in' | 'self' | 'owner';
  readonly relation: string;
  /** The relation's number in the policy. */
  readonly number: number;
  readonly scopeType: string;
  readonly ids: readonly string[];
  /** The first of the ids: where it is about a person, theirs. */
  readonly id: string;
  readonly below: boolean;
  readonly except: ScopeIds | undefined;
}

/** Permissions that a person has now through a role, and how far they reach. */
export interface Line {
  readonly role: Role;
  readonly assignment: Assignment;
  readonly bits: Int32Array;
  readonly literal: Literal;
}

/**
 * The lines that hold for the person at `now`: the one place where assignments, time, settings and `mayHold` are
 * weighed. `can`, `decide`, `filter` and the SQL all stand on it. Throws at ids that are none.
 */
export function linesOf(policy: Policy, snapshot: Snapshot, settings: Settings, now: number): Line[] {
  const lines: Line[] = [];
  // from ≤ now < until, not a millisecond outside
  const held = snapshot.assignments.filter(({ from = now, until = Infinity }) => from <= now && now < until);
  for (const assignment of held) {
    const { scopes, except } = assignment;
    const role = policy.roles.get(assignment.role);
    if (!role || (role.mayHold && !held.some((other) => role.mayHold?.includes(other.role)))) continue;
    // held where the role may be held: at the site, or at one scope at least
    const isHeld = role.at.some((type) => (scopes ? idsOf(scopes, type).length > 0 : type === 'site'));
    for (const { relation: number, when, bits } of role.lines) {
      const { name: relation, scopeType } = policy.relations[number] as Relation;
      const at = role.at.includes(scopeType) ? idsOf(scopes, scopeType) : [];
      const ids = scopeType ? at : [number > 0 ? snapshot.subject.id : ''];
      const id = ids[0];
      if (!isHeld || id === undefined || !areSo(when, settings)) continue;
      // as: what every resource knows has the name of its kind
      const kind = (scopeType ? 'in' : relation) as Literal['kind'];
      const limits = scopeType ? { below: role.below === true, except } : { below: false, except: undefined };
      lines.push({
        role,
        assignment,
        bits,
        literal: { kind, relation, number, scopeType, ids, id, ...limits },
      });
    }
  }
  return lines;
}

function idsOf(scopes: ScopeIds | undefined, type: string): readonly string[] {
  const ids: unknown = own(scopes ?? {}, type) ?? [];
  if (!Array.isArray(ids)) throw new TypeError(type);
  return ids as readonly string[];
}

/** Are the settings so? */
export const areSo = (when: Settings | undefined, settings: Settings): boolean =>
  Object.entries(when ?? {}).every(([id, value]) => settings[id] === value);

/** The keys of what is excepted, as intervals one after the other: [low, high, low, high …]. */
export const exceptedBy = ({ except, below }: Literal, places: Places): number[] =>
  places.policy.relations.flatMap(({ scopeType }, number) =>
    scopeType ? idsOf(except, scopeType).flatMap((id) => places.interval(number, id, below)) : [],
  );

/** The ids through which keys lie in a reach: none where they lie in an exception, too. */
export const throughWhich = (literal: Literal, keys: Keys, places: Places): string[] =>
  lieIn(keys, exceptedBy(literal, places))
    ? []
    : literal.ids.filter((id) => lieIn(keys, places.interval(literal.number, id, literal.below)));

/** Does one of the keys lie in one of the intervals? */
export function lieIn(keys: Keys, intervals: readonly number[]): boolean {
  for (let i = 0; i < intervals.length; i += 2) {
    for (let k = 0, key; (key = keys[k]); k++) {
      if (key >= (intervals[i] as number) && key < (intervals[i + 1] as number)) return true;
    }
  }
  return false;
}
