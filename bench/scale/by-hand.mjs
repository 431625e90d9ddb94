// What the API answers, asked as one would ask without a permission system: the same rows, counts and names.
import { sql } from 'kysely';
import { SITE } from './shape.mjs';

const site = SITE;
const LIMIT = 50;

/**
 * A page of groups and how many there are.
 * @param where a condition on `groups g`: what a person without limits would have asked for.
 * @param isFlat whether the groups are shown without those above and below them, which the person does not see.
 */
export async function pageOfGroups(db, where, isFlat = false) {
  const { rows } = await sql`
    select g.id, g.name, g.description, g.parent_id, g.path, g.version, g.created_at, g.created_by,
      p.name as creator_name,
      (select count(*)::int from members m where m.site = g.site and m.group_id = g.id) as member_count,
      (select count(*)::int from group_content t where t.site = g.site and t.group_id = g.id) as content_count,
      (select count(*)::int from groups c where c.site = g.site and c.parent_id = g.id and c.deleted_at is null
        and c.archived_at is null)
        as child_count
    from (
      select g.* from groups g where g.site = ${site} and g.deleted_at is null and g.archived_at is null and ${where}
      order by g.sort_key, g.id limit ${LIMIT + 1}
    ) g
    left join people p on p.site = g.site and p.id = g.created_by
    order by g.sort_key, g.id`.execute(db);
  const page = rows.slice(0, LIMIT);
  const names = isFlat ? new Map() : await namesOf(db, page);
  const counted = await sql`
    select count(*)::int as total from groups g
    where g.site = ${site} and g.deleted_at is null and g.archived_at is null and ${where}`.execute(db);
  const items = page.map((row) => asGroup(row, names));
  const flat = { parentId: null, path: [], childCount: 0 };
  return {
    items: isFlat ? items.map((item) => ({ ...item, ...flat })) : items,
    total: counted.rows[0].total,
  };
}

const idsAbove = ({ path }) => path.split('/').slice(1, -2);

async function namesOf(db, rows) {
  const above = [...new Set(rows.flatMap(idsAbove))];
  if (above.length === 0) return new Map();
  const found = await sql`
    select id, name from groups where site = ${site} and deleted_at is null and id = any(${above}::text[])`.execute(
    db,
  );
  return new Map(found.rows.map(({ id, name }) => [id, name]));
}

const asGroup = (row, names) => ({
  id: row.id,
  name: row.name,
  description: row.description,
  parentId: row.parent_id,
  path: idsAbove(row).map((id) => ({ id, name: names.get(id) })),
  memberCount: row.member_count,
  contentCount: row.content_count,
  childCount: row.child_count,
  createdAt: row.created_at.toISOString(),
  createdBy: row.created_by && { id: row.created_by, name: row.creator_name },
  version: row.version,
});

/** A page of a group's members, from just after a name and an id on. */
export async function pageOfMembers(db, group, after) {
  const position = after ? sql`and (p.sort_key, p.id) > (${after.sortKey}, ${after.id})` : sql``;
  const { rows } = await sql`
    select p.id, p.name, p.email, m.added_at, m.added_by, b.name as adder_name, a.role
    from members m
    join people p on p.site = m.site and p.id = m.person
    left join people b on b.site = m.site and b.id = m.added_by
    left join assignments a on a.site = p.site and a.person = p.id and a.scope_type = 'site'
      and a.role in ('manager', 'sub-manager')
    where m.site = ${site} and m.group_id = ${group} ${position}
    order by p.sort_key, p.id limit ${LIMIT + 1}`.execute(db);
  const counted = await sql`
    select count(*)::int as total from members where site = ${site} and group_id = ${group}`.execute(db);
  const items = rows.slice(0, LIMIT).map((row) => ({
    user: { id: row.id, name: row.name, email: row.email },
    addedAt: row.added_at.toISOString(),
    addedBy: row.added_by && { id: row.added_by, name: row.adder_name },
  }));
  return { items, total: counted.rows[0].total };
}

