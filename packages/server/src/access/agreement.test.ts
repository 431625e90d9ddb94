import {
  openAccess,
  Places,
  matches,
  type Access,
  type Policy,
  type Resource,
  type ScopeIds,
} from '@provost/authz-core';
import { definePolicy, type PolicyDocument } from '@provost/authz-core';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { policies } from '../cli/policies.js';
import { filterSql } from '../database/filter-sql.js';
import { openDatabase } from '../database/open-database.js';
import type { Database } from '../database/tables.js';
import { findResources, listResources } from '../resources/find-resources.js';
import { demoSites } from '../demo/sites/sites.js';
import { storedAs } from '../resources/stored.js';
import { seedSite, type AssignmentSpec, type SiteSpec } from '../sites/seed.js';
import { randomFrom, randomSite } from '../testing/random-site.js';
import { snapshotOf } from './snapshot-of.js';
import { whoMay } from './who-may.js';

const NOW = Date.UTC(2026, 10, 22, 12);

/** Every kind of reach that a policy can name, in all their mixtures. */
const everyReach: PolicyDocument = {
  id: 'every-reach',
  scopes: { group: { tree: true }, team: {}, course: {} },
  resources: {
    site: {},
    user: { group: 'group', primary: 'group', team: 'team' },
    group: { group: 'group' },
    course: { course: 'course', group: 'group', team: 'team' },
    note: { group: 'group', course: 'course', team: 'team' },
  },
  settings: { open: { byDefault: true }, strict: { byDefault: false } },
  permissions: {
    'site.run': { on: 'site' },
    'user.see': { on: 'user' },
    'user.edit': { on: 'user' },
    'group.see': { on: 'group' },
    'course.see': { on: 'course' },
    'course.edit': { on: 'course' },
    'course.both': { on: 'course', allOf: ['course.see', 'course.edit'] },
    'note.see': { on: 'note' },
    'user.book': { on: 'user', for: 'course' },
    'note.give': { on: 'note', for: 'user' },
  },
  roles: {
    head: {
      at: ['site'],
      slot: 'main',
      grants: [
        { can: ['site.run', 'user.see', 'note.see', 'note.give'], reach: 'everything' },
        { can: ['course.see'], reach: 'everything', when: { open: true } },
      ],
    },
    plain: {
      at: ['site'],
      slot: 'main',
      byDefault: true,
      grants: [
        { can: ['user.see'], reach: 'self' },
        { can: ['note.see', 'course.edit'], reach: 'owner' },
        { can: ['note.give'], reach: 'owner', for: 'self' },
      ],
    },
    aide: {
      at: ['site'],
      slot: 'second',
      byDefault: true,
      mayHold: ['plain'],
      grants: [{ can: ['user.edit'], reach: 'self' }],
    },
    lead: {
      at: ['group', 'team'],
      below: true,
      grants: [
        { can: ['user.see', 'group.see', 'course.see', 'note.see'], reach: { by: ['group', 'team'] } },
        { can: ['user.edit'], reach: { by: ['primary'], outside: ['group'] }, when: { strict: false } },
        { can: ['user.book'], reach: { by: ['primary', 'self'] }, for: { by: ['group', 'course'] } },
      ],
    },
    teacher: {
      at: ['course', 'group'],
      mayHold: ['head', 'lead'],
      grants: [
        { can: ['course.see', 'course.edit', 'note.see'], reach: { all: ['course', 'group'] } },
        { can: ['user.book'], reach: { by: ['group'] }, for: { by: ['course'] } },
        {
          can: ['note.give'],
          reach: { by: ['course'], all: ['group'] },
          for: { by: ['team', 'primary'], via: ['lead'] },
        },
      ],
    },
    deputy: {
      at: ['site', 'team'],
      grants: [
        {
          can: ['user.see', 'note.see', 'course.see'],
          reach: { by: ['group', 'team'], via: ['lead', 'teacher'] },
        },
        { can: ['course.edit'], reach: { all: ['team', 'course'], via: ['deputy', 'teacher'] } },
        { can: ['group.see', 'site.run'], reach: { by: ['everything'], outside: ['group'] } },
      ],
    },
  },
};

