import { writeFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { shippedPolicies } from '@provost/server/node';
import { callerWith, send } from '../fixtures/site.js';
import { freePort, provost, ready, temporaryFolder, type Program } from './program.js';

const started: Program[] = [];
const folders: { folder: string; remove(): void }[] = [];

afterEach(async () => {
  for (const { child, ended } of started.splice(0)) {
    child.kill('SIGKILL');
    await ended;
  }
  folders.splice(0).forEach((one) => one.remove());
});

function start(args: readonly string[], env: Record<string, string>): Program {
  const program = provost(args, env);
  started.push(program);
  return program;
}

function dataFolder(): string {
  const made = temporaryFolder();
  folders.push(made);
  return made.folder;
}

async function serve(data: string, more: readonly string[] = []): Promise<{ program: Program; url: string }> {
  const program = start(['serve', ...more, '--port', String(await freePort())], { PROVOST_DATA: data });
  return { program, url: await ready(program) };
}

const header = 'external_id,name,email,role,groups,note\n';
const line = (i: number, more = '') => `E${i},Person ${i},p${i}@example.org,,Sales;North${more},\n`;

async function importPeople(data: string, text: string) {
  const file = join(data, 'people.csv');
  writeFileSync(file, text);
  const program = start(['import', 'people', file], { PROVOST_DATA: data });
  const code = await program.ended;
  return { ...program.out, code };
}

describe('provost serve', { timeout: 240_000 }, () => {
  it('says one line, answers, and ends in order when it is told to', async () => {
    const { program, url } = await serve(dataFolder());
    expect(program.out.stdout).toBe(`Provost is ready at ${url}\n`);
    expect((await fetch(`${url}/v1/session`)).status).toBe(401);
    program.child.kill('SIGTERM');
    expect(await program.ended).toBe(0);
    expect(program.out.stderr).toBe('');
  });

  it('a port that is taken is one sentence', async () => {
    const other = createServer();
    await new Promise<void>((listening) => other.listen(0, listening));
    const { port } = other.address() as AddressInfo;
    const program = start(['serve'], { PROVOST_DATA: dataFolder(), PORT: String(port) });
    expect(await program.ended).toBe(1);
    expect(program.out.stderr).toBe(
      `Port ${port} is taken. Stop what uses it, or set PORT to another one.\n`,
    );
    other.close();
  });

  it('what is missing or wrong on the command line is said', async () => {
    const mistakes = [
      { args: ['serve'], env: { PROVOST_SECRET: '' }, says: 'PROVOST_JWKS_URL' },
      { args: ['serve', '--port', 'x'], says: '“x” is no port' },
      { args: ['sevre'], says: 'no command “sevre”' },
      { args: ['serve', '--colour'], says: '--colour' },
      { args: ['import', 'people', '/nowhere.csv'], says: 'There is no file /nowhere.csv' },
      {
        args: ['migrate'],
        env: { DATABASE_URL: 'postgres://127.0.0.1:1/none' },
        says: 'The database does not answer',
      },
    ];
    const programs = mistakes.map(({ args, env }) => start(args, { PROVOST_DATA: dataFolder(), ...env }));
    const codes = await Promise.all(programs.map(({ ended }) => ended));
    mistakes.forEach(({ says }, i) => {
      expect(codes[i]).not.toBe(0);
      expect(programs[i]?.out.stderr).toContain(says);
      expect(programs[i]?.out.stderr).not.toContain('    at ');
    });
  });

  it('two processes never share an embedded database; the lock of a dead one is taken over', async () => {
    const data = dataFolder();
    const { program } = await serve(data);
    const second = start(['serve', '--port', String(await freePort())], { PROVOST_DATA: data });
    expect(await Promise.race([second.ended, ready(second)])).toBe(1);
    expect(second.out.stderr).toContain(`Process ${program.child.pid} uses the data folder ${data}`);
    program.child.kill('SIGKILL');
    await program.ended;
    await serve(data);
  });

  it('killed while many write, it has kept every write that it answered', async () => {
    const data = dataFolder();
    const { program, url } = await serve(data, ['--demo']);
    const asManager = await managerOf(url);
    const kept: string[] = [];
    const writing = Array.from({ length: 4 }, async (_, writer) => {
      for (let i = 0; i < 1_000; i++) {
        const answer = await asManager
          .post('/v1/groups', { name: `Group ${writer}-${i}` })
          .catch(() => undefined);
        if (!answer) return;
        expect(answer.status).toBe(201);
        kept.push((answer.body as { id: string }).id);
        if (kept.length === 40) program.child.kill('SIGKILL');
      }
    });
    await Promise.all(writing);
    await program.ended;
    expect(kept.length).toBeGreaterThanOrEqual(40);
    const again = await serve(data, ['--demo']);
    const after = callerWith(again.url, asManager.token);
    for (const id of kept) expect((await after.get(`/v1/groups/${id}`)).status).toBe(200);
  });
});

/** Calls as the demonstration's manager, by the token that its sign-in gives. */
async function managerOf(url: string) {
  const { body } = await send(`${url}/demo/token`, { method: 'POST', body: { userId: 'ingrid-solberg' } });
  const { token } = body as { token: string };
  return { ...callerWith(url, token), token };
}

describe('provost import people', { timeout: 240_000 }, () => {
  it('good lines land, bad ones are named with their number and reason, and again nothing changes', async () => {
    const data = dataFolder();
    const text =
      header +
      line(1) + // line 2
      'E2,,p2@example.org,,,\n' +
      'E3,Person 3,no address,,,\n' +
      'E4,Person 4,p4@example.org,emperor,,\n' +
      line(5) +
      'E6,Person 6\n' +
      'E1,Person 1 again,other@example.org,,,\n' +
      'E7,Person 7,P5@example.org,,,\n' +
      '"E8","Person ""8""",p8@example.org,sub-manager,"North; ;North","a\nb"\n' +
      line(9);
    const first = await importPeople(data, text);
    expect(first.code).toBe(1);
    expect(first.stdout).toMatch(/^4 added, 0 changed, 0 unchanged, 6 bad lines/);
    const told = first.stderr.split('\n').filter((one) => one.startsWith('Line'));
    told.sort((a, b) => parseInt(a.slice(5)) - parseInt(b.slice(5)));
    expect(told).toEqual([
      'Line 3: name is missing',
      'Line 4: email is no e-mail address',
      'Line 5: role must be one of manager, sub-manager, user',
      'Line 7: has more or fewer fields than the first line',
      'Line 8: external_id stands in line 2 already',
      'Line 9: email stands in line 6 already',
    ]);
    const second = await importPeople(data, text);
    expect(second.stdout).toMatch(/^0 added, 0 changed, 4 unchanged, 6 bad lines/);
    const third = await importPeople(data, header + line(1, ';West') + line(5) + line(11));
    expect(third.stdout).toMatch(/^1 added, 1 changed, 1 unchanged, 0 bad lines/);
    expect(third.code).toBe(0);
  });

  it('a file without its columns is refused whole', async () => {
    const data = dataFolder();
    const { code, stderr } = await importPeople(data, 'id;name\n1;Ann\n');
    expect(code).toBe(1);
    expect(stderr).toContain('The first line must name the columns');
  });

  it('killed on the way, it is simply run again', async () => {
    const data = dataFolder();
    const file = join(data, 'people.csv');
    const count = 12_000;
    writeFileSync(file, header + Array.from({ length: count }, (_, i) => line(i)).join(''));
    const program = start(['import', 'people', file], { PROVOST_DATA: data });
    await new Promise<void>((seen) =>
      program.child.stderr?.on('data', () => /people/.test(program.out.stderr) && seen()),
    );
    program.child.kill('SIGKILL');
    await program.ended;
    const again = start(['import', 'people', file], { PROVOST_DATA: data });
    expect(await again.ended).toBe(0);
    const [, added, unchanged] =
      /^(\d+) added, 0 changed, (\d+) unchanged, 0 bad/.exec(again.out.stdout) ?? [];
    expect(Number(added) + Number(unchanged)).toBe(count);
    expect(Number(unchanged)).toBeGreaterThan(0);
  });
});

describe('provost demo', { timeout: 240_000 }, () => {
  it('makes a site for every policy, once, and says where', async () => {
    const data = dataFolder();
    const first = start(['demo'], { PROVOST_DATA: data });
    expect(await first.ended).toBe(0);
    // one a policy, and one that has not turned Editor and Viewer on yet
    expect(first.out.stdout.match(/^\S+: .+, site \S+$/gm)).toHaveLength(shippedPolicies.length + 1);
    expect(first.out.stdout).toContain(`They are in ${data}.`);
    const again = start(['demo'], { PROVOST_DATA: data });
    expect(await again.ended).toBe(0);
    expect(again.out.stdout).toBe(first.out.stdout);
  });

  it('X-11 A: on each site one can sign in as three to five people, and ask', async () => {
    const { url } = await serve(dataFolder(), ['--demo']);
    const { sites } = (await send(`${url}/demo/sites`)).body as { sites: { id: string; policy: string }[] };
    expect(new Set(sites.map(({ policy }) => policy))).toEqual(new Set(shippedPolicies.map(({ id }) => id)));
    for (const { id: site } of sites) {
      const { people } = (await send(`${url}/demo/people?site=${site}`)).body as { people: { id: string }[] };
      expect(people.length, site).toBeGreaterThanOrEqual(3);
      expect(people.length, site).toBeLessThanOrEqual(5);
      const [person] = people;
      const body = { userId: person?.id };
      const signedIn = await send(`${url}/demo/token?site=${site}`, { method: 'POST', body });
      const as = callerWith(url, (signedIn.body as { token: string }).token);
      const search = { subject: { type: 'user', id: person?.id }, resource: { type: 'site', id: site } };
      const found = await as.post('/access/v1/search/action', search);
      expect(found.body.results.length, site).toBeGreaterThan(0);
    }
  });
});
