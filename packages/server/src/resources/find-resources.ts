import type { Filter, Policy, Resource } from '@provost/authz-core';
import { sql, type RawBuilder } from 'kysely';
import { filterSql, type Placement } from '../database/filter-sql.js';
import type { Database } from '../database/tables.js';
import { storedAs } from './stored.js';

/** The site whose resources are meant, and the policy they are of. */
export interface Place {
  readonly db: Database;
  readonly site: { readonly id: string };
  readonly policy: Policy;
}

/** The resources of a type with these ids that are here, as the core is asked about them. */
export async function findResources(
  { db, site, policy }: Place,
  type: string,
  ids: readonly string[],
): Promise<Map<string, Resource>> {
  const stored = storedAs(policy, site.id, type);
  if (!stored || ids.length === 0) return new Map();
  const { table, living, columns } = stored;
  const within = Object.entries(columns.relations).map(
    ([name, place]) => sql`${name}::text, to_jsonb(${scopesSql(place)})`,
  );
  const { rows } = await sql<{ id: string; owner: string | null; within: Record<string, string[]> }>`
    select r.id, ${columns.owner ?? sql`null`} as owner, jsonb_build_object(${sql.join(within)}) as within
    from ${table} r where ${living} and r.id = any(${[...ids]}::text[])`.execute(db);
  return new Map(
    rows.map((row) => [
      row.id,
      {
        site: site.id,
        type,
        id: row.id,
        within: row.within,
        ...(row.owner === null ? {} : { owner: row.owner }),
      },
    ]),
  );
}

const scopesSql = ({ id, from }: Placement): RawBuilder<string[]> =>
  from ? sql`array(select ${id} ${from} order by 1)` : sql`array_remove(array[${id}], null)`;

/** What part of a list is wanted: by id, after this one. */
export interface IdPage {
  readonly after: string;
  readonly limit: number;
}

/** The ids of a type's resources that the filter lets through (X-08): one query, whatever the filter is. */
export async function listResources(
  { db, site, policy }: Place,
  { type, filter, page }: { type: string; filter: Filter; page: IdPage },
): Promise<string[]> {
  const stored = storedAs(policy, site.id, type);
  if (!stored) return [];
  const { table, living, columns } = stored;
  const { rows } = await sql<{ id: string }>`
    select r.id from ${table} r
    where ${living} and r.id > ${page.after} and ${filterSql(filter, columns, policy)}
    order by r.id limit ${page.limit}`.execute(db);
  return rows.map(({ id }) => id);
}

/** Groups with the groups above them, themselves first: where a role that reaches below could be held. */
export async function groupsAbove(
  { db, site }: Place,
  ids: readonly string[],
): Promise<Map<string, string[]>> {
  if (ids.length === 0) return new Map();
  const { rows } = await sql<{ id: string; path: string }>`
    select id, path from groups
    where site = ${site.id} and deleted_at is null and id = any(${[...ids]}::text[])`.execute(db);
  return new Map(rows.map(({ id, path }) => [id, path.split('/').filter(Boolean)]));
}