/** What chance seldom brings: scopes that are held, but not by one assignment, and roles that others would need. */
const seldom: SiteSpec = {
  id: 'seldom',
  people: [
    {
      id: 'given-apart',
      holds: [lead(), teacher({ group: ['g'] }, 'x'), teacher({ course: ['course-1'] }, 'y')],
    },
    { id: 'given-together', holds: [lead(), teacher({ group: ['g'], course: ['course-1'] }, 'x')] },
    {
      id: 'excepted-apart',
      holds: [
        lead(),
        { ...teacher({ group: ['g'] }, 'x'), except: { group: ['far'] } },
        teacher({ course: ['course-1'] }, 'x'),
      ],
    },
    { id: 'alone', holds: [{ role: 'deputy' }, teacher({ group: ['g'] }, 'x')] },
    { id: 'head-tomorrow', holds: [{ role: 'head', from: NOW + 1 }] },
    { id: 'head-until-tomorrow', holds: [{ role: 'head', until: NOW + 1 }] },
    { id: 'x' },
    { id: 'y' },
  ],
  content: [{ id: 'course-1' }],
  groups: [{ id: 'g', members: ['x'], content: ['course-1'] }, { id: 'far' }],
  resources: [{ type: 'note', id: 'n', within: { group: ['g'], course: ['course-1'] } }],
};

function lead(): AssignmentSpec {
  return { role: 'lead', scopes: { group: ['far'] } };
}

function teacher(scopes: ScopeIds, givenBy: string): AssignmentSpec {
  return { role: 'teacher', scopes, givenBy };
}

let db: Database;
beforeAll(async () => {
  db = await openDatabase('memory');
}, 120_000);
afterAll(() => db.destroy());

/** Everything there is on a random site, and everybody's access to it. */
async function makeWorld(policy: Policy, spec: SiteSpec) {
  const site = await seedSite(
    db,
    { ...spec, id: `${spec.id}-tried`, policy: policy.id },
    { policies: [policy], now: NOW, newId: () => 'cohort' },
  );
  const settings = spec.settings ?? {};
  const accesses = new Map<string, Access>();
  for (const { id: person } of spec.people ?? []) {
    const snapshot = await snapshotOf(db, { site, person, policy, settings, now: NOW });
    accesses.set(person, openAccess(policy, snapshot, { now: NOW }));
  }
  const situation = {
    db,
    site: { id: site },
    policy,
    settings: { ...policy.settings, ...settings },
    now: NOW,
  };
  const { rows: groups } = await sql<{ id: string; path: string }>`
    select id, path from groups where site = ${site} order by string_to_array(path, '/')`.execute(db);
  const depth = (path: string) => path.split('/').length - 3;
  const places = new Places(
    policy,
    site,
    groups.map(({ id, path }) => [id, depth(path)] as const),
  );
  const byType = new Map<string, Resource[]>();
  for (const type of policy.types.keys()) {
    const ids = await listResources(situation, {
      type,
      filter: { kind: 'everything' },
      page: { after: '', limit: 100 },
    });
    byType.set(type, [...(await findResources(situation, type, ids)).values()]);
  }
  return { situation, accesses, places, of: (type: string) => byType.get(type) ?? [] };
}
type World = Awaited<ReturnType<typeof makeWorld>>;

const counted = { yes: 0, no: 0 };
const count = (all: number, yes: number) => {
  counted.yes += yes;
  counted.no += all - yes;
};
const sorted = (ids: Iterable<string>) => [...ids].sort();

/** The filter in memory and as SQL, for each person, against one question a resource. */
async function checkFilters(
  { situation, accesses, places, of }: World,
  permission: string,
  second?: Resource,
) {
  const { type } = situation.policy.permission(permission);
  for (const [person, access] of accesses) {
    const pair = second && { for: second };
    const filter = access.filter(permission, pair);
    const may = of(type).filter((one) => access.can(permission, one, pair));
    const wanted = sorted(may.map(({ id }) => id));
    const where = `${situation.site.id} ${permission} ${person} ${second?.id}`;
    const inMemory = of(type).filter((one) => matches(filter, one, places));
    expect(sorted(inMemory.map(({ id }) => id)), where).toEqual(wanted);
    const listed = await listResources(situation, { type, filter, page: { after: '', limit: 100 } });
    expect(sorted(listed), where).toEqual(wanted);
    count(of(type).length, wanted.length);
  }
}

/** Who may, as one query a resource, against one question a person. */
async function checkPeople({ situation, accesses, of }: World, permission: string, second?: Resource) {
  const { type } = situation.policy.permission(permission);
  for (const resource of of(type)) {
    const pair = second && { for: second };
    const may = [...accesses]
      .filter(([, access]) => access.can(permission, resource, pair))
      .map(([id]) => id);
    const query = await whoMay(situation, permission, { resource, second });
    const { rows } = await sql<{ person: string }>`select distinct person from (${query}) w`.execute(db);
    const where = `${situation.site.id} ${permission} ${resource.id} ${second?.id}`;
    expect(sorted(rows.map(({ person }) => person)), where).toEqual(sorted(may));
    count(accesses.size, may.length);
  }
}

