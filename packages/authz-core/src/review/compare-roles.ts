import { Places } from '../access/places.js';
import { potential } from '../change/exceeds.js';
import type { Policy } from '../policy/policy.js';
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

/** What a role gives where it may be held: at the site, and at scopes that stand for any. */
function linesOfRole(policy: Policy, role: string): Lines {
  const snapshot = {
    site: ' ',
    policy: policy.id,
    subject: { id: ' ' },
    settings: {},
    groups: [],
    expires: Infinity,
    assignments: [{ role }, { role, scopes: {} }],
  };
  return linesIn(policy, new Places(policy, ' ', []), potential({ policy, snapshot }, 0));
}
