import { randomUUID } from 'node:crypto';
import { createApp } from '../app.js';
import { sweepEveryMinute, type Schedule } from '../assignments/sweep.js';
import { createVerifier, type TokenKeys } from '../auth/tokens.js';
import { prepareDemo } from '../demo/demo.js';
import { listen, type Listening } from '../serving/listen.js';
import { CommandError } from './failure.js';
import { policies } from './policies.js';
import { demoSecret, openStore, type Environment } from './store.js';

/** How `provost serve` is run. */
export interface ServeOptions {
  readonly env: Environment;
  readonly port: number;
  readonly demo: boolean;
}

type Fetch = (request: Request) => Response | Promise<Response>;

/** Serves the API; resolves when the process was told to end and all is closed. `demo` adds the demonstration's data, pages and sign-in. */
export async function serve({ env, port, demo }: ServeOptions): Promise<void> {
  const keys = keysFrom(env, demo);
  // the port first: who cannot have it finds out at once, and who asks early waits
  let open: (fetch: Fetch) => void = () => undefined;
  const ready = new Promise<Fetch>((resolve) => (open = resolve));
  const server = await listenOn(port, async (request) => (await ready)(request));
  const store = await openStore(env);
  const now = Date.now;
  const options = { db: store.db, policies, now, newId: randomUUID };
  const app = createApp({
    ...options,
    verifyToken: createVerifier(keys, now),
    ...(env.PROVOST_ORIGINS
      ? { origins: env.PROVOST_ORIGINS.split(',').map((origin) => origin.trim()) }
      : {}),
    ...(env.PROVOST_URL ? { url: env.PROVOST_URL } : {}),
    log: ({ requestId, method, path, error }) => console.error(`${requestId} ${method} ${path}`, error),
  });
  if (demo && 'secret' in keys) await prepareDemo(app, { ...options, secret: keys.secret, env });
  open((request) => app.fetch(request));
  const stopSweeping = sweepEveryMinute({
    ...options,
    schedule: timer,
    failed: (error) => console.error('What has ended could not be taken away', error),
  });
  const told = toldToEnd(['SIGINT', 'SIGTERM']);
  console.log(`Provost is ready at http://localhost:${server.port}`);
  await told;
  await stopSweeping();
  await app.close();
  await server.close();
  await store.close();
}

const timer: Schedule = (callback, milliseconds) => {
  const id = setTimeout(callback, milliseconds);
  return () => clearTimeout(id);
};

function keysFrom(env: Environment, demo: boolean): TokenKeys {
  if (demo) return { secret: env.PROVOST_SECRET ?? demoSecret(env) };
  if (env.PROVOST_JWKS_URL) {
    if (URL.canParse(env.PROVOST_JWKS_URL)) return { jwksUrl: new URL(env.PROVOST_JWKS_URL) };
    throw new CommandError('PROVOST_JWKS_URL is not an address.');
  }
  if (env.PROVOST_SECRET) return { secret: env.PROVOST_SECRET };
  throw new CommandError(
    'Say how tokens are checked: set PROVOST_JWKS_URL to the issuer’s keys, or PROVOST_SECRET to a shared secret ' +
      '(or try the demonstration: provost serve --demo).',
  );
}

async function listenOn(port: number, fetch: Fetch): Promise<Listening> {
  try {
    return await listen({ fetch, port });
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    if (code === 'EADDRINUSE') {
      throw new CommandError(`Port ${port} is taken. Stop what uses it, or set PORT to another one.`);
    }
    if (code === 'EACCES')
      throw new CommandError(`Port ${port} may not be used by this user. Set PORT to another one.`);
    throw new CommandError(`Cannot listen on port ${port}: ${message}`);
  }
}

/** The first signal ends it in order, a second one at once. */
function toldToEnd(signals: readonly NodeJS.Signals[]): Promise<void> {
  return new Promise((resolve) => {
    let told = false;
    for (const signal of signals) {
      process.on(signal, () => {
        if (told) process.exit(1);
        told = true;
        resolve();
      });
    }
  });
}
