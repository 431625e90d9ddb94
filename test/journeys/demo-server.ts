import { spawn, type ChildProcess } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { createProvost, type Provost } from '@provost/sdk';
import { openDatabase } from '@provost/server/node';

/** Whom one can be in the demonstration. */
export type Kind = 'manager' | 'editor' | 'viewer' | 'new';

/** Somebody of the demonstration. */
export interface Person {
  readonly id: string;
  readonly name: string;
  readonly kind: Kind;
}

/** A running demonstration. */
export interface Demo {
  readonly url: string;
  person(kind: Kind): Promise<Person>;
  /** The API as this person has it; on the site of another policy, people are called by their ids. */
  client(kind: Kind): Promise<Provost>;
  client(id: string, site: string): Promise<Provost>;
  /** All data as on the first day. */
  reset(): Promise<void>;
  stop(): Promise<void>;
}

const main = fileURLToPath(new URL('../../packages/server/dist/main.js', import.meta.url));

/** Starts what `npm start` starts, on data of its own; `ouladDir` gives it the real learners. */
export async function startDemo({ ouladDir }: { ouladDir?: string } = {}): Promise<Demo> {
  const folder = await mkdtemp(join(tmpdir(), 'provost-journey-'));
  const schema = await ownSchema();
  const server = spawn(process.execPath, [main, 'serve', '--demo'], {
    env: {
      ...process.env,
      PORT: '0',
      PROVOST_DATA: folder,
      OULAD_DIR: ouladDir ?? '',
      ...(schema && { DATABASE_URL: schema.url }),
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const url = await addressOf(server);
  const post = (path: string, body: unknown = {}) =>
    fetch(url + path, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
  const person = async (kind: Kind): Promise<Person> => {
    const { people } = (await (await fetch(`${url}/demo/people`)).json()) as { people: Person[] };
    const found = people.find((one) => one.kind === kind);
    if (!found) throw new Error(`The demonstration has no ${kind}`);
    return found;
  };
  return {
    url,
    person,
    async client(who: string, site?: string) {
      const answer = await (site
        ? post(`/demo/token?site=${site}`, { userId: who })
        : // as: without a site it is one of the kinds
          post('/demo/token', { userId: (await person(who as Kind)).id }));
      const { token } = (await answer.json()) as { token: string };
      return createProvost({ baseUrl: url, token: () => token });
    },
    async reset() {
      const { status } = await post('/demo/reset');
      if (status !== 204) throw new Error(`/demo/reset answered ${status}`);
    },
    async stop() {
      await ended(server);
      await schema?.drop();
      await rm(folder, { recursive: true });
    },
  };
}

/** The line with the address; a server that ends before it has said why on stderr. */
async function addressOf(server: ChildProcess): Promise<string> {
  let said = '';
  server.stderr?.on('data', (text: Buffer) => (said += text.toString()));
  for await (const line of createInterface({ input: server.stdout! })) {
    const [address] = /http:\/\/\S+/.exec(line) ?? [];
    if (address) return address;
  }
  throw new Error(`provost serve --demo did not start:\n${said}`);
}

const ended = (server: ChildProcess) =>
  new Promise<void>((resolve) => {
    if (server.exitCode !== null) return resolve();
    server.once('exit', () => resolve());
    server.kill('SIGTERM');
  });

/** On a PostgreSQL server two demonstrations share nothing but the server. */
async function ownSchema() {
  const { DATABASE_URL: base } = process.env;
  if (!base) return undefined;
  const schema = `journey_${randomUUID().replaceAll('-', '')}`;
  const url = new URL(base);
  url.searchParams.set('options', `-c search_path=${schema}`);
  await (await openDatabase({ url: base, schema })).destroy();
  return {
    url: url.href,
    async drop() {
      const db = await openDatabase({ url: base, schema });
      await db.schema.dropSchema(schema).cascade().execute();
      await db.destroy();
    },
  };
}
