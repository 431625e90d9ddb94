import { PGlite } from '@electric-sql/pglite';
import { migrate, PgliteDialect, type Database, type Tables } from '@provost/server';
import { Kysely } from 'kysely';

let opened: Promise<Database> | undefined;

/** The one PostgreSQL of this page, as WebAssembly: opened when first asked for, shared by all stories. */
export const database = (): Promise<Database> => (opened ??= open());

async function open(): Promise<Database> {
  const db = new Kysely<Tables>({ dialect: new PgliteDialect(await PGlite.create(await prepared())) });
  await migrate(db);
  return db;
}

// what `npm run build` leaves, if it ran: setting PostgreSQL up takes seconds, loading it does not
const builds = import.meta.glob<string>('../../packages/server/dist/database/prepared.tar.gz', {
  query: '?url',
  import: 'default',
});

async function prepared(): Promise<{ loadDataDir?: Blob }> {
  const [url] = await Promise.all(Object.values(builds).map((load) => load()));
  return url === undefined ? {} : { loadDataDir: await (await fetch(url)).blob() };
}
