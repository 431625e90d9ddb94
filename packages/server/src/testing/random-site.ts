import type { Policy, ScopeIds } from '@provost/authz-core';
import type { AssignmentSpec, GroupSpec, PersonSpec, ResourceSpec, SiteSpec } from '../sites/seed.js';

/** The same numbers every time for a seed: a fault is found again by its round. */
export function randomFrom(seed: number) {
  let state = Math.imul(seed + 1, 2_654_435_761);
  const below = (end: number): number => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * end);
  };
  const some = <T>(list: readonly T[], share = 3): T[] => list.filter(() => below(share) === 0);
  const one = <T>(list: readonly T[]): T => list[below(list.length)] as T;
  return { below, some, one };
}
type Random = ReturnType<typeof randomFrom>;

/** Types that have tables of their own. */
const KEPT = ['site', 'user', 'group', 'course', 'e-folder'];
const groups = ['g0', 'g1', 'g2', 'g3', 'g4', 'g5', 'g6'];
/** Who may hold something; the last holds nothing. */
const people = ['p0', 'p1', 'p2', 'p3', 'p4'];

/** A small site of a policy on which anything may be: roles held anywhere, things that lie anywhere. */
export function randomSite(policy: Policy, seed: number, now: number): SiteSpec {
  const random = randomFrom(seed);
  const { resources, settings } = policy.document;
  const within = (type: string, left: readonly string[] = []): Record<string, string[]> =>
    Object.fromEntries(
      Object.entries(resources[type] ?? {})
        .filter(([name]) => name !== type && name !== 'cohort' && !left.includes(name))
        .map(([name, scopeType]) => [name, random.some(scopesOf(scopeType))]),
    );
  const owner = () => (random.below(2) ? { owner: random.one(people) } : {});
  const things = Object.keys(resources)
    .filter((type) => !KEPT.includes(type))
    .flatMap((type) =>
      scopesOf(type).map((id): ResourceSpec => ({ type, id, within: within(type), ...owner() })),
    );
  const content = (['course', 'e-folder'] as const)
    .filter((type) => policy.types.has(type))
    .flatMap((type) =>
      scopesOf(type).map((id) => ({ id, type, within: within(type, ['group']), ...owner() })),
    );
  return {
    id: `${policy.id}-${seed}`,
    policy: policy.id,
    settings: Object.fromEntries(Object.keys(settings).map((id) => [id, random.below(2) === 0])),
    people: people.map((id): PersonSpec => ({
      id,
      within: within('user', ['group']),
      holds: held(policy, random, now),
    })),
    content,
    groups: randomTree(
      random,
      content.map(({ id }) => id),
      (id) => within('group', id ? [] : []),
    ),
    resources: things,
  };
}

const scopesOf = (scopeType: string): string[] =>
  scopeType === 'group' ? groups : [1, 2, 3].map((number) => `${scopeType}-${number}`);

function randomTree(
  random: Random,
  content: readonly string[],
  within: (id: string) => ScopeIds,
): GroupSpec[] {
  return groups.map((id, i) => ({
    id,
    ...(i > 0 && random.below(3) ? { parent: random.one(groups.slice(0, i)) } : {}),
    members: random.some(people),
    content: random.some(content),
    within: within(id),
  }));
}

/** One person's roles; the same role at the same scope once, as the table has it. */
function held(policy: Policy, random: Random, now: number): AssignmentSpec[] {
  const taken = new Set<string>();
  const isFree = (role: string, type: string) => (id: string) => {
    const key = `${role} ${type} ${id}`;
    return !taken.has(key) && taken.add(key);
  };
  const roles = [...policy.roles.values()];
  return Array.from({ length: random.below(8) }, () => random.one(roles)).flatMap(
    (role): AssignmentSpec[] => {
      const types = random.some(role.at, 2).filter((type) => type !== 'site');
      const scopes = Object.fromEntries(
        types
          .map((type) => [type, random.some(scopesOf(type), 2).filter(isFree(role.id, type))] as const)
          .filter(([, ids]) => ids.length > 0),
      );
      const isScoped = Object.keys(scopes).length > 0;
      if (!isScoped && !isFree(role.id, 'site')('')) return [];
      const except = isScoped && random.below(3) === 0 ? { except: { group: random.some(groups) } } : {};
      const givenBy = random.one(people.slice(3));
      return [{ role: role.id, givenBy, ...(isScoped ? { scopes } : {}), ...except, ...times(random, now) }];
    },
  );
}

function times({ below }: Random, now: number): Pick<AssignmentSpec, 'from' | 'until'> {
  const limits = [now - 1, now, now + 1];
  return {
    ...(below(4) === 0 ? { from: limits[below(3)] as number } : {}),
    ...(below(4) === 0 ? { until: limits[below(3)] as number } : {}),
  };
}
