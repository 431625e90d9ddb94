import { sql, type RawBuilder } from 'kysely';

/**
 * Is a path that of the group with this one, or of a group below it? A range, which an index on paths answers: a path
 * ends in `/`, and the character after that is `0`.
 */
export const isBelow = (
  path: RawBuilder<unknown> | string,
  top: RawBuilder<unknown>,
): RawBuilder<boolean> => {
  const column = typeof path === 'string' ? sql.ref(path) : path;
  return sql`(${column} >= ${top} and ${column} < left(${top}, -1) || '0')`;
};
