import {
  PostgresDialect,
  PostgresIntrospector,
  sql,
  type Kysely,
  type SchemaMetadata,
  type TableMetadata,
} from 'kysely';

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
  override createIntrospector(db: Kysely<unknown>): OwnIntrospector {
    return new OwnIntrospector(db);
  }
}
