import { Migrator } from 'kysely';
import { start } from './migrations/0001-start.js';
import { resources } from './migrations/0002-resources.js';
import { bundles } from './migrations/0003-bundles.js';
import { live } from './migrations/0004-live.js';
import { changeSets } from './migrations/0005-change-sets.js';
import { outbox } from './migrations/0008-outbox.js';
import { scale } from './migrations/0009-scale.js';
import { groupTree } from './migrations/0010-group-tree.js';
import { records } from './migrations/0011-records.js';
import { resourceVersions } from './migrations/0012-resource-versions.js';
import { children } from './migrations/0013-children.js';
import type { Database } from './tables.js';

/** Every migration there is, by the name that is recorded; names sort as they run. */
const migrations = {
  '0001-start': start,
  '0002-resources': resources,
  '0003-bundles': bundles,
  '0004-live': live,
  '0005-change-sets': changeSets,
  '0008-outbox': outbox,
  '0009-scale': scale,
  '0010-group-tree': groupTree,
  '0011-records': records,
  '0012-resource-versions': resourceVersions,
  '0013-children': children,
};

/**
 * Brings the schema up to date; runs in the browser as in Node. Several processes may call it at once.
 * `schema` is where its own notes go, on a PostgreSQL server that has several.
 * @returns the names of the migrations that ran now.
 */
export async function migrate(db: Database, schema?: string): Promise<string[]> {
  const provider = { getMigrations: () => Promise.resolve(migrations) };
  const { error, results } = await new Migrator({
    db,
    provider,
    ...(schema === undefined ? {} : { migrationTableSchema: schema }),
  }).migrateToLatest();
  if (error instanceof Error) throw error;
  return (results ?? []).map(({ migrationName }) => migrationName);
}
