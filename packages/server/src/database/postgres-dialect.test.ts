import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
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
});
