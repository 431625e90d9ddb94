import { sql, type Kysely, type Migration } from 'kysely';

const statements = [
  // ids are given before a transaction ends, so a smaller one may appear later: only by its transaction can one tell
  // what somebody who has looked before has not seen yet. Rows from before have none: nobody waits for them
  `alter table audit add column tx xid8`,
  `alter table audit alter column tx set default pg_current_xact_id()`,
  `create index audit_by_transaction on audit (site, tx, id)`,
];

/** what was changed since a moment can be read, whole, by every server process. */
export const live: Migration = {
  async up(db: Kysely<unknown>) {
    for (const statement of statements) await sql.raw(statement).execute(db);
  },
};
