import { openAccess, type Access } from '../access/access.js';
import { filterOf } from '../access/filter.js';
import type { Policy } from '../policy/policy.js';
import { changeDecision, refused, type ChangeDecision } from './change-decision.js';
import { exceeds } from './exceeds.js';

/** A role that would be other than it is. */
export interface RoleChange {
  readonly role: string;
  /** The policy with the role made, changed or taken out. */
  readonly after: Policy;
  /** The permission that making and changing roles takes, asked at the site. */
  readonly by: string;
}

/** What a role says of who holds and gives it: only those who may do everything change that. */
const GUARDS =
  'at below slot byDefault all mayHold assignedBy notSelf holders atLeast atMost whenFull give'.split(' ');

/**
 * May the access's person make, change or delete a role? Nobody makes one that gives, anywhere it might be held, what they
 * do not have everywhere, and nobody takes from one what they do not have (LR-17, RL-21); the role one acts by counts
 * like any other, and is told apart.
 */
export function decideRole(access: Access, { role: id, after: policy, by }: RoleChange): ChangeDecision {
  const decision = access.decide(by);
  if (!decision.allowed) return changeDecision(decision);
  const [old, next] = [access.policy, policy].map(({ roles }) => roles.get(id));
  const isGuarded = old && next && JSON.stringify(old, GUARDS) !== JSON.stringify(next, GUARDS);
  const exceeding = exceeds(anybody(access, access.policy, id), anybody(access, policy, id), access);
  if (exceeding.length === 0 && (isGuarded || next?.give) && !mayEverything(access))
    return refused(by, 'guarded-role');
  const isOwn = access.snapshot.assignments.some(({ role }) => role === id);
  return changeDecision(decision, isOwn ? ['own-role'] : [], exceeding);
}

/** Somebody who holds a role wherever it might be held: at the site, and at no scope yet. */
const anybody = (access: Access, policy: Policy, role: string): Access =>
  openAccess(
    policy,
    { ...access.snapshot, subject: { id: ' ' }, assignments: [{ role }, { role, scopes: {} }] },
    access,
  );

/** Everything there is, whatever the settings: what a permission waits for itself does not count. */
const mayEverything = (access: Access): boolean =>
  Object.entries(access.policy.document.permissions).every(([id, { beneficiary, allOf, when = {} }]) => {
    const lines = access.linesAt(access.now, when);
    const { kind } = filterOf(lines, access.policy.permission(id), {}, access.places);
    // a name for several is asked about as those
    return beneficiary === 'self' || allOf || kind === 'everything';
  });
