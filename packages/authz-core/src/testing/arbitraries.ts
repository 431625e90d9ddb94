import fc from 'fast-check';
import type {
  Assignment,
  GroupAtDepth,
  Grant,
  Resource,
  RoleDocument,
  Snapshot,
  WholeDocument,
} from '../index.js';

/** What things are called: the same shapes are tried under plain names and under names that hurt. */
export interface Names {
  readonly groups: readonly string[];
  readonly teams: readonly string[];
  readonly people: readonly string[];
  readonly roles: readonly string[];
  readonly permissions: readonly string[];
  readonly relations: readonly string[];
  readonly scopes: readonly [tree: string, flat: string];
  readonly settings: readonly string[];
}

export const plainNames: Names = {
  groups: ['g0', 'g1', 'g2', 'g3', 'g4', 'g5', 'g6', 'g7'],
  teams: ['t0', 't1', 't2'],
  people: ['ann', 'bob', 'cid'],
  roles: ['reader', 'writer', 'owner', 'guest'],
  permissions: ['read', 'write', 'share', 'remove', 'list'],
  relations: ['group', 'openTo', 'team'],
  scopes: ['group', 'team'],
  settings: ['open', 'strict'],
};

/** Names of what every object inherits, and texts that look alike, are long, or are no whole characters. */
export const strangeNames: Names = {
  groups: ['__proto__', 'constructor', 'toString', 'é', 'e\u0301', '\u0000', '😀', '\ud83d'],
  teams: ['__proto__', 'valueOf', '0'],
  people: ['hasOwnProperty', '__proto__', ' '],
  roles: ['constructor', '__proto__', 'toString', '-1'],
  permissions: ['__proto__', 'constructor', 'valueOf', 'İ', '1'],
  relations: ['__proto__', 'constructor', 'length'],
  scopes: ['constructor', '__proto__'],
  settings: ['__proto__', 'toString'],
};

export const SITE = 'academy';
export const POLICY = 'tried';
/** Times lie around it, so that assignments begin and end exactly now, and a millisecond beside. */
export const NOW = 1_000;

/** An object with own fields, whatever their names. */
const object = <T>(entries: readonly (readonly [string, T])[]): Record<string, T> =>
  Object.fromEntries(entries);

/** Fields for some of the names. */
const some = <T>(names: readonly string[], value: fc.Arbitrary<T>): fc.Arbitrary<Record<string, T>> =>
  fc.array(fc.tuple(fc.constantFrom(...names), value), { maxLength: names.length }).map(object);

