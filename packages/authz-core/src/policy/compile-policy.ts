import { PolicyError } from '../errors.js';
import { fault, own } from './issues.js';
import type { Permission, Policy, PolicyDocument, Relation, Role, RoleDocument, RoleLine } from './policy.js';

/** The relations every resource knows: to all of the site, to the person it is, to the person it belongs to. */
const KEPT: readonly Relation[] = ['everything', 'self', 'owner'].map((name) => ({ name, scopeType: '' }));
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
    const { on = '', allOf } = own(document.permissions, id) ?? {};
    const place = ids.indexOf(id);
    return {
      id,
      policy,
      type: on,
      relations: policy.types.get(on) ?? [],
      word: place >>> 5,
      // nobody has a permission that is not there
      bit: on ? 1 << place : 0,
      allOf: allOf?.map(token),
    };
  };
  for (const id of ids) permissions.set(id, token(id));
  for (const [id, role] of Object.entries(document.roles)) {
    roles.set(id, { ...role, id, lines: linesOf(role, policy) });
  }
  return policy;
}

/** Numbers the relations of each resource type; one name to the same type of scope is one relation. */
function typesIn({ resources, roles }: PolicyDocument, relations: Relation[]): Policy['types'] {
  const reaches = Object.values(roles).flatMap(({ grants }) => grants.map(({ reach }) => reach));
  const numberOf = ([name, scopeType]: readonly [string, string]): number => {
    const known = relations.findIndex((one) => one.name === name && one.scopeType === scopeType);
    return known < 0 ? relations.push({ name, scopeType }) - 1 : known;
  };
  const types = Object.entries(resources).map(([type, ways]) => {
    const kept = KEPT.filter(
      ({ name }, i) => i > (type === 'user' ? 0 : 1) && reaches.includes(name as 'self'),
    ).map(({ name }) => numberOf([name, '']));
    return [type, [...kept, ...Object.entries(ways).map(numberOf)]] as const;
  });
  return new Map(types);
}

/** Grants with the same reach and settings become one line. What is made of several is granted as those. */
function linesOf({ grants }: RoleDocument, policy: Policy): RoleLine[] {
  const lines = new Map<string, RoleLine>();
  for (const { can, reach, when } of grants) {
    policy.relations.forEach(({ name, scopeType }, relation) => {
      if (typeof reach === 'object' ? !scopeType || !reach.by.includes(name) : scopeType || reach !== name)
        return;
      const key = JSON.stringify([relation, when]);
      const line = lines.get(key) ?? {
        reach: typeof reach === 'object' ? 'by' : reach,
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
