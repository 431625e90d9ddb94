import { openAccess, type Access } from '../access/access.js';
import { isCurrent, linesOf, type Line, type Literal } from '../access/reach.js';
import type { Assignment, Resource } from '../vocabulary.js';
import { atomsOf, covers, permissionsOf, type Atom, type Half } from './coverage.js';

/** A right that somebody would gain or lose, and that whoever changes it does not have. */
export interface Excess {
  readonly permission: string;
  readonly role: string;
  readonly assignment: Assignment;
  /** The moment from which they would have it, or lack it. Milliseconds since 1970. */
  readonly at: number;
}

/** What is known beside the three. */
export interface ExceedsOptions {
  /** The resources that scopes are, with what they lie in. */
  readonly known?: readonly Resource[];
  /** A scope of the tree that lies elsewhere afterwards: what is gained and lost is that part. */
  readonly moved?: string;
  /** What may be handed out without having it (SG-20). */
  readonly isExcused?: (line: Line, at: number) => boolean;
}

/**
 * (gained ∪ lost) \ mine (LR-17): what a person would have after a change and did not have before, or the other way
 * round, and that `mine` does not have, now and at every moment at which an assignment begins or ends. Empty: the
 * change may be made. Settings do not matter: it holds whatever they are set to.
 */
export function exceeds(
  before: Access,
  after: Access,
  mine: Access,
  options: ExceedsOptions = {},
): readonly Excess[] {
  if (before.fault || after.fault || mine.fault) return [NOTHING_KNOWN];
  // what ends before then does not cover what lasts, nor does what begins only then
  const current = mine.snapshot.assignments.filter((one) => isCurrent(one, mine.now));
  const lasting = holding(mine, current);
  return momentsOf(before, after, mine).flatMap((at) => {
    const asked = { ...options, mine: lasting, at };
    return [...newIn(after, before, asked), ...newIn(before, after, asked)];
  });
}

/** May one person act on another at all: sign in as them, delete them (RL-19, LR-17)? Not on who has more. */
export function above(mine: Access, theirs: Access): boolean {
  const nobody = holding(theirs, []);
  return exceeds(nobody, theirs, mine).length === 0;
}

/** The same person with other roles. */
export const holding = (access: Access, assignments: readonly Assignment[]): Access =>
  openAccess(access.policy, { ...access.snapshot, assignments }, access);

/** An access that is closed covers nothing, and what it gains or loses cannot be told. */
const NOTHING_KNOWN: Excess = { permission: '', role: '', assignment: { role: '' }, at: 0 };

/** Now, and every later moment at which something begins or ends. */
function momentsOf(...all: readonly Access[]): number[] {
  const now = Math.max(...all.map((access) => access.now));
  const times = all.flatMap(({ snapshot }) =>
    snapshot.assignments.flatMap(({ from = now, until = now }) => [from, until]),
  );
  return [...new Set([now, ...times.filter((time) => time > now)])];
}

interface Asked extends ExceedsOptions {
  readonly mine: Access;
  readonly at: number;
}

/** What one has beyond the other, and beyond what is mine. */
function newIn(to: Access, from: Access, { mine, at, known, moved, isExcused }: Asked): Excess[] {
  const reached = to.linesAt(at);
  const own = mine.linesAt(at);
  // what reaches nothing yet counts by what it could reach, unless it was there before
  const could = potential(to, at).filter((line) => !reached.some((one) => isOfGrant(one, line)));
  const pairs = [
    [reached, from.linesAt(at)],
    [could, potential(from, at)],
  ] as const;
  return pairs.flatMap(([after, lines]) =>
    after
      .filter((line) => !isExcused?.(line, at))
      .flatMap((line) => atomsOf(line, to.places, moved))
      .flatMap((atom) => {
        const { role, assignment } = atom.line;
        const half = newHalf(atom, from);
        return permissionsOf(atom.line, to)
          .map(({ id }) => ({ permission: id, role: role.id, assignment, at }))
          .filter(
            ({ permission }) =>
              !covers(lines, from, atom, { permission }) &&
              !covers(own, mine, atom, { permission, known, half }),
          );
      }),
  );
}

/** Do two lines come from the same grants of the same assignment? */
const isOfGrant = (a: Line, b: Line): boolean => a.assignment === b.assignment && a.bits === b.bits;

/** The half of a pair that comes with a change: what they held already is theirs, not gained. */
function newHalf({ all, second }: Atom, { snapshot }: Access): Half | undefined {
  const had = snapshot.assignments.map((one) => JSON.stringify(one));
  const isOld = (literals: readonly Literal[]): boolean =>
    literals.every(({ through }) => had.includes(JSON.stringify(through)));
  return !second || isOld(all) === isOld(second) ? undefined : isOld(all) ? 'second' : 'all';
}

/** Stands for any scope there is or may be (LR-17): no id begins so. */
const ANY = '\0';

/**
 * What roles would reach if they might be held, and if those they go `via` were held anywhere, as they are themselves: at
 * a scope that stands for any, each role at one of its own, since who holds this one need not hold that one.
 */
export function potential({ policy, snapshot }: Pick<Access, 'policy' | 'snapshot'>, at: number): Line[] {
  const anywhere = (id = '') =>
    Object.fromEntries(Object.keys(policy.document.scopes).map((type) => [type, [ANY + id]]));
  const everyRole = [...policy.roles.keys()].map((role): Assignment => ({ role, scopes: anywhere(role) }));
  return snapshot.assignments.flatMap((assignment) => {
    const given = Object.entries(assignment.scopes ?? {}).filter(([, ids]) => ids.length > 0);
    const filled = {
      ...assignment,
      ...(assignment.scopes && { scopes: { ...anywhere(), ...Object.fromEntries(given) } }),
    };
    return linesOf(policy, { ...snapshot, assignments: [filled, ...everyRole] }, undefined, at)
      .filter(
        (line) =>
          line.assignment === filled &&
          // a role that may be held at several types of scope, and is at one, reaches nothing of the others
          (given.length === 0 || ![...line.all, ...(line.second ?? [])].every(({ id }) => id === ANY)),
      )
      .map((line) => ({ ...line, assignment }));
  });
}
