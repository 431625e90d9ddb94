import type { Access } from '../access/access.js';
import type { Missing, Scope } from '../access/decision.js';
import { giving, lies, linesOf, type Line, type Literal } from '../access/reach.js';
import type { Role } from '../policy/policy.js';
import type { Assignment, Resource, Settings } from '../vocabulary.js';
import { distinct, idsThrough, linesThatGive, type Asked } from './asked.js';
import { maskedIn } from './masked.js';
import { linesIf, supplyOf } from './supply.js';

type Elsewhere = Scope | 'self' | 'owner';
type Cause = Omit<Missing, 'permission' | 'roles' | 'supply'>;

/** Why a permission is not given, the nearest cause, and what would supply it. */
export function missingOf(asked: Asked): Missing {
  const supply = supplyOf(asked);
  const cause =
    outOfTime(asked) ??
    underOtherSettings(asked) ??
    notToBeHeld(asked) ??
    masked(asked) ??
    elsewhere(asked) ??
    underAnySettings(asked);
  return {
    permission: asked.part.id,
    code: 'not-granted',
    ...cause,
    roles: [...new Set(supply.map(({ role }) => role))],
    supply,
  };
}

/** an assignment that begins soon, or else one that ended not long ago. */
function outOfTime(asked: Asked): Cause | undefined {
  const { access } = asked;
  const { now, snapshot, settings } = access;
  const wouldGive = (lines: readonly Line[]) => linesThatGive(lines, asked).length > 0;
  const assignment = snapshot.assignments
    .filter((one) => !isCurrent(one, now) && (one.from ?? -Infinity) < (one.until ?? Infinity))
    .filter((one) =>
      wouldGive(linesIf(access, [...snapshot.assignments, { ...one, from: now, until: Infinity }], settings)),
    )
    .reduce<Assignment | undefined>(
      (best, one) => (best && !isNearer(one, best, now) ? best : one),
      undefined,
    );
  return assignment && { code: isToCome(assignment, now) ? 'not-begun' : 'ended', assignment };
}

const isCurrent = ({ from = -Infinity, until = Infinity }: Assignment, now: number): boolean =>
  from <= now && now < until;

const isToCome = ({ from = -Infinity }: Assignment, now: number): boolean => now < from;

function isNearer(a: Assignment, b: Assignment, now: number): boolean {
  const [soon, late] = [isToCome(a, now), isToCome(b, now)];
  if (soon !== late) return soon;
  return soon ? (a.from ?? 0) < (b.from ?? 0) : (a.until ?? 0) > (b.until ?? 0);
}

/** What is held would give it if a setting were otherwise. */
function underOtherSettings(asked: Asked): Cause | undefined {
  const { access } = asked;
  const lines = access.linesAt(access.now);
  return otherwise(linesThatGive(lines, asked), access.settings);
}

/** No role gives it as things are; some would. */
function underAnySettings({ access: { policy, settings }, part }: Asked): Cause | undefined {
  const lines = [...policy.roles.values()].flatMap((role) => giving(role.lines, part));
  return otherwise(lines, settings);
}

/** The fewest settings that would have to be otherwise; nothing where a line waits for none. */
function otherwise(lines: readonly Pick<Line, 'when'>[], now: Settings): Cause | undefined {
  const [least] = lines
    .map(({ when }) => Object.entries(when ?? {}).filter(([id, value]) => now[id] !== value))
    .sort((a, b) => a.length - b.length);
  return least && least.length > 0 ? { code: 'setting-off', settings: Object.fromEntries(least) } : undefined;
}

/** A role that counts only for who holds another one (`mayHold`). */
function notToBeHeld(asked: Asked): Cause | undefined {
  const { policy, snapshot, settings, now } = asked.access;
  const free = ({ mayHold: _, ...role }: Role): Role => role;
  const roles = new Map([...policy.roles].map(([id, role]) => [id, free(role)]));
  const [line] = linesThatGive(linesOf({ ...policy, roles }, snapshot, settings, now), asked);
  return line && { code: 'may-not-hold', assignment: line.assignment };
}

/** RL-17: a role that names the permission, but not what it does not work without. */
function masked({ access, part, resource }: Asked): Cause | undefined {
  const { policy, places } = access;
  const lines = access.linesAt(access.now, access.settings);
  const current = access.snapshot.assignments.filter((one) => isCurrent(one, access.now));
  for (const assignment of current) {
    const role = policy.roles.get(assignment.role);
    const requires = role && maskedIn(role, policy).get(part.id);
    const mine = lines.filter((line) => line.assignment === assignment);
    const isHere = mine.length === 0 || mine.some(({ all }) => lies(resource, all, places));
    if (requires && isHere) return { code: 'requirement-missing', assignment, requires };
  }
  return undefined;
}

/** They have it, but not here: an exception keeps them from it, or they hold it at other scopes. */
function elsewhere(asked: Asked): Cause | undefined {
  const { access, part, resource, second } = asked;
  const { places } = access;
  const lines = giving(access.linesAt(access.now, access.settings), part);
  if (lines.length === 0) return undefined;
  const [excepted] = linesThatGive(
    lines.map((line) => ({ ...line, all: whole(line.all), second: line.second && whole(line.second) })),
    asked,
  );
  if (excepted) return { code: 'excepted', assignment: excepted.assignment };
  const first = lines.filter(({ all }) => lies(resource, all, places));
  if (second && first.length > 0) {
    const reached = first.flatMap((line) => placesOf(access, line.second ?? [], second));
    return { code: 'held-elsewhere', half: 'second', elsewhere: distinct(reached) };
  }
  const other = second ? lines.filter((line) => lies(second, line.second ?? [], places)) : [];
  const reached = (other.length > 0 ? other : lines).flatMap(({ all }) => placesOf(access, all, resource));
  return {
    code: 'held-elsewhere',
    ...(other.length > 0 && { half: 'first' }),
    elsewhere: distinct(reached),
  };
}

const whole = (literals: readonly Literal[]): Literal[] =>
  literals.map((literal) => ({ ...literal, except: undefined }));

/** Where literals reach that do not reach a resource. */
const placesOf = (access: Access, literals: readonly Literal[], resource: Resource): Elsewhere[] =>
  literals
    .filter((literal) => idsThrough(access, literal, resource).length === 0)
    .flatMap(({ kind, scopeType: type, ids }): Elsewhere[] =>
      kind === 'self' || kind === 'owner' ? [kind] : ids.map((id) => ({ type, id })),
    );
