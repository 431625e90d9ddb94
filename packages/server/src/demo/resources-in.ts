import { sql } from 'kysely';
import type { Database } from '../database/tables.js';

/** Something of a demonstration's site that a question can be about. */
export interface DemoResource {
  readonly type: string;
  readonly id: string;
  readonly name: string;
}

/** Everything on a site, for a page that lets one choose what to ask about. */
export async function resourcesIn(db: Database, site: string): Promise<DemoResource[]> {
  const { rows } = await sql<DemoResource>`
    select 'site' as type, site as id, name from sites where site = ${site}
    union all select 'user', id, name from people where site = ${site}
    union all select 'group', id, name from groups where site = ${site} and deleted_at is null
    union all select type, id, name from content where site = ${site}
    union all select type, id, name from resources where site = ${site}
    order by type, name limit 1000`.execute(db);
  return rows;
}
