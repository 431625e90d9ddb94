// How long it takes until everybody whom a change concerns has it, with 500 sessions connected to one server: from the
// commit (the answer to whoever made it) to the moment the last session has opened its access anew; and what is lost (nothing) when
// connections break off or the server is started anew. The sessions are those of the SDK, in a process of their own.
import { fork } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { connect, createServer } from 'node:net';
import { createApp, createVerifier, seedSite, signToken } from '@provost/server';
import { listen, openDatabase } from '@provost/server/node';
import { definePolicy, editorViewer } from '@provost/authz-core';
import { startPostgres } from '../scripts/tools/postgres.mjs';
import { median, result } from './measure.mjs';

const SESSIONS = 500;
const TOGETHER = 200;
const ROUNDS = 5;
/** Of those in which everybody comes back. */
const RETURNS = 2;
const LIMIT = 2_000;
const SITE = 'live';
const SECRET = 'only for measuring, and long enough to sign with';
const HOST = '127.0.0.1';
const policies = [definePolicy(editorViewer)];
const people = Array.from({ length: SESSIONS }, (_, i) => `sub-${i}`);
const group = { site: SITE, type: 'group', id: 'group-7', within: { group: ['group-7'] } };
const time = () => performance.timeOrigin + performance.now();

export async function live() {
  const measured = [await onDatabase('PGlite', 'memory')];
  const postgres = await startPostgres();
  if (postgres.missing) console.error(`PostgreSQL: left out, ${postgres.missing}`);
  else {
    try {
      measured.push(await onDatabase('PostgreSQL', { url: postgres.url }));
    } finally {
      postgres.stop();
    }
  }
  return {
    table: measured.flatMap(({ table }) => table),
    results: measured.flatMap(({ results }) => results),
  };
}

async function onDatabase(name, place) {
  const db = await openDatabase(place);
  const world = await openWorld(db);
  try {
    return await measure(name, world);
  } finally {
    await world.close();
    await db.destroy();
  }
}

async function measure(name, world) {
  const rows = [];
  const row = (what, rounds) => {
    const all = rounds.flatMap(({ spent }) => spent);
    const sessions = rounds[0].spent.length;
    rows.push({
      database: name,
      what,
      sessions,
      median: median(all),
      p95: quantile(all, 0.95),
      last: Math.max(...all),
    });
    return { what, sessions, last: Math.max(...all) };
  };
  const seen = ({ what, sessions, last }) =>
    result(
      `${name}: ${what}, seen by the last of ${sessions} sessions`,
      last,
      'ms',
      `${LIMIT} ms`,
      last / LIMIT,
    );
  // whoever misses something is waited for in vain: that it ends is the proof
  const kept = ({ what, sessions }) =>
    result(`${name}: ${what}, missed by sessions of ${sessions}`, 0, 'sessions');
  const times = async (round, count = ROUNDS) => {
    const rounds = [];
    for (let i = 0; i < count; i++) rounds.push(await round(i));
    return rounds;
  };
  const many = people.slice(0, TOGETHER);
  row('connected', [await world.seen({ for: 'live', people }, () => world.connect())]);
  const results = [
    seen(
      row(
        'a switch of the site, which concerns everybody',
        await times((i) => setSwitch(world, i % 2 === 1)),
      ),
    ),
  ];
  await setSwitch(world, true);
  results.push(
    seen(
      row(`levels of ${TOGETHER} people at once`, await times(() => setLevels(world, many, world.turn()))),
    ),
    seen(row('the level of one', await times((i) => setLevels(world, people.slice(-1), i % 2 === 0)))),
    seen(row('a group that all may see renamed', await times((i) => rename(world, `Round ${i}`)))),
    kept(
      row(
        'a change while all connections broke off',
        await times(() => whileAway(world, () => world.drop()), RETURNS),
      ),
    ),
    kept(
      row(
        'a change while the server was started anew',
        await times(() => whileAway(world, () => world.restart()), RETURNS),
      ),
    ),
  );
  return { table: rows, results };
}

const quantile = (values, part) => [...values].sort((a, b) => a - b)[Math.ceil(values.length * part) - 1];

const setSwitch = (world, value) =>
  world.seen({ for: 'settings', setting: 'editorViewer', value, people }, () =>
    world.ask('PATCH', '/v1/settings', { settings: { editorViewer: value } }),
  );

const levels = (some, value) => ({
  changes: some.map((userId) => ({ userId, area: 'users', level: value ? 'editor' : 'viewer' })),
});

const setLevels = (world, some, value) =>
  world.seen({ for: 'right', permission: 'members.add', group, value, people: some }, () =>
    world.ask('PATCH', `/v1/groups/${group.id}/permissions`, levels(some, value)),
  );

