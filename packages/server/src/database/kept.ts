import { sql, type RawBuilder } from 'kysely';

/**
 * Begins a statement that every request asks: PostgreSQL plans it once a connection, since planning it takes longer
 * than doing it. Its text is always the same, and so is the plan, whatever the values are.
 */
export const kept = (name: string): RawBuilder<unknown> => sql.raw(`/* kept: ${name} */`);

/** The name of a statement that begins so. */
export const nameOfKept = (text: unknown): string | undefined =>
  typeof text === 'string' && text.startsWith('/*') ? /^\/\* kept: (\w+) \*\//.exec(text)?.[1] : undefined;
