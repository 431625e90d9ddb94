import { sql, type RawBuilder } from 'kysely';
import { mayDo, type Resource } from '@provost/authz-core';
import { isAskedOn, mayEverywhere, maySql } from '../access/operations.js';
import { requireOffered } from '../access/refusal.js';
import { containing, sortKey } from '../database/sort-key.js';
import type { ContentTable } from '../database/tables.js';
import { findGroup, groupResource } from '../groups/group.js';
import { findResources } from '../resources/find-resources.js';
import { wireResources, type WireResource } from '../resources/on-the-wire.js';
import { conditions } from '../database/conditions.js';
import type { Call } from '../requests/call.js';
import { notFound } from '../requests/problem-error.js';
import { pageOfRows, positionOf, type PageRequest } from '../requests/page.js';

/** A list of content can be narrowed to one type. */
export interface ContentQuery extends PageRequest {
  readonly type?: ContentType | undefined;
}

const CONTENT = ['course', 'e-folder'] as const;
type ContentType = (typeof CONTENT)[number];

/** Lets through the rows of `content k` that the person may see, or put into a group. */
export const visible = (call: Call): RawBuilder<boolean> => sql<boolean>`k.site = ${call.site.id}
  and (${sql.join(
    CONTENT.map((type) => sql`(k.type = ${type} and ${visibleOf(call, type)})`),
    sql` or `,
  )})`;

function visibleOf(call: Call, type: ContentType): RawBuilder<boolean> {
  if (!call.policy.types.has(type)) return visibleInGroups(call);
  const rows = { type, alias: 'k' };
  const seen = maySql(call, `${type}s.view`, rows);
  return isAskedOn(call, 'content.add', type)
    ? sql<boolean>`(${seen} or ${maySql(call, 'content.add', rows)})`
    : seen;
}

/** What is no resource of the policy is seen in groups, and by whoever puts it there. */
function visibleInGroups(call: Call): RawBuilder<boolean> {
  if (mayEverywhere(call, 'content.view', 'group') || mayDo(call.access, 'content.add'))
    return sql<boolean>`true`;
  return sql<boolean>`exists (
    select 1 from group_content t join groups u on u.site = t.site and u.id = t.group_id and u.deleted_at is null
    where t.site = k.site and t.content = k.id and ${maySql(call, 'content.view', { type: 'group', alias: 'u' })})`;
}

/** The site's courses and e-folders that the person may see, or put into a group. */
export async function listContent(
  call: Call,
  query: ContentQuery & { outsideGroup?: string | undefined; addableTo?: string | undefined },
) {
  if (!mayDo(call.access, 'courses.view')) requireOffered(call, 'content.view');
  const { type, search, outsideGroup, addableTo, limit } = query;
  const position = positionOf(query);
  if (outsideGroup !== undefined) await findGroup(call, outsideGroup);
  const wanted = conditions([
    visible(call),
    type && sql`k.type = ${type}`,
    searchesContent(search),
    outsideGroup === undefined
      ? undefined
      : sql`not exists (select 1 from group_content t
          where t.site = k.site and t.group_id = ${outsideGroup} and t.content = k.id)`,
    addableTo === undefined ? undefined : await addable(call, addableTo),
  ]);
  const after = position && sql`(k.sort_key, k.id) > (${position.sortKey}, ${position.id})`;
  const found = await sql<ContentTable>`
    select k.* from content k where ${conditions([wanted, after])}
    order by k.sort_key, k.id limit ${limit + 1}`.execute(call.db);
  const total = await sql<{
    count: number;
  }>`select count(*)::int as count from content k where ${wanted}`.execute(call.db);
  const { rows, next } = pageOfRows(found.rows, limit);
  const resourceFor = await contentResources(call, rows);
  const items = rows.map((row) => ({
    id: row.id,
    type: row.type,
    name: row.name,
    items: row.items,
    resource: resourceFor(row),
  }));
  return { items, next, total: total.rows[0]?.count ?? 0 };
}

/** Lets through the rows of `content k` that the person may put into a group; refuses whoever may put nothing there. */
async function addable(call: Call, groupId: string): Promise<RawBuilder<boolean>> {
  const group = groupResource(await findGroup(call, groupId));
  requireOffered(call, 'content.add', group);
  if (!isAskedOn(call, 'content.add', 'course')) return sql<boolean>`true`;
  return sql<boolean>`(k.type <> 'course'
    or ${maySql(call, 'content.add', { type: 'course', alias: 'k', about: [group] })})`;
}

/** The rows of `content k` whose name holds the text. */
export const searchesContent = (search: string | undefined): RawBuilder<boolean> | undefined =>
  search?.trim() ? sql<boolean>`k.sort_key like ${containing(sortKey(search.trim()))}` : undefined;

interface Kind {
  readonly id: string;
  readonly type: ContentType;
}

/** Courses and e-folders as answers carry them. */
export async function contentResources(
  call: Call,
  rows: readonly Kind[],
): Promise<(row: Kind) => WireResource> {
  const of = (wanted: ContentType) => rows.filter(({ type }) => type === wanted).map(({ id }) => id);
  const courses = await wireResources(call, 'course', of('course'));
  const folders = await wireResources(call, 'e-folder', of('e-folder'));
  return ({ type, id }) => (type === 'course' ? courses : folders)(id);
}

/**
 * All of these are content of the site that the person may see, or that `others` let through; 404 otherwise.
 * @returns what the core is asked about those that are resources of the policy.
 */
export async function requireContent(
  call: Call,
  ids: readonly string[],
  others: RawBuilder<boolean> = sql<boolean>`false`,
): Promise<Resource[]> {
  const { rows } = await sql<Kind>`
    select k.id, k.type from content k
    where k.site = ${call.site.id} and k.id = any(${[...ids]}::text[]) and (${visible(call)} or ${others})`.execute(
    call.db,
  );
  if (rows.length !== ids.length) throw notFound('course or e-folder');
  const found: Resource[] = [];
  for (const wanted of CONTENT) {
    const some = rows.filter(({ type }) => type === wanted).map(({ id }) => id);
    found.push(...(await findResources(call, wanted, some)).values());
  }
  return found;
}
