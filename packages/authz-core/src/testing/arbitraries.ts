import fc from 'fast-check';
import type { Along, Assignment, Grant, GroupAtDepth, LevelDocument, PermissionDocument } from '../index.js';
import type { Reach, Resource, RoleDocument, Settings, Snapshot, WholeDocument } from '../index.js';

/** What things are called: the same shapes are tried under plain names and under names that hurt. */
export interface Names {
  /** Ids of scopes of every type: a group and a team may have the same. The tree is of these. */
  readonly groups: readonly string[];
  readonly people: readonly string[];
  readonly roles: readonly string[];
  readonly levels: readonly string[];
  readonly permissions: readonly string[];
  readonly relations: readonly string[];
  readonly scopes: readonly string[];
  readonly settings: readonly string[];
  readonly types: readonly string[];
}

export const plainNames: Names = {
  groups: ['g0', 'g1', 'g2', 'g3', 'g4', 'g5'],
  people: ['ann', 'bob', 'cid'],
  roles: ['reader', 'writer', 'owner', 'guest', 'guide', 'head'],
  levels: ['wide', 'narrow'],
  permissions: ['all', 'read', 'write', 'share', 'remove', 'list', 'lend', 'mend', 'send'],
  relations: ['group', 'openTo', 'team'],
  scopes: ['group', 'team'],
  settings: ['open', 'strict'],
  types: ['site', 'user', 'doc', 'shelf'],
};

/** Names of what every object inherits, and texts that look alike, are long, or are no whole characters. */
export const strangeNames: Names = {
  groups: ['__proto__', 'constructor', 'é', 'e\u0301', '\u0000', '\ud83d'],
  people: ['hasOwnProperty', '__proto__', ' '],
  roles: ['constructor', '__proto__', 'toString', '-1', 'valueOf', '😀'],
  levels: ['__proto__', 'constructor'],
  permissions: ['__proto__', 'constructor', 'valueOf', 'İ', '1', 'toString', '\ud83d', 'é', 'e\u0301'],
  relations: ['__proto__', 'constructor', 'length'],
  scopes: ['constructor', '__proto__'],
  settings: ['__proto__', 'toString'],
  types: ['site', 'user', '__proto__', 'constructor'],
};

export const SITE = 'academy';
export const POLICY = 'tried';
/** Times lie around it, so that assignments begin and end exactly now, and a millisecond beside. */
export const NOW = 1_000;

/** The names of a policy that ships, and of a few people and scopes. */
export const namesIn = (document: WholeDocument): Names => ({
  groups: plainNames.groups,
  people: plainNames.people,
  roles: Object.keys(document.roles),
  levels: Object.keys(document.levels),
  permissions: Object.keys(document.permissions),
  relations: [...new Set(Object.values(document.resources).flatMap((ways) => Object.keys(ways)))],
  scopes: Object.keys(document.scopes),
  settings: Object.keys(document.settings),
  types: Object.keys(document.resources),
});

/** An object with own fields, whatever their names. */
const object = <T>(entries: readonly (readonly [string, T])[]): Record<string, T> =>
  Object.fromEntries(entries);

/** Without the fields that are nothing. */
const given = <T extends object>(fields: T): { [K in keyof T]: Exclude<T[K], undefined> } =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as never;

/** Fields for some of the names. */
const some = <T>(names: readonly string[], value: fc.Arbitrary<T>): fc.Arbitrary<Record<string, T>> =>
  names.length === 0
    ? fc.constant({})
    : fc.array(fc.tuple(fc.constantFrom(...names), value), { maxLength: names.length }).map(object);

/** Once in so many times something, else nothing. */
const rarely = <T>(value: fc.Arbitrary<T>, times = 4): fc.Arbitrary<T | undefined> =>
  fc.oneof({ weight: times - 1, arbitrary: fc.constant(undefined) }, { weight: 1, arbitrary: value });

/** A few of the names. */
const pick = (names: readonly string[], maxLength = names.length, minLength = 0) =>
  fc.subarray([...names], {
    minLength: Math.min(minLength, names.length),
    maxLength: Math.min(maxLength, names.length),
  });

const KEPT = ['everything', 'self', 'owner'] as const;

/** A document in which every name is defined, but for what `fitted` has to leave out. */
export function documents(names: Names): fc.Arbitrary<WholeDocument> {
  const [tree = '', flat = ''] = names.scopes;
  const ways = fc.tuple(...names.relations.map(() => fc.constantFrom(tree, tree, flat, undefined)));
  return fc
    .record({
      // one name to different scopes by type, and several names to the same scopes
      ways: fc.tuple(...names.types.map(() => ways)),
      byDefault: fc.boolean(),
      permissions: fc.tuple(...names.permissions.map((_, i) => permissions(names, i === 0))),
      levels: fc.tuple(...names.levels.map(() => levels(names))),
      roles: fc.tuple(...names.roles.map(() => roles(names))),
    })
    .map(({ ways, byDefault, ...all }) =>
      fitted({
        id: POLICY,
        scopes: object([
          [tree, { tree: true }],
          [flat, {}],
        ]),
        resources: object(
          names.types.map((type, t) => [
            type,
            object(names.relations.flatMap((name, i) => (ways[t]?.[i] ? [[name, ways[t][i]]] : []))),
          ]),
        ),
        settings: object(names.settings.map((id) => [id, { byDefault }])),
        permissions: object(names.permissions.map((id, i) => [id, all.permissions[i]!])),
        roles: object(names.roles.map((id, i) => [id, all.roles[i]!])),
        catalogue: { main: { label: 'Main' } },
        levels: object(names.levels.map((id, i) => [id, all.levels[i]!])),
        areas: {},
        operations: {},
        defaults: [],
      }),
    );
}

