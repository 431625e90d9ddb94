// A site of any size: a tree of groups, permissions on users, and people with assignments, the same each time.
import { AbilityBuilder, createMongoAbility } from '@casl/ability';
import { definePolicy, openAccess, Places } from '@provost/authz-core';
import { prng } from '../authz/workload.mjs';

const SITE = 'site';
const ROLES = 12;
const PEOPLE = 20;
const NEAR = 20;
const FAR = 1_000;
const QUESTIONS = 4_000;
const BELOW_ONE = 8;
const casl = { detectSubjectType: () => 'user' };

/** The same questions in every way of asking, each with the answer it must get. */
export function worldOf({ groups, permissions, assignments }) {
  const random = prng(7);
  const int = (n) => Math.floor(random() * n);
  const parentOf = (group) => (group < BELOW_ONE ? -1 : Math.floor(group / BELOW_ONE) - 1);
  const above = (group) => (group < 0 ? [] : [group, ...above(parentOf(group))]);
  const roles = Array.from({ length: ROLES }, () =>
    Array.from({ length: permissions }, (_, i) => i).filter(() => random() < 0.5),
  );
  const people = Array.from({ length: PEOPLE }, () =>
    Array.from({ length: assignments }, () => ({ role: int(ROLES), group: int(groups) })),
  );
  const lyingIn = (group) => [group, ...Array.from({ length: int(3) }, () => int(groups))];
  const far = Array.from({ length: FAR }, () => lyingIn(int(groups)));
  // half of the questions are about somebody near: in a group that the person has a role in, or below
  const near = people.map((held) =>
    Array.from({ length: NEAR }, () => {
      const { group } = held[int(held.length)];
      const child = (group + 1) * BELOW_ONE + int(BELOW_ONE);
      return lyingIn(child < groups ? child : group);
    }),
  );
  const questions = Array.from({ length: QUESTIONS }, (_, i) => {
    const person = int(PEOPLE);
    const permission = int(permissions);
    const inGroups = i % 2 ? near[person][int(NEAR)] : far[int(FAR)];
    const reached = new Set(inGroups.flatMap(above));
    const expected = people[person].some(
      ({ role, group }) => reached.has(group) && roles[role].includes(permission),
    );
    return { person, permission, inGroups, expected };
  });
  return { groups, permissions, people, roles, questions, above };
}

/** Provost's way: what is measured is told apart by `resource` and `permission`. */
export function provostOf(world) {
  const policy = definePolicy({
    id: 'growth',
    scopes: { group: { tree: true } },
    resources: { user: { group: 'group' } },
    permissions: Object.fromEntries(
      Array.from({ length: world.permissions }, (_, i) => [`users.${i}`, { on: 'user' }]),
    ),
    roles: Object.fromEntries(
      world.roles.map((granted, i) => [
        `role-${i}`,
        {
          at: ['group'],
          below: true,
          grants: [{ can: granted.map((one) => `users.${one}`), reach: { by: ['group'] } }],
        },
      ]),
    ),
  });
  const places = new Places(policy, SITE, inPreorder(world.groups));
  const snapshots = world.people.map((held, i) => ({
    site: SITE,
    policy: policy.id,
    subject: { id: `p${i}` },
    settings: {},
    groups: [],
    assignments: held.map(({ role, group }) => ({ role: `role-${role}`, scopes: { group: [`g${group}`] } })),
    expires: 1,
  }));
  const resources = kept((inGroups) => ({
    site: SITE,
    type: 'user',
    id: 'u',
    within: { group: inGroups.map((group) => `g${group}`) },
  }));
  const placed = kept((inGroups) => places.place(resources(inGroups)));
  return {
    open: (person) => openAccess(policy, snapshots[person], { now: 0, places }),
    check: (access, permission, resource) => access.can(permission, resource),
    token: (permission) => policy.permission(`users.${permission}`),
    id: (permission) => `users.${permission}`,
    plain: resources,
    placed,
  };
}

/** CASL's documented form: a rule per assignment; who a user lies in, ancestors and all, is written on them. */
export function caslOf(world) {
  return {
    open(person) {
      const { can, rules } = new AbilityBuilder(createMongoAbility);
      for (const { role, group } of world.people[person])
        can(world.roles[role].map(String), 'user', { scopes: { $in: [`g${group}`] } });
      return createMongoAbility(rules, casl);
    },
    check: (ability, permission, resource) => ability.can(permission, resource),
    id: String,
    plain: kept((inGroups) => ({
      scopes: [...new Set(inGroups.flatMap(world.above))].map((group) => `g${group}`),
    })),
  };
}

/** One thing for each that is asked about. */
function kept(make) {
  const made = new Map();
  return (key) => made.get(key) ?? made.set(key, make(key)).get(key);
}

function inPreorder(groups) {
  const rows = [];
  const visit = (group, depth) => {
    if (group >= groups) return;
    rows.push([`g${group}`, depth]);
    for (let i = 0; i < BELOW_ONE; i++) visit((group + 1) * BELOW_ONE + i, depth + 1);
  };
  for (let root = 0; root < BELOW_ONE; root++) visit(root, 0);
  return rows;
}
