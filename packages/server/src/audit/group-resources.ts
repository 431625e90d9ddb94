import type { Resource } from '@provost/authz-core';
import { sql } from 'kysely';
import { groupResource } from '../groups/group.js';
import type { Call } from '../requests/call.js';

/** Groups as the core is asked about them, deleted ones, too: their history stays. */
export async function findGroups(
  { db, site }: Pick<Call, 'db' | 'site'>,
  ids: readonly string[],
): Promise<Map<string, Resource>> {
  const { rows } = await sql<{ site: string; id: string; cohort: string | null }>`
    select site, id, cohort from groups
    where site = ${site.id} and id = any(${[...new Set(ids)]}::text[])`.execute(db);
  return new Map(rows.map((row) => [row.id, groupResource(row)]));
}
