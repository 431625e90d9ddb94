import { randomUUID } from 'node:crypto';
import { definePolicy, editorViewer } from '@provost/authz-core';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { announce } from '../audit/record.js';
import { openDatabase } from '../database/open-database.js';
import type { Database } from '../database/tables.js';
import { importPeople } from '../import/import-people.js';
import { seedSite } from '../sites/seed.js';
import { LiveHub } from './hub.js';
import { Outbox } from './outbox.js';

const url = process.env.DATABASE_URL;
const schema = `test_${randomUUID().replaceAll('-', '')}`;
const policy = definePolicy(editorViewer);

let db: Database;
let hub: LiveHub;
let site: string;

beforeAll(async () => {
  db = await openDatabase(url ? { url, schema } : 'memory');
  // no pulse: what is heard is what the database said
  hub = new LiveHub({ db, policies: [policy], now: Date.now, failed: console.error, pulse: 2 ** 30 });
  const people = [
    { id: 'mia', role: 'manager' },
    { id: 'sam', role: 'sub-manager' },
    { id: 'ulf', externalId: 'U-1' },
  ];
  const groups = [{ id: 'sales', createdBy: 'sam', later: true }, { id: 'north' }];
  const spec = { settings: { editorViewer: true }, people, groups };
  site = await seedSite(db, spec, { policies: [policy], newId: randomUUID, now: Date.now() });
}, 120_000);

afterAll(async () => {
  await hub.close();
  if (url) await db.schema.dropSchema(schema).cascade().execute();
  await db.destroy();
});

/** Somebody who follows; `until` reads on until the text has come, and gives all that came. */
async function follow(person: string, { from, at = hub }: { from?: string; at?: LiveHub } = {}) {
  const outbox = new Outbox();
  const leave = at.join(site, { person, outbox, from });
  let read = '';
  const until = async (text: string) => {
    while (!read.includes(text)) read += (await outbox.take()) ?? '';
    return read;
  };
  await until('id: ');
  return {
    until,
    leave,
    position: () => /^id: (.*)$/m.exec(read.slice(read.lastIndexOf('id: ')))?.[1] ?? '',
  };
}

const insert = async (tx: Database, id: string, action = 'group-changed') => {
  const row = {
    site,
    at: new Date(),
    actor: 'mia',
    action,
    resource_type: 'group',
    resource_id: id,
    person: null,
  };
  const rest = { before: 'null', after: 'null', why: 'null', request_id: 'test' };
  const { id: number } = await tx
    .insertInto('audit')
    .values({ ...row, ...rest })
    .returning('id')
    .executeTakeFirstOrThrow();
  await announce(tx, site);
  return Number(number);
};

describe('What a site tells', () => {
  it('X-07 A: is what an import has changed, too', async () => {
    const mia = await follow('mia');
    const ulf = await follow('ulf');
    const csv = 'external_id,name,email,role,groups,note\nU-1,Ulf,ulf@example.org,manager,,\n';
    const chunks = (async function* () {
      yield await Promise.resolve(new TextEncoder().encode(csv));
    })();
    const options = { site, policy, newId: randomUUID, now: Date.now, onBad: console.error };
    expect(await importPeople(db, chunks, options)).toMatchObject({ changed: 1 });
    await ulf.until('event: access');
    await mia.until('"type":"user","id":"ulf"');
    mia.leave();
    ulf.leave();
  });

  it('X-07 A: is nothing of a change that was undone', async () => {
    const mia = await follow('mia');
    const undone = db.transaction().execute(async (tx) => {
      await insert(tx, 'undone');
      throw new Error('undone');
    });
    await expect(undone).rejects.toThrow('undone');
    await insert(db, 'done');
    expect(await mia.until('"id":"done"')).not.toContain('"id":"undone"');
    mia.leave();
  });

  it('X-07 A: is the rights of those who hold something at a group that is gone, and of nobody else', async () => {
    const [sam, mia] = [await follow('sam'), await follow('mia')];
    await db
      .updateTable('groups')
      .set({ deleted_at: new Date() })
      .where('site', '=', site)
      .where('id', '=', 'sales')
      .execute();
    await insert(db, 'sales', 'group-deleted');
    await sam.until('event: access');
    const told = await mia.until('"action":"group-deleted"');
    // she did it
    expect(told).toContain('event: access');
    await db.updateTable('groups').set({ deleted_at: null }).where('site', '=', site).execute();
    sam.leave();
    mia.leave();
  });

  // an embedded database has one connection: its transactions come one after the other
  describe.skipIf(!url)('when transactions end in another order than they began', () => {
    it('X-07 A: is all of them, and each once', async () => {
      const mia = await follow('mia');
      const slow = await db.startTransaction().execute();
      const first = await insert(slow, 'slow');
      expect(await insert(db, 'quick')).toBeGreaterThan(first);
      expect(await mia.until('"id":"quick"')).not.toContain('"id":"slow"');
      await slow.commit().execute();
      await mia.until('"id":"slow"');
      await insert(db, 'last');
      expect((await mia.until('"id":"last"')).match(/"id":"(quick|slow)"/g)).toHaveLength(2);
      mia.leave();
    });

    it('X-07 A: is the one that ended late, to somebody who was away when it did', async () => {
      const before = await follow('mia');
      const slow = await db.startTransaction().execute();
      await insert(slow, 'late');
      await insert(db, 'early');
      await before.until('"id":"early"');
      before.leave();
      await slow.commit().execute();
      const after = await follow('mia', { from: before.position() });
      expect(await after.until('"id":"late"')).not.toContain('reset');
      after.leave();
    });
  });
  describe.skipIf(!url)('when the database drops its connections', () => {
    it('X-07 A: is what happened meanwhile, too', async () => {
      // by this name they are found
      const named = new URL(url ?? 'postgres://localhost');
      named.searchParams.set('application_name', schema);
      const other = await openDatabase({ url: named.href, schema });
      const dropped = new LiveHub({
        db: other,
        policies: [policy],
        now: Date.now,
        failed: () => {},
        pulse: 2 ** 30,
      });
      const mia = await follow('mia', { at: dropped });
      await insert(db, 'before');
      await mia.until('"id":"before"');
      const { rows } = await sql`
        select pg_terminate_backend(pid) from pg_stat_activity where application_name = ${schema}`.execute(
        db,
      );
      expect(rows.length).toBeGreaterThan(1);
      await insert(db, 'meanwhile');
      expect(await mia.until('"id":"meanwhile"')).not.toContain('reset');
      mia.leave();
      await other.destroy();
    });
  });
});
