import { sql, type Kysely, type Migration } from 'kysely';

const statements = [
  // whoever reaches below a group has its tree in their snapshot: read from the index alone, in its order
  `drop index groups_by_path`,
  `create index groups_by_path on groups (site, path) include (id, parent_id, deleted_at)`,
  // a role at a deleted group gives nothing (EV-18): there are few of them, and most people hold a role at none
  `create index groups_deleted on groups (site, id) where deleted_at is not null`,
];

/** What a site of a million people and 50,000 groups takes (docs/scale.md). */
export const scale: Migration = {
  async up(db: Kysely<unknown>) {
    for (const statement of statements) await sql.raw(statement).execute(db);
  },
};
