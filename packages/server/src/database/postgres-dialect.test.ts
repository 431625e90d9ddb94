import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { describe, expect, it } from 'vitest';
import { kept } from './kept.js';
import { openDatabase } from './open-database.js';

const url = process.env.DATABASE_URL ?? '';

describe.skipIf(!url)('a PostgreSQL server that others use, too', () => {
  it('migrates by what is in its own schema, whatever comes and goes beside it', async () => {
    const schemas = [randomUUID(), randomUUID()].map((id) => `test_${id.replaceAll('-', '')}`);
    const open = await Promise.all(schemas.map((schema) => openDatabase({ url, schema })));
    for (const [i, db] of open.entries()) {
      const tables = await db.introspection.getTables({ withInternalKyselyTables: true });
      expect(new Set(tables.map(({ schema }) => schema))).toEqual(new Set([schemas[i]]));
    }
    for (const [i, db] of open.entries()) {
      await db.schema
        .dropSchema(schemas[i] ?? '')
        .cascade()
        .execute();
      await db.destroy();
    }
  });

  it('prepares what says so, once a connection, and nothing else', async () => {
    const db = await openDatabase({ url });
    const prepared = await db.connection().execute(async (one) => {
      for (const value of [1, 2]) await sql`${kept('probe')} select ${value}::int`.execute(one);
      await sql`select ${3}::int`.execute(one);
      return sql<{ name: string }>`select name from pg_prepared_statements`.execute(one);
    });
    await db.destroy();
    expect(prepared.rows).toEqual([{ name: 'probe' }]);
  });
});
