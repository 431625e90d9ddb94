import { sql, type RawBuilder } from 'kysely';
import { conditions } from '../database/conditions.js';
import type { Database } from '../database/tables.js';

/** One entry of the audit as it is stored. */
export interface Entry {
  readonly id: string;
  readonly at: string;
  readonly actor: string | null;
  readonly action: string;
  readonly resource: { readonly type: string; readonly id: string };
  readonly person: string | null;
  readonly before: unknown;
  readonly after: unknown;
  readonly why: unknown;
  readonly changeId: string | null;
  readonly undoes: string | null;
}

/** A row of the table. */
export interface EntryRow {
  id: string;
  at: Date;
  actor: string | null;
  action: string;
  resource_type: string;
  resource_id: string;
  person: string | null;
  before: unknown;
  after: unknown;
  why: unknown;
  change_id: string | null;
  undoes: string | null;
}

/** An entry from its row. */
export const toEntry = (row: EntryRow): Entry => ({
  id: String(row.id),
  at: row.at.toISOString(),
  actor: row.actor,
  action: row.action,
  resource: { type: row.resource_type, id: row.resource_id },
  person: row.person,
  before: row.before,
  after: row.after,
  why: row.why,
  changeId: row.change_id,
  undoes: row.undoes,
});

/** The columns of an entry, of `audit u`. */
export const entryColumns: RawBuilder<unknown> = sql`u.id::text as id, u.at, u.actor, u.action, u.resource_type,
  u.resource_id, u.person, u.before, u.after, u.why, u.change_id, u.undoes`;

/** Whose audit, and where it is read. */
export interface AuditOf {
  readonly db: Database;
  readonly site: { readonly id: string };
}

/** Entries after one, about any of these things. */
export interface Since {
  readonly after: string;
  readonly types: readonly string[];
  readonly ids: readonly string[];
}

/** The entries of a change set, or those since another entry, the oldest first. */
export async function entriesOf(
  { db, site }: AuditOf,
  changeId: string | undefined,
  since?: Since,
): Promise<Entry[]> {
  const wanted = conditions([
    sql`u.site = ${site.id}`,
    changeId === undefined ? undefined : sql`u.change_id = ${changeId}`,
    since &&
      sql`u.id > ${since.after}::bigint and (u.resource_type, u.resource_id) in (
        select * from unnest(${[...since.types]}::text[], ${[...since.ids]}::text[]))`,
  ]);
  const { rows } = await sql<EntryRow>`
    select ${entryColumns} from audit u where ${wanted} order by u.id`.execute(db);
  return rows.map(toEntry);
}

/** The change set that an entry belongs to. */
export async function changeOf({ db, site }: AuditOf, id: string): Promise<string | null> {
  const { rows } = await sql<{ change_id: string | null }>`
    select change_id from audit where site = ${site.id} and id = ${id}::bigint`.execute(db);
  return rows[0]?.change_id ?? null;
}
