import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { PGlite } from '@electric-sql/pglite';
import { Kysely } from 'kysely';
import { migrate } from './migrate.js';
import { PgliteDialect } from './pglite-dialect.js';
import { SharedPostgresDialect } from './postgres-dialect.js';
import type { Database, Tables } from './tables.js';

/** Where the data is: a PostgreSQL server, a folder for the embedded one, or nowhere but in memory. */
export type DatabasePlace =
  { readonly url: string; readonly schema?: string } | { readonly folder: string } | 'memory';

/** Opens a database with an up-to-date schema. `db.destroy()` closes it; until then the process lives. */
export async function openDatabase(place: DatabasePlace): Promise<Database> {
  const db = new Kysely<Tables>({ dialect: await dialectFor(place) });
  try {
    await migrate(db, typeof place === 'object' && 'schema' in place ? place.schema : undefined);
  } catch (error) {
    await db.destroy();
    throw error;
  }
  if (typeof place === 'object' && 'folder' in place) writeFileSync(markerIn(place.folder), '');
  return db;
}

async function dialectFor(place: DatabasePlace) {
  if (place === 'memory') return new PgliteDialect(await create());
  if ('folder' in place) return new PgliteDialect(await openFolder(place.folder));
  const { url, schema } = place;
  return new SharedPostgresDialect({
    connectionString: url,
    max: 20,
    ...(schema === undefined ? {} : { options: `-c search_path=${schema}` }),
  });
}

const markerIn = (folder: string): string => join(folder, 'provost-ready');

/** A database whose making was cut short holds nothing yet: it is made anew. */
async function openFolder(folder: string): Promise<PGlite> {
  if (existsSync(markerIn(folder))) return PGlite.create({ dataDir: folder });
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  return create(folder);
}

/** A new database starts from the prepared one, if the build has left it: that saves seconds. */
function create(folder?: string): Promise<PGlite> {
  const loadDataDir = preparedDatabase();
  return PGlite.create({
    ...(folder === undefined ? {} : { dataDir: folder }),
    ...(loadDataDir ? { loadDataDir } : {}),
  });
}

/** Where the build leaves it, seen from `dist` as from `src`. */
const prepared = new URL('../../dist/database/prepared.tar.gz', import.meta.url);

function preparedDatabase(): Blob | undefined {
  try {
    return new Blob([new Uint8Array(readFileSync(prepared))]);
  } catch {
    return undefined;
  }
}
