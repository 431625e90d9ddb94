import { parseArgs } from 'node:util';
import { makeDemo } from './demo.js';
import { CommandError } from './failure.js';
import { importFile } from './import.js';
import { LockedError } from './lock.js';
import { serve } from './serve.js';
import { openStore, type Environment } from './store.js';

const usage = `provost serve [--demo] [--port <number>]     serve the API (PORT, default 4400)
provost demo                                 make a site to try for each policy, and say where
provost migrate                              bring the database's schema up to date
provost import people <file.csv> [--site <id>]

The database is the one of DATABASE_URL, or an embedded one in PROVOST_DATA (default ./data).
Tokens are checked with PROVOST_JWKS_URL or PROVOST_SECRET; PROVOST_ORIGINS lists pages of other hosts that may call.`;

/** Runs a command line and ends the process; what the operator can put right is one sentence on stderr. */
export async function run(args: readonly string[], env: Environment): Promise<never> {
  try {
    await dispatch(args, env);
    // an embedded database that is closed would still hold the process for a second or two
    process.exit(process.exitCode ?? 0);
  } catch (error) {
    if (error instanceof CommandError || error instanceof LockedError) console.error(error.message);
    else if (isUnreachable(error))
      console.error(`The database does not answer: ${error.message || error.code}`);
    else console.error(error);
    process.exit(error instanceof CommandError ? error.exitCode : 1);
  }
}

async function dispatch(args: readonly string[], env: Environment): Promise<void> {
  const { values, positionals } = parse(args);
  const [command, what, file, ...more] = positionals;
  if (values.help || command === undefined) return console.log(usage);
  if (command === 'serve' && what === undefined) {
    return serve({ env, port: portFrom(values.port ?? env.PORT ?? '4400'), demo: values.demo ?? false });
  }
  if (command === 'migrate' && what === undefined) return migrate(env);
  if (command === 'demo' && what === undefined) return makeDemo(env);
  if (command === 'import' && what === 'people' && file !== undefined && more.length === 0) {
    return importFile({ env, file, site: values.site });
  }
  throw new CommandError(`There is no command “${positionals.join(' ')}”.\n\n${usage}`, 2);
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        demo: { type: 'boolean' },
        port: { type: 'string' },
        site: { type: 'string' },
        help: { type: 'boolean', short: 'h' },
      },
    });
  } catch (error) {
    throw new CommandError(`${(error as Error).message}\n\n${usage}`, 2);
  }
}

function portFrom(text: string): number {
  const port = /^\d{1,5}$/.test(text) ? Number(text) : NaN;
  if (port <= 65_535) return port;
  throw new CommandError(`“${text}” is no port: it must be a number up to 65535.`);
}

async function migrate(env: Environment): Promise<void> {
  const store = await openStore(env);
  await store.close();
  console.log('The schema is up to date.');
}

const isUnreachable = (error: unknown): error is NodeJS.ErrnoException =>
  ['ECONNREFUSED', 'ENOTFOUND', 'ETIMEDOUT', '28P01', '3D000'].includes(
    (error as NodeJS.ErrnoException | undefined)?.code ?? '',
  );
