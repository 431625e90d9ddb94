import type { z } from '@hono/zod-openapi';
import { sql } from 'kysely';
import { record } from '../audit/record.js';
import { requireEach } from '../access/operations.js';
import { requireOffered } from '../access/refusal.js';
import {
  contentResources,
  requireContent,
  searchesContent,
  type ContentQuery,
} from '../content/find-content.js';
import { enrolInCourses, withdraw } from '../defaults/enrolment.js';
import { concerning } from '../defaults/give-defaults.js';
import { conditions } from '../database/conditions.js';
import type { Call } from '../requests/call.js';
import { pageOfRows, positionOf } from '../requests/page.js';
import type { AssignedContentSchema } from './content-routes.js';
import { findGroup, findGroupFor, groupResource } from './group.js';
import { requireOpen } from './subtree.js';
import type { WireResource } from '../resources/on-the-wire.js';

type AssignedContent = z.infer<typeof AssignedContentSchema>;

interface ContentRow extends Pick<AssignedContent, 'id' | 'type' | 'name' | 'items'> {
  sort_key: string;
  added_at: Date;
  added_by: string | null;
  adder_name: string | null;
}

/** EV-05, EV-06: the courses and e-folders of a group, for whom the core lets see them. */
export async function listGroupContent(call: Call, groupId: string, query: ContentQuery) {
  const { group } = await findGroupFor(call, groupId, 'content.view');
  const position = positionOf(query);
  const from = sql`from group_content t join content k on k.site = t.site and k.id = t.content`;
  const wanted = conditions([
    sql`t.site = ${group.site} and t.group_id = ${group.id}`,
    query.type && sql`k.type = ${query.type}`,
    searchesContent(query.search),
  ]);
  const after = position && sql`(k.sort_key, k.id) > (${position.sortKey}, ${position.id})`;
  const found = await sql<ContentRow>`
    select k.id, k.type, k.name, k.sort_key, k.items, t.added_at, t.added_by,
      (select b.name from people b where b.site = t.site and b.id = t.added_by) as adder_name
    ${from} where ${conditions([wanted, after])}
    order by k.sort_key, k.id limit ${query.limit + 1}`.execute(call.db);
  const total = await sql<{ count: number }>`select count(*)::int as count ${from} where ${wanted}`.execute(
    call.db,
  );
  const { rows, next } = pageOfRows(found.rows, query.limit);
  const resourceFor = await contentResources(call, rows);
  return {
    items: rows.map((row) => toAssigned(row, resourceFor(row))),
    next,
    total: total.rows[0]?.count ?? 0,
  };
}

const toAssigned = (
  { id, type, name, items, added_at, added_by, adder_name }: ContentRow,
  resource: WireResource,
): AssignedContent => ({
  id,
  type,
  name,
  items,
  resource,
  addedAt: added_at.toISOString(),
  addedBy: added_by === null ? null : { id: added_by, name: adder_name ?? '' },
});

/** EV-06: assigns content, all of it or none; what is assigned already stays so. */
export async function addContent(call: Call, groupId: string, contentIds: readonly string[]) {
  const group = await findGroup(call, groupId);
  const at = groupResource(group);
  requireOffered(call, 'content.add', at);
  requireOpen(group);
  const ids = [...new Set(contentIds)];
  const each = await requireContent(call, ids);
  const why = requireEach(call, 'content.add', { at, each });
  const { rows } = await sql<{ content: string }>`
    insert into group_content (site, group_id, content, added_at, added_by)
    select ${group.site}, ${group.id}, content, ${new Date(call.now)}, ${call.person.id}
    from unnest(${ids}::text[]) as content
    on conflict do nothing returning content`.execute(call.db);
  const added = rows.map(({ content }) => content);
  if (added.length > 0) {
    const courses = each.filter(({ type, id }) => type === 'course' && added.includes(id));
    const enrolled = await enrolInCourses(
      call,
      group.id,
      courses.map(({ id }) => id),
    );
    await record(call, [
      {
        action: 'content-added',
        resource: { type: 'group', id: group.id },
        after: { contentIds: added, ...concerning(enrolled) },
        why,
      },
    ]);
  }
  return changed(call, groupId, { asked: ids.length, done: added.length });
}

/** EV-06: takes content away, all of it or none; what is not assigned stays so. */
export async function removeContent(call: Call, groupId: string, contentIds: readonly string[]) {
  const group = await findGroup(call, groupId);
  const at = groupResource(group);
  requireOffered(call, 'content.remove', at);
  const ids = [...new Set(contentIds)];
  const inGroup = sql<boolean>`exists (
    select 1 from group_content t where t.site = k.site and t.group_id = ${group.id} and t.content = k.id)`;
  const why = requireEach(call, 'content.remove', { at, each: await requireContent(call, ids, inGroup) });
  const { rows } = await sql<{ content: string }>`
    delete from group_content
    where site = ${group.site} and group_id = ${group.id} and content = any(${ids}::text[])
    returning content`.execute(call.db);
  if (rows.length > 0) {
    const courses = rows.map((row) => row.content);
    const gone = await withdraw(call, { courses });
    await record(call, [
      {
        action: 'content-removed',
        resource: { type: 'group', id: group.id },
        before: { contentIds: courses, ...concerning(gone) },
        why,
      },
    ]);
  }
  return changed(call, groupId, { asked: ids.length, done: rows.length });
}

async function changed({ db, site }: Call, group: string, { asked, done }: { asked: number; done: number }) {
  const { rows } = await sql<{ total: number }>`
    select count(*)::int as total from group_content
    where site = ${site.id} and group_id = ${group}`.execute(db);
  return { changed: done, unchanged: asked - done, total: rows[0]?.total ?? 0 };
}
