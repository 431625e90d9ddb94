import { randomUUID } from 'node:crypto';
import type { Database } from '@provost/server';
import { openDatabase } from '@provost/server/node';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  callerOf,
  Follower,
  seedLive,
  serveLive,
  tokenOf,
  type LiveServer,
  type ReadEvent,
} from '../fixtures/live.js';
import { ANY_VERSION } from '../fixtures/site.js';

const databaseUrl = process.env.DATABASE_URL;
const schema = `test_${randomUUID().replaceAll('-', '')}`;
const open = () => openDatabase(databaseUrl ? { url: databaseUrl, schema } : 'memory');

let db: Database;
let server: LiveServer;
let site: string;

beforeAll(async () => {
  db = await open();
  server = await serveLive(db);
}, 120_000);
afterAll(async () => {
  await server.close();
  if (databaseUrl) await db.schema.dropSchema(schema).cascade().execute();
  await db.destroy();
});

/** Sam edits Sales and Una sees nobody; North and Sales lie side by side. */
async function makeSite(): Promise<void> {
  site = await seedLive(db, {
    settings: { editorViewer: true },
    people: [{ id: 'mia', role: 'manager' }, { id: 'sam', role: 'sub-manager' }, { id: 'una' }],
    content: [{ id: 'fire' }],
    groups: [
      { id: 'sales', later: true },
      { id: 'north', later: true },
    ],
  });
}

const follow = async (person: string, { from, at = server }: { from?: string; at?: LiveServer } = {}) =>
  Follower.open(at.url, await tokenOf(site, person), from);

const setLevel = async (person: string, level: 'editor' | 'viewer', at = server) => {
  const changes = [{ userId: person, area: 'users', level }];
  const answer = await (
    await callerOf(at, site, 'mia')
  ).patch('/v1/groups/sales/permissions', { changes }, ANY_VERSION);
  expect(answer.status, answer.text).toBe(200);
};

const rename = async (group: string, name: string, at = server) => {
  const answer = await (await callerOf(at, site, 'mia')).patch(`/v1/groups/${group}`, { name }, ANY_VERSION);
  expect(answer.status, answer.text).toBe(200);
};

const isAccess = ({ event }: ReadEvent) => event === 'access';
const isReset = ({ event }: ReadEvent) => event === 'reset';
const isOf =
  (id: string, action?: string) =>
  ({ event, data }: ReadEvent) =>
    event === 'change' && data.id === id && (action === undefined || data.action === action);

