import { sql, type RawBuilder } from 'kysely';

/** All of those conditions that are given. */
export const conditions = (parts: readonly (RawBuilder<unknown> | undefined | '')[]): RawBuilder<boolean> =>
  sql<boolean>`(${sql.join([sql`true`, ...parts.filter((part) => part !== undefined && part !== '')], sql` and `)})`;
