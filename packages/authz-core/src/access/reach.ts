import { OWNER } from '../policy/compile-policy.js';
import type { Policy, Role } from '../policy/policy.js';
import type { Snapshot } from '../snapshot/snapshot.js';
import type { Assignment, ScopeIds, Settings } from '../vocabulary.js';
import type { Keys, Places } from './places.js';

/** What lies, by a relation, in one of the scopes (or below one), and in none of `except`. */
export interface Reaching {
  /** Number of the relation; `EVERYTHING`: wherever it lies. */
  readonly relation: number;
  readonly ids: readonly string[];
  readonly below: boolean;
  readonly except: ScopeIds | undefined;
}

/** A role line that holds for the person now, and how far it reaches. */
export interface Line extends Reaching {
  readonly role: Role;
  readonly assignment: Assignment;
  readonly scopeType: string;
  readonly bits: Int32Array;
}

/**
 * Visits every role line that holds for the person at `now`: the one place where assignments, time, settings and
 * `mayHold` are weighed. `can`, `decide`, `filter` and the SQL all stand on it.
 */
export function eachLine(policy: Policy, snapshot: Snapshot, now: number, visit: (line: Line) => void): void {
  const held = snapshot.assignments.filter((assignment) => holds(assignment, now));
  for (const assignment of held) {
    const role = policy.roles.get(assignment.role);
    if (!role || !(role.mayHold?.some((id) => held.some((other) => other.role === id)) ?? true)) continue;
    for (const { relation, when, bits } of role.lines) {
      const scopeType = policy.relations[relation]?.scopeType ?? '';
      const along = relation > OWNER;
      const ids = along
        ? idsAt(role, assignment, scopeType)
        : isHeld(role, assignment)
          ? [snapshot.subject.id]
          : [];
      if (ids.length === 0 || !settingsAre(when, policy, snapshot.settings)) continue;
      const except = along ? assignment.except : undefined;
      visit({
        role,
        assignment,
        scopeType,
        bits,
        relation,
        ids,
        below: along && role.below === true,
        except,
      });
    }
  }
}

/** from ≤ now < until, not a millisecond outside. */
const holds = ({ from, until }: Assignment, now: number): boolean =>
  (from === undefined || from <= now) && (until === undefined || now < until);

/** Held where the role may be held: at the site, or at one scope at least. */
const isHeld = (role: Role, assignment: Assignment): boolean =>
  role.at.some((type) => (assignment.scopes ? idsAt(role, assignment, type).length > 0 : type === 'site'));

const idsAt = ({ at }: Role, { scopes }: Assignment, type: string): readonly string[] =>
  at.includes(type) ? idsOf(scopes, type) : [];

/** Throws where the ids are none, so that `openAccess` refuses the snapshot. */
function idsOf(scopes: ScopeIds | undefined, type: string): readonly string[] {
  const ids: unknown = scopes && Object.hasOwn(scopes, type) ? scopes[type] : [];
  if (!Array.isArray(ids)) throw new TypeError(type);
  return ids as readonly string[];
}

/** Are the settings so? One that is not set has the policy's default. */
export function settingsAre(when: Settings | undefined, policy: Policy, settings: Settings): boolean {
  for (const id in when) {
    const set = Object.hasOwn(settings, id) ? settings[id] : policy.document.settings?.[id]?.byDefault;
    if (set !== when[id]) return false;
  }
  return true;
}

/** The keys of what is excepted, as intervals one after the other: [low, high, low, high …]. */
export function exceptedBy(except: ScopeIds | undefined, below: boolean, places: Places): number[] {
  return Object.keys(except ?? {}).flatMap((type) => {
    const ids = idsOf(except, type);
    return places.policy.relations.flatMap(({ scopeType }, relation) =>
      relation > OWNER && scopeType === type ? ids.flatMap((id) => places.interval(relation, id, below)) : [],
    );
  });
}

/** The ids through which keys lie in a reach: none where they lie in an exception, too. */
export const throughWhich = (
  { relation, ids, below, except }: Reaching,
  keys: Keys,
  places: Places,
): string[] =>
  lieIn(keys, exceptedBy(except, below, places))
    ? []
    : ids.filter((id) => lieIn(keys, places.interval(relation, id, below)));

/** Does one of the keys lie in one of the intervals? */
export function lieIn(keys: Keys, intervals: readonly number[]): boolean {
  for (let i = 0; i < intervals.length; i += 2) {
    for (let k = 0; keys[k]; k++) {
      if (
        (keys[k] as number) >= (intervals[i] as number) &&
        (keys[k] as number) < (intervals[i + 1] as number)
      )
        return true;
    }
  }
  return false;
}