function reaches(names: Names): fc.Arbitrary<Reach> {
  const relations = [...names.relations, ...names.relations, ...KEPT];
  const along: fc.Arbitrary<Along> = fc
    .record({
      by: pick(relations, 3, 1),
      all: rarely(pick(relations, 2, 1)),
      isAll: fc.nat(5),
      via: rarely(pick(names.roles, 3, 1), 5),
      outside: rarely(pick(names.scopes, 1, 1), 8),
    })
    .map(({ by, all, isAll, via, outside }) =>
      given({ by: isAll === 0 && all ? undefined : by, all, via, outside }),
    );
  return fc.oneof({ weight: 1, arbitrary: fc.constantFrom(...KEPT) }, { weight: 3, arbitrary: along });
}

const whens = (names: Names): fc.Arbitrary<Settings | undefined> =>
  rarely(some(names.settings, fc.boolean()), 3);

const permissions = (names: Names, isName: boolean): fc.Arbitrary<PermissionDocument> =>
  fc
    .record({
      on: fc.constantFrom(...names.types),
      for: rarely(fc.constantFrom(...names.types)),
      // what it is made of is sifted by `fitted`
      allOf: isName ? rarely(fc.constant(names.permissions), 2) : fc.constant(undefined),
      area: fc.constantFrom('main', 'main', undefined),
      levels: rarely(pick(names.levels)),
      includes: rarely(pick(names.permissions, 2, 1)),
      requires: rarely(pick(names.permissions, 2, 1), 6),
      reach: rarely(some(names.levels, reaches(names))),
      when: rarely(some(names.settings, fc.boolean()), 6),
      beneficiary: rarely(fc.constantFrom('self', 'others'), 4),
    })
    .map((one) => given(one) as PermissionDocument);

const levels = (names: Names): fc.Arbitrary<LevelDocument> =>
  fc
    .record({
      at: pick([...names.scopes, 'site'], 3, 1),
      below: fc.option(fc.boolean(), { nil: undefined }),
      reach: fc.tuple(...names.types.map(() => rarely(reaches(names), 2))),
    })
    .map(({ at, below, reach }) =>
      given({
        at,
        below,
        reach: object(names.types.flatMap((type, i) => (reach[i] ? [[type, reach[i]] as const] : []))),
      }),
    );

function roles(names: Names): fc.Arbitrary<RoleDocument> {
  const grants: fc.Arbitrary<Grant> = fc
    .record({
      can: pick(names.permissions, 4, 1),
      reach: reaches(names),
      for: rarely(reaches(names), 2),
      when: whens(names),
    })
    .map((one) => given(one) as Grant);
  const shared = {
    below: fc.boolean(),
    slot: rarely(fc.constant('main')),
    mayHold: rarely(pick(names.roles, 4, 2)),
  };
  const plain = fc.record({
    ...shared,
    at: pick([...names.scopes, 'site'], 3, 1),
    all: rarely(fc.constant(true), 12),
    grants: fc.array(grants, { minLength: 1, maxLength: 3 }),
  });
  const leveled = fc.record({
    ...shared,
    below: rarely(fc.boolean()),
    at: rarely(pick([...names.scopes, 'site'], 3, 1)),
    level: fc.constantFrom(...names.levels),
    can: pick(names.permissions, 6, 2),
    grants: rarely(fc.array(grants, { minLength: 1, maxLength: 1 })),
  });
  return fc.oneof(plain, leveled).map((one) => given(one) as RoleDocument);
}

