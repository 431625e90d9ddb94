import { sql, type Kysely, type Migration } from 'kysely';

const statements = [
  `alter table groups add column archived_at timestamptz`,
  // the group with which this one was archived or deleted, and comes back: itself, or one above
  `alter table groups add column archived_with text`,
  `alter table groups add column deleted_with text`,
];

/** Groups that are put aside, and groups that go and come back together. */
export const groupTree: Migration = {
  async up(db: Kysely<unknown>) {
    for (const statement of statements) await sql.raw(statement).execute(db);
  },
};
