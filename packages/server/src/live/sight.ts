import {
  mayDo,
  openAccess,
  permissionsFor,
  type Access,
  type GroupAtDepth,
  type Policy,
  type Resource,
  type Snapshot,
} from '@provost/authz-core';
import { findResources, groupsAbove } from '../resources/find-resources.js';
import type { Database } from '../database/tables.js';
import type { Change } from './read-changes.js';

/** The things that changes are about, as the core is asked about them. */
export interface Sight {
  /** What of the changes this person may be told. */
  seenBy(snapshot: Snapshot, now: number): readonly Change[];
}

/** Whose things, and what happened to them. */
export interface SightOptions {
  readonly db: Database;
  readonly site: string;
  readonly policy: Policy;
  readonly changes: readonly Change[];
}

/** Looks up what changes are about, once for all readers; undefined when nobody may be told of any of it. */
export async function openSight({ db, site, policy, changes }: SightOptions): Promise<Sight | undefined> {
  const told = distinct(changes).filter((change) =>
    operationsOf(change).every((operation) => isAsked(policy, operation)),
  );
  if (told.length === 0) return undefined;
  const place = { db, site: { id: site }, policy };
  const things = new Map<string, Resource>();
  for (const type of new Set(told.map((change) => change.type))) {
    const ids = [...new Set(told.filter((change) => change.type === type).map(({ resource }) => resource))];
    const found = await findResources(place, type, ids);
    // what is gone lies in itself: who reaches all things of its type is told that it is gone
    const gone = (id: string): Resource => ({ site, type, id, within: { [type]: [id] } });
    for (const id of ids) things.set(keyOf(type, id), found.get(id) ?? gone(id));
  }
  const within = [...things.values()].flatMap((thing) => Object.values(thing.within ?? {}).flat());
  const groups = inPreorder(await groupsAbove(place, [...new Set(within)]));
  return {
    seenBy(snapshot, now) {
      const access = openAccess(policy, { ...snapshot, groups }, { now });
      return told.filter((change) => maySee(access, change, things.get(keyOf(change.type, change.resource))));
    },
  };
}

const keyOf = (type: string, id: string): string => `${type} ${id}`;

function distinct(changes: readonly Change[]): readonly Change[] {
  return [...new Map(changes.map((one) => [`${one.action} ${keyOf(one.type, one.resource)}`, one])).values()];
}

const ofType: Readonly<Record<string, string>> = { user: 'people' };

/** To be told of something takes seeing it; of what is in a group or who holds what there, seeing that as well. */
function operationsOf({ type, action }: Change): readonly string[] {
  const view = `${ofType[type] ?? `${type}s`}.view`;
  if (type !== 'group' || action.startsWith('group-')) return [view];
  const [part = ''] = action.split('-');
  return [view, `${part === 'members' || part === 'content' ? part : 'permissions'}.view`];
}

/** Nobody may what the policy does not know. */
const isAsked = (policy: Policy, operation: string): boolean => {
  const permissions = permissionsFor(policy, operation);
  return permissions.length > 0 && permissions.every((id) => policy.permissions.has(id));
};

const maySee = (access: Access, change: Change, thing: Resource | undefined): boolean =>
  thing !== undefined && operationsOf(change).every((operation) => mayDo(access, operation, thing));

/** As in a snapshot, of no more groups than are asked about: the rest of a reader's trees is not needed. */
function inPreorder(above: ReadonlyMap<string, readonly string[]>): GroupAtDepth[] {
  const paths = new Map<string, readonly string[]>();
  for (const path of above.values()) path.forEach((id, i) => paths.set(id, path.slice(0, i + 1)));
  // a space sorts before whatever an id is made of: what lies below comes right after
  const sorted = [...paths.values()].sort((a, b) => (a.join(' ') < b.join(' ') ? -1 : 1));
  return sorted.map((path) => [path.at(-1) ?? '', path.length - 1] as const);
}