/** Leaves out what a document may not say: relations that no type has, parts on other types, permissions no level takes. */
function fitted(document: WholeDocument): WholeDocument {
  const { permissions } = document;
  const relations = new Set<string>([
    ...KEPT,
    ...Object.values(document.resources).flatMap((ways) => Object.keys(ways)),
  ]);
  const fit = (reach: Reach): Reach => {
    if (typeof reach === 'string') return reach;
    const { by, all } = reach;
    const isKnown = (name: string) => relations.has(name);
    const every = all?.filter(isKnown);
    return given({
      ...reach,
      by: by?.filter(isKnown) ?? (every?.length ? undefined : []),
      all: every,
    });
  };
  const each = <T, U>(of: Readonly<Record<string, T>>, change: (one: T, id: string) => U) =>
    object(Object.entries(of).map(([id, one]) => [id, change(one, id)] as const));
  const isChoosable = (id: string, level: string) => {
    const { area, levels } = permissions[id]!;
    return area !== undefined && (levels?.includes(level) ?? true);
  };
  return {
    ...document,
    permissions: each(permissions, (one) => {
      const parts = Object.keys(permissions).filter((id) => {
        const { allOf, on, for: second } = permissions[id]!;
        return !allOf && on === one.on && second === one.for;
      });
      const { on, for: second, area, levels } = one;
      if (one.allOf && parts.length > 0)
        return given({ on, for: second, area, levels, allOf: parts.slice(0, 3) });
      const reach = one.reach && each(one.reach, fit);
      return given({ ...one, allOf: undefined, reach });
    }),
    levels: each(document.levels, (one) => ({ ...one, reach: each(one.reach, fit) })),
    roles: each(
      document.roles,
      (one) =>
        given({
          ...one,
          can: one.can?.filter((id) => isChoosable(id, one.level!)),
          grants: one.grants?.map((grant) =>
            given({ ...grant, reach: fit(grant.reach), for: grant.for && fit(grant.for) }),
          ),
        }) as RoleDocument,
    ),
  };
}

/** What one person holds; with a document, mostly where its roles can be held. */
export function snapshots(names: Names, document?: WholeDocument): fc.Arbitrary<Snapshot> {
  return fc.record({
    site: fc.constant(SITE),
    policy: fc.constant(document?.id ?? POLICY),
    subject: fc.record({ id: fc.constantFrom(...names.people) }),
    settings: some(names.settings, fc.boolean()),
    groups: trees(names.groups),
    assignments: fc.array(assignments(names, document), { minLength: 1, maxLength: 6 }),
    expires: fc.constantFrom(NOW + 1, Date.UTC(2100, 0)),
  });
}

function assignments(names: Names, document?: WholeDocument): fc.Arbitrary<Assignment> {
  const scopes = (maxLength: number) =>
    fc
      .tuple(...names.scopes.map(() => pick([...names.groups, 'elsewhere'], maxLength)))
      .map((ids) => object(names.scopes.map((type, i) => [type, ids[i] as readonly string[]])));
  const time = fc.constantFrom(NOW - 1, NOW, NOW + 1);
  return fc
    .record({
      role: fc.constantFrom(...names.roles, ...names.roles, 'unheard'),
      scopes: scopes(3),
      isAtSite: fc.boolean(),
      isFit: fc.nat(7).map((n) => n > 0),
      except: rarely(scopes(2)),
      times: rarely(fc.record({ from: time, until: time }, { requiredKeys: [] })),
      source: rarely(fc.constantFrom('set', 'feed', '__proto__')),
      givenBy: rarely(fc.constantFrom(...names.people)),
      more: rarely(fc.dictionary(fc.constantFrom('note', 'at', 'below', 'can'), fc.string())),
    })
    .map(({ role, scopes, isAtSite, isFit, times, more, ...others }) => {
      const at = document ? placesOf(document, role) : undefined;
      const isForSite = at && isFit ? at.includes('site') && (at.length === 1 || isAtSite) : isAtSite;
      return given({ ...more, role, ...others, ...times, ...(isForSite ? {} : { scopes }) });
    });
}

function placesOf(document: WholeDocument, id: string): readonly string[] | undefined {
  const role = Object.hasOwn(document.roles, id) ? document.roles[id] : undefined;
  return role?.at ?? (role?.level === undefined ? undefined : document.levels[role.level]?.at);
}

/** Some of the groups, in any order, as a tree in preorder. */
const trees = (ids: readonly string[]): fc.Arbitrary<GroupAtDepth[]> =>
  fc
    .tuple(
      fc.shuffledSubarray([...ids]),
      fc.array(fc.nat(4), { minLength: ids.length, maxLength: ids.length }),
    )
    .map(([groups, wanted]) => {
      let last = -1;
      return groups.map((id, i) => {
        last = Math.min(wanted[i] ?? 0, last + 1);
        return [id, last] as const;
      });
    });

/** Something of a random type that lies in a few scopes by every relation there is, also those its type does not have. */
export function resources(names: Names): fc.Arbitrary<Resource> {
  const ids = pick([...names.groups, 'nowhere'], 2);
  const within = fc
    .tuple(fc.boolean(), ...names.relations.map(() => ids))
    .map(([isTwice, ...all]) =>
      object<readonly string[]>([
        ...names.relations.map((name, i) => [name, isTwice ? [...all[i]!, ...all[i]!] : all[i]!] as const),
        ['unknown', names.groups],
      ]),
    );
  return fc
    .record({
      site: fc.nat(15).map((n) => (n === 0 ? 'other' : SITE)),
      type: fc.constantFrom(...names.types, 'unknown'),
      id: fc.constantFrom(...names.people, ...names.people, 'thing'),
      within: fc.nat(15).chain((n) => (n === 0 ? fc.constant(undefined) : within)),
      owner: fc.option(fc.constantFrom(...names.people), { nil: undefined }),
    })
    .map((one) => given(one) as Resource);
}
