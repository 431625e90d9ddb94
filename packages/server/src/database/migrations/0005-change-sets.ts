import { sql, type Kysely, type Migration } from 'kysely';

const statements = [
  `alter table audit add column change_id text, add column undoes text`,
  `create index audit_by_change on audit (site, change_id)`,
  `create index audit_by_undone on audit (site, undoes)`,
  `create index audit_by_person on audit (site, person, id)`,
  `create index audit_by_actor on audit (site, actor, id)`,
  // what has ended is looked for by a sweep
  `create index assignments_by_end on assignments (site, until_at) where until_at is not null`,
];

/** what was changed together is undone together. */
export const changeSets: Migration = {
  async up(db: Kysely<unknown>) {
    for (const statement of statements) await sql.raw(statement).execute(db);
  },
};