const rename = (world, name) =>
  world.seen({ for: 'told', id: 'group-3', people }, () =>
    world.ask('PATCH', '/v1/groups/group-3', { name }),
  );

/** Everybody must be told of what was done while nobody was connected. */
async function whileAway(world, away) {
  const some = people.slice(0, TOGETHER);
  const value = world.turn();
  const right = { for: 'right', permission: 'members.add', group, value, people: some };
  const told = await world.seen({ for: 'told', id: 'group-3', people }, async () => {
    const back = await away();
    await world.ask('PATCH', '/v1/groups/group-3', { name: `Away at ${time()}` });
    await world.ask('PATCH', `/v1/groups/${group.id}/permissions`, levels(some, value));
    await back();
  });
  const held = await world.seen(right, () => undefined);
  await world.seen({ for: 'live', people }, () => undefined);
  return { spent: [...told.spent, ...held.spent.map((ms) => ms + held.from - told.from)].slice(0, SESSIONS) };
}

/** A site, a server, a line between it and the sessions that can be cut, and the sessions. */
async function openWorld(db) {
  await seed(db);
  const token = await tokenOf('manager');
  let server = await serve(db, 0);
  const line = await openLine(() => server.port);
  const child = fork(new URL('./live-sessions.mjs', import.meta.url));
  const ended = new Promise((_, reject) =>
    child.once('exit', (code) => reject(new Error(`The sessions ended: ${code}`))),
  );
  ended.catch(() => undefined);
  const heard = () => Promise.race([ended, new Promise((resolve) => child.once('message', resolve))]);
  let isEditor = false;
  return {
    /** Editor and Viewer in turns, so that every round changes something. */
    turn: () => (isEditor = !isEditor),
    async connect() {
      const tokens = await Promise.all(
        people.map(async (person) => ({ person, token: await tokenOf(person) })),
      );
      child.send({ open: { url: `http://${HOST}:${line.port}`, people: tokens } });
    },
    /** How long each of these took, once `act` was done, until it had what is waited for. */
    async seen(wait, act) {
      child.send({ wait });
      await heard();
      const all = heard();
      await act();
      const from = time();
      const { times } = await all;
      // some are told before the answer is here
      return { from, spent: times.map((at) => Math.max(0, at - from)) };
    },
    async ask(method, path, body) {
      const response = await server.app.request(path, {
        method,
        headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json', 'if-match': '*' },
        body: JSON.stringify(body),
      });
      if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`);
    },
    /** Nobody comes through until what is returned is called. */
    async drop() {
      line.cut();
      return () => line.mend();
    },
    async restart() {
      await server.close();
      return async () => {
        server = await serve(db, 0);
      };
    },
    async close() {
      const gone = ended.catch(() => undefined);
      child.send({ close: true });
      await gone;
      line.close();
      await server.close();
    },
  };
}

const tokenOf = (person) => signToken({ site: SITE, person }, SECRET, Date.now() + 3_600_000);

async function seed(db) {
  const spec = {
    id: SITE,
    settings: { editorViewer: true },
    people: [{ id: 'manager', role: 'manager' }, ...people.map((id) => ({ id, role: 'sub-manager' }))],
    groups: Array.from({ length: 200 }, (_, i) => ({ id: `group-${i}`, later: true })),
  };
  let id = 0;
  await seedSite(db, spec, { policies, newId: () => `id-${id++}`, now: Date.now() });
}

async function serve(db, port) {
  const app = createApp({
    db,
    policies,
    now: Date.now,
    newId: randomUUID,
    verifyToken: createVerifier({ secret: SECRET }, Date.now),
    log: ({ path, error }) => console.error(path, error),
  });
  const server = await listen({ port, host: HOST, fetch: (request) => app.fetch(request) });
  return {
    app,
    port: server.port,
    async close() {
      await app.close();
      await server.close();
    },
  };
}

/** Passes on what comes, until it is cut. */
async function openLine(portOf) {
  const sockets = new Set();
  let isCut = false;
  const line = createServer((near) => {
    if (isCut) return near.destroy();
    const far = connect(portOf(), HOST);
    for (const [one, other] of [
      [near, far],
      [far, near],
    ]) {
      sockets.add(one);
      one.setNoDelay();
      one.pipe(other);
      one.on('error', () => other.destroy());
      one.on('close', () => {
        sockets.delete(one);
        other.destroy();
      });
    }
  });
  await new Promise((resolve) => line.listen(0, HOST, resolve));
  const cut = () => {
    isCut = true;
    for (const socket of sockets) socket.destroy();
  };
  return {
    port: line.address().port,
    cut,
    mend: () => (isCut = false),
    close() {
      cut();
      line.close();
    },
  };
}
