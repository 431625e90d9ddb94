import fc from 'fast-check';
import {
  decideAssignment,
  decideMove,
  decideRole,
  definePolicy,
  openAccess,
  type Access,
  type Assignment,
  type Grant,
  type GroupAtDepth,
  type Policy,
  type PolicyDocument,
  type Resource,
  type RoleDocument,
} from '../index.js';

/** The one site. */
export const SITE = 'academy';
/** The moment at which all is tried. */
export const NOW = 10;
/** Groups, which form a tree. */
export const GROUPS = ['a', 'b', 'c', 'd'];
/** Flat scopes. */
export const TEAMS = ['t', 'u'];
/** Who colludes; the others are bystanders, who may get something from them. */
export const COLLUDING = ['eve', 'mal'];
/** Everybody. */
export const PEOPLE = [...COLLUDING, 'ann', 'bob'];
const ROLES = ['r0', 'r1', 'r2', 'r3'];
const SETTINGS = ['strict', 'open'];

/** Where they are asked, the permissions of the random policies. */
export const PERMISSIONS: PolicyDocument['permissions'] & {} = {
  'people.assign': { on: 'user' },
  'people.see': { on: 'user' },
  'group.assign': { on: 'group' },
  'group.move': { on: 'group' },
  'group.edit': { on: 'group' },
  'team.assign': { on: 'team' },
  'doc.read': { on: 'doc' },
  'doc.book': { on: 'doc', for: 'user' },
  'roles.edit': { on: 'site' },
  'diary.write': { on: 'doc', beneficiary: 'self' },
};
const ALL = Object.keys(PERMISSIONS);

/** A policy, a tree, and who holds what. */
export interface World {
  readonly document: PolicyDocument;
  readonly tree: readonly GroupAtDepth[];
  readonly held: Readonly<Record<string, readonly Assignment[]>>;
}

const reaches: fc.Arbitrary<Exclude<Grant['reach'], string>> = fc
  .tuple(
    fc.subarray(['group', 'primary', 'team'], { minLength: 1 }),
    fc.boolean(),
    fc.option(fc.subarray(ROLES, { minLength: 1 }), { nil: undefined, freq: 3 }),
  )
  .map(([names, isEach, via]) => ({ [isEach ? 'all' : 'by']: names, ...(via ? { via } : {}) }));

const anyReach = fc.oneof(reaches, reaches, fc.constantFrom('everything' as const, 'owner' as const));

const grants: fc.Arbitrary<Grant> = fc
  .tuple(
    fc.subarray(ALL, { minLength: 1, maxLength: 6 }),
    anyReach,
    fc.option(anyReach, { nil: undefined }),
    fc.option(fc.dictionary(fc.constantFrom(...SETTINGS), fc.boolean(), { maxKeys: 1 }), { nil: undefined }),
  )
  .map(([can, reach, second, when]) => ({
    can,
    reach,
    ...(second ? { for: second } : {}),
    ...(when ? { when } : {}),
  }));

const AT = { site: 'people.assign', group: 'group.assign', team: 'team.assign' } as const;

const roles: fc.Arbitrary<RoleDocument> = fc
  .tuple(
    fc.constantFrom<keyof typeof AT>('site', 'group', 'group', 'team'),
    fc.boolean(),
    fc.option(fc.subarray(ROLES, { minLength: 1, maxLength: 2 }), { nil: undefined, freq: 4 }),
    fc.boolean(),
    fc.array(grants, { minLength: 1, maxLength: 3 }),
  )
  .map(([at, below, mayHold, isOfSlot, given]) => ({
    at: [at],
    below,
    assignedBy: AT[at],
    grants: given,
    ...(mayHold ? { mayHold } : {}),
    ...(isOfSlot && at === 'site' ? { slot: 'role' } : {}),
  }));

/** One role administers: what limited people collude with. */
const administers = fc
  .tuple(
    roles,
    fc.constantFrom<Grant['reach']>({ by: ['group', 'primary', 'team'] }, 'everything'),
    fc.subarray(ALL),
  )
  .map(([role, reach, more]) => ({
    ...role,
    grants: [{ can: [...Object.values(AT), ...more], reach }, ...(role.grants ?? [])],
  }));