const AREAS = { users: 'users-editor', content: 'content-editor' };

/** Who of a site's sub-managers is Editor or Viewer of what in a group, a page of them; how many; and how many managers. */
export async function pageOfLevels(db, group) {
  const { rows: people } = await sql`
    select p.id, p.name, p.email from assignments s join people p on p.site = s.site and p.id = s.person
    where s.site = ${site} and s.scope_type = 'site' and s.scope_id = ${site} and s.role = 'sub-manager'
    order by p.sort_key, p.id limit ${LIMIT + 1}`.execute(db);
  const page = people.slice(0, LIMIT);
  const ids = page.map(({ id }) => id);
  const held = await sql`
    select a.person, a.role, a.scope_type, a.source, a.given_by, b.name as giver_name, a.given_at,
      e.given_by as lowered_by, l.name as lowerer_name, e.given_at as lowered_at
    from groups g
    join assignments a on a.site = g.site and a.person = any(${ids}::text[])
      and a.role = any(${Object.values(AREAS)}::text[])
      and (a.scope_type = 'group' and a.scope_id = g.id or a.scope_type = 'cohort' and a.scope_id = g.cohort)
    left join assignment_exceptions e on e.site = a.site and e.person = a.person and e.role = a.role
      and e.scope_type = a.scope_type and e.scope_id = a.scope_id
      and e.except_type = 'group' and e.except_id = g.id
    left join people b on b.site = a.site and b.id = a.given_by
    left join people l on l.site = e.site and l.id = e.given_by
    where g.site = ${site} and g.id = ${group}`.execute(db);
  // who was set to Viewer and holds nothing since is known from the audit alone
  const told = await sql`
    select distinct on (u.person, u.after ->> 'area') u.person, u.after ->> 'area' as area,
      u.after ->> 'level' as level, u.actor as lowered_by, b.name as lowerer_name, u.at as lowered_at
    from audit u left join people b on b.site = u.site and b.id = u.actor
    where u.site = ${site} and u.resource_type = 'group' and u.resource_id = ${group}
      and u.person = any(${ids}::text[]) and u.action = 'level-set'
    order by u.person, u.after ->> 'area', u.id desc`.execute(db);
  const lowered = told.rows.filter(({ level }) => level === 'viewer');
  const counted = await sql`
    select role, count(*)::int as count from assignments
    where site = ${site} and scope_type = 'site' and scope_id = ${site} and role in ('manager', 'sub-manager')
    group by role`.execute(db);
  const counts = new Map(counted.rows.map(({ role, count }) => [role, count]));
  return {
    items: page.map(({ id, name, email }) => ({
      user: { id, name, email },
      levels: Object.fromEntries(
        Object.entries(AREAS).map(([area, role]) => [
          area,
          levelOf(
            held.rows.filter((row) => row.person === id && row.role === role),
            lowered.filter((row) => row.person === id && row.area === area),
          ),
        ]),
      ),
    })),
    total: counts.get('sub-manager'),
    managers: counts.get('manager'),
  };
}

function levelOf(held, told) {
  const row = held.find((one) => one.scope_type === 'group') ?? held.find((one) => !one.lowered_at);
  if (row) {
    const isSet = row.source === 'set';
    return {
      level: 'editor',
      source: row.source,
      by: isSet ? { id: row.given_by, name: row.giver_name } : null,
      at: row.given_at.toISOString(),
      from: null,
      until: null,
    };
  }
  const [lowered] = [...held, ...told];
  if (!lowered) return { level: 'viewer', source: 'default', by: null, at: null, from: null, until: null };
  const by = { id: lowered.lowered_by, name: lowered.lowerer_name };
  return {
    level: 'viewer',
    source: 'set',
    by,
    at: lowered.lowered_at.toISOString(),
    from: null,
    until: null,
  };
}
