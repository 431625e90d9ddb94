import { openAccess, type Access } from '../access/access.js';
import { linesOf, type Line, type Literal } from '../access/reach.js';
import type { Relation, Way } from '../policy/policy.js';
import type { Assignment, Resource } from '../vocabulary.js';
import { ANY, atomsOf, covers, permissionsOf, type Atom, type Half, type Held } from './coverage.js';

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
  return momentsOf(before, after, mine).flatMap((at) => {
    const asked = { ...options, mine: heldThroughout(mine, at), at };
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

/** What somebody has now and at a later moment, too: what ends before then does not cover it. */
function heldThroughout(access: Access, at: number): Held & Pick<Access, 'policy'> {
  const { policy, snapshot, now, places } = access;
  const lasting = snapshot.assignments.filter(
    ({ from = now, until = Infinity }) => from <= now && now < until,
  );
  return { policy, places, lines: linesOf(policy, { ...snapshot, assignments: lasting }, undefined, at) };
}

interface Asked extends ExceedsOptions {
  readonly mine: Held & Pick<Access, 'policy'>;
  readonly at: number;
}

/** What one has beyond the other, and beyond what is mine. */
function newIn(to: Access, from: Access, asked: Asked): Excess[] {
  const { mine, at, known = [], moved, isExcused = () => false } = asked;
  const reached = to.linesAt(at);
  // what reaches nothing yet counts by what it could reach, unless it was there before
  const pairs = [
    [reached, from.linesAt(at)],
    [potential(to, at).filter((line) => !reached.some((one) => isOfGrant(one, line))), potential(from, at)],
  ] as const;
  return pairs.flatMap(([after, lines]) => {
    const before = { lines, places: from.places };
    return after.flatMap((line) =>
      isExcused(line, at)
        ? []
        : atomsOf(line, to.places, moved).flatMap((atom) =>
            permissionsOf(line, to)
              .filter(({ id }) => {
                const half = newHalf(atom, from);
                return (
                  !covers(before, from.policy.permission(id), atom) &&
                  !covers(mine, mine.policy.permission(id), atom, { known, half })
                );
              })
              .map(({ id }) => ({ permission: id, role: line.role.id, assignment: line.assignment, at })),
          ),
    );
  });
}

/** Do two lines come from the same grants of the same assignment? */
const isOfGrant = (a: Line, b: Line): boolean => a.assignment === b.assignment && a.bits === b.bits;

/** The half of a pair that comes with a change: what they held already is theirs, not gained. */
function newHalf({ all, second }: Atom, { snapshot }: Access): Half {
  const isOld = (literals: readonly Literal[]): boolean =>
    literals.every(({ through }) => snapshot.assignments.some((one) => isSame(one, through)));
  if (!second) return 'both';
  const [first, other] = [isOld(all), isOld(second)];
  return first === other ? 'both' : first ? 'second' : 'all';
}

const isSame = (a: Assignment, b: Assignment): boolean => a === b || JSON.stringify(a) === JSON.stringify(b);

/** What roles would reach if those they go `via` were held, anywhere, and if they might be held at all. */
function potential(access: Access, at: number): readonly Line[] {
  const { policy, snapshot } = access;
  return snapshot.assignments
    .filter(({ from = at, until = Infinity }) => from <= at && at < until)
    .flatMap((assignment) => {
      const role = policy.roles.get(assignment.role);
      if (!role) return [];
      return role.lines.flatMap(({ way, second, when, bits }): Line[] => {
        const literals = (one: Way) => literalsOf(one, { role, assignment }, access);
        const [all, other] = [literals(way), second ? literals(second) : undefined];
        const isNone = [...all, ...(other ?? [])].some(({ ids }) => ids.length === 0);
        return isNone ? [] : [{ role, assignment, bits, when, all, second: other }];
      });
    });
}

/** As `linesOf` makes them, but that what goes `via` other roles goes through any scope. */
function literalsOf(
  { relations, via }: Way,
  { role, assignment }: Pick<Line, 'role' | 'assignment'>,
  { policy, snapshot }: Access,
): Literal[] {
  return relations.map((number): Literal => {
    const { name: relation, scopeType } = policy.relations[number] as Relation;
    const at = role.at.includes(scopeType) ? (assignment.scopes?.[scopeType] ?? []) : [];
    const ids = !scopeType ? [number > 0 ? snapshot.subject.id : ''] : via ? [ANY] : at;
    return {
      // as: what every resource knows has the name of its kind
      kind: (scopeType ? 'in' : relation) as Literal['kind'],
      relation,
      number,
      scopeType,
      ids,
      id: ids[0] as string,
      below: scopeType !== '' && (role.below || via !== undefined),
      except: scopeType && !via ? assignment.except : undefined,
      through: assignment,
    };
  });
}
