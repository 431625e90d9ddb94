import { openAccess, type Access } from '../access/access.js';
import type { Missing } from '../access/decision.js';
import { isIn } from '../access/places.js';
import { idsOf, type Line } from '../access/reach.js';
import type { Policy, Role } from '../policy/policy.js';
import type { Assignment, Resource } from '../vocabulary.js';
import { beyond, refused, type Caution, type ChangeDecision } from './change-decision.js';
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
  const { role: id, at, to, take = false } = change;
  const role = access.policy.roles.get(id);
  const permission = role?.assignedBy;
  if (!permission) return refused('', 'unknown-role');
  if (!role.at.includes(at?.type ?? 'site')) return refused(permission, 'not-held-there');
  // asked about what it is asked on: the person, the scope the role is given at, both of them, or the site
  const { type, second } = access.policy.permission(permission);
  const about = (asked: string) => [to.resource, at].find((one) => one?.type === asked);
  const decision = access.decide(permission, about(type), second ? { for: about(second) } : undefined);
  if (!decision.allowed) return { ...decision, cautions: [], exceeding: [] };
  if (role.notSelf && to.id === access.snapshot.subject.id) return refused(permission, 'own-assignment');
  if (!take && !(role.mayHold?.some((one) => to.roles.includes(one)) ?? true))
    return refused(permission, 'may-not-hold', role.mayHold);
  const [before, after] = beforeAndAfter(access, change, role);
  const counted = countHolders(role, change, before, access.policy);
  if (typeof counted === 'string') return refused(permission, counted);
  const exceeding = exceeds(before, after, access, {
    known: at ? [at] : [],
    isExcused: (line, when) => line.role.id === id && mayHandOut(access, line, when),
  });
  return exceeding.length > 0
    ? { ...beyond(exceeding), cautions: counted, exceeding }
    : { ...decision, cautions: counted, exceeding };
}

/** The other person's access as it is, and as it would be. */
function beforeAndAfter(access: Access, change: AssignmentChange, role: Role): readonly [Access, Access] {
  const { at, to, take, from, until } = change;
  const before =
    to.access ??
    openAccess(
      access.policy,
      {
        ...access.snapshot,
        subject: { id: to.id },
        assignments: to.roles.map((one) => ({ role: one })),
      },
      access,
    );
  const given: Assignment = {
    role: role.id,
    ...(at ? { scopes: { [at.type]: [at.id] } } : {}),
    ...(from === undefined ? {} : { from }),
    ...(until === undefined ? {} : { until }),
  };
  const { assignments } = before.snapshot;
  const kept = assignments.flatMap((one) => without(one, role, at));
  const less = holding(
    before,
    take ? kept : assignments.filter((one) => !isOfSlot(one, role, access.policy)),
  );
  if (!take) return [before, holding(less, [...less.snapshot.assignments, given])];
  // what is taken was there, whether or not the other's access is known
  return [to.access ? before : holding(before, [...kept, given]), less];
}

/** Roles of the same slot: giving one takes the other. */
const isOfSlot = ({ role: id }: Assignment, { slot }: Role, { roles }: Policy): boolean =>
  slot !== undefined && roles.get(id)?.slot === slot;

/** An assignment without this role there. */
function without(one: Assignment, role: Role, at: Resource | undefined): Assignment[] {
  if (one.role !== role.id) return [one];
  if (!at) return one.scopes ? [one] : [];
  const scopes = { ...one.scopes, [at.type]: idsOf(one.scopes, at.type).filter((id) => id !== at.id) };
  if (!one.scopes) return [one];
  // what is held nowhere any more is not held
  return Object.values(scopes).some((ids) => ids.length > 0) ? [{ ...one, scopes }] : [];
}

/** Keeps `holders`: how many must and may hold a role there. What it takes from others is told. */
function countHolders(
  role: Role,
  { at, take, until, holders = () => undefined }: AssignmentChange,
  before: Access,
  policy: Policy,
): Missing['code'] | readonly Caution[] {
  // giving a role of a slot takes the one that was there; what ends anyway is not counted
  const leaves = before.snapshot.assignments.filter((one) => {
    if (one.until !== undefined) return false;
    if (take) return without(one, role, at)[0] !== one;
    return isOfSlot(one, role, policy) && (one.role !== role.id || until !== undefined);
  });
  const isLast = leaves.some(({ role: id }) => {
    const atLeast = policy.roles.get(id)?.holders?.atLeast;
    return atLeast !== undefined && (holders(id) ?? Infinity) <= atLeast;
  });
  if (isLast) return 'too-few-holders';
  const { atMost = Infinity, whenFull = 'refuse' } = role.holders ?? {};
  if (take || (holders(role.id) ?? 0) < atMost) return [];
  return whenFull === 'refuse' ? 'too-many-holders' : ['replaces'];
}

/** Does somebody hold a role, now and then, that hands out a line's role where it is to be held? */
function mayHandOut(access: Access, { assignment }: Line, at: number): boolean {
  const { policy, snapshot, now, places } = access;
  const isHeld = ({ from = now, until = Infinity }: Assignment): boolean =>
    from <= now && now < until && from <= at && at < until;
  return snapshot.assignments.filter(isHeld).some(({ role: id, scopes }) => {
    const role = policy.roles.get(id);
    if (!role?.give?.includes(assignment.role)) return false;
    return Object.entries(assignment.scopes ?? {}).every(
      ([type, ids]) =>
        !scopes || ids.every((one) => isIn(places, { type, id: one }, idsOf(scopes, type), role.below)),
    );
  });
}
