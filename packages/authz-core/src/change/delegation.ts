import type { Access } from '../access/access.js';
import { refusal, type Decision } from '../access/decision.js';
import type { Resource } from '../vocabulary.js';

/** Who would get or lose a role, and where. */
export interface AssignmentChange {
  readonly role: string;
  /** The resource it is given at; none: the site. */
  readonly at?: Resource;
  /** The person, with the ids of the roles they hold. */
  readonly to: { readonly id: string; readonly roles: readonly string[]; readonly resource: Resource };
}

/**
 * May the access's person give this role to that person there, or take it away? Asks the permission the role is
 * `assignedBy`, and keeps its guards `notSelf` (EV-20) and `mayHold` (EV-11).
 */
export function decideAssignment(access: Access, { role: id, at, to }: AssignmentChange): Decision {
  const role = access.policy.roles.get(id);
  const permission = role?.assignedBy;
  if (!permission) return refusal('', 'unknown-role');
  if (!role.at.includes(at?.type ?? 'site')) return refusal(permission, 'not-held-there');
  // a role at the site is asked about the person, a role at a scope about the scope
  const decision = access.decide(permission, at ?? to.resource);
  if (!decision.allowed) return decision;
  if (role.notSelf && to.id === access.snapshot.subject.id) return refusal(permission, 'own-assignment');
  return (role.mayHold?.some((one) => to.roles.includes(one)) ?? true)
    ? decision
    : refusal(permission, 'may-not-hold', role.mayHold);
}