const documents: fc.Arbitrary<PolicyDocument> = fc
  .tuple(administers, ...ROLES.slice(1).map(() => roles))
  .map((given) => ({
    id: 'tried',
    scopes: { group: { tree: true, movedBy: 'group.move' }, team: {} },
    resources: {
      site: {},
      user: { group: 'group', primary: 'group', team: 'team' },
      group: { group: 'group' },
      team: { team: 'team' },
      doc: { group: 'group', team: 'team' },
    },
    settings: Object.fromEntries(SETTINGS.map((id) => [id, { byDefault: false }])),
    permissions: PERMISSIONS,
    roles: Object.fromEntries(given.map((role, i) => [ROLES[i] as string, role])),
  }));

const scopeOf = fc.oneof(
  fc.constantFrom(...GROUPS).map((id) => ['group', id] as const),
  fc.constantFrom(...TEAMS).map((id) => ['team', id] as const),
);
const times = fc.record(
  { from: fc.constantFrom(5, 20), until: fc.constantFrom(20, 30) },
  { requiredKeys: [] },
);

const assignments: fc.Arbitrary<Assignment> = fc
  .tuple(
    fc.constantFrom(...ROLES),
    fc.option(scopeOf, { nil: undefined, freq: 4 }),
    fc.oneof({ weight: 3, arbitrary: fc.constant({}) }, times),
  )
  .map(([role, at, during]) => ({ role, ...(at ? { scopes: { [at[0]]: [at[1]] } } : {}), ...during }));

/** Random worlds. */
export const worlds: fc.Arbitrary<World> = fc.record({
  document: documents,
  tree: fc.constantFrom<readonly GroupAtDepth[]>(
    [
      ['a', 0],
      ['b', 1],
      ['c', 2],
      ['d', 0],
    ],
    [
      ['a', 0],
      ['b', 1],
      ['d', 0],
      ['c', 1],
    ],
    [
      ['d', 0],
      ['a', 0],
      ['c', 0],
      ['b', 0],
    ],
  ),
  held: fc.tuple(...PEOPLE.map(() => fc.array(assignments, { maxLength: 3 }))).map((all) =>
    Object.fromEntries(
      all.map((held, i) => {
        const [first] = held;
        // mostly, one of those who collude administers something
        return [PEOPLE[i] as string, i === 0 && first ? [...held, { ...first, role: 'r0' }] : held];
      }),
    ),
  ),
});

/** What somebody tries. */
type Attempt =
  | {
      readonly kind: 'assign';
      readonly role: string;
      readonly at: readonly [string, string] | undefined;
      readonly to: string;
      readonly take: boolean;
      readonly until: number | undefined;
    }
  | { readonly kind: 'move'; readonly group: string; readonly to: string | undefined }
  | { readonly kind: 'edit'; readonly role: string; readonly grants: readonly Grant[] };

/** Who of those who collude tries what. */
export const attempts: fc.Arbitrary<readonly [string, Attempt]> = fc.tuple(
  fc.constantFrom(...COLLUDING),
  fc.oneof(
    {
      weight: 5,
      arbitrary: fc.record({
        kind: fc.constant('assign' as const),
        role: fc.constantFrom(...ROLES),
        at: fc.option(scopeOf, { nil: undefined }),
        to: fc.constantFrom(...PEOPLE),
        take: fc.boolean(),
        until: fc.constantFrom(undefined, undefined, 20, 30),
      }),
    },
    {
      weight: 2,
      arbitrary: fc.record({
        kind: fc.constant('move' as const),
        group: fc.constantFrom(...GROUPS),
        to: fc.constantFrom(undefined, ...GROUPS),
      }),
    },
    {
      weight: 1,
      arbitrary: fc.record({
        kind: fc.constant('edit' as const),
        role: fc.constantFrom(...ROLES, 'r4'),
        grants: fc.array(grants, { maxLength: 2 }),
      }),
    },
  ),
);

const compiled = new WeakMap<PolicyDocument, Policy>();

function policyOf({ document }: World): Policy {
  const policy = compiled.get(document) ?? definePolicy(document);
  compiled.set(document, policy);
  return policy;
}

/** Somebody's access, at a moment under settings. */
export function accessOf(world: World, person: string, now = NOW, settings = {}): Access {
  return openAccess(
    policyOf(world),
    {
      site: SITE,
      policy: 'tried',
      subject: { id: person },
      settings,
      groups: world.tree,
      assignments: world.held[person] ?? [],
      expires: 1_000,
    },
    { now },
  );
}

