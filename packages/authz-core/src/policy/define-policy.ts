import { PolicyError } from '../errors.js';
import { join, Reader } from './issues.js';
import type {
  Grant,
  Permission,
  Policy,
  PolicyDocument,
  Reach,
  Relation,
  Role,
  RoleDocument,
  RoleLine,
} from './policy.js';

/** Numbers kept for the relations every resource has: to the person it is, to the person it belongs to. */
export const SELF = 1;
export const OWNER = 2;
const KEPT: readonly Relation[] = [
  { name: '', scopeType: 'site' },
  { name: '', scopeType: 'user' },
  { name: '', scopeType: 'user' },
];
/** Relations are numbered in 7 bits (see `access/places.ts`). */
const MOST_RELATIONS = 127;

/**
 * Checks a policy document whole and compiles it.
 * @throws {PolicyError} that lists every fault with its path.
 */
export function definePolicy(document: PolicyDocument): Policy {
  const issues = check(document);
  if (issues.length > 0) throw new PolicyError(issues);
  return compile(document);
}

function check(document: unknown): Reader['issues'] {
  const read = new Reader();
  const top = read.fields(document, '', [
    'id',
    'label',
    'scopes',
    'resources',
    'settings',
    'permissions',
    'roles',
    'areas',
    'defaults',
  ]);
  read.text(top.get('id'), 'id');
  const named = (part: string) => new Map(read.entries(top.get(part), part, part === 'settings'));
  const known = {
    scopes: named('scopes'),
    resources: named('resources'),
    settings: named('settings'),
    permissions: named('permissions'),
    roles: named('roles'),
  };
  const places = new Set([...known.scopes.keys(), 'site']);
  const relations = new Set<string>();
  for (const [type, ways] of known.resources) {
    for (const [relation, scope] of read.entries(ways, `resources.${type}`)) {
      read.name(scope, `resources.${type}.${relation}`, known.scopes);
      relations.add(relation);
    }
  }
  if (relations.size > MOST_RELATIONS - KEPT.length) read.fault('resources', 'has too many relations');
  for (const [id, value] of known.permissions) checkPermission(read, id, value, known);
  for (const [id, value] of known.roles) checkRole(read, id, value, { ...known, places, relations });
  for (const [id, value] of read.entries(top.get('areas'), 'areas', true)) {
    const area = read.fields(value, `areas.${id}`, ['label', 'editor', 'edit', 'when']);
    read.name(area.get('editor'), `areas.${id}.editor`, known.roles);
    read.name(area.get('edit'), `areas.${id}.edit`, known.permissions);
    read.flags(area.get('when'), `areas.${id}.when`, known.settings);
  }
  read.list(top.get('defaults'), 'defaults', true).forEach((value, i) => {
    const event = read.fields(value, `defaults[${i}]`, ['on', 'give', 'to', 'at', 'source']);
    read.texts(event.get('give'), `defaults[${i}].give`, known.roles);
    read.name(event.get('at'), `defaults[${i}].at`, places);
  });
  return read.issues;
}

type Names = ReadonlyMap<string, unknown>;

function checkPermission(
  read: Reader,
  id: string,
  value: unknown,
  known: { resources: Names; permissions: Names },
): void {
  const path = `permissions.${id}`;
  const permission = read.fields(value, path, ['on', 'allOf', 'label', 'description']);
  const on = read.name(permission.get('on'), `${path}.on`, known.resources);
  for (const part of read.texts(permission.get('allOf'), `${path}.allOf`, known.permissions, true)) {
    const other = known.permissions.get(part) as { on?: unknown; allOf?: unknown } | undefined;
    if (other?.on !== on) read.fault(`${path}.allOf`, `\`${part}\` is asked on another type`);
    if (other?.allOf) read.fault(`${path}.allOf`, `\`${part}\` is made of several itself`);
  }
}

