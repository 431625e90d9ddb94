import { openAccess, type Access } from '../access/access.js';
import { refusal, type Decision, type Missing } from '../access/decision.js';
import { idsOf, type Line } from '../access/reach.js';
import type { Policy, Role } from '../policy/policy.js';
import type { Assignment, Resource } from '../vocabulary.js';
import { exceeds, holding, type Excess, type ExceedsOptions } from './exceeds.js';

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

/** What somebody should be told, and asked, before they go on. */
export type Caution = 'replaces' | 'own-reach' | 'own-role';

/** An answer about a change. */
export interface ChangeDecision extends Decision {
  readonly cautions: readonly Caution[];
  /** What would be gained or lost beyond what one has oneself. */
  readonly exceeding: readonly Excess[];
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
  // asked about the scope it is given at, unless it is about people, such as managing users
  const isAboutPeople = access.policy.permission(permission).type === to.resource.type;
  const decision = access.decide(permission, isAboutPeople ? to.resource : (at ?? to.resource));
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

/** Would they have more than the one who gives it? The refusal names what. */
const beyond = (exceeding: readonly Excess[]): Decision => ({
  allowed: false,
  reasons: [],
  missing: [...new Set(exceeding.map(({ permission }) => permission))].map((permission) => ({
    permission,
    code: 'exceeds-own',
    roles: [],
  })),
});

const refused = (
  permission: string,
  code: Missing['code'],
  roles: readonly string[] = [],
): ChangeDecision => ({ ...refusal(permission, code, roles), cautions: [], exceeding: [] });

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
  const ids = idsOf(one.scopes, at.type).filter((id) => id !== at.id);
  return one.scopes ? [{ ...one, scopes: { ...one.scopes, [at.type]: ids } }] : [one];
}

/** Keeps `holders`: how many must and may hold a role there. What it takes from others is told. */
function countHolders(
  role: Role,
  { take, until, holders = () => undefined }: AssignmentChange,
  before: Access,
  policy: Policy,
): Missing['code'] | readonly Caution[] {
  // giving a role of a slot takes the one that was there
  const leaves = take
    ? [role]
    : before.snapshot.assignments
        .filter((one) => isOfSlot(one, role, policy) && (one.role !== role.id || until !== undefined))
        .flatMap((one) => policy.roles.get(one.role) ?? []);
  const isLast = leaves.some(
    ({ id, holders: limits }) => (holders(id) ?? Infinity) <= (limits?.atLeast ?? 0),
  );
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
      ([type, ids]) => !scopes || ids.every((one) => places.isIn(type, one, idsOf(scopes, type), role.below)),
    );
  });
}

/** A group that would lie elsewhere. */
export interface Move {
  /** What is moved, and its parents before and after; none: at the top. */
  readonly group: Resource;
  readonly from?: Resource | undefined;
  readonly to?: Resource | undefined;
  /** The ids of all that the new parent lies in, itself included: for what the access does not see. */
  readonly above?: readonly string[] | undefined;
  /** Everybody whose reach changes, whoever moves it included: those who hold roles above, before or after. */
  readonly people: readonly { readonly before: Access; readonly after: Access }[];
}

/**
 * May the access's person move a group in the tree? Asks on it and on both parents, refuses cycles (SG-18), and that
 * anyone gains or loses more by it than the one who moves it has there (X-17, LR-17).
 */
export function decideMove(access: Access, move: Move): ChangeDecision {
  const { group, from, to, above = [], people } = move;
  const permission = access.policy.document.scopes[group.type]?.movedBy;
  if (!permission) return refused('', 'unknown-permission');
  const top: Resource = { site: group.site, type: group.type, id: '' };
  for (const resource of [group, from ?? top, to ?? top]) {
    const decision = access.decide(permission, resource);
    if (!decision.allowed) return { ...decision, cautions: [], exceeding: [] };
  }
  if (to && (above.includes(group.id) || access.places.isIn(group.type, to.id, [group.id], true)))
    return refused(permission, 'own-ancestor');
  const options: ExceedsOptions = { moved: group.id };
  const exceeding = people.flatMap(({ before, after }) => exceeds(before, after, access, options));
  const own = people.find(({ after }) => after.snapshot.subject.id === access.snapshot.subject.id);
  const cautions: Caution[] = own && !own.after.can(permission, group) ? ['own-reach'] : [];
  return exceeding.length > 0
    ? { ...beyond(exceeding), cautions, exceeding }
    : { ...access.decide(permission, group), cautions, exceeding };
}

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

const mayEverything = (access: Access): boolean =>
  [...access.policy.permissions.keys()].every((id) => access.filter(id).kind === 'everything');
