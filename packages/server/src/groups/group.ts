import type { Resource } from '@provost/authz-core';
import { sql, type RawBuilder } from 'kysely';
import type { z } from '@hono/zod-openapi';
import { editorsOf } from '../access/editors-of.js';
import { maySql } from '../access/operations.js';
import { requireOperation } from '../access/refusal.js';
import type { Database, GroupTable } from '../database/tables.js';
import type { Call, Identity } from '../requests/call.js';
import { notFound } from '../requests/problem-error.js';
import type { GroupDetailSchema, GroupSchema } from './routes.js';

/** A group as the API shows it. */
export type Group = z.infer<typeof GroupSchema>;
type GroupDetail = z.infer<typeof GroupDetailSchema>;

/** The row of a group with what is counted about it. */
export interface GroupRow extends GroupTable {
  creator_name: string | null;
  member_count: number;
  content_count: number;
  child_count: number;
  total: number | null;
}

/** Lets through the living groups of the site that the person may see. */
export const visible = (call: Call, alias: string): RawBuilder<boolean> => sql<boolean>`
  ${sql.ref(`${alias}.site`)} = ${call.site.id} and ${sql.ref(`${alias}.deleted_at`)} is null
  and ${maySql(call, 'groups.view', { type: 'group', alias })}`;

/** What the core is asked about a group. */
export const groupResource = ({
  site,
  id,
  cohort,
}: Pick<GroupTable, 'site' | 'id' | 'cohort'>): Resource => ({
  site,
  type: 'group',
  id,
  within: { group: [id], ...(cohort === null ? {} : { cohort: [cohort] }) },
});

/** Takes turns with everybody else who writes to the group. */
export const lockGroup =
  (id: string, how: 'share' | 'update') =>
  (tx: Database, { site }: Identity): Promise<unknown> =>
    sql`select 1 from groups where site = ${site} and id = ${id} ${sql.raw(`for ${how}`)}`.execute(tx);

/** A living group that the person may see; 404 otherwise. */
export async function findGroup(call: Call, id: string): Promise<GroupTable> {
  const { rows } = await sql<GroupTable>`
    select g.* from groups g where g.id = ${id} and ${visible(call, 'g')}`.execute(call.db);
  if (!rows[0]) throw notFound('group');
  return rows[0];
}

/** Finds a group and asks the core for an operation on it; `why` is the decision. */
export async function findGroupFor(call: Call, id: string, operation: string) {
  const group = await findGroup(call, id);
  return { group, why: requireOperation(call, operation, groupResource(group)) };
}

/** Which rows of groups are read. */
export interface GroupRows {
  readonly condition: RawBuilder<boolean>;
  readonly limit: number;
  /** Where there are as many rows as the limit: how many there would be without it. */
  readonly total?: RawBuilder<unknown>;
}

/** Rows of groups with their counts; counted for the rows of the page alone. */
export async function readGroupRows(call: Call, { condition, limit, total }: GroupRows): Promise<GroupRow[]> {
  // counted only where it is asked: a case looks at no more than it must
  const counted = total
    ? sql`case when (select count(*) from page) >= ${limit} then (${total}) end`
    : sql`null::int`;
  const { rows } = await sql<GroupRow>`
    with page as materialized (
      select g.* from groups g where ${visible(call, 'g')} and ${condition}
      order by g.sort_key, g.id limit ${limit})
    select g.*, p.name as creator_name, ${counted} as total,
      (select count(*)::int from members m where m.site = g.site and m.group_id = g.id) as member_count,
      (select count(*)::int from group_content t where t.site = g.site and t.group_id = g.id) as content_count,
      (select count(*)::int from groups c where c.parent_id = g.id and (c.archived_at is null or g.archived_at is not null)
          and ${visible(call, 'c')}) as child_count
    from page g
    left join people p on p.site = g.site and p.id = g.created_by
    order by g.sort_key, g.id`.execute(call.db);
  return rows;
}

const idsAbove = ({ path, id }: GroupTable): string[] =>
  path.split('/').filter((one) => one !== '' && one !== id);

/** Groups as the API shows them: with the names of the groups above that the person may see. */
export async function describeGroups(call: Call, rows: readonly GroupRow[]): Promise<Group[]> {
  const above = [...new Set(rows.flatMap(idsAbove))];
  const names = new Map<string, string>();
  if (above.length > 0) {
    const found = await sql<{ id: string; name: string }>`
      select a.id, a.name from groups a where a.id = any(${above}::text[]) and ${visible(call, 'a')}`.execute(
      call.db,
    );
    for (const { id, name } of found.rows) names.set(id, name);
  }
  return rows.map((row) => ({
    id: row.id,
    name: row.name,
    description: row.description,
    parentId: row.parent_id !== null && names.has(row.parent_id) ? row.parent_id : null,
    path: idsAbove(row).flatMap((id) => (names.has(id) ? [{ id, name: names.get(id) ?? '' }] : [])),
    memberCount: row.member_count,
    contentCount: row.content_count,
    childCount: row.child_count,
    createdAt: row.created_at.toISOString(),
    createdBy: row.created_by === null ? null : { id: row.created_by, name: row.creator_name ?? '' },
    archivedAt: row.archived_at?.toISOString() ?? null,
    version: row.version,
    resource: wire(groupResource(row)),
  }));
}

/** One group with what its own page tells. */
export async function describeGroup(call: Call, id: string): Promise<GroupDetail> {
  const [row] = await readGroupRows(call, { condition: sql<boolean>`g.id = ${id}`, limit: 1 });
  const [group] = row ? await describeGroups(call, [row]) : [];
  if (!row || !group) throw notFound('group');
  return { ...group, editors: await editorsOf(call, groupResource(row)) };
}

/** A resource with lists that JSON may change. */
export const wire = ({ site, type, id, within }: Resource): Group['resource'] => ({
  site,
  type,
  id,
  within: Object.fromEntries(Object.entries(within ?? {}).map(([relation, ids]) => [relation, [...ids]])),
});
