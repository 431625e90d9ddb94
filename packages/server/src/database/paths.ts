import { sql, type RawBuilder } from 'kysely';

type Path = RawBuilder<string | null>;

/**
 * Is a path that of the group with this one, or of a group below it? A range, which an index on paths answers: a path
 * ends in `/`, and the character after that is `0`.
 */
export const isBelow = (path: Path, top: Path): RawBuilder<boolean> =>
  sql<boolean>`(${path} >= ${top} and ${path} < left(${top}, -1) || '0')`;
