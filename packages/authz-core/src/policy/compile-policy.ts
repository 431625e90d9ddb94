import { PolicyError } from '../errors.js';
import { fault } from './issues.js';
import type { Permission, Policy, PolicyDocument, Relation, Role, RoleDocument, RoleLine } from './policy.js';

/** The relations every resource knows: to all of the site, to the person it is, to the person it belongs to. */
const KEPT: readonly Relation[] = [
  { kind: 'everything', name: '', scopeType: '' },
  { kind: 'self', name: '', scopeType: 'user' },
  { kind: 'owner', name: '', scopeType: 'user' },
];
/** Relations are numbered in six bits (see `access/places.ts`). */
const MOST_RELATIONS = 63;

/** Compiles a checked document: numbers its types, relations and permissions. */
export function compilePolicy(document: PolicyDocument): Policy {
  const ids = Object.keys(document.permissions);
  const relations = [...KEPT];
  const permissions = new Map<string, Permission>();
  const roles = new Map<string, Role>();
  const policy: Policy = {
    id: document.id,
    document,
    roles,
    relations,
    types: typesIn(document, relations),
    settings: Object.fromEntries(
      Object.entries(document.settings ?? {}).map(([id, { byDefault }]) => [id, byDefault]),
    ),
    words: (ids.length + 31) >>> 5,
    permissions,
    permission: (id) => permissions.get(id) ?? token(id),
  };
  if (relations.length > MOST_RELATIONS) throw new PolicyError(fault('resources', 'has too many relations'));
  const token = (id: string): Permission => {
    const place = ids.indexOf(id);
    const known = place < 0 ? undefined : document.permissions[id];
    return {
      id,
      policy,
      type: known?.on ?? '',
      relations: policy.types.get(known?.on ?? '') ?? [],
      word: place >>> 5,
      // nobody has a permission that is not there
      bit: known ? 1 << place : 0,
      allOf: known?.allOf?.map(token),
    };
  };
  for (const id of ids) permissions.set(id, token(id));
  for (const [id, role] of Object.entries(document.roles)) {
    roles.set(id, { ...role, id, lines: linesOf(role, policy) });
  }
  return policy;
}

/** Numbers the resource types and their relations; one name to the same type of scope is one relation. */
function typesIn({ resources, roles }: PolicyDocument, relations: Relation[]): Policy['types'] {
  const reaches = Object.values(roles).flatMap(({ grants }) => grants.map(({ reach }) => reach));
  const numberOf = ([name, scopeType]: readonly [string, string]): number => {
    const known = relations.findIndex(
      (one) => one.kind === 'in' && one.name === name && one.scopeType === scopeType,
    );
    return known < 0 ? relations.push({ kind: 'in', name, scopeType }) - 1 : known;
  };
  const types = Object.entries(resources).map(([type, ways]) => {
    const kept = KEPT.flatMap(({ kind }, i) =>
      reaches.includes(kind as 'self') && (kind === 'owner' || (kind === 'self' && type === 'user'))
        ? [i]
        : [],
    );
    return [type, [...kept, ...Object.entries(ways).map(numberOf)]] as const;
  });
  return new Map(types);
}

/** Grants with the same reach and settings become one line. What is made of several is granted as those. */
function linesOf({ grants }: RoleDocument, policy: Policy): RoleLine[] {
  const lines = new Map<string, RoleLine>();
  for (const { can, reach, when } of grants) {
    policy.relations.forEach(({ kind, name }, relation) => {
      if (typeof reach === 'object' ? kind !== 'in' || !reach.by.includes(name) : reach !== kind) return;
      const key = JSON.stringify([relation, when]);
      const line = lines.get(key) ?? {
        reach: kind === 'in' ? 'by' : kind,
        relation,
        when,
        bits: new Int32Array(policy.words),
      };
      lines.set(key, line);
      for (const { word, bit } of can.flatMap((id) => policy.permission(id).allOf ?? policy.permission(id))) {
        (line.bits[word] as number) |= bit;
      }
    });
  }
  return [...lines.values()];
}
