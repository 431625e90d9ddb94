// Fills an empty database with the site, by a few statements for millions of rows.
import { sql } from 'kysely';
import * as of from './shape.mjs';

const raw = (text) => sql.raw(text);
const SITE = raw(`'${of.SITE}'`);
const COHORT = raw(`'${of.COHORT}'`);
const GIVEN = raw(`timestamptz '2026-01-01'`);
const id = (letter, number) => `md5('${letter}' || (${number}))::uuid::text`;
const person = (number) => raw(id('p', number));
const group = (number) => raw(id('g', number));
const content = (number) => raw(id('c', number));

const FIRST = 'Ada Ben Cleo Dan Eva Finn Gro Hugo Ida Jan Kim Leo Mia Nils Ola Pia Quinn Rosa Sam Tove';
const HEADS = 'Ander Berg Carl Dahl Eriks Fors Gran Holm Iver Jern Kvist Lind Moss Nord Ost Peders Rask Sund';
const TAILS = 'berg by dal feldt gard hammar land lund man mark quist rup sen son strom vall vik wick';
const LEVELS = ['Region', 'Country', 'City', 'Site', 'Department', 'Team', 'Project', 'Circle'];
const list = (words) => `'{${words.replaceAll(' ', ',')}}'::text[]`;
const one = (words, number) => `(${list(words)})[1 + (${number}) % ${words.split(' ').length}]`;

/** What is said of each step while it runs. */
export async function fill(pool, say = () => {}) {
  await pool.connection().execute(async (db) => {
    // no trigger looks at each row: what is made here refers to what is there
    await sql`set session_replication_role = replica`.execute(db);
    for (const [name, step] of Object.entries(steps)) {
      const start = performance.now();
      await step(db);
      say(`${name}: ${((performance.now() - start) / 1000).toFixed(1)} s`);
    }
    await sql`set session_replication_role = origin`.execute(db);
  });
}

const steps = {
  site,
  people,
  groups,
  members,
  content: contents,
  assignments,
  exceptions,
  audit,
  statistics,
};

async function site(db) {
  await sql`insert into sites (site, name, policy, settings, turned_on) values (${SITE}, 'Scale', 'editor-viewer',
    '{"editorViewer": true}', '{"editorViewer": "2026-01-01T00:00:00.000Z"}')`.execute(db);
}

async function people(db) {
  const hash = '(hashint4(n) & 2147483647)';
  const name = `${one(FIRST, hash)} || ' ' || ${one(HEADS, `${hash} / 20`)} || ${one(TAILS, `${hash} / 360`)}`;
  await sql`
    insert into people (site, id, external_id, name, sort_key, email, created_at)
    select ${SITE}, ${person('n')}, 'p' || n, name, lower(name), 'p' || n || '@example.org', ${GIVEN}
    from (select n, ${raw(name)} as name from generate_series(0, ${raw(String(of.PEOPLE - 1))}) n) made`.execute(
    db,
  );
}

/** Level by level: a path is its parent's, and the own id. */
async function groups(db) {
  const kinds = [
    { levels: of.LARGE_TREE, trees: of.LARGE_TREES, size: of.TREE, at: 0 },
    { levels: of.SMALL_TREE, trees: of.SMALL_TREES, size: of.SMALL, at: of.smallTreeAt(0) },
  ];
  for (const { levels, trees, size, at } of kinds) {
    let before = 0;
    for (const [level, count] of levels.entries()) {
      const above = levels[level - 1] ?? 0;
      const first = `${at} + t * ${size} + ${before}`;
      const parent = above > 0 ? group(`${first} - ${above} + j * ${above} / ${count}`) : raw('null::text');
      await sql`
        insert into groups (site, id, parent_id, path, name, sort_key, cohort, created_at, created_by)
        select ${SITE}, g.id, g.parent, coalesce(p.path, '/') || g.id || '/', g.name, lower(g.name),
          case when g.n % 10 < 9 then ${COHORT} end, ${GIVEN},
          ${person(`case when g.n % 10 < 9 then 0 else ${of.SUB_MANAGERS.from} + g.n % ${of.SUB_MANAGERS.count} end`)}
        from (select ${raw(first)} + j as n, ${group(`${first} + j`)} as id, ${parent} as parent,
            ${raw(`'${LEVELS[level]} '`)} || (${raw(first)} + j) as name
          from generate_series(0, ${raw(String(trees - 1))}) t, generate_series(0, ${raw(String(count - 1))}) j) g
        left join groups p on p.site = ${SITE} and p.id = g.parent`.execute(db);
      // a join with what was just added is planned by what is known of it
      await sql`analyze groups`.execute(db);
      before += count;
    }
  }
}

/** Three groups a person, far apart; in the order of the key, so that it fills well. */
async function members(db) {
  const n = (text) => raw(text);
  await sql`
    insert into members (site, group_id, person, added_at, added_by)
    select ${SITE}, group_id, person, ${GIVEN}, ${person('0')} from (
      select ${group(`(p * 7919 + k * 16661) % ${of.GROUPS - 1} + case when (p * 7919 + k * 16661) % ${of.GROUPS - 1} >= ${of.LARGE_GROUP} then 1 else 0 end`)} as group_id,
        ${person('p')} as person
      from generate_series(0::bigint, ${n(String(of.IN_THREE - 1))}) p, generate_series(0, 2) k
      union all
      select ${group(String(of.LARGE_GROUP))}, ${person('p * 6')}
      from generate_series(0, ${n(String(of.IN_LARGE - 1))}) p
    ) made order by group_id, person`.execute(db);
}