/** Mostly nothing. */
const maybe = <T>(value: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> =>
  fc.oneof({ weight: 3, arbitrary: fc.constant(undefined) }, { weight: 1, arbitrary: value });

const pick = (names: readonly string[], least = 0) => fc.subarray([...names], { minLength: least });

const TYPES = ['site', 'user', 'doc', 'shelf'] as const;

export function documents(names: Names): fc.Arbitrary<WholeDocument> {
  const [tree, flat] = names.scopes;
  const resources = object<Record<string, string>>([
    ['site', {}],
    ['user', object([[names.relations[0]!, tree]])],
    // one name to different scopes by type, and several names to the same scopes
    [
      'doc',
      object([
        [names.relations[0]!, tree],
        [names.relations[1]!, tree],
        [names.relations[2]!, flat],
      ]),
    ],
    ['shelf', object([[names.relations[2]!, tree]])],
  ]);
  return fc
    .tuple(fc.array(fc.constantFrom(...TYPES), { minLength: 5, maxLength: 5 }), roles(names), fc.boolean())
    .map(([types, given, byDefault]) => {
      const parts = names.permissions.filter((_, i) => i > 0 && types[i] === types[0]);
      return {
        id: POLICY,
        scopes: object([
          [tree, { tree: true }],
          [flat, {}],
        ]),
        resources,
        settings: object(names.settings.map((id) => [id, { byDefault }])),
        permissions: object(
          names.permissions.map((id, i) => [
            id,
            // the first is made of the others on its type, where there are any
            i === 0 && parts.length > 0 ? { on: types[0]!, allOf: parts } : { on: types[i]! },
          ]),
        ),
        roles: given,
        catalogue: {},
        levels: {},
        areas: {},
        defaults: [],
      };
    });
}

function roles(names: Names): fc.Arbitrary<Record<string, RoleDocument>> {
  const reach: fc.Arbitrary<Grant['reach']> = fc.oneof(
    { weight: 1, arbitrary: fc.constantFrom('everything' as const, 'self' as const, 'owner' as const) },
    { weight: 2, arbitrary: pick(names.relations, 1).map((by) => ({ by })) },
  );
  const grant: fc.Arbitrary<Grant> = fc
    .tuple(
      pick(names.permissions, 1),
      reach,
      fc.option(some(names.settings, fc.boolean()), { nil: undefined }),
    )
    .map(([can, reach, when]) => ({ can, reach, ...(when ? { when } : {}) }));
  const role: fc.Arbitrary<RoleDocument> = fc
    .tuple(
      pick([...names.scopes, 'site'], 1),
      fc.boolean(),
      maybe(pick(names.roles, 2)),
      fc.array(grant, { minLength: 1, maxLength: 3 }),
    )
    .map(([at, below, mayHold, grants]) => ({ at, below, grants, ...(mayHold ? { mayHold } : {}) }));
  return fc
    .tuple(...names.roles.map(() => role))
    .map((all) => object(all.map((one, i) => [names.roles[i]!, one])));
}

export function snapshots(names: Names): fc.Arbitrary<Snapshot> {
  return fc.record({
    site: fc.constant(SITE),
    policy: fc.constant(POLICY),
    subject: fc.record({ id: fc.constantFrom(...names.people) }),
    settings: some(names.settings, fc.boolean()),
    groups: trees(names.groups),
    assignments: fc.array(assignments(names), { minLength: 1, maxLength: 6 }),
    expires: fc.constantFrom(NOW + 1, Date.UTC(2100, 0)),
  });
}

function assignments(names: Names): fc.Arbitrary<Assignment> {
  const [tree, flat] = names.scopes;
  const scopes = (groups: readonly string[]) =>
    fc.tuple(pick(groups), pick(names.teams)).map(([groups, teams]) =>
      object<readonly string[]>([
        [tree, groups],
        [flat, teams],
      ]),
    );
  const time = fc.constantFrom(NOW - 1, NOW, NOW + 1);
  const always = {
    role: fc.constantFrom(...names.roles, ...names.roles, 'unheard'),
    scopes: scopes([...names.groups.slice(0, 5), 'elsewhere']),
  };
  const times = fc.record({ from: time, until: time }, { requiredKeys: [] });
  return fc
    .tuple(
      fc.record(always, { requiredKeys: ['role'] }),
      maybe(scopes(names.groups.slice(3))),
      fc.oneof({ weight: 2, arbitrary: fc.constant({}) }, { weight: 1, arbitrary: times }),
    )
    .map(([held, except, during]) => ({ ...held, ...during, ...(except ? { except } : {}) }));
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

export function resources(names: Names): fc.Arbitrary<Resource> {
  const [a, b, c] = names.relations as [string, string, string];
  const groups = pick([...names.groups, 'nowhere']);
  const within = fc
    .tuple(groups, groups, fc.oneof(groups, pick(names.teams)), fc.boolean())
    .map(([first, second, third, twice]) =>
      object<readonly string[]>([
        [a, twice ? [...first, ...first] : first],
        [b, second],
        [c, third],
        ['unknown', names.groups],
      ]),
    );
  return fc.record(
    {
      site: fc.oneof(
        { weight: 9, arbitrary: fc.constant(SITE) },
        { weight: 1, arbitrary: fc.constant('other') },
      ),
      type: fc.constantFrom(...TYPES, 'unknown'),
      id: fc.constantFrom(...names.people, 'thing'),
      within,
      owner: fc.constantFrom(...names.people),
    },
    { requiredKeys: ['site', 'type', 'id'] },
  );
}
