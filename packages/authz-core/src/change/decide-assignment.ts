import { openAccess, type Access } from '../access/access.js';
import { isIn } from '../access/places.js';
import { idsOf, isCurrent } from '../access/reach.js';
import type { Assignment, Resource } from '../vocabulary.js';
import { changeDecision, refused, type ChangeDecision } from './change-decision.js';
import { exceeds, holding } from './exceeds.js';

/** Who would get or lose a role, and where. */
export interface AssignmentChange {
  readonly role: string;
  /** The resource it is given at; none: the site. */
  readonly at?: Resource | undefined;
  /** The person, with the ids of the roles they hold at the site, and better their whole access. */
  readonly to: {
    readonly id: string;
    readonly roles: readonly string[];
    readonly resource: Resource;
    readonly access?: Access | undefined;
  };
  /** It is taken away, not given. */
  readonly take?: boolean | undefined;
  /** From when and until when it is given. Milliseconds since 1970. */
  readonly from?: number | undefined;
  readonly until?: number | undefined;
  /** How many hold a role there now and without an end. Not known: not counted. */
  readonly holders?: ((role: string) => number | undefined) | undefined;
}

/**
 * May the access's person give this role to that person there, or take it away? Asks the permission the role is
 * `assignedBy`, keeps its guards `notSelf` (EV-20), `mayHold` (EV-11) and `holders` (SG-02, X-13), and that nobody gains
 * or loses more than one has oneself (LR-17).
 */
export function decideAssignment(access: Access, change: AssignmentChange): ChangeDecision {
  const { policy, snapshot } = access;
  const { role: id, at, to, take, from, until, holders } = change;
  const role = policy.roles.get(id);
  const permission = role?.assignedBy;
  if (!permission) return refused('', 'unknown-role');
  if (!role.at.includes(at?.type ?? 'site')) return refused(permission, 'not-held-there');
  // asked about what it is asked on: the person, the scope the role is given at, both of them, or the site
  const { type, second } = policy.permission(permission);
  const about = (asked: string) => [to.resource, at].find((one) => one?.type === asked);
  const decision = access.decide(permission, about(type), { for: about(second) });
  if (!decision.allowed) return changeDecision(decision);
  if (role.notSelf && to.id === snapshot.subject.id) return refused(permission, 'own-assignment');
  if (!take && role.mayHold && !role.mayHold.some((one) => to.roles.includes(one)))
    return refused(permission, 'may-not-hold', role.mayHold);

  const roles = to.roles.map((one) => ({ role: one }));
  const other =
    to.access ?? openAccess(policy, { ...snapshot, subject: { id: to.id }, assignments: roles }, access);
  const held = other.snapshot.assignments;
  // as: what is undefined is as good as missing
  const given = { role: id, scopes: at && { [at.type]: [at.id] }, from, until } as Assignment;
  const slotOf = (one: Assignment) => policy.roles.get(one.role)?.slot;
  const isGiven = ({ role: one, scopes }: Assignment): boolean =>
    one === id && (at ? idsOf(scopes, at.type).includes(at.id) : !scopes);
  // giving a role of a slot takes the one that was there
  const leaving = held.filter((one) => (take ? isGiven(one) : role.slot && slotOf(one) === role.slot));
  const rest = held.flatMap((one) =>
    leaving.includes(one) ? (take && at ? elsewhere(one, at) : []) : [one],
  );
  const [before, after] = take
    ? // what is taken was there, whether or not the other's access is known
      [leaving.length > 0 ? held : [...held, given], rest]
    : [held, [...rest, given]];

  const isLast = leaving.some((one) => {
    const { atLeast = -1 } = policy.roles.get(one.role)?.holders ?? {};
    // what ends anyway is not counted, and what stays is not lost
    const isLost = one.until === undefined && (take || one.role !== id || until !== undefined);
    return isLost && (holders?.(one.role) ?? Infinity) <= atLeast;
  });
  if (isLast) return refused(permission, 'too-few-holders');
  const isFull = !take && (holders?.(id) ?? 0) >= (role.holders?.atMost ?? Infinity);
  if (isFull && role.holders?.whenFull !== 'replace') return refused(permission, 'too-many-holders');

  const exceeding = exceeds(holding(other, before), holding(other, after), access, {
    known: at ? [at] : [],
    isExcused: (line, when) => line.role.id === id && mayHandOut(access, id, at, when),
  });
  return changeDecision(decision, isFull ? ['replaces'] : [], exceeding);
}

/** An assignment without one of its scopes: what is held nowhere any more is not held. */
function elsewhere(one: Assignment, { type, id }: Resource): Assignment[] {
  const scopes = { ...one.scopes, [type]: idsOf(one.scopes, type).filter((other) => other !== id) };
  return Object.values(scopes).some((ids) => ids.length > 0) ? [{ ...one, scopes }] : [];
}

/** Does somebody hold a role, now and then, that hands out this one where it is to be held? */
const mayHandOut = (
  { policy, snapshot, now, places }: Access,
  id: string,
  at: Resource | undefined,
  when: number,
): boolean =>
  snapshot.assignments.some((one) => {
    const role = policy.roles.get(one.role);
    if (!role?.give?.includes(id) || !isCurrent(one, now) || !isCurrent(one, when)) return false;
    return !one.scopes || (at !== undefined && isIn(places, at, idsOf(one.scopes, at.type), role.below));
  });
