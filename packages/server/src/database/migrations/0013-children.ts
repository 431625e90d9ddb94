import { sql, type Kysely, type Migration } from 'kysely';

const statements = [
  // how many groups lie below each of a page is counted from the index alone, those put aside left out
  `drop index groups_by_parent`,
  `create index groups_by_parent on groups (site, parent_id, sort_key, id) include (archived_at)
    where deleted_at is null`,
  // and so are those of a whole reach
  `drop index groups_by_path`,
  `create index groups_by_path on groups (site, path) include (id, parent_id, deleted_at, archived_at)`,
];

/** The counts of lists of groups (docs/scale.md). */
export const children: Migration = {
  async up(db: Kysely<unknown>) {
    for (const statement of statements) await sql.raw(statement).execute(db);
  },
};
