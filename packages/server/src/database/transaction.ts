import type { Database } from './tables.js';

/** The database gave up on a transaction that would have gone through at another moment. */
export class BusyError extends Error {
  override readonly name = 'BusyError';
}

/** Serialization failure, deadlock, lock not available. */
const PASSING = new Set(['40001', '40P01', '55P03']);
const TRIES = 5;

/**
 * Runs `work` in one transaction. One that lost against another is run again from its beginning, so `work`
 * may do nothing that reaches outside the transaction.
 * @throws {BusyError} when it lost every time.
 */
export async function inTransaction<T>(db: Database, work: (tx: Database) => Promise<T>): Promise<T> {
  for (let left = TRIES; left > 0; left--) {
    try {
      return await db.transaction().execute(work);
    } catch (error) {
      if (!PASSING.has(sqlStateOf(error) ?? '')) throw error;
    }
  }
  throw new BusyError('The database is busy');
}

/** The SQLSTATE of what the database threw: `23505` for a value that must be unique. */
export function sqlStateOf(error: unknown): string | undefined {
  const { code } = (error ?? {}) as { code?: unknown };
  return typeof code === 'string' && /^[0-9A-Z]{5}$/.test(code) ? code : undefined;
}

/** Whether `error` says that the unique index or constraint of this name has the value already. */
export function isTaken(error: unknown, index: string): boolean {
  return sqlStateOf(error) === '23505' && (error as { constraint?: unknown }).constraint === index;
}
