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
  const { all, along } = spread([...chosen, permission].flat().filter(isOffered), linksOf(policy), isOffered);
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
  const back = linksOf(policy).map(({ from, to, why }) => ({ from: to, to: from, why }));
  const { all, along } = spread([permission].flat(), back, (id) => chosen.includes(id));
  return { chosen: inOrder(policy, (id) => chosen.includes(id) && !all.has(id)), along };
}

/** That one permission includes or requires another. */
interface Link {
  readonly from: string;
  readonly to: string;
  readonly why: Consequence['why'];
}

/** A name for several permissions includes them. */
const linksOf = ({ document }: Policy): readonly Link[] =>
  Object.entries(document.permissions).flatMap(([from, { allOf = [], includes = [], requires = [] }]) => [
    ...[...allOf, ...includes].map((to) => ({ from, to, why: 'includes' as const })),
    ...requires.map((to) => ({ from, to, why: 'requires' as const })),
  ]);

/** Follows links as far as they lead, the nearest first. */
function spread(start: readonly string[], links: readonly Link[], leadsOn: (id: string) => boolean) {
  const all = new Set(start);
  const along: Consequence[] = [];
  for (const by of all) {
    for (const { from, to, why } of links) {
      if (from !== by || all.has(to) || !leadsOn(to)) continue;
      all.add(to);
      along.push({ permission: to, why, by });
    }
  }
  return { all, along };
}

const inOrder = ({ permissions }: Policy, isIn: (id: string) => boolean): string[] =>
  [...permissions.keys()].filter(isIn);
