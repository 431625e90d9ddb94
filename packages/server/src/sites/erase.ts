import { sql } from 'kysely';
import type { Database, Tables } from '../database/tables.js';
import { inTransaction } from '../database/transaction.js';

/** Each before what it refers to. */
const order: readonly (keyof Tables)[] = [
  'idempotency_keys',
  'outbox',
  'audit',
  'resource_scopes',
  'resources',
  'group_content',
  'members',
  'assignment_exceptions',
  'assignments',
  'content',
  'groups',
  'people',
  'sites',
];

/** Erases a site with everything in it, its audit included: the one change that the audit does not survive. */
export const eraseSite = (db: Database, site: string): Promise<void> =>
  inTransaction(db, async (tx) => {
    await sql`select set_config('provost.erase_site', ${site}, true)`.execute(tx);
    for (const table of order) await sql`delete from ${sql.table(table)} where site = ${site}`.execute(tx);
  });
