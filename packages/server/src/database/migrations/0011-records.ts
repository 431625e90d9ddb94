import { sql, type Kysely, type Migration } from 'kysely';

/** What belongs to somebody, such as their learning records, is found by whom it belongs to. */
export const records: Migration = {
  async up(db: Kysely<unknown>) {
    await sql.raw(`create index resources_by_owner on resources (site, type, owner, id)`).execute(db);
  },
};