async function contents(db) {
  await sql`
    insert into content (site, id, type, name, sort_key, items)
    select ${SITE}, ${content('n')}, case when n % 5 = 0 then 'e-folder' else 'course' end,
      'Course ' || n, 'course ' || n, 1 + n % 30
    from generate_series(0, ${raw(String(of.CONTENT - 1))}) n`.execute(db);
  await sql`
    insert into group_content (site, group_id, content, added_at, added_by)
    select ${SITE}, ${group('g')}, ${content(`(g * 31 + k * 1009) % ${of.CONTENT}`)}, ${GIVEN}, ${person('0')}
    from generate_series(0, ${raw(String(of.GROUPS - 1))}) g, generate_series(0, 2) k`.execute(db);
}

/** One `select person, role, scope_type, scope_id, source` for each way in which somebody came to a role. */
function ways() {
  const { MANAGERS, SUB_MANAGERS, ADMINISTRATORS, OWNERS, GROUP_ADMINISTRATORS, INSTRUCTORS } = of;
  const atSite = ({ from, count }, role) =>
    `select ${id('p', `${from} + n`)}, '${role}', 'site', '${of.SITE}', 'set' from generate_series(0, ${count - 1}) n`;
  const atGroup = ({ from, count }, role, number) =>
    `select ${id('p', `${from} + n`)}, '${role}', 'group', ${id('g', number)}, 'set' from generate_series(0, ${count - 1}) n`;
  const areas = `unnest('{users-editor,content-editor}'::text[]) role`;
  const later = `${SUB_MANAGERS.from + of.OF_COHORT} + n`;
  const laterOnes = SUB_MANAGERS.count - of.OF_COHORT;
  const last = String(SUB_MANAGERS.from + SUB_MANAGERS.count - 1);
  return [
    atSite(MANAGERS, 'manager'),
    atSite(SUB_MANAGERS, 'sub-manager'),
    `select ${id('p', `${SUB_MANAGERS.from} + n`)}, role, 'cohort', '${of.COHORT}', 'existing'
      from generate_series(0, ${of.OF_COHORT - 1}) n, ${areas}`,
    `select ${id('p', later)}, role, 'group', ${id('g', `(n * 97 + k * 1201) % ${of.GROUPS}`)}, 'set'
      from generate_series(0, ${laterOnes - 2}) n, generate_series(0, ${of.OWN_GROUPS - 1}) k, ${areas}`,
    `select ${id('p', last)}, role, 'group', ${id('g', 'k * 23')}, 'set'
      from generate_series(0, ${of.MOST_GROUPS - 1}) k, ${areas}`,
    `select g.created_by, role, 'group', g.id, 'created' from groups g, ${areas}
      where g.site = '${of.SITE}' and g.cohort is null`,
    ...['site-administrator', 'administrator'].map((role) => atSite(ADMINISTRATORS, role)),
    atGroup(OWNERS, 'group-owner', `n * ${of.TREE}`),
    atGroup({ from: of.OWNER_OF_SMALL, count: 1 }, 'group-owner', of.smallTreeAt(0)),
    atGroup(GROUP_ADMINISTRATORS, 'group-administrator', `(n * 331 + 17) % ${of.GROUPS}`),
    `select ${id('p', `${INSTRUCTORS.from} + n`)}, 'group-instructor', 'group', ${id('g', `(n * 1009 + k * 2503) % ${of.GROUPS}`)}, 'set'
      from generate_series(0, ${INSTRUCTORS.count - 1}) n, generate_series(0, 9) k`,
  ];
}

async function assignments(db) {
  await sql`
    insert into assignments (site, person, role, scope_type, scope_id, source, given_by, given_at)
    select ${SITE}, person, role, scope_type, scope_id, source, ${person('0')}, ${GIVEN}
    from (${raw(ways().join('\n union all '))}) way (person, role, scope_type, scope_id, source)
    on conflict do nothing`.execute(db);
}

/** Lowered in some groups of the cohort; and each is in the audit, as the server would have written it. */
async function exceptions(db) {
  await sql`
    insert into assignment_exceptions
      (site, person, role, scope_type, scope_id, except_type, except_id, given_by, given_at)
    select ${SITE}, ${person(`${of.SUB_MANAGERS.from} + n`)}, role, 'cohort', ${COHORT}, 'group',
      ${group(`((n * 61 + k * 2477) % ${of.GROUPS / 10}) * 10`)}, ${person('0')}, ${GIVEN}
    from generate_series(0, ${raw(String(of.EXCEPTED - 1))}) n, generate_series(0, ${raw(String(of.EXCEPTIONS - 1))}) k,
      unnest('{users-editor,content-editor}'::text[]) role
    on conflict do nothing`.execute(db);
  await sql`
    insert into audit (site, at, actor, action, resource_type, resource_id, person, before, after, request_id)
    select site, given_at, given_by, 'level-set', 'group', except_id, person,
      jsonb_build_object('area', replace(role, '-editor', ''), 'level', 'editor'),
      jsonb_build_object('area', replace(role, '-editor', ''), 'level', 'viewer'), 'fill'
    from assignment_exceptions where site = ${SITE}`.execute(db);
}

async function audit(db) {
  await sql`
    insert into audit (site, at, actor, action, resource_type, resource_id, after, request_id)
    select ${SITE}, ${GIVEN}, ${person(`n % ${of.SUB_MANAGERS.count}`)}, 'group-changed', 'group',
      ${group(`n % ${of.GROUPS}`)}, '{"name": "changed"}', 'fill'
    from generate_series(0, ${raw(String(of.AUDIT - 1))}) n`.execute(db);
}

/** As autovacuum leaves tables that nobody writes to just now. */
async function statistics(db) {
  await sql`vacuum analyze`.execute(db);
}
