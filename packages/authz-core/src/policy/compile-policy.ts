import { PolicyError } from '../errors.js';
import type {
  Permission,
  Policy,
  PolicyDocument,
  Reach,
  Relation,
  Role,
  RoleDocument,
  RoleLine,
} from './policy.js';

/** Numbers kept for the reaches every resource knows: all of them, the person it is, the person it belongs to. */
export const EVERYTHING = 0;
export const SELF = 1;
export const OWNER = 2;
const KEPT: readonly Relation[] = [
  { name: 'everything', scopeType: '' },
  { name: 'self', scopeType: 'user' },
  { name: 'owner', scopeType: 'user' },
];
/** Relations are numbered in six bits (see `access/places.ts`). */
const MOST_RELATIONS = 63;

/** Compiles a checked document: numbers its types, relations and permissions. */
export function compilePolicy(document: PolicyDocument): Policy {
  const relations = [...KEPT];
  const numberOf = (name: string, scopeType: string): number => {
    const known = relations.findIndex(
      (one, i) => i > OWNER && one.name === name && one.scopeType === scopeType,
    );
    return known < 0 ? relations.push({ name, scopeType }) - 1 : known;
  };
  const reaches = Object.values(document.roles).flatMap(({ grants }) => grants.map(({ reach }) => reach));
  const types: Policy['types'] = new Map(
    Object.entries(document.resources).map(([type, ways], index) => [
      type,
      {
        index,
        relations: [
          ...(type === 'user' && reaches.includes('self') ? [SELF] : []),
          ...(reaches.includes('owner') ? [OWNER] : []),
          ...Object.entries(ways).map((way) => numberOf(...way)),
        ],
      },
    ]),
  );
  if (relations.length > MOST_RELATIONS) {
    throw new PolicyError([{ path: 'resources', message: 'has too many relations' }]);
  }
  const ids = Object.keys(document.permissions);
  const permissions = new Map<string, Permission>();
  const token = (id: string, type: number, place: number, allOf?: readonly Permission[]): Permission => ({
    id,
    policy,
    type,
    word: place >>> 5,
    bit: 1 << place,
    allOf,
  });
  // asked on no type that exists, so every question with it is answered no
  const unknown = (id: string) => token(id, -1, 0);
  const policy: Policy = {
    id: document.id,
    document,
    roles: new Map(
      Object.entries(document.roles).map(([id, role]) => [id, compileRole(id, role, relations, ids)]),
    ),
    relations,
    types,
    words: wordsOf(ids),
    permissions,
    permission: (id) => permissions.get(id) ?? unknown(id),
  };
  ids.forEach((id, place) => {
    const { on, allOf } = document.permissions[id] as PolicyDocument['permissions'][string];
    const type = types.get(on)?.index ?? -1;
    const parts = allOf?.map((part) => token(part, type, ids.indexOf(part)));
    permissions.set(id, token(id, type, place, parts));
  });
  return policy;
}

const wordsOf = (ids: readonly string[]): number => (ids.length + 31) >>> 5;

/** Grants with the same reach and settings become one line. */
function compileRole(
  id: string,
  role: RoleDocument,
  relations: readonly Relation[],
  ids: readonly string[],
): Role {
  const lines = new Map<string, RoleLine>();
  for (const { can, reach, when } of role.grants) {
    for (const relation of waysOf(reach, relations)) {
      const key = JSON.stringify([relation, when]);
      const kept = KEPT[relation]?.name as RoleLine['reach'] | undefined;
      const line = lines.get(key) ?? {
        reach: kept ?? 'by',
        relation,
        when,
        bits: new Int32Array(wordsOf(ids)),
      };
      lines.set(key, line);
      for (const place of can.map((permission) => ids.indexOf(permission))) {
        (line.bits[place >>> 5] as number) |= 1 << place;
      }
    }
  }
  return { ...role, id, lines: [...lines.values()] };
}

/** The numbers of the relations along which a grant reaches. */
const waysOf = (reach: Reach, relations: readonly Relation[]): number[] =>
  relations.flatMap(({ name }, i) =>
    (i > OWNER ? typeof reach === 'object' && reach.by.includes(name) : name === reach) ? [i] : [],
  );
