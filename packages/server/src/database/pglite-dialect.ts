import type { PGlite } from '@electric-sql/pglite';
import {
  CompiledQuery,
  PostgresIntrospector,
  PostgresQueryCompiler,
  sql,
  type DatabaseConnection,
  type Dialect,
  type Driver,
  type Kysely,
  type QueryResult,
} from 'kysely';
import { NoticesAdapter, type Notices } from './notices.js';

class PgliteConnection implements DatabaseConnection {
  constructor(readonly pglite: PGlite) {}

  async executeQuery<R>({ sql, parameters }: CompiledQuery): Promise<QueryResult<R>> {
    const { rows, affectedRows } = await this.pglite.query<R>(sql, [...parameters]);
    return affectedRows === undefined ? { rows } : { rows, numAffectedRows: BigInt(affectedRows) };
  }

  // eslint-disable-next-line require-yield
  async *streamQuery(): AsyncIterableIterator<never> {
    await Promise.reject(new Error('PGlite answers whole results only'));
  }
}

/** PGlite has one connection: whoever wants it waits in line, so that transactions never interleave. */
class PgliteDriver implements Driver {
  readonly #connection: PgliteConnection;
  readonly #waiting: (() => void)[] = [];
  #busy = false;

  constructor(readonly pglite: PGlite) {
    this.#connection = new PgliteConnection(pglite);
  }

  init(): Promise<void> {
    return this.pglite.waitReady;
  }

  async acquireConnection(): Promise<DatabaseConnection> {
    if (this.#busy) await new Promise<void>((free) => this.#waiting.push(free));
    this.#busy = true;
    return this.#connection;
  }

  releaseConnection(): Promise<void> {
    const next = this.#waiting.shift();
    if (next) next();
    else this.#busy = false;
    return Promise.resolve();
  }

  beginTransaction(connection: DatabaseConnection): Promise<void> {
    return run(connection, 'begin');
  }

  commitTransaction(connection: DatabaseConnection): Promise<void> {
    return run(connection, 'commit');
  }

  rollbackTransaction(connection: DatabaseConnection): Promise<void> {
    return run(connection, 'rollback');
  }

  destroy(): Promise<void> {
    return this.pglite.close();
  }
}

const run = async (connection: DatabaseConnection, statement: string): Promise<void> => {
  await connection.executeQuery(CompiledQuery.raw(statement));
};

/** It is the one process there is: what it commits, it is told at once. */
const noticesOf = (pglite: PGlite): Notices => ({
  listen({ db, channel, heard, failed }) {
    const end = pglite.onNotification((on, payload) => on === channel && heard(payload));
    // through the queue of the connection: in a transaction that is open it would be undone with it
    sql`listen ${sql.id(channel)}`.execute(db).then(() => heard(), failed);
    return end;
  },
});

/** Kysely on PGlite: PostgreSQL in this process, in Node and in the browser. Destroying it closes the PGlite. */
export class PgliteDialect implements Dialect {
  constructor(readonly pglite: PGlite) {}

  createAdapter = () => new NoticesAdapter(noticesOf(this.pglite));
  createDriver = () => new PgliteDriver(this.pglite);
  createQueryCompiler = () => new PostgresQueryCompiler();
  createIntrospector = (db: Kysely<unknown>) => new PostgresIntrospector(db);
}
