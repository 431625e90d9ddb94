import { EVERYTHING, OWNER } from '../policy/compile-policy.js';
import type { Permission, Policy } from '../policy/policy.js';
import type { Snapshot } from '../snapshot/snapshot.js';
import type { Resource, ScopeIds } from '../vocabulary.js';
import type { Places } from './places.js';
import { eachLine, throughWhich } from './reach.js';

/** The resource lies, by the relation, in one of the scopes (or below one), and in none of `except`. */
export interface InLiteral {
  readonly kind: 'in';
  readonly relation: string;
  readonly scopeType: string;
  readonly ids: readonly string[];
  readonly below: boolean;
  readonly except: ScopeIds | undefined;
}

/** The resource is the person, or belongs to them. */
export interface PersonLiteral {
  readonly kind: 'self' | 'owner';
  readonly id: string;
}

/** One condition on a resource. */
export type Literal = InLiteral | PersonLiteral;

/** Which resources of the permission's type: all, none, or any of (all of literals). Data, for memory and SQL. */
export type Filter =
  | { readonly kind: 'everything' }
  | { readonly kind: 'nothing' }
  | { readonly kind: 'any'; readonly of: readonly (readonly Literal[])[] };

const EVERYWHERE: Filter = { kind: 'everything' };
const NOWHERE: Filter = { kind: 'nothing' };

/** The filter of one permission, or of several held together. */
export const filterOf = (policy: Policy, snapshot: Snapshot, now: number, token: Permission): Filter =>
  (token.allOf ?? [token]).map((part) => filterOfOne(policy, snapshot, now, part)).reduce(and, EVERYWHERE);

function filterOfOne(
  policy: Policy,
  snapshot: Snapshot,
  now: number,
  { word, bit, type }: Permission,
): Filter {
  const of: Literal[][] = [];
  let everywhere = false;
  const known = [...policy.types.values()][type]?.relations;
  eachLine(policy, snapshot, now, ({ bits, relation, scopeType, ids, below, except }) => {
    if (!((bits[word] as number) & bit)) return;
    if (relation === EVERYTHING) everywhere = true;
    if (!known?.includes(relation)) return;
    const { name } = policy.relations[relation] as { name: string };
    of.push([
      relation > OWNER
        ? { kind: 'in', relation: name, scopeType, ids, below, except }
        : // as: what OWNER and less are called in the policy's relations
          { kind: name as PersonLiteral['kind'], id: ids[0] as string },
    ]);
  });
  return everywhere && known ? EVERYWHERE : of.length > 0 ? { kind: 'any', of } : NOWHERE;
}

function and(a: Filter, b: Filter): Filter {
  if (a.kind === 'nothing' || b.kind === 'everything') return a;
  if (b.kind === 'nothing' || a.kind === 'everything') return b;
  return { kind: 'any', of: a.of.flatMap((left) => b.of.map((right) => [...left, ...right])) };
}

/** Does the filter let a resource of its permission's type through? The filter's reading in memory. Never throws. */
export function matches(filter: Filter, resource: Resource, places: Places): boolean {
  try {
    if (resource.site !== places.site || filter.kind !== 'any') {
      return resource.site === places.site && filter.kind === 'everything';
    }
    const keys = places.read(resource);
    return filter.of.some((all) =>
      all.every((literal) => throughWhich(reachOf(literal, places.policy), keys, places).length > 0),
    );
  } catch {
    return false;
  }
}

const reachOf = (literal: Literal, { relations }: Policy) => {
  const along = literal.kind === 'in';
  const relation = relations.findIndex(({ name, scopeType }, i) =>
    along ? i > OWNER && name === literal.relation && scopeType === literal.scopeType : name === literal.kind,
  );
  return along ? { ...literal, relation } : { relation, ids: [literal.id], below: false, except: undefined };
};
