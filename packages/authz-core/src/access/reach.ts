import type { Policy, Role, RoleLine } from '../policy/policy.js';
import type { Snapshot } from '../snapshot/snapshot.js';
import type { Assignment, Settings } from '../vocabulary.js';

/** A role line that holds for the person now, and the scope ids it reaches by. */
export interface ReachingLine {
  readonly role: Role;
  readonly line: RoleLine;
  readonly assignment: Assignment;
  /** Ids of `scopeType`; empty unless the line reaches `by` a relation. */
  readonly ids: readonly string[];
  readonly scopeType: string;
}

const NONE: readonly string[] = [];

/**
 * Visits every role line that holds for the person at `now`: the one place where assignments, time, settings and
 * `mayHold` are weighed. `can`, `decide`, `filter` and the SQL all stand on it.
 */
export function eachLine(
  policy: Policy,
  snapshot: Snapshot,
  now: number,
  visit: (reaching: ReachingLine) => void,
): void {
  for (const assignment of snapshot.assignments) {
    const role = policy.roles.get(assignment.role);
    if (!role || !holds(assignment, now) || !mayHold(role, snapshot, now)) continue;
    const { scopes } = assignment;
    for (const line of role.lines) {
      if (line.when && !settingsAre(line.when, policy, snapshot.settings)) continue;
      const { scopeType } = policy.relations[line.relation] as { scopeType: string };
      const ids = line.reach === 'by' && role.at.includes(scopeType) ? (scopes?.[scopeType] ?? NONE) : NONE;
      if (line.reach === 'by' ? ids.length > 0 : isHeld(role, assignment)) {
        visit({ role, line, assignment, ids, scopeType });
      }
    }
  }
}

/** from ≤ now < until, not a millisecond outside. */
const holds = ({ from, until }: Assignment, now: number): boolean =>
  (from === undefined || from <= now) && (until === undefined || now < until);

const mayHold = ({ mayHold: roles }: Role, snapshot: Snapshot, now: number): boolean =>
  !roles || snapshot.assignments.some((other) => roles.includes(other.role) && holds(other, now));

/** Held where the role may be held: at the site, or at one scope at least. */
const isHeld = ({ at }: Role, { scopes }: Assignment): boolean =>
  scopes === undefined ? at.includes('site') : at.some((type) => (scopes[type]?.length ?? 0) > 0);

/** Are the settings so? One that is not set has the policy's default. */
export function settingsAre(when: Settings, policy: Policy, settings: Settings): boolean {
  for (const id in when) {
    if ((settings[id] ?? policy.document.settings?.[id]?.byDefault ?? false) !== when[id]) return false;
  }
  return true;
}

/** The next moment after `now` at which an answer may change; at the latest when the snapshot expires. */
export function changesAt({ assignments, expires }: Snapshot, now: number): number {
  let next = expires;
  for (const { from, until } of assignments) {
    if (from !== undefined && from > now && from < next) next = from;
    if (until !== undefined && until > now && until < next) next = until;
  }
  return next;
}
