import type { Along, Assignment, Reach, Resource, RoleDocument, ScopeIds } from '../index.js';
import type { Settings, Snapshot, WholeDocument } from '../index.js';
import { grantedBy, own, type Granted } from './oracle-roles.js';

/** An assignment that counts now, with what its role gives. */
interface Held {
  readonly assignment: Assignment;
  readonly role: RoleDocument;
  readonly at: readonly string[];
  readonly below: boolean;
  readonly granted: readonly Granted[];
}

/** All that a question is about, but for the question. */
interface World {
  readonly document: WholeDocument;
  readonly snapshot: Snapshot;
  readonly current: readonly Assignment[];
  readonly held: readonly Held[];
}

/** May they? Without a resource: about the site itself. */
export type Oracle = (permission: string, resource?: Resource, second?: Resource) => boolean;

/**
 * Answers from the documents alone, walking everything: it is read from the words of `policy.ts` and shares no code with
 * the core, so that where the two agree, both are right or wrong for different reasons.
 */
export function naiveOracle(document: WholeDocument, snapshot: Snapshot, now: number): Oracle {
  const current = snapshot.assignments.filter(
    ({ from, until }) => (from === undefined || from <= now) && (until === undefined || now < until),
  );
  const held = current.flatMap((one) => holding(one, document, current));
  const world: World = { document, snapshot, current, held };
  const site: Resource = { site: snapshot.site, type: 'site', id: snapshot.site };
  const isClosed = snapshot.policy !== document.id || now >= snapshot.expires;
  const ask: Oracle = (permission, resource = site, second) => {
    const known = own(document.permissions, permission);
    if (isClosed || !known) return false;
    if (resource.site !== snapshot.site || resource.type !== known.on) return false;
    if (second?.type !== known.for || (second && second.site !== snapshot.site)) return false;
    if (known.allOf) return known.allOf.every((part) => ask(part, resource, second));
    return held.some((one) =>
      one.granted.some(
        (grant) =>
          grant.permission === permission &&
          grant.when.every((wanted) => isSet(wanted, world)) &&
          reaches(grant.reach, one, resource, world) &&
          (!second || reaches(grant.second, one, second, world)),
      ),
    );
  };
  return ask;
}

/** A role that is held: where it may be held, by one who holds what its holder must hold. */
function holding(
  assignment: Assignment,
  document: WholeDocument,
  current: readonly Assignment[],
): readonly Held[] {
  const role = own(document.roles, assignment.role);
  if (!role) return [];
  if (role.mayHold && !current.some((other) => role.mayHold!.includes(other.role))) return [];
  const level = own(document.levels, role.level ?? '');
  const at = role.at ?? level?.at ?? [];
  const isSomewhere = assignment.scopes
    ? at.some((type) => (own(assignment.scopes, type) ?? []).length > 0)
    : at.includes('site');
  if (!isSomewhere) return [];
  const below = role.below ?? level?.below ?? false;
  return [{ assignment, role, at, below, granted: grantedBy(role, document) }];
}

const isSet = (wanted: Settings, { document, snapshot }: World): boolean =>
  Object.entries(wanted).every(
    ([id, value]) => (own(snapshot.settings, id) ?? own(document.settings, id)?.byDefault) === value,
  );

function reaches(reach: Reach, held: Held, resource: Resource, world: World): boolean {
  const { by, all = [], via, outside = [] }: Along = typeof reach === 'string' ? { by: [reach] } : reach;
  const from = via ? world.held.filter(({ assignment }) => via.includes(assignment.role)) : [held];
  const isAway = (below: boolean) =>
    world.current.some(({ scopes = {} }) =>
      outside.some((type) => liesIn({ scopes: { [type]: own(scopes, type) ?? [] }, below }, resource, world)),
    );
  const along = (relation: string): boolean => {
    if (KEPT.includes(relation)) return isIts(relation, resource, world) && !isAway(false);
    return from.some((one) => lies(relation, one, resource, world) && !isAway(one.below));
  };
  return (by ?? all).some(along) && all.every(along);
}

const KEPT = ['everything', 'self', 'owner'];

function isIts(relation: string, { type, id, owner }: Resource, { snapshot }: World): boolean {
  if (relation === 'owner') return owner === snapshot.subject.id;
  return relation === 'everything' || (type === 'user' && id === snapshot.subject.id);
}

/** Does the resource lie, by the relation, where the role is held, and nowhere that is excepted? */
function lies(relation: string, held: Held, resource: Resource, world: World): boolean {
  const { at, below, assignment } = held;
  const type = own(own(world.document.resources, resource.type), relation);
  if (type === undefined || !at.includes(type)) return false;
  const scopes = Object.fromEntries([[type, own(assignment.scopes, type) ?? []]]);
  return (
    liesIn({ scopes, below, by: relation }, resource, world) &&
    !liesIn({ scopes: assignment.except ?? {}, below }, resource, world)
  );
}

interface Area {
  readonly scopes: ScopeIds;
  readonly below: boolean;
  /** The relation by which to lie there. None: whichever. */
  readonly by?: string;
}

/** Does it lie in one of these scopes, or below one? */
function liesIn({ scopes, below, by }: Area, resource: Resource, world: World): boolean {
  const ways = Object.entries(own(world.document.resources, resource.type) ?? {});
  return ways.some(
    ([relation, type]) =>
      (by === undefined || by === relation) &&
      (own(resource.within, relation) ?? []).some((place) =>
        (own(scopes, type) ?? []).some((id) => id === place || (below && isBelow(place, id, type, world))),
      ),
  );
}

function isBelow(place: string, ancestor: string, type: string, { document, snapshot }: World): boolean {
  if (!own(document.scopes, type)?.tree) return false;
  let index = snapshot.groups.findIndex(([id]) => id === place);
  let depth = snapshot.groups[index]?.[1] ?? 0;
  // up: the nearest one before that lies less deep is the parent
  for (; index >= 0; index--) {
    const [id, above] = snapshot.groups[index]!;
    if (above >= depth) continue;
    if (id === ancestor) return true;
    depth = above;
  }
  return false;
}