/** The filter of pairs, and the one of second resources, of a permission about two. */
async function checkPairs({ situation, accesses, of }: World, permission: string) {
  const { policy, site } = situation;
  const { type, second } = policy.permission(permission);
  const [rows, others] = [storedAs(policy, site.id, type), storedAs(policy, site.id, second, 's')];
  if (!rows || !others) throw new Error(permission);
  for (const [person, access] of accesses) {
    const all = of(type).flatMap((one) => of(second).map((other) => ({ one, other })));
    const may = all.filter(({ one, other }) => access.can(permission, one, { for: other }));
    const condition = filterSql(access.filter(permission), rows.columns, policy, others.columns);
    const { rows: found } = await sql<{ pair: string }>`
      select r.id || ' ' || s.id as pair from ${rows.table} r cross join ${others.table} s
      where ${rows.living} and ${others.living} and ${condition}`.execute(db);
    const where = `${site.id} ${permission} ${person}`;
    expect(sorted(found.map(({ pair }) => pair)), where).toEqual(
      sorted(may.map(({ one, other }) => `${one.id} ${other.id}`)),
    );
    const [first] = of(type);
    if (!first) continue;
    const filter = access.filter(permission, { of: first });
    const listed = await listResources(situation, { type: second, filter, page: { after: '', limit: 100 } });
    const withFirst = may.filter(({ one }) => one === first);
    expect(sorted(listed), where).toEqual(sorted(withFirst.map(({ other }) => other.id)));
    count(all.length, may.length);
  }
}

interface Tried {
  readonly policy: Policy;
  readonly sites: readonly SiteSpec[];
  /** Of the second resources of a permission about two, which are tried. */
  readonly seconds: (all: readonly Resource[]) => readonly Resource[];
}

async function check({ policy, sites, seconds }: Tried) {
  const before = { ...counted };
  for (const spec of sites) {
    const world = await makeWorld(policy, spec);
    for (const [permission, { second }] of policy.permissions) {
      if (second) await checkPairs(world, permission);
      for (const one of second ? seconds(world.of(second)) : [undefined]) {
        await checkFilters(world, permission, one);
        await checkPeople(world, permission, one);
      }
    }
  }
  // a check that only ever sees one answer checks nothing
  expect(Math.min(counted.yes - before.yes, counted.no - before.no)).toBeGreaterThan(15 * sites.length);
}

const randomSites = (policy: Policy, rounds: number): Tried => ({
  policy,
  sites: Array.from({ length: rounds }, (_, round) => randomSite(policy, round, NOW)),
  seconds: randomFrom(rounds).some,
});

describe('a snapshot', () => {
  it('X-04 A: says today what holds tomorrow, the default role between two others with it', async () => {
    const policy = definePolicy(everyReach);
    const sites = [seldom, ...Array.from({ length: 6 }, (_, round) => randomSite(policy, round, NOW))];
    for (const spec of sites) {
      const { situation, accesses, of } = await makeWorld(policy, { ...spec, id: `later-${spec.id}` });
      const { site, settings } = situation;
      for (const [person, { snapshot }] of accesses) {
        for (const now of [NOW + 1, NOW + 2]) {
          const then = await snapshotOf(db, { site: site.id, person, policy, settings, now });
          const [foreseen, read] = [snapshot, then].map((one) => openAccess(policy, one, { now }));
          for (const [permission, { type, second }] of policy.permissions) {
            if (second) continue;
            for (const one of of(type))
              expect(foreseen?.can(permission, one), `${spec.id} ${person} ${permission} ${one.id}`).toBe(
                read?.can(permission, one),
              );
          }
        }
      }
    }
  }, 120_000);
});

describe('one policy, three readings', () => {
  it('X-08 A: every kind of reach: the lists in SQL and who may in SQL say what can says', async () => {
    const tried = randomSites(definePolicy(everyReach), 12);
    await check({ ...tried, sites: [seldom, ...tried.sites] });
  }, 120_000);

  it.each(policies.map((policy) => [policy.id, policy] as const))(
    'X-08 A: %s on random sites: the lists in SQL and who may in SQL say what can says',
    async (_, policy) => check(randomSites(policy, 2)),
    120_000,
  );

  it.each(demoSites(policies).map((site) => [site.policy, site] as const))(
    'X-08 A: %s on its own site: the lists in SQL and who may in SQL say what can says',
    async (id, site) => {
      const policy = policies.find((one) => one.id === id) as Policy;
      await check({ policy, sites: [site], seconds: (all) => all });
    },
    120_000,
  );
});
