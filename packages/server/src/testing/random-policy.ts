import type { Assignment, Grant, PolicyDocument, Reach, Resource, Snapshot } from '@provost/authz-core';
import type { randomFrom } from './random-site.js';

type Random = ReturnType<typeof randomFrom>;

export const SITE = 'site';
export const NOW = 100;
const SCOPES = ['group', 'team'];
const TYPES = ['user', 'note', 'shelf'];
const RELATIONS = ['group', 'primary', 'openTo', 'team'];
const ROLES = ['lead', 'aide', 'keeper', 'guest'];
/** The same ids in both types of scope; with what a path and an array of SQL must not trip over. */
const PLACES = ['a', 'b', 'c', 'd,e', 'f"g', "h'i", '{}'];
const PEOPLE = ['ann', 'bob', "o'neil"];

/** A policy with every kind of reach, about one resource and about two. */
export function randomPolicy(random: Random): PolicyDocument {
  const { below, one } = random;
  const relations = new Set(['everything', 'self', 'owner']);
  const resources = Object.fromEntries(
    TYPES.map((type) => [
      type,
      Object.fromEntries(
        RELATIONS.filter(() => below(4) > 0).map((name) => {
          relations.add(name);
          return [name, one(['group', 'group', 'team'])];
        }),
      ),
    ]),
  );
  const permissions = Object.fromEntries([
    ...TYPES.map((type) => [`see.${type}`, { on: type }]),
    ...TYPES.map((type) => [`edit.${type}`, { on: type }]),
    ...TYPES.map((type) => [`both.${type}`, { on: type, allOf: [`see.${type}`, `edit.${type}`] }]),
    ['book', { on: one(TYPES), for: one(TYPES) }],
    ['give', { on: 'note', for: 'user' }],
    ['move', { on: 'note', for: 'user' }],
    ['give.move', { on: 'note', for: 'user', allOf: ['give', 'move'] }],
  ]) as PolicyDocument['permissions'] & object;
  const few = (names: readonly string[]) => Array.from({ length: 1 + below(2) }, () => one(names));
  const reach = (): Reach => {
    const names = [...relations];
    if (below(6) === 0) return one(['everything', 'self', 'owner'] as const);
    const along = below(4) === 0 ? { all: few(names) } : { by: few(names) };
    return {
      ...along,
      ...(below(5) === 0 ? { all: few(names) } : {}),
      ...(below(5) === 0 ? { via: few(ROLES) } : {}),
      ...(below(6) === 0 ? { outside: [one(SCOPES)] } : {}),
    };
  };
  const grant = (): Grant => ({
    can: Array.from({ length: 3 }, () => one(Object.keys(permissions))),
    reach: reach(),
    ...(below(2) ? { for: reach() } : {}),
  });
  const roles = Object.fromEntries(
    ROLES.map((id) => [
      id,
      {
        at: one([['site'], ['group'], SCOPES, [...SCOPES, 'site']]),
        below: below(2) === 0,
        grants: [grant(), grant()],
      },
    ]),
  );
  return { id: 'random', scopes: { group: { tree: true }, team: {} }, resources, permissions, roles };
}

/** A group and where it lies in the tree. */
export interface TreeGroup {
  readonly id: string;
  readonly path: string;
  readonly depth: number;
}

/** All places, but for the last, as a tree in preorder. */
export function randomTree({ below }: Random): TreeGroup[] {
  const groups: TreeGroup[] = [];
  for (const id of PLACES.slice(0, -1)) {
    const last = groups.at(-1);
    const depth = last ? below(last.depth + 2) : 0;
    const parent = groups.findLast((one) => one.depth === depth - 1);
    groups.push({ id, path: `${parent?.path ?? '/'}${id}/`, depth });
  }
  return groups;
}

/** What somebody holds, mostly at scopes. */
export function randomSnapshot(random: Random, groups: readonly TreeGroup[]): Snapshot {
  const { below, some, one } = random;
  const scopes = () => ({ group: some(PLACES), team: some(PLACES) });
  const assignment = (): Assignment => ({
    role: one(ROLES),
    ...(below(3) ? { scopes: scopes() } : {}),
    ...(below(3) === 0 ? { except: scopes() } : {}),
    ...(below(6) === 0 ? { until: NOW + below(2) } : {}),
  });
  return {
    site: SITE,
    policy: 'random',
    subject: { id: one(PEOPLE) },
    settings: {},
    groups: groups.map(({ id, depth }) => [id, depth]),
    assignments: Array.from({ length: 2 + below(4) }, assignment),
    expires: 1_000,
  };
}

/** Resources of a type that lie anywhere. */
export function randomResources({ below, some, one }: Random, type: string): Resource[] {
  const ids = type === 'user' ? PEOPLE : ['1', '2', '3', '4', '5'];
  return ids.map((id) => ({
    site: SITE,
    type,
    id,
    within: Object.fromEntries(RELATIONS.filter(() => below(4) > 0).map((name) => [name, some(PLACES, 4)])),
    ...(below(2) ? { owner: one(PEOPLE) } : {}),
  }));
}
