import type { z } from '@hono/zod-openapi';
import { sql } from 'kysely';
import { slotRoleSql } from '../access/editors-of.js';
import { record } from '../audit/record.js';
import { mayInside } from '../access/may-inside.js';
import { maySql } from '../access/operations.js';
import { requireOffered } from '../access/refusal.js';
import { searchesPerson, requirePeople } from '../people/find-people.js';
import { dismiss, enrolMembers } from '../defaults/enrolment.js';
import { conditions } from '../database/conditions.js';
import type { Call } from '../requests/call.js';
import { pageOfRows, positionOf, type PageRequest } from '../requests/page.js';
import { findGroup, findGroupFor, groupResource } from './group.js';
import { requireOpen } from './subtree.js';
import { wireResources, type WireResource } from '../resources/on-the-wire.js';
import type { GroupTable } from '../database/tables.js';
import type { MemberSchema } from './members-routes.js';

type Member = z.infer<typeof MemberSchema>;

interface MemberRow {
  id: string;
  name: string;
  sort_key: string;
  email: string;
  role: string;
  added_at: Date;
  added_by: string | null;
  adder_name: string | null;
}

/** EV-03, EV-04: the members of a group, for whom the core lets see them. */
export async function listMembers(call: Call, groupId: string, query: PageRequest) {
  const group = await findGroup(call, groupId);
  requireOffered(call, 'members.view', groupResource(group));
  const position = positionOf(query);
  const inside = sql`m.site = ${group.site} and m.group_id = ${group.id}`;
  const narrowed = [
    mayInside(call, 'members.view', { group: groupResource(group) }) ? undefined : seen(call, group),
    searchesPerson(query.search),
  ].filter((one) => one !== undefined);
  const from = sql`from members m join people p on p.site = m.site and p.id = m.person`;
  const wanted = conditions([inside, ...narrowed]);
  const after = position && sql`(p.sort_key, p.id) > (${position.sortKey}, ${position.id})`;
  const found = await sql<MemberRow>`
    select p.id, p.name, p.sort_key, p.email, ${slotRoleSql(call, 'p')} as role, m.added_at, m.added_by,
      (select b.name from people b where b.site = m.site and b.id = m.added_by) as adder_name
    ${from} where ${conditions([wanted, after])}
    order by p.sort_key, p.id limit ${query.limit + 1}`.execute(call.db);
  // every member is a person: all of them are counted without looking at one
  const counted = narrowed.length > 0 ? sql`${from} where ${wanted}` : sql`from members m where ${inside}`;
  const total = await sql<{ count: number }>`select count(*)::int as count ${counted}`.execute(call.db);
  const { rows, next } = pageOfRows(found.rows, query.limit);
  const resourceFor = await wireResources(
    call,
    'user',
    rows.map(({ id }) => id),
  );
  return {
    items: rows.map((row) => toMember(row, resourceFor(row.id))),
    next,
    total: total.rows[0]?.count ?? 0,
  };
}

/** Those members, `people p`, whom the person may see in this group: where a policy asks about each of them. */
const seen = (call: Call, group: GroupTable) =>
  maySql(call, 'members.view', { type: 'user', alias: 'p', about: [groupResource(group)] });

const toMember = (
  { id, name, email, role, added_at, added_by, adder_name }: MemberRow,
  resource: WireResource,
): Member => ({
  user: { id, name, email },
  role,
  resource,
  addedAt: added_at.toISOString(),
  addedBy: added_by === null ? null : { id: added_by, name: adder_name ?? '' },
});

/** EV-04: adds people, all of them or none; who is a member already stays one. */
export async function addMembers(call: Call, groupId: string, userIds: readonly string[]) {
  const { group, why } = await findGroupFor(call, groupId, 'members.add');
  requireOpen(group);
  const ids = [...new Set(userIds)];
  await requirePeople(call, ids);
  const { rows } = await sql<{ person: string }>`
    insert into members (site, group_id, person, added_at, added_by)
    select ${group.site}, ${group.id}, person, ${new Date(call.now)}, ${call.person.id}
    from unnest(${ids}::text[]) as person
    on conflict do nothing returning person`.execute(call.db);
  const added = rows.map(({ person }) => person);
  if (added.length > 0) {
    await enrolMembers(call, group.id, added);
    await record(call, [
      { action: 'members-added', resource: { type: 'group', id: group.id }, after: { userIds: added }, why },
    ]);
  }
  return changed(call, groupId, { asked: ids.length, done: added.length });
}

/** EV-04: removes people, all of them or none; who is no member stays none. */
export async function removeMembers(call: Call, groupId: string, userIds: readonly string[]) {
  const { group, why } = await findGroupFor(call, groupId, 'members.remove');
  const ids = [...new Set(userIds)];
  await requirePeople(
    call,
    ids,
    sql<boolean>`(${seen(call, group)} and exists (
      select 1 from members m where m.site = p.site and m.group_id = ${group.id} and m.person = p.id))`,
  );
  const { rows } = await sql<{ person: string; added_at: Date; added_by: string | null }>`
    delete from members where site = ${group.site} and group_id = ${group.id} and person = any(${ids}::text[])
    returning person, added_at, added_by`.execute(call.db);
  if (rows.length > 0) {
    await dismiss(
      call,
      group.id,
      rows.map(({ person }) => person),
    );
    await record(call, [
      {
        action: 'members-removed',
        resource: { type: 'group', id: group.id },
        before: { userIds: rows.map(({ person }) => person) },
        why,
      },
    ]);
  }
  return changed(call, groupId, { asked: ids.length, done: rows.length });
}

async function changed({ db, site }: Call, group: string, { asked, done }: { asked: number; done: number }) {
  const { rows } = await sql<{ total: number }>`
    select count(*)::int as total from members where site = ${site.id} and group_id = ${group}`.execute(db);
  return { changed: done, unchanged: asked - done, total: rows[0]?.total ?? 0 };
}
