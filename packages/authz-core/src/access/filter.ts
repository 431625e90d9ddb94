import type { Permission } from '../policy/policy.js';
import type { Resource } from '../vocabulary.js';
import type { Places } from './places.js';
import { giving, lies, type Line, type Literal } from './reach.js';

export type { Literal };

/** Literals that must all hold: of the resource, and of the second one where it varies, too. */
export interface AllOf {
  readonly all: readonly Literal[];
  readonly second: readonly Literal[];
}

/** Which resources a permission reaches: all, none, or any of (all of literals). Data, for memory and SQL. */
export type Filter =
  | { readonly kind: 'everything' }
  | { readonly kind: 'nothing' }
  | { readonly kind: 'any'; readonly of: readonly AllOf[] };

/** What a filter of a permission about two holds fast. With neither, it is a filter of pairs. */
export interface FilterOptions {
  /** The second resource: the filter is of first ones. */
  readonly for?: Resource | undefined;
  /** The first resource: the filter is of second ones, whose literals stand in `all` then. */
  readonly of?: Resource | undefined;
}

/** The filter of one permission, or of several held together. */
export function filterOf(
  lines: readonly Line[],
  token: Permission,
  { for: other, of: first }: FilterOptions,
  places: Places,
): Filter {
  // everything is one «all of» without a condition, nothing is no «all of» at all
  const of = (token.allOf ?? [token])
    .map((part) =>
      giving(lines, part).flatMap(({ all, second = [] }): AllOf[] => {
        const [fast, type, itsOwn, rest] = first
          ? [first, part.type, all, second]
          : [other, part.second, second, all];
        if (!fast) return [{ all, second }];
        // what is about one resource is refused with a second one
        const isSo = part.second && fast.type === type && fast.site === places.site;
        return isSo && lies(fast, itsOwn, places) ? [{ all: rest, second: [] }] : [];
      }),
    )
    .reduce((some, others) =>
      some.flatMap((a) =>
        others.map((b) => ({ all: [...a.all, ...b.all], second: [...a.second, ...b.second] })),
      ),
    )
    .map(({ all, second }) => ({ all: all.filter(isCondition), second: second.filter(isCondition) }));
  if (of.some(({ all, second }) => all.length + second.length === 0)) return { kind: 'everything' };
  return of.length > 0 ? { kind: 'any', of } : { kind: 'nothing' };
}

const isCondition = ({ kind, except }: Literal): boolean => kind !== 'everything' || except !== undefined;

/**
 * Does the filter let a resource of its permission's type through, or a pair of them? The filter's reading in memory.
 * Never throws.
 */
export function matches(filter: Filter, resource: Resource, places: Places, second?: Resource): boolean {
  try {
    if (resource.site !== places.site || (second && second.site !== places.site)) return false;
    if (filter.kind !== 'any') return filter.kind === 'everything';
    return filter.of.some(
      (one) =>
        lies(resource, one.all, places) &&
        (one.second.length === 0 || (second !== undefined && lies(second, one.second, places))),
    );
  } catch {
    return false;
  }
}
