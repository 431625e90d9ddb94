import {
  definePolicy,
  openAccess,
  type Assignment,
  type Filter,
  type Policy,
  type PolicyDocument,
  type Resource,
  type Snapshot,
} from '@provost/authz-core';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { filterSql, type ResourceColumns } from './filter-sql.js';
import {
  NOW,
  randomPolicy,
  randomResources,
  randomSnapshot,
  randomTree,
  type TreeGroup,
} from '../testing/random-policy.js';
import { randomFrom } from '../testing/random-site.js';
import { openDatabase } from './open-database.js';
import type { Database } from './tables.js';

const SITE = 'site';

/** Every kind of reach, with and without what lies below, on groups and on people. */
const document: PolicyDocument = {
  id: 'every-reach',
  scopes: { group: { tree: true }, cohort: {} },
  resources: { group: { group: 'group', cohort: 'cohort' }, user: {} },
  permissions: {
    'group.see': { on: 'group' },
    'group.edit': { on: 'group' },
    'group.both': { on: 'group', allOf: ['group.see', 'group.edit'] },
    'user.see': { on: 'user' },
  },
  roles: {
    all: { at: ['site'], grants: [{ can: ['group.see', 'user.see'], reach: 'everything' }] },
    own: {
      at: ['site'],
      grants: [
        { can: ['group.see'], reach: 'owner' },
        { can: ['user.see'], reach: 'self' },
      ],
    },
    here: {
      at: ['group', 'cohort'],
      grants: [{ can: ['group.see', 'group.edit'], reach: { by: ['group', 'cohort'] } }],
    },
    tree: { at: ['group'], below: true, grants: [{ can: ['group.see'], reach: { by: ['group'] } }] },
    edit: { at: ['group', 'cohort'], grants: [{ can: ['group.edit'], reach: { by: ['cohort', 'group'] } }] },
  },
};
const policy = definePolicy(document);

type Random = ReturnType<typeof randomFrom>;

interface TestGroup {
  readonly id: string;
  readonly path: string;
  readonly depth: number;
  readonly cohort: string | null;
  readonly owner: string | null;
}

/** A tree in preorder. */
function randomGroups({ below }: Random): TestGroup[] {
  const groups: TestGroup[] = [];
  for (let i = 0; i < 12; i++) {
    const last = groups.at(-1);
    const depth = last ? below(last.depth + 2) : 0;
    const parent = groups.findLast((one) => one.depth === depth - 1);
    const id = `g${i}`;
    groups.push({
      id,
      path: `${parent?.path ?? '/'}${id}/`,
      depth,
      cohort: below(2) ? `c${below(2)}` : null,
      owner: below(3) ? `p${below(3)}` : null,
    });
  }
  return groups;
}

function randomAssignments(random: Random, ids: readonly string[]): Assignment[] {
  const { below, some } = random;
  return Array.from({ length: 1 + below(3) }, () => {
    const role = ['all', 'own', 'here', 'here', 'tree', 'edit'][below(6)] ?? '';
    if (role === 'all' || role === 'own') return { role };
    const cohort = role === 'tree' ? [] : some(['c0', 'c1']);
    return {
      role,
      scopes: { group: some(ids), ...(cohort.length > 0 ? { cohort } : {}) },
      ...(below(2) ? { except: { group: some(ids) } } : {}),
      ...(below(4) === 0 ? { until: below(2) ? 50 : 200 } : {}),
    };
  });
}

const resourceOf = ({ id, cohort, owner }: TestGroup): Resource => ({
  site: SITE,
  type: 'group',
  id,
  within: { group: [id], ...(cohort ? { cohort: [cohort] } : {}) },
  ...(owner ? { owner } : {}),
});

let db: Database;
beforeAll(async () => {
  db = await openDatabase('memory');
}, 120_000);
afterAll(() => db.destroy());

const groupColumns: ResourceColumns = {
  type: 'group',
  id: sql.ref('r.id'),
  owner: sql.ref('r.owner'),
  relations: { group: { id: sql.ref('r.id'), path: sql.ref('r.path') }, cohort: { id: sql.ref('r.cohort') } },
};

/** The ids that the filter lets through, as the database reads it. */
async function selected(
  rows: readonly { id: string; path?: string; cohort?: string | null; owner?: string | null }[],
  condition: ReturnType<typeof filterSql>,
): Promise<string[]> {
  const { rows: found } = await sql<{ id: string }>`
    select r.id from unnest(
      ${rows.map(({ id }) => id)}::text[], ${rows.map(({ path }) => path ?? null)}::text[],
      ${rows.map(({ cohort }) => cohort ?? null)}::text[], ${rows.map(({ owner }) => owner ?? null)}::text[]
    ) as r (id, path, cohort, owner)
    where ${condition} order by r.id`.execute(db);
  return found.map(({ id }) => id);
}

