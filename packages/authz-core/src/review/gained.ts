import type { Places } from '../access/places.js';
import { giving, type Line } from '../access/reach.js';
import { atomsOf, covers, type Atom, type Ground } from '../change/coverage.js';
import type { Policy } from '../policy/policy.js';

/** Lines of a policy, which need not be the one they are compared with. */
export interface Lines extends Ground {
  readonly lines: readonly Line[];
  /** What each line says, in a word: two that say the same cover one another. */
  readonly says: ReadonlyMap<Line, string>;
}

/** Lines, said once for all the permissions that are compared. */
export const linesIn = (policy: Policy, places: Places, lines: readonly Line[]): Lines => ({
  policy,
  places,
  lines,
  says: new Map(lines.map((line) => [line, sayOf(line)])),
});

/** The ids of policies' permissions, each once. A name for several is looked at as those. */
export const partsOf = (...policies: readonly Policy[]): string[] => [
  ...new Set(
    policies.flatMap(({ permissions }) =>
      [...permissions.values()].filter(({ allOf }) => !allOf).map(({ id }) => id),
    ),
  ),
];

/** What lines give by a permission. */
export const given = ({ lines, policy }: Lines, id: string): Line[] => giving(lines, policy.permission(id));

/**
 * What lines give by a permission and others do not, told from the lines alone: every resource that is reached anew lies
 * in it, whether or not it is there yet.
 */
export function gained(after: Lines, before: Lines, id: string): Atom[] {
  const known = new Set(given(before, id).map((line) => before.says.get(line)));
  return given(after, id)
    .filter((line) => !known.has(after.says.get(line)))
    .flatMap((line) => atomsOf(line, after.places))
    .filter((atom) => !covers(before.lines, before, atom, { permission: id }));
}

const sayOf = ({ all, second, when }: Line): string =>
  JSON.stringify([all, second, when], (key, value: unknown) => (key === 'through' ? undefined : value));