function checkRole(
  read: Reader,
  id: string,
  value: unknown,
  known: { permissions: Names; roles: Names; settings: Names; places: Set<string>; relations: Set<string> },
): void {
  const path = `roles.${id}`;
  const role = read.fields(value, path, [
    'label',
    'at',
    'below',
    'slot',
    'byDefault',
    'mayHold',
    'assignedBy',
    'notSelf',
    'grants',
  ]);
  read.texts(role.get('at'), `${path}.at`, known.places);
  read.texts(role.get('mayHold'), `${path}.mayHold`, known.roles, true);
  if (role.has('assignedBy')) read.name(role.get('assignedBy'), `${path}.assignedBy`, known.permissions);
  read.list(role.get('grants'), `${path}.grants`).forEach((item, i) => {
    const at = `${path}.grants[${i}]`;
    const grant = read.fields(item, at, ['can', 'reach', 'when']);
    read.texts(grant.get('can'), `${at}.can`, known.permissions);
    read.flags(grant.get('when'), `${at}.when`, known.settings);
    const reach = grant.get('reach');
    if (reach === 'everything' || reach === 'self' || reach === 'owner') return;
    read.texts(
      read.fields(reach, `${at}.reach`, ['by']).get('by'),
      join(`${at}.reach`, 'by'),
      known.relations,
    );
  });
}

function compile(document: PolicyDocument): Policy {
  const relations: Relation[] = [...KEPT];
  const types = new Map<string, { index: number; relations: number[] }>();
  const relationOf = (name: string, scopeType: string): number => {
    const found = relations.findIndex(
      (one, i) => i > OWNER && one.name === name && one.scopeType === scopeType,
    );
    return found < 0 ? relations.push({ name, scopeType }) - 1 : found;
  };
  for (const [type, ways] of Object.entries(document.resources)) {
    const numbers = Object.entries(ways).map(([name, scopeType]) => relationOf(name, scopeType));
    types.set(type, { index: types.size, relations: numbers });
  }
  const ids = Object.keys(document.permissions);
  const words = (ids.length + 31) >>> 5;
  const permissions = new Map<string, Permission>();
  const policy: Policy = {
    id: document.id,
    document,
    roles: new Map(
      Object.entries(document.roles).map(([id, role]) => [
        id,
        compileRole(id, role, relations, { ids, words }),
      ]),
    ),
    relations,
    types,
    words,
    permissions,
    permission: (id) => permissions.get(id) ?? unknown,
  };
  const token = (id: string, place: number, type: number): Permission => ({
    id,
    policy,
    type,
    word: place >>> 5,
    bit: 1 << (place & 31),
    allOf: undefined,
  });
  // asked on no type that exists, so every question with it is answered no
  const unknown = token('', 0, -1);
  ids.forEach((id, place) => {
    const { on, allOf } = document.permissions[id] as PolicyDocument['permissions'][string];
    const one = token(id, place, types.get(on)?.index ?? -1);
    permissions.set(
      id,
      allOf
        ? {
            ...one,
            allOf: allOf.map((part) => ids.indexOf(part)).map((i) => token(ids[i] ?? '', i, one.type)),
          }
        : one,
    );
  });
  return policy;
}

function compileRole(
  id: string,
  role: RoleDocument,
  relations: readonly Relation[],
  { ids, words }: { ids: readonly string[]; words: number },
): Role {
  const lines = new Map<string, RoleLine>();
  for (const grant of role.grants) {
    for (const { reach, relation } of waysOf(grant.reach, relations)) {
      const key = JSON.stringify([reach, relation, grant.when ?? 0]);
      const line = lines.get(key) ?? { reach, relation, when: whenOf(grant), bits: new Int32Array(words) };
      lines.set(key, line);
      for (const permission of grant.can) {
        const place = ids.indexOf(permission);
        line.bits[place >>> 5] = (line.bits[place >>> 5] ?? 0) | (1 << (place & 31));
      }
    }
  }
  return { ...role, id, lines: [...lines.values()] };
}

const whenOf = (grant: Grant): RoleLine['when'] => grant.when;

function waysOf(reach: Reach, relations: readonly Relation[]): Pick<RoleLine, 'reach' | 'relation'>[] {
  if (reach === 'everything') return [{ reach, relation: 0 }];
  if (reach === 'self') return [{ reach, relation: SELF }];
  if (reach === 'owner') return [{ reach, relation: OWNER }];
  return relations.flatMap(({ name }, relation) =>
    relation > OWNER && reach.by.includes(name) ? [{ reach: 'by' as const, relation }] : [],
  );
}
