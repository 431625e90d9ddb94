// The first page of groups of a large organisation, through the whole API in this process, against the same answer by
// SQL written by hand; and what one more group costs in rows.
import { createApp, seedSite } from '@provost/server';
import { openDatabase } from '@provost/server/node';
import { definePolicy, editorViewer } from '@provost/authz-core';
import { sql } from 'kysely';
import { median, medianRatio, result } from './measure.mjs';

const GROUPS = 5_000;
const SUB_MANAGERS = 2_000;
const LIMIT = 50;
const ROUNDS = 40;
const WARM_UP = 5;
const NOW = Date.UTC(2026, 0, 5);
const site = 'large';

export async function groups() {
  const db = await openDatabase('memory');
  try {
    const policies = [definePolicy(editorViewer)];
    let id = 0;
    const newId = () => `id-${id++}`;
    await seedSite(db, large(), { policies, newId, now: NOW });
    const log = ({ error }) => console.error(error);
    const verifyToken = (person) => Promise.resolve({ site, person });
    const app = createApp({ db, policies, newId, now: () => NOW, verifyToken, log });
    const ask = (person, path, init = {}) =>
      answerOf(app, path, { ...init, headers: { authorization: `Bearer ${person}`, ...init.headers } });
    const page = await comparePages(db, ask);
    return { table: page.table, results: [...page.results, ...(await addGroup(db, ask))] };
  } finally {
    await db.destroy();
  }
}

async function answerOf(app, path, init) {
  const response = await app.request(path, init);
  const body = await response.json();
  if (!response.ok) throw new Error(`${path}: ${response.status} ${JSON.stringify(body)}`);
  return body;
}

/** Half of the groups were there before the feature; every tenth sub-manager was lowered somewhere. */
function large() {
  const subManagers = Array.from({ length: SUB_MANAGERS }, (_, i) => ({
    id: `sub-${i}`,
    role: 'sub-manager',
  }));
  const users = Array.from({ length: 2_000 }, (_, i) => ({ id: `user-${i}` }));
  return {
    id: site,
    settings: { editorViewer: true },
    people: [{ id: 'manager', role: 'manager' }, ...subManagers, ...users],
    content: Array.from({ length: 100 }, (_, i) => ({ id: `course-${i}` })),
    groups: Array.from({ length: GROUPS }, (_, i) => ({
      id: `group-${i}`,
      name: `Group ${i}`,
      later: i >= GROUPS / 2,
      ...(i % 10 > 0 ? { parent: `group-${i - (i % 10)}` } : {}),
      members: Array.from({ length: 5 }, (_, n) => `user-${(i * 5 + n) % users.length}`),
      content: [`course-${i % 100}`, `course-${(i + 7) % 100}`],
    })),
    levels: subManagers
      .filter((_, i) => i % 10 === 0)
      .map(({ id }, i) => ({ group: `group-${i}`, person: id, levels: { users: 'viewer' }, by: 'manager' })),
  };
}

async function comparePages(db, ask) {
  const ways = {
    API: () => ask('sub-10', `/v1/groups?limit=${LIMIT}`),
    SQL: () => byHand(db),
  };
  const times = { API: [], SQL: [] };
  for (let round = -WARM_UP; round < ROUNDS; round++) {
    const found = [];
    for (const way of round % 2 ? ['API', 'SQL'] : ['SQL', 'API']) {
      const start = performance.now();
      found.push(await ways[way]());
      if (round >= 0) times[way].push(performance.now() - start);
    }
    const [one, other] = found.map(({ items, total }) =>
      JSON.stringify([items.map((item) => item.id), total]),
    );
    if (one !== other) throw new Error(`The API and the SQL by hand differ:\n${one}\n${other}`);
  }
  return {
    table: Object.entries(times).map(([way, some]) => ({ way, milliseconds: median(some) })),
    results: [
      result(
        `first page of ${GROUPS} groups with ${SUB_MANAGERS} sub-managers, times the time`,
        median(times.API),
        'ms',
        'the same SQL by hand',
        medianRatio(times.API, times.SQL),
      ),
    ],
  };
}

/** What the page shows, for somebody who may see every group, asked as one would ask without a permission system. */
async function byHand(db) {
  const { rows } = await sql`
    select g.*, p.name as creator_name,
      (select count(*)::int from members m where m.site = g.site and m.group_id = g.id) as member_count,
      (select count(*)::int from group_content t where t.site = g.site and t.group_id = g.id) as content_count,
      (select count(*)::int from groups c where c.site = g.site and c.parent_id = g.id and c.deleted_at is null)
        as child_count
    from (
      select * from groups where site = ${site} and deleted_at is null order by sort_key, id limit ${LIMIT}
    ) g
    left join people p on p.site = g.site and p.id = g.created_by
    order by g.sort_key, g.id`.execute(db);
  const above = [...new Set(rows.flatMap(({ path }) => path.split('/').slice(1, -2)))];
  const names =
    await sql`select id, name from groups where site = ${site} and id = any(${above}::text[])`.execute(db);
  const counted = await sql`
    select count(*)::int as total from groups where site = ${site} and deleted_at is null`.execute(db);
  return { items: rows, names: names.rows, total: counted.rows[0].total };
}

async function addGroup(db, ask) {
  const tables = ['groups', 'assignments', 'assignment_exceptions', 'members', 'group_content', 'audit'];
  const count = async () => {
    const counts = tables.map((name) => sql`select count(*)::int as n from ${sql.table(name)}`.execute(db));
    return (await Promise.all(counts)).map(({ rows }) => rows[0].n);
  };
  const added = [];
  for (const person of ['manager', 'sub-10']) {
    const before = await count();
    await ask(person, '/v1/groups', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ name: `By ${person}` }),
    });
    const rows = (await count()).map((n, i) => n - before[i]);
    added.push(
      result(
        `rows that a group by ${person === 'manager' ? 'a manager' : 'a sub-manager'} adds, of all tables`,
        rows.reduce((sum, n) => sum + n, 0),
        'rows',
        `${SUB_MANAGERS} sub-managers`,
        rows[tables.indexOf('assignments')] / SUB_MANAGERS,
      ),
    );
  }
  return added;
}
