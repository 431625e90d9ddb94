// Run by the build: leaves an empty database with the schema beside this file, so that a first start is quick.
import { writeFileSync } from 'node:fs';
import { PGlite } from '@electric-sql/pglite';
import { Kysely } from 'kysely';
import { migrate } from './migrate.js';
import { PgliteDialect } from './pglite-dialect.js';
import type { Tables } from './tables.js';

const pglite = await PGlite.create();
const db = new Kysely<Tables>({ dialect: new PgliteDialect(pglite) });
await migrate(db);
const dump = await pglite.dumpDataDir('gzip');
writeFileSync(new URL('./prepared.tar.gz', import.meta.url), new Uint8Array(await dump.arrayBuffer()));
await db.destroy();
