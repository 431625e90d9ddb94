import { sql, type Kysely, type Migration } from 'kysely';

const statements = [
  `alter table resources add column version integer not null default 1`,
  `alter table content add column version integer not null default 1`,
];

/** What is changed over HTTP has a version. */
export const resourceVersions: Migration = {
  async up(db: Kysely<unknown>) {
    for (const statement of statements) await sql.raw(statement).execute(db);
  },
};
