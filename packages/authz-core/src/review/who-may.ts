import { openAccess, type Access, type OpenOptions, type Pair } from '../access/access.js';
import type { Reason } from '../access/decision.js';
import { decideAssignment, type AssignmentChange } from '../change/decide-assignment.js';
import { why } from '../explain/why.js';
import type { Policy } from '../policy/policy.js';
import type { Snapshot } from '../snapshot/snapshot.js';
import type { Assignment, Resource } from '../vocabulary.js';

/** Somebody who may, and through what. */
export interface Holder {
  /** The person's id. */
  readonly subject: string;
  readonly reasons: readonly Reason[];
}

/**
 * Who may do this here: of the people of a directory, in its order.
 * @param directory what is true of each person, or their access where it is open already.
 */
export function whoMay(
  policy: Policy,
  permission: string,
  resource: Resource,
  { directory, now, ...pair }: Pair & OpenOptions & { readonly directory: Iterable<Snapshot | Access> },
): readonly Holder[] {
  const holders: Holder[] = [];
  const token = policy.permission(permission);
  for (const person of directory) {
    const access = 'snapshot' in person ? person : openAccess(policy, person, { now });
    if (!access.can(token, resource, pair)) continue;
    const { reasons } = why(access, permission, resource, pair);
    holders.push({ subject: access.snapshot.subject.id, reasons });
  }
  return holders;
}

/** Whom to ask: the ids of those of a directory who may give a person an assignment, everywhere it is held. */
export function whoMayGive(
  { role, scopes }: Assignment,
  to: AssignmentChange['to'],
  {
    directory,
    resourceOf,
  }: {
    readonly directory: Iterable<Access>;
    /** The resource that a scope is. */
    readonly resourceOf: (type: string, id: string) => Resource;
  },
): readonly string[] {
  const places = scopes
    ? Object.entries(scopes).flatMap(([type, ids]) => ids.map((id) => resourceOf(type, id)))
    : [undefined];
  return [...directory]
    .filter((access) => places.every((at) => decideAssignment(access, { role, to, at }).allowed))
    .map(({ snapshot }) => snapshot.subject.id);
}
