import { PostgresAdapter } from 'kysely';
import type { Database } from './tables.js';

/** Who listens to what. */
export interface Listener {
  readonly db: Database;
  readonly channel: string;
  /** Is told of every payload; without one when there may have been some that were not heard: once it listens, too. */
  readonly heard: (payload?: string) => void;
  readonly failed: (error: unknown) => void;
}

/** What is said in the database with `pg_notify`, by whatever process. */
export interface Notices {
  /** Listens until what is returned is called, or the database is closed. */
  listen(listener: Listener): () => void;
}

/** Carries the notices of a dialect to whoever has the database. */
export class NoticesAdapter extends PostgresAdapter {
  constructor(readonly notices: Notices) {
    super();
  }
}

/** The notices of a database; none of one that was not opened by a dialect of ours. */
export function noticesOf(db: Database): Notices | undefined {
  const { adapter } = db.getExecutor();
  return adapter instanceof NoticesAdapter ? adapter.notices : undefined;
}
