import type { Access } from '../access/access.js';
import { isIn, type Places } from '../access/places.js';
import { areSo, throughWhich, type Line, type Literal } from '../access/reach.js';
import type { Permission } from '../policy/policy.js';
import type { Resource } from '../vocabulary.js';

/** A reach cut down to one id for each literal: the least that can be had, or not. */
export interface Atom {
  readonly line: Line;
  readonly all: readonly Literal[];
  readonly second: readonly Literal[] | undefined;
}

/** What lines are of: a policy, and the tree by which «below» is read in them. */
export type Ground = Pick<Access, 'policy' | 'places'>;

/** The permissions that a line gives, without the personal ones: those count for nothing in delegation. */
export const permissionsOf = ({ bits }: Line, { policy }: Pick<Access, 'policy'>): Permission[] =>
  [...policy.permissions.values()].filter(
    ({ id, word, bit, allOf }) =>
      !allOf && (bits[word] as number) & bit && policy.document.permissions[id]?.beneficiary !== 'self',
  );

/**
 * What a line consists of.
 * @param moved a scope of the tree: of what reaches it from above, only that part; of what does not, nothing.
 */
export function atomsOf(line: Line, places: Places, moved?: string): Atom[] {
  const each = (literals: readonly Literal[]): Literal[][] =>
    literals.reduce<Literal[][]>(
      (some, literal) =>
        literal.ids.flatMap((id) => some.map((one) => [...one, { ...literal, ids: [id], id }])),
      [[]],
    );
  const atoms = each(line.all).flatMap((all) =>
    (line.second ? each(line.second) : [undefined]).map((second): Atom => ({ line, all, second })),
  );
  if (moved === undefined) return atoms;
  const isAround = (literal: Literal): boolean =>
    isInside({ ...literal, id: moved, below: true }, literal, places);
  const narrowed = (literal: Literal): Literal =>
    isAround(literal) ? { ...literal, ids: [moved], id: moved } : literal;
  return atoms
    .filter(({ all, second = [] }) => [...all, ...second].some(isAround))
    .map(({ all, second }) => ({ line, all: all.map(narrowed), second: second?.map(narrowed) }));
}

/** Which half of a pair is looked at: a half that somebody has already is not gained. */
export type Half = 'all' | 'second';

/** By which permission, and what is known beside the lines. */
interface Asked {
  readonly permission: string;
  readonly half?: Half | undefined;
  /** The resources that scopes are, with what they lie in. */
  readonly known?: readonly Resource[] | undefined;
}

/**
 * Is what an atom gives, by one permission, given by one of these lines, too? Read from the lines alone, so that it
 * holds for every resource there is or may be. In doubt: no.
 */
export function covers(
  lines: readonly Line[],
  { policy, places }: Ground,
  { line, all, second }: Atom,
  { permission, half, known = [] }: Asked,
): boolean {
  const { word, bit, type, second: secondType } = policy.permission(permission);
  // a role held at a scope reaches the scope itself, of which it may be known where it lies
  const [only] = all;
  const itself =
    all.length === 1 && only && !only.below
      ? known.find((one) => one.type === type && one.type === only.scopeType && one.id === only.id)
      : undefined;
  const implied = (theirs: readonly Literal[], mine: Literal, self?: Resource): boolean =>
    theirs.some((literal) => implies(literal, mine, theirs, places)) ||
    (self !== undefined && throughWhich(self, mine, places).length > 0);
  return lines.some(
    (mine) =>
      (mine.bits[word] as number) & bit &&
      // what holds under a setting alone does not cover what holds without it
      areSo(mine.when, line.when ?? {}) &&
      (half === 'second' || mine.all.every((literal) => implied(all, literal, itself))) &&
      (half === 'all' ||
        !secondType ||
        !mine.second ||
        (second !== undefined && mine.second.every((literal) => implied(second, literal)))),
  );
}

/** Does every resource of which `theirs` holds (with all that holds beside it) meet `mine`? */
function implies(theirs: Literal, mine: Literal, beside: readonly Literal[], places: Places): boolean {
  if (mine.kind !== 'everything' && !isInside(theirs, mine, places)) return false;
  // what is excepted from mine must be excepted from theirs
  return Object.entries(mine.except ?? {}).every(([type, ids]) =>
    ids.every((id) =>
      beside.some(
        ({ except, below }) =>
          (below || !mine.below) && Object.hasOwn(except ?? {}, type) && except?.[type]?.includes(id),
      ),
    ),
  );
}

/** Is one literal's scope the other's, or below it? By name: another policy, such as one with a role changed, has other numbers. */
const isInside = (theirs: Literal, mine: Literal, places: Places): boolean =>
  theirs.relation === mine.relation &&
  theirs.scopeType === mine.scopeType &&
  (mine.below || !theirs.below) &&
  isIn(places, { type: mine.scopeType, id: theirs.id }, mine.ids, mine.below);
