import { sql, type Kysely, type Migration } from 'kysely';

const statements = [
  // how many groups lie below each of a page is counted from the index alone, those put aside left out
  `drop index groups_by_parent`,
  `create index groups_by_parent on groups (site, parent_id, sort_key, id) include (archived_at)
    where deleted_at is null`,
];

/** The counts of a page of groups (docs/scale.md). */
export const children: Migration = {
  async up(db: Kysely<unknown>) {
    for (const statement of statements) await sql.raw(statement).execute(db);
  },
};