describe('GET /v1/events', () => {
  it('X-07 A: tells somebody at once that their own rights have changed', async () => {
    await makeSite();
    const sam = await follow('sam');
    await setLevel('sam', 'editor');
    await sam.until(isAccess);
    const session = await (await callerOf(server, site, 'sam')).get('/v1/session');
    expect(JSON.stringify(session.body.snapshot.assignments)).toContain('users-editor');
    sam.drop();
  });

  it('X-07 A: brings the session along as it would be read, with its ETag', async () => {
    await makeSite();
    const sam = await follow('sam');
    await setLevel('sam', 'editor');
    const { data } = await sam.until(isAccess);
    const read = await (await callerOf(server, site, 'sam')).get('/v1/session');
    // a snapshot's end moves every five minutes: maybe just now
    const withoutEnd = ({
      snapshot: { expires: _, ...snapshot },
      ...rest
    }: {
      snapshot: { expires: string };
    }) => ({
      ...rest,
      snapshot,
    });
    const told = data.session as unknown as { snapshot: { expires: string } };
    expect(withoutEnd(told)).toEqual(withoutEnd(read.body));
    if (told.snapshot.expires === read.body.snapshot.expires)
      expect(data.etag).toBe(read.headers.get('etag'));
    sam.drop();
  });

  it('X-07 A: tells everybody that the settings have changed', async () => {
    await makeSite();
    const all = await Promise.all(['mia', 'sam', 'una'].map((person) => follow(person)));
    const mia = await callerOf(server, site, 'mia');
    await mia.patch('/v1/settings', { settings: { editorViewer: false } }, ANY_VERSION);
    for (const one of all) {
      await one.until(isAccess);
      one.drop();
    }
  });

  it('X-07 A: tells what was changed, by its id, to those who may see it', async () => {
    await makeSite();
    const mia = await follow('mia');
    await rename('sales', 'Sales and more');
    expect((await mia.until(isOf('sales'))).data).toEqual({
      type: 'group',
      id: 'sales',
      action: 'group-changed',
    });
    await (await callerOf(server, site, 'mia')).post('/v1/groups/sales/members', { userIds: ['una'] });
    await mia.until(isOf('sales', 'members-added'));
    mia.drop();
  });

  it('X-07 A: tells nobody what they may not see, not even that there is something', async () => {
    await makeSite();
    const una = await follow('una');
    await rename('north', 'A secret plan');
    await setLevel('sam', 'editor');
    // what comes last is hers: all that came before it has come
    await (await callerOf(server, site, 'mia')).patch('/v1/users/una', { name: 'Una B.' }, ANY_VERSION);
    await una.until(isAccess);
    expect(una.events.filter(({ event }) => event !== 'access')).toEqual([]);
    expect(JSON.stringify(una.events)).not.toMatch(/north|sales|sam|secret/);
    una.drop();
  });

  it('X-07 A: tells nobody of another site', async () => {
    await makeSite();
    const other = site;
    const elsewhere = await follow('mia');
    await makeSite();
    const here = await follow('mia');
    await rename('sales', 'Only here');
    await here.until(isOf('sales'));
    site = other;
    await rename('north', 'Only there');
    await elsewhere.until(isOf('north'));
    expect(elsewhere.events.filter(isOf('sales'))).toEqual([]);
    here.drop();
    elsewhere.drop();
  });

  it('X-07 A: tells what was missed to somebody who comes again after a connection that broke off', async () => {
    await makeSite();
    const before = await follow('mia');
    await rename('sales', 'Heard');
    await before.until(isOf('sales'));
    before.drop();
    await rename('north', 'Missed');
    const after = await follow('mia', { from: before.position });
    await after.until(isOf('north'));
    expect(after.events.filter(isReset)).toEqual([]);
    expect(after.events.filter(isOf('sales'))).toEqual([]);
    after.drop();
  });

  it('X-07 A: tells what was missed while the server was started anew, in that time as well', async () => {
    await makeSite();
    const first = await serveLive(db);
    const before = await follow('sam', { at: first });
    const [closed] = await Promise.all([before.end(), first.close()]);
    expect(closed).toBeUndefined();
    await setLevel('sam', 'editor');
    const second = await serveLive(db, {}, first.port);
    const after = await follow('sam', { at: second, from: before.position });
    await after.until(isAccess);
    after.drop();
    await second.close();
  });

  it.each([
    ['no position', 'x'],
    ['half of one', '5'],
    ['one to come', '999999999999:999999999999:'],
    ['one that ends before it begins', '9:3:'],
    ['one that is not in order', '3:9:8,4'],
    ['a negative one', '-1:2:'],
    ['a very long one', `1:1:${'1,'.repeat(3000)}`],
  ])('X-07 A: tells somebody who stands nowhere to begin anew: %s', async (_, from) => {
    await makeSite();
    const mia = await follow('mia', { from });
    await mia.until(isReset);
    expect(mia.events.filter(isReset)).toHaveLength(1);
    mia.drop();
  });

  it('X-07 A: tells somebody who has missed very much to begin anew', async () => {
    await makeSite();
    const before = await follow('mia');
    before.drop();
    await db
      .insertInto('audit')
      .values(
        Array.from({ length: 600 }, (_, i) => ({
          site,
          at: new Date(),
          actor: 'mia',
          action: 'group-changed',
          resource_type: 'group',
          resource_id: `g${i}`,
          person: null,
          before: 'null',
          after: 'null',
          why: 'null',
          request_id: 'test',
        })),
      )
      .execute();
    const after = await follow('mia', { from: before.position });
    await after.until(isReset);
    expect(after.events).toHaveLength(1);
    after.drop();
  });

  it('X-07 A: ends with the token', async () => {
    await makeSite();
    const waiting: { callback: () => void; milliseconds: number }[] = [];
    const patient = await serveLive(db, {
      schedule(callback, milliseconds) {
        waiting.push({ callback, milliseconds });
        return () => undefined;
      },
    });
    const hour = 3_600_000;
    const mia = await Follower.open(patient.url, await tokenOf(site, 'mia', Date.now() + hour));
    const ends = waiting.filter(({ milliseconds }) => milliseconds > hour / 2);
    expect(ends.map(({ milliseconds }) => milliseconds <= hour)).toEqual([true]);
    ends[0]?.callback();
    await mia.end();
    await patient.close();
  });

  it('X-07 A: gives a sign of life, with where it stands', async () => {
    await makeSite();
    const beats: (() => void)[] = [];
    const quiet = await serveLive(db, {
      pulse: 15_000,
      schedule: (callback, milliseconds) => {
        if (milliseconds === 15_000) beats.push(callback);
        return () => undefined;
      },
    });
    const una = await follow('una', { at: quiet });
    const before = una.position;
    await rename('north', 'Nothing of hers', quiet);
    beats.shift()?.();
    while (una.position === before) await una.beat();
    expect(una.events).toEqual([]);
    await Promise.all([una.end(), quiet.close()]);
  });
});

describe.skipIf(!databaseUrl)('GET /v1/events of two servers on one PostgreSQL', () => {
  let other: Database;
  let beside: LiveServer;

  beforeAll(async () => {
    other = await open();
    beside = await serveLive(other);
  });
  afterAll(async () => {
    await beside.close();
    await other.destroy();
  });

  it('X-07 A: tells each what was changed through the other', async () => {
    await makeSite();
    const [here, there] = [await follow('sam'), await follow('sam', { at: beside })];
    await setLevel('sam', 'editor', beside);
    await here.until(isAccess);
    await there.until(isAccess);
    const mia = await follow('mia', { at: beside });
    await rename('north', 'By the first', server);
    await mia.until(isOf('north'));
    for (const one of [here, there, mia]) one.drop();
  });

  it('X-07 A: goes on at the other where it was left', async () => {
    await makeSite();
    const before = await follow('mia');
    await rename('sales', 'Heard');
    await before.until(isOf('sales'));
    before.drop();
    await rename('north', 'Missed');
    const after = await follow('mia', { at: beside, from: before.position });
    await after.until(isOf('north'));
    expect(after.events.filter((one) => isReset(one) || isOf('sales')(one))).toEqual([]);
    after.drop();
  });
});
