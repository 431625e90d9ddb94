import { randomUUID } from 'node:crypto';
import { createReadStream, statSync } from 'node:fs';
import { sql } from 'kysely';
import { importPeople, type Imported } from '../import/import-people.js';
import { FeedError } from '../import/read-people.js';
import type { Database } from '../database/tables.js';
import { seedSite } from '../sites/seed.js';
import { CommandError } from './failure.js';
import { policies } from './policies.js';
import { openStore, type Environment } from './store.js';

/** How `provost import people` is run. */
export interface ImportCommand {
  readonly env: Environment;
  readonly file: string;
  readonly site: string | undefined;
}

/** Imports a people file: progress and bad lines go to stderr, the sums to stdout; bad lines end with exit code 1. */
export async function importFile({ env, file, site: wanted }: ImportCommand): Promise<void> {
  const size = sizeOf(file);
  const store = await openStore(env);
  try {
    const site = await siteFor(store.db, wanted);
    const start = performance.now();
    const done = await importInto(store.db, { file, size, site });
    const seconds = ((performance.now() - start) / 1000).toFixed(1);
    console.log(
      `${done.added} added, ${done.changed} changed, ${done.unchanged} unchanged, ${done.bad} bad lines (${seconds} s)`,
    );
    if (done.bad > 0) process.exitCode = 1;
  } finally {
    await store.close();
  }
}

/** Reads the file into the site, telling how far it is. */
export async function importInto(
  db: Database,
  { file, size, site }: { file: string; size: number; site: string },
): Promise<Imported> {
  const { policy: id } = await db
    .selectFrom('sites')
    .select('policy')
    .where('site', '=', site)
    .executeTakeFirstOrThrow();
  const policy = policies.find((one) => one.id === id);
  if (!policy)
    throw new CommandError(`The site ${site} uses the policy ${id}, which this server does not know.`);
  const stream = createReadStream(file);
  const say = progressLine();
  try {
    const imported = await importPeople(db, stream, {
      site,
      policy,
      newId: randomUUID,
      now: Date.now,
      onBad: ({ line, reason }) => say.bad(`Line ${line}: ${reason}`),
      onProgress: (people) =>
        say.progress(`${people} people, ${Math.round((stream.bytesRead / (size || 1)) * 100)} %`),
    });
    // the embedded database has nobody who would count its rows, and plans badly for tables it takes for empty
    await sql`analyze people, groups, members, assignments`.execute(db);
    return imported;
  } catch (error) {
    throw error instanceof FeedError ? new CommandError(`${file}: ${error.message}`) : error;
  } finally {
    say.end();
    stream.destroy();
  }
}

/** On a terminal the progress is one line that changes; in a log every tenth is a line. */
function progressLine() {
  const { isTTY } = process.stderr;
  let calls = 0;
  return {
    progress(text: string) {
      if (isTTY) process.stderr.write(`\r${text}\u001b[K`);
      else if (calls++ % 5 === 0) console.error(text);
    },
    bad: (text: string) => console.error(isTTY ? `\r${text}\u001b[K` : text),
    end: () => void (isTTY && process.stderr.write('\r\u001b[K')),
  };
}

function sizeOf(file: string): number {
  const stat = statSync(file, { throwIfNoEntry: false });
  if (!stat?.isFile()) throw new CommandError(`There is no file ${file}.`);
  return stat.size;
}

/** The site that is named, or the only one; the first site of an empty database is made. */
async function siteFor(db: Database, wanted: string | undefined): Promise<string> {
  const sites = (await db.selectFrom('sites').select('site').orderBy('site').execute()).map(
    ({ site }) => site,
  );
  if (wanted !== undefined && sites.includes(wanted)) return wanted;
  if (sites.length === 0) {
    return seedSite(db, { id: wanted ?? 'main' }, { policies, newId: randomUUID, now: Date.now() });
  }
  if (wanted === undefined && sites.length === 1) return sites[0] ?? '';
  throw new CommandError(
    wanted === undefined
      ? `Say which site with --site: ${sites.join(', ')}.`
      : `There is no site ${wanted}. There is ${sites.join(', ')}.`,
  );
}