/** A resource of the site. */
export const resourceOf = (type: string, id: string, within: Resource['within'] = {}): Resource => ({
  site: SITE,
  type,
  id,
  within,
});
/** The resource that a scope is: it lies in itself. */
export const scopeResource = (type: string, id: string) => resourceOf(type, id, { [type]: [id] });
const person = (id: string) => resourceOf('user', id);

/** The world after an attempt, or nothing where it was refused. */
export function after(world: World, actor: string, attempt: Attempt): World | undefined {
  const access = accessOf(world, actor);
  switch (attempt.kind) {
    case 'assign': {
      const { role, at, to, take, until } = attempt;
      const decision = decideAssignment(access, {
        role,
        at: at && scopeResource(...at),
        to: {
          id: to,
          roles: (world.held[to] ?? []).map((one) => one.role),
          resource: person(to),
          access: accessOf(world, to),
        },
        take,
        until,
      });
      return decision.allowed
        ? { ...world, held: { ...world.held, [to]: changed(world, attempt) } }
        : undefined;
    }
    case 'move': {
      const tree = movedTree(world.tree, attempt.group, attempt.to);
      if (!tree) return undefined;
      const next = { ...world, tree };
      const decision = decideMove(access, {
        group: scopeResource('group', attempt.group),
        from: parentOf(world.tree, attempt.group),
        to: attempt.to === undefined ? undefined : scopeResource('group', attempt.to),
        people: PEOPLE.map((id) => ({ before: accessOf(world, id), after: accessOf(next, id) })),
      });
      return decision.allowed ? next : undefined;
    }
    case 'edit': {
      const roles = { ...world.document.roles };
      const old = roles[attempt.role];
      roles[attempt.role] = { at: ['group'], assignedBy: 'group.assign', ...old, grants: attempt.grants };
      const next = { ...world, document: { ...world.document, roles } };
      const policy = policyOf(next);
      return decideRole(access, { role: attempt.role, after: policy, by: 'roles.edit' }).allowed
        ? next
        : undefined;
    }
  }
}

/** As a server would store it. */
function changed({ document, held }: World, attempt: Attempt & { kind: 'assign' }): Assignment[] {
  const { role, at, to, take, until } = attempt;
  const slot = document.roles?.[role]?.slot;
  const rest = (held[to] ?? []).flatMap((one): Assignment[] => {
    const isSame = one.role === role;
    if (!take && slot !== undefined && document.roles?.[one.role]?.slot === slot) return [];
    if (!isSame || !take) return [one];
    if (!at) return one.scopes ? [one] : [];
    return one.scopes?.[at[0]]?.includes(at[1]) ? [] : [one];
  });
  if (take) return rest;
  const scopes = at ? { scopes: { [at[0]]: [at[1]] } } : {};
  return [...rest, { role, ...scopes, ...(until === undefined ? {} : { until }) }];
}

function parentOf(tree: readonly GroupAtDepth[], id: string): Resource | undefined {
  const index = tree.findIndex(([one]) => one === id);
  const depth = tree[index]?.[1] ?? 0;
  const parent = tree.slice(0, index).findLast(([, other]) => other === depth - 1);
  return depth > 0 && parent ? scopeResource('group', parent[0]) : undefined;
}

/** The tree with a group and all below it elsewhere; nothing where it would lie in itself. */
function movedTree(
  tree: readonly GroupAtDepth[],
  id: string,
  to: string | undefined,
): GroupAtDepth[] | undefined {
  const start = tree.findIndex(([one]) => one === id);
  const depth = tree[start]?.[1] ?? 0;
  const next = tree.findIndex(([, other], i) => i > start && other <= depth);
  const end = next < 0 ? tree.length : next;
  const part = tree.slice(start, end);
  if (part.some(([one]) => one === to)) return undefined;
  const rest = [...tree.slice(0, start), ...tree.slice(end)];
  const at = rest.findIndex(([one]) => one === to);
  const by = (at < 0 ? 0 : (rest[at]?.[1] ?? 0) + 1) - depth;
  const lifted = part.map(([one, other]): GroupAtDepth => [one, other + by]);
  return at < 0 ? [...rest, ...lifted] : [...rest.slice(0, at + 1), ...lifted, ...rest.slice(at + 1)];
}
