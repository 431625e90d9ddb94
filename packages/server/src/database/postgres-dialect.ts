import {
  PostgresDialect,
  PostgresIntrospector,
  sql,
  type Driver,
  type Kysely,
  type SchemaMetadata,
  type TableMetadata,
} from 'kysely';
import pg from 'pg';
import { KeptClient } from './kept-client.js';
import { NoticesAdapter } from './notices.js';
import { PostgresNotices } from './postgres-notices.js';

/**
 * What the migrator looks at before it begins: the tables on our own search path, by name alone.
 * Kysely's own reads every column of every schema, and fails when another schema goes away meanwhile.
 */
class OwnIntrospector extends PostgresIntrospector {
  constructor(readonly db: Kysely<unknown>) {
    super(db);
  }

  override async getSchemas(): Promise<SchemaMetadata[]> {
    const { rows } = await sql<SchemaMetadata>`select nspname as name from pg_namespace`.execute(this.db);
    return rows;
  }

  override async getTables(): Promise<TableMetadata[]> {
    const { rows } = await sql<{ name: string; schema: string }>`
      select tablename as name, schemaname as schema from pg_tables
      where schemaname = any(current_schemas(false))`.execute(this.db);
    return rows.map((table) => ({ ...table, isView: false, columns: [] }));
  }
}

/** A PostgreSQL server that others use, too. */
export class SharedPostgresDialect extends PostgresDialect {
  readonly #notices: PostgresNotices;

  constructor(config: pg.PoolConfig) {
    const pool = new pg.Pool({ ...config, Client: KeptClient });
    // an idle connection that breaks off is replaced when one is needed
    pool.on('error', () => undefined);
    super({ pool });
    this.#notices = new PostgresNotices(config);
  }

  override createAdapter(): NoticesAdapter {
    return new NoticesAdapter(this.#notices);
  }

  /** Destroying the database ends those who listen to it. */
  override createDriver(): Driver {
    const driver = super.createDriver();
    const destroy = driver.destroy.bind(driver);
    driver.destroy = async () => {
      this.#notices.close();
      await destroy();
    };
    return driver;
  }

  override createIntrospector(db: Kysely<unknown>): OwnIntrospector {
    return new OwnIntrospector(db);
  }
}
