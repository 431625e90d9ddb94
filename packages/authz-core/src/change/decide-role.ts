import { openAccess, type Access } from '../access/access.js';
import { filterOf } from '../access/filter.js';
import type { Policy, Role } from '../policy/policy.js';
import type { Assignment } from '../vocabulary.js';
import { beyond, refused, type Caution, type ChangeDecision } from './change-decision.js';
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
const GUARDS = [
  'at',
  'below',
  'slot',
  'byDefault',
  'all',
  'mayHold',
  'assignedBy',
  'notSelf',
  'holders',
  'give',
] as const;

/**
 * May the access's person make, change or delete a role? Nobody makes one that gives, anywhere it might be held, what they
 * do not have everywhere, and nobody takes from one what they do not have (LR-17, RL-21); the role one acts by counts
 * like any other, and is told apart.
 */
export function decideRole(access: Access, { role: id, after: policy, by }: RoleChange): ChangeDecision {
  const decision = access.decide(by);
  if (!decision.allowed) return { ...decision, cautions: [], exceeding: [] };
  const [old, next] = [access.policy.roles.get(id), policy.roles.get(id)];
  const isGuarded =
    old && next && GUARDS.some((name) => JSON.stringify(old[name]) !== JSON.stringify(next[name]));
  const someone = (of: Policy, role: Role | undefined) =>
    openAccess(
      of,
      { ...access.snapshot, subject: { id: ' ' }, assignments: role ? anywhere(role) : [] },
      access,
    );
  const before = someone(access.policy, old);
  const after = someone(policy, next);
  const exceeding = exceeds(before, after, access);
  const isOwn = access.snapshot.assignments.some(({ role }) => role === id);
  const cautions: Caution[] = isOwn ? ['own-role'] : [];
  if (exceeding.length > 0) return { ...beyond(exceeding), cautions, exceeding };
  if ((isGuarded || next?.give) && !mayEverything(access)) return refused(by, 'guarded-role');
  return { ...decision, cautions, exceeding };
}

/** A role held at the site, and at a scope of every type that nobody else holds anything at. */
function anywhere({ id, at }: Role): Assignment[] {
  const scopes = at.filter((type) => type !== 'site').map((type) => [type, [' ']] as const);
  return [
    ...(at.includes('site') ? [{ role: id }] : []),
    ...(scopes.length > 0 ? [{ role: id, scopes: Object.fromEntries(scopes) }] : []),
  ];
}

/** Everything there is, whatever the settings: what a permission waits for itself does not count. */
const mayEverything = (access: Access): boolean =>
  Object.entries(access.policy.document.permissions).every(([id, { beneficiary, allOf, when = {} }]) => {
    const lines = access.linesAt(access.now, when);
    const { kind } = filterOf(lines, access.policy.permission(id), {}, access.places);
    // a name for several is asked about as those
    return beneficiary === 'self' || allOf || kind === 'everything';
  });
