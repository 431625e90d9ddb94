import type { Permission } from '../policy/policy.js';
import type { Resource } from '../vocabulary.js';
import type { Places } from './places.js';
import { throughWhich, type Line, type Literal } from './reach.js';

export type { Literal };

/** Which resources of the permission's type: all, none, or any of (all of literals). Data, for memory and SQL. */
export type Filter =
  | { readonly kind: 'everything' }
  | { readonly kind: 'nothing' }
  | { readonly kind: 'any'; readonly of: readonly (readonly Literal[])[] };

/** The filter of one permission, or of several held together. */
export function filterOf(lines: readonly Line[], token: Permission): Filter {
  // everything is one «all of» without a condition, nothing is no «all of» at all
  const of = (token.allOf ?? [token])
    .map(({ word, bit, relations }) =>
      lines.flatMap(({ literal, bits }): Literal[][] => {
        if (!((bits[word] as number) & bit)) return [];
        return literal.number === 0 ? [[]] : relations.includes(literal.number) ? [[literal]] : [];
      }),
    )
    .reduce((some, others) => some.flatMap((all) => others.map((other) => [...all, ...other])));
  if (of.some((all) => all.length === 0)) return { kind: 'everything' };
  return of.length > 0 ? { kind: 'any', of } : { kind: 'nothing' };
}

/** Does the filter let a resource of its permission's type through? The filter's reading in memory. Never throws. */
export function matches(filter: Filter, resource: Resource, places: Places): boolean {
  try {
    if (resource.site !== places.site) return false;
    if (filter.kind !== 'any') return filter.kind === 'everything';
    const keys = places.read(resource, undefined, true);
    return filter.of.some((all) => all.every((literal) => throughWhich(literal, keys, places).length > 0));
  } catch {
    return false;
  }
}
