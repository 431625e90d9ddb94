import { PolicyError } from '../errors.js';
import { chosenIn } from './chosen.js';
import { fault, own } from './issues.js';
import type {
  Along,
  Permission,
  Policy,
  Reach,
  Relation,
  Role,
  RoleDocument,
  RoleLine,
  Way,
  WholeDocument,
} from './policy.js';

/** The relations every resource knows: to all of the site, to the person it is, to the person it belongs to. */
const KEPT: readonly Relation[] = ['everything', 'self', 'owner'].map((name) => ({ name, scopeType: '' }));
/** Relations are numbered in six bits (see `access/places.ts`). */
const MOST_RELATIONS = 63;

/** What a level says of itself, not of its roles. */
const OF_LEVEL = { label: undefined, description: undefined, reach: undefined };

/** Compiles a checked document: numbers its types, relations and permissions. */
export function compilePolicy(document: WholeDocument): Policy {
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
      Object.entries(document.settings).map(([id, { byDefault }]) => [id, byDefault]),
    ),
    words: (ids.length + 31) >>> 5,
    permissions,
    permission: (id) => permissions.get(id) ?? token(id),
  };
  if (relations.length > MOST_RELATIONS) throw new PolicyError(fault('resources', 'has too many relations'));
  const token = (id: string): Permission => {
    const { on = '', for: second = '', allOf } = own(document.permissions, id) ?? {};
    const place = ids.indexOf(id);
    return {
      id,
      policy,
      type: on,
      second,
      relations: policy.types.get(on) ?? [],
      secondRelations: policy.types.get(second) ?? [],
      word: place >>> 5,
      // nobody has a permission that is not there
      bit: on ? 1 << place : 0,
      allOf: allOf?.map(token),
    };
  };
  for (const id of ids) permissions.set(id, token(id));
  for (const [id, role] of Object.entries(document.roles)) {
    // as: what is undefined is as good as missing
    const said = { ...own(document.levels, role.level ?? ''), ...OF_LEVEL, ...role } as RoleDocument;
    const { at = [], below = false } = said;
    roles.set(id, { ...said, id, at, below, lines: linesOf(role, policy) });
  }
  return policy;
}

/** Numbers the relations of each resource type; one name to the same type of scope is one relation. */
function typesIn(document: WholeDocument, relations: Relation[]): Policy['types'] {
  // «owner» is numbered only where something reaches by it: what is not asked for is not read
  const said = JSON.stringify([document.roles, document.levels, document.permissions]);
  const numberOf = ([name, scopeType]: readonly [string, string]): number => {
    const known = relations.findIndex((one) => one.name === name && one.scopeType === scopeType);
    return known < 0 ? relations.push({ name, scopeType }) - 1 : known;
  };
  const types = Object.entries(document.resources).map(([type, ways]) => {
    const kept = KEPT.map(({ name }) => name).filter(
      (name, i) => i > (type === 'user' ? 0 : 1) && said.includes(`"${name}"`),
    );
    return [
      type,
      [...kept.map((name) => numberOf([name, ''])), ...Object.entries(ways).map(numberOf)],
    ] as const;
  });
  return new Map(types);
}

/** Grants with the same reach and settings become one line. What is made of several is granted as those. */
function linesOf(role: RoleDocument, policy: Policy): RoleLine[] {
  const lines = new Map<string, RoleLine>();
  for (const { id, reach, second, when } of chosenIn(role, policy.document)) {
    const { type, second: other, word, bit } = policy.permission(id);
    for (const way of waysOf(policy, reach, type)) {
      for (const away of other && second ? waysOf(policy, second, other) : [undefined]) {
        const key = JSON.stringify([way, away, when]);
        const line = lines.get(key) ?? { way, second: away, when, bits: new Int32Array(policy.words) };
        lines.set(key, line);
        (line.bits[word] as number) |= bit;
      }
    }
  }
  return [...lines.values()];
}

/** The ways by which a reach leads to resources of a type: none where no relation is named, or one the type knows not. */
function waysOf({ types, relations }: Policy, reach: Reach, type: string): Way[] {
  const { by, all = [], via, outside = [] }: Along = typeof reach === 'string' ? { by: [reach] } : reach;
  const numberOf = (name: string): number =>
    name === 'everything' ? 0 : (types.get(type)?.find((number) => relations[number]?.name === name) ?? -1);
  return (by ?? [undefined])
    .map((one) => ({ relations: [...(one ? [one] : []), ...all].map(numberOf), via, outside }))
    .filter(({ relations }) => relations.length > 0 && !relations.includes(-1));
}
