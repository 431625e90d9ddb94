import { Places } from '../access/places.js';
import { linesOf } from '../access/reach.js';
import type { Policy, Role } from '../policy/policy.js';
import type { Assignment } from '../vocabulary.js';
import { gained, given, linesIn, partsOf, type Lines } from './gained.js';

/** What two roles have, held at the same places. */
export interface RoleComparison {
  readonly onlyA: readonly string[];
  readonly onlyB: readonly string[];
  /** What both have, but not as far: the reach of a is wider, narrower, or another. */
  readonly differing: readonly {
    readonly permission: string;
    readonly a: 'wider' | 'narrower' | 'other';
  }[];
  readonly same: readonly string[];
}

/**
 * Compares two roles, or one role before and after a change, wherever they may be held. A role that is not there
 * has nothing.
 * @param other the policy that b is of.
 */
export function compareRoles(policy: Policy, a: string, b: string, other: Policy = policy): RoleComparison {
  const [mine, theirs] = [linesOfRole(policy, a), linesOfRole(other, b)];
  const comparison = {
    onlyA: [] as string[],
    onlyB: [] as string[],
    differing: [] as RoleComparison['differing'][number][],
    same: [] as string[],
  };
  for (const permission of partsOf(policy, other)) {
    const [inA, inB] = [given(mine, permission).length > 0, given(theirs, permission).length > 0];
    const isWider = gained(mine, theirs, permission).length > 0;
    const isNarrower = gained(theirs, mine, permission).length > 0;
    if (inA && !inB) comparison.onlyA.push(permission);
    else if (inB && !inA) comparison.onlyB.push(permission);
    else if (isWider || isNarrower)
      comparison.differing.push({
        permission,
        a: isWider && isNarrower ? 'other' : isWider ? 'wider' : 'narrower',
      });
    else if (inA) comparison.same.push(permission);
  }
  return comparison;
}

/** What a role gives where it may be held: at the site, and at a scope of each type that stands for any. */
function linesOfRole(policy: Policy, id: string): Lines {
  const role = policy.roles.get(id);
  const snapshot = {
    site: ' ',
    policy: policy.id,
    subject: { id: ' ' },
    settings: {},
    groups: [],
    expires: Infinity,
    assignments: role ? [...anywhere(role), ...besides(role, policy)] : [],
  };
  const lines = linesOf(policy, snapshot, undefined, 0).filter((line) => line.role === role);
  return linesIn(policy, new Places(policy, ' ', []), lines);
}

/** The roles that a role goes through or needs beside it, and what those need: each at scopes of its own. */
function besides(role: Role, { roles }: Policy): Assignment[] {
  const all = new Set([role]);
  for (const { lines, mayHold = [] } of all) {
    const via = lines.flatMap(({ way, second }) => [...(way.via ?? []), ...(second?.via ?? [])]);
    for (const id of [...via, ...mayHold]) {
      const other = roles.get(id);
      if (other) all.add(other);
    }
  }
  return [...all].slice(1).flatMap((other) => anywhere(other, other.id));
}

const anywhere = ({ id, at }: Role, scope = ''): Assignment[] =>
  at.map((type) => (type === 'site' ? { role: id } : { role: id, scopes: { [type]: [` ${scope}`] } }));
