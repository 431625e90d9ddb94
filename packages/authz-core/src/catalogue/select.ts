import type { Policy } from '../policy/policy.js';
import { isAvailable } from './catalogue.js';

/** A permission that comes along with another, or goes with it, and why. */
export interface Consequence {
  readonly permission: string;
  /** Coming: `by` includes or requires it. Going: it includes or requires `by`. */
  readonly why: 'includes' | 'requires';
  readonly by: string;
}

/** What would be chosen, in the catalogue's order, and what comes or goes beside what was asked for. */
export interface Selection {
  readonly chosen: readonly string[];
  readonly along: readonly Consequence[];
}

/**
 * Chooses a permission for a role of a level, or several, such as an area's. With it comes what it includes, where the
 * level allows that, and what it requires (RL-05, RL-07). What the level does not offer is not in the answer (RL-02).
 */
export function select(
  policy: Policy,
  level: string,
  chosen: readonly string[],
  permission: string | readonly string[],
): Selection {
  const isOffered = (id: string) => isAvailable(policy, level, id);
  const all = new Set([...chosen, permission].flat().filter(isOffered));
  const along = spread(all, linksOf(policy), isOffered);
  return { chosen: inOrder(policy, (id) => all.has(id)), along };
}

/**
 * Takes a permission out, or several. With it goes what cannot be without it: what includes it and what requires it
 * (RL-06). Where that is anything, ask first.
 */
export function unselect(
  policy: Policy,
  chosen: readonly string[],
  permission: string | readonly string[],
): Selection {
  const isChosen = (id: string) => chosen.includes(id);
  const back = linksOf(policy).map(({ permission: by, why, by: permission }) => ({ permission, why, by }));
  const gone = new Set([permission].flat());
  const along = spread(gone, back, isChosen);
  return { chosen: inOrder(policy, (id) => isChosen(id) && !gone.has(id)), along };
}

/** All that brings something along. A name for several permissions includes them. */
const linksOf = ({ document }: Policy): readonly Consequence[] =>
  Object.entries(document.permissions).flatMap(([by, { allOf = [], includes = [], requires = [] }]) => [
    ...[...allOf, ...includes].map((permission) => ({ permission, why: 'includes' as const, by })),
    ...requires.map((permission) => ({ permission, why: 'requires' as const, by })),
  ]);

/** Adds to some permissions what follows from them, the nearest first, and says what that was. */
function spread(
  all: Set<string>,
  links: readonly Consequence[],
  follows: (id: string) => boolean,
): readonly Consequence[] {
  const along: Consequence[] = [];
  for (const id of all) {
    for (const link of links) {
      if (link.by !== id || all.has(link.permission) || !follows(link.permission)) continue;
      all.add(link.permission);
      along.push(link);
    }
  }
  return along;
}

const inOrder = ({ permissions }: Policy, isIn: (id: string) => boolean): string[] =>
  [...permissions.keys()].filter(isIn);
