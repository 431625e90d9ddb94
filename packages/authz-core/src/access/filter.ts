import type { Policy, Permission } from '../policy/policy.js';
import type { Snapshot } from '../snapshot/snapshot.js';
import type { Resource, ScopeIds } from '../vocabulary.js';
import type { Places } from './places.js';
import { eachLine, type ReachingLine } from './reach.js';

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

const EVERYTHING: Filter = { kind: 'everything' };
const NOTHING: Filter = { kind: 'nothing' };

/** The filter of one permission, or of several held together. */
export function filterOf(policy: Policy, snapshot: Snapshot, now: number, token: Permission): Filter {
  if (token.type < 0) return NOTHING;
  return (token.allOf ?? [token])
    .map((part) => filterOfOne(policy, snapshot, now, part))
    .reduce(and, EVERYTHING);
}

function filterOfOne(
  policy: Policy,
  snapshot: Snapshot,
  now: number,
  { word, bit, type }: Permission,
): Filter {
  const of: Literal[][] = [];
  let everything = false;
  const relations = [...policy.types.values()].find(({ index }) => index === type)?.relations ?? [];
  eachLine(policy, snapshot, now, (reaching) => {
    const { line } = reaching;
    if (((line.bits[word] ?? 0) & bit) === 0) return;
    if (line.reach === 'everything') everything = true;
    else if (line.reach !== 'by' || relations.includes(line.relation))
      of.push([literalOf(reaching, policy, snapshot)]);
  });
  return everything ? EVERYTHING : of.length > 0 ? { kind: 'any', of } : NOTHING;
}

function literalOf(
  { line, role, assignment, ids, scopeType }: ReachingLine,
  policy: Policy,
  snapshot: Snapshot,
): Literal {
  if (line.reach !== 'by') return { kind: line.reach === 'self' ? 'self' : 'owner', id: snapshot.subject.id };
  const relation = policy.relations[line.relation]?.name ?? '';
  return { kind: 'in', relation, scopeType, ids, below: role.below === true, except: assignment.except };
}

function and(a: Filter, b: Filter): Filter {
  if (a.kind === 'nothing' || b.kind === 'everything') return a;
  if (b.kind === 'nothing' || a.kind === 'everything') return b;
  return { kind: 'any', of: a.of.flatMap((left) => b.of.map((right) => [...left, ...right])) };
}

/** Does the filter let the resource through? The filter's reading in memory. */
export function matches(filter: Filter, resource: Resource, places: Places): boolean {
  if (resource.site !== places.site) return false;
  if (filter.kind !== 'any') return filter.kind === 'everything';
  return filter.of.some((all) => all.every((literal) => holdsFor(literal, resource, places)));
}

function holdsFor(literal: Literal, resource: Resource, places: Places): boolean {
  if (literal.kind !== 'in') {
    return (
      literal.id === (literal.kind === 'owner' ? resource.owner : resource.type === 'user' && resource.id)
    );
  }
  const { relation, scopeType, ids, below } = literal;
  const lies = resource.within?.[relation] ?? [];
  return (
    ids.some((id) => lies.some((at) => isIn(places, scopeType, { at, id, below }))) &&
    !isExcepted(literal, resource, places)
  );
}

function isExcepted({ except, below }: InLiteral, resource: Resource, places: Places): boolean {
  return Object.entries(except ?? {}).some(([type, out]) =>
    places.policy.relations.some(
      ({ name, scopeType }) =>
        scopeType === type &&
        resource.within?.[name]?.some((at) => out.some((id) => isIn(places, type, { at, id, below }))),
    ),
  );
}

function isIn(
  places: Places,
  type: string,
  { at, id, below }: { at: string; id: string; below: boolean },
): boolean {
  if (!below) return at === id;
  const root = places.number(type, id);
  const number = places.number(type, at);
  return number >= root && number < places.end(type, root);
}
