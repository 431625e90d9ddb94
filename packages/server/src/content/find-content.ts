import { sql, type RawBuilder } from 'kysely';
import { requireAnywhere } from '../access/refusal.js';
import { containing, sortKey } from '../database/sort-key.js';
import type { ContentTable } from '../database/tables.js';
import { findGroup } from '../groups/group.js';
import { conditions } from '../database/conditions.js';
import type { Call } from '../requests/call.js';
import { notFound } from '../requests/problem-error.js';
import { pageOfRows, positionOf, type PageRequest } from '../requests/page.js';

/** A list of content can be narrowed to one type. */
export interface ContentQuery extends PageRequest {
  readonly type?: 'course' | 'e-folder' | undefined;
}

/** The site's courses and e-folders, for those who may see content in any group. */
export async function listContent(call: Call, query: ContentQuery & { outsideGroup?: string | undefined }) {
  requireAnywhere(call, 'content.view');
  const { type, search, outsideGroup, limit } = query;
  const position = positionOf(query);
  if (outsideGroup !== undefined) await findGroup(call, outsideGroup);
  const wanted = conditions([
    sql`k.site = ${call.site.id}`,
    type && sql`k.type = ${type}`,
    searchesContent(search),
    outsideGroup === undefined
      ? undefined
      : sql`not exists (select 1 from group_content t
          where t.site = k.site and t.group_id = ${outsideGroup} and t.content = k.id)`,
  ]);
  const after = position && sql`(k.sort_key, k.id) > (${position.sortKey}, ${position.id})`;
  const found = await sql<ContentTable>`
    select k.* from content k where ${conditions([wanted, after])}
    order by k.sort_key, k.id limit ${limit + 1}`.execute(call.db);
  const total = await sql<{
    count: number;
  }>`select count(*)::int as count from content k where ${wanted}`.execute(call.db);
  const { rows, next } = pageOfRows(found.rows, limit);
  const items = rows.map(({ id, type: kind, name, items: size }) => ({ id, type: kind, name, items: size }));
  return { items, next, total: total.rows[0]?.count ?? 0 };
}

/** The rows of `content k` whose name holds the text. */
export const searchesContent = (search: string | undefined): RawBuilder<boolean> | undefined =>
  search?.trim() ? sql<boolean>`k.sort_key like ${containing(sortKey(search.trim()))}` : undefined;

/** All of these are content of the site; 404 otherwise. */
export async function requireContent({ db, site }: Call, ids: readonly string[]): Promise<void> {
  const { rows } = await sql<{ count: number }>`
    select count(*)::int as count from content k
    where k.site = ${site.id} and k.id = any(${[...ids]}::text[])`.execute(db);
  if (rows[0]?.count !== ids.length) throw notFound('course or e-folder');
}