describe('a filter as SQL', () => {
  it('X-08 A: lets through exactly what can allows, for every kind of reach', async () => {
    let refused = 0;
    let allowed = 0;
    for (let round = 0; round < 250; round++) {
      const random = randomFrom(round);
      const groups = randomGroups(random);
      const snapshot: Snapshot = {
        site: SITE,
        policy: policy.id,
        subject: { id: 'p0' },
        settings: {},
        groups: groups.map(({ id, depth }) => [id, depth]),
        assignments: randomAssignments(
          random,
          groups.map(({ id }) => id),
        ),
        expires: 1_000,
      };
      const access = openAccess(policy, snapshot, { now: 100 });
      for (const permission of ['group.see', 'group.edit', 'group.both']) {
        const expected = groups
          .filter((group) => access.can(permission, resourceOf(group)))
          .map(({ id }) => id);
        const found = await selected(groups, filterSql(access.filter(permission), groupColumns, policy));
        expect(found, `round ${round}, ${permission}`).toEqual(expected.sort());
        allowed += expected.length;
        refused += groups.length - expected.length;
      }
      const people = ['p0', 'p1', 'p2'];
      const seen = people.filter((id) => access.can('user.see', { site: SITE, type: 'user', id }));
      const columns = { type: 'user', id: sql.ref<string | null>('r.id'), relations: {} };
      const found = await selected(
        people.map((id) => ({ id })),
        filterSql(access.filter('user.see'), columns, policy),
      );
      expect(found, `round ${round}, user.see`).toEqual(seen);
    }
    // a check that only ever sees one answer checks nothing
    expect(Math.min(allowed, refused)).toBeGreaterThan(500);
  });

  it('X-08 A: of random policies, also about two resources, whichever of the two varies', async () => {
    const count = { allowed: 0, pairs: 0, refused: 0 };
    for (let round = 0; round < 80; round++) {
      const random = randomFrom(round);
      const policy: Policy = definePolicy(randomPolicy(random));
      const groups = randomTree(random);
      const access = openAccess(policy, randomSnapshot(random, groups), { now: NOW });
      for (const [permission, { type, second }] of policy.permissions) {
        const firsts = randomResources(random, type);
        const seconds = second ? randomResources(random, second) : [undefined];
        const may = (one: Resource, other: Resource | undefined) =>
          access.can(permission, one, other && { for: other });
        const expected = firsts.flatMap((one) =>
          seconds.flatMap((other) => (may(one, other) ? [[one.id, other?.id ?? '']] : [])),
        );
        const tables: Tables = { policy, groups, firsts, seconds };
        const where = `round ${round}, ${permission}`;
        const filter = access.filter(permission);
        expect(await selectedPairs(filter, tables), where).toEqual(expected.map(String).sort());
        count[second ? 'pairs' : 'allowed'] += expected.length;
        count.refused += firsts.length * seconds.length - expected.length;
        const [one, other] = [firsts[0], seconds[0]];
        if (!one || !other) continue;
        const withOther = expected.filter(([, id]) => id === other.id).map(([id]) => `${id},`);
        const forOther = access.filter(permission, { for: other });
        expect(await selectedPairs(forOther, { ...tables, seconds: [undefined] }), where).toEqual(
          withOther.sort(),
        );
        const withOne = expected.filter(([id]) => id === one.id).map(([, id]) => `${id},`);
        const ofOne = access.filter(permission, { of: one });
        const turned = { ...tables, firsts: seconds as Resource[], seconds: [undefined] };
        expect(await selectedPairs(ofOne, turned), where).toEqual(withOne.sort());
      }
    }
    expect(Math.min(count.allowed, count.pairs)).toBeGreaterThan(400);
    expect(count.refused).toBeGreaterThan(4_000);
  });
});

/** What is stored: rows of one table, or of two. */
interface Tables {
  readonly policy: Policy;
  readonly groups: readonly TreeGroup[];
  readonly firsts: readonly Resource[];
  readonly seconds: readonly (Resource | undefined)[];
}

/** The pairs of ids that the filter lets through, as the database reads it. */
async function selectedPairs(filter: Filter, { policy, groups, firsts, seconds }: Tables): Promise<string[]> {
  const paths = JSON.stringify(Object.fromEntries(groups.map(({ id, path }) => [id, path])));
  const table = (rows: readonly (Resource | undefined)[]) =>
    sql`jsonb_to_recordset(${JSON.stringify(rows.map((row) => row ?? { id: '' }))}::jsonb)`;
  const columns = (alias: string, type: string): ResourceColumns => ({
    type,
    id: sql.ref(`${alias}.id`),
    owner: sql.ref(`${alias}.owner`),
    relations: Object.fromEntries(
      Object.entries(policy.document.resources[type] ?? {}).map(([name, scopeType]) => [
        name,
        {
          id: sql.ref<string | null>('p.id'),
          ...(policy.document.scopes[scopeType]?.tree ? { path: sql.ref<string | null>('t.path') } : {}),
          from: sql`from jsonb_array_elements_text(${sql.ref(`${alias}.within`)} -> ${name}) as p (id)
            left join jsonb_each_text(${paths}::jsonb) as t (id, path) on t.id = p.id where true`,
        },
      ]),
    ),
  });
  const [{ type = '' } = {}] = firsts;
  const second = seconds[0] && columns('s', seconds[0].type);
  const { rows } = await sql<{ first: string; second: string }>`
    select r.id as first, s.id as second
    from ${table(firsts)} as r (id text, owner text, within jsonb),
      ${table(seconds)} as s (id text, owner text, within jsonb)
    where ${filterSql(filter, columns('r', type), policy, second)}`.execute(db);
  return rows.map(({ first, second }) => `${first},${second}`).sort();
}
