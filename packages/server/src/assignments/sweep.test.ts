import { randomUUID } from 'node:crypto';
import { definePolicy, lmsRoles } from '@provost/authz-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openDatabase } from '../database/open-database.js';
import type { Database } from '../database/tables.js';
import { seedSite } from '../sites/seed.js';
import { sweepEnded, sweepEveryMinute } from './sweep.js';

let db: Database;
beforeAll(async () => {
  db = await openDatabase('memory');
}, 120_000);
afterAll(() => db.destroy());

const until = 1_000_000;
const tutor = (id: string, end?: number) => ({
  id,
  role: 'tutor',
  holds: [{ role: 'course-tutor', scopes: { course: [id] }, ...(end === undefined ? {} : { until: end }) }],
});
const seed = () =>
  seedSite(
    db,
    { policy: 'lms-roles', people: [tutor('tess', until), tutor('theo')] },
    { policies: [definePolicy(lmsRoles)], newId: randomUUID, now: 0 },
  );

const tutors = async (site: string) =>
  (
    await db
      .selectFrom('assignments')
      .select('person')
      .where('site', '=', site)
      .where('role', '=', 'course-tutor')
      .orderBy('person')
      .execute()
  ).map(({ person }) => person);
const entries = (site: string) =>
  db
    .selectFrom('audit')
    .select(['actor', 'action', 'person', 'resource_type', 'resource_id', 'before'])
    .where('site', '=', site)
    .execute();

describe('the sweep of what has ended', () => {
  it('X-04 A: takes a role away at its end, not before, and records it once, as nobody’s doing', async () => {
    const [site, other] = [await seed(), await seed()];
    await sweepEnded({ db, now: () => until - 1, newId: randomUUID });
    expect(await tutors(site)).toEqual(['tess', 'theo']);
    const sweep = () => sweepEnded({ db, now: () => until, newId: randomUUID });
    await Promise.all([sweep(), sweep()]);
    await sweep();
    for (const one of [site, other]) {
      expect(await tutors(one)).toEqual(['theo']);
      expect(await entries(one)).toMatchObject([
        {
          actor: null,
          action: 'role-ended',
          person: 'tess',
          resource_type: 'course',
          resource_id: 'tess',
          before: {
            held: [{ role: 'course-tutor', until: new Date(until).toISOString().replace('.000Z', '+00:00') }],
          },
        },
      ]);
    }
  });

  it('goes on every minute, also after one that failed, until it is stopped', async () => {
    const due: (() => void)[] = [];
    const failures: unknown[] = [];
    let cancelled = 0;
    const times = [
      () => until,
      () => {
        throw new Error('no time');
      },
    ];
    const done: Promise<void>[] = [];
    const stop = sweepEveryMinute({
      db,
      now: () => (times.shift() ?? (() => until))(),
      newId: randomUUID,
      failed: (error) => failures.push(error),
      schedule(callback, milliseconds) {
        expect(milliseconds).toBe(60_000);
        due.push(callback);
        return () => cancelled++;
      },
    });
    const site = await seed();
    due.shift()?.();
    await expect.poll(() => due.length, { timeout: 30_000 }).toBe(1);
    expect(await tutors(site)).toEqual(['theo']);
    due.shift()?.();
    await expect.poll(() => due.length, { timeout: 30_000 }).toBe(1);
    expect(failures).toHaveLength(1);
    due.shift()?.();
    done.push(stop());
    await Promise.all(done);
    expect(cancelled).toBe(1);
    expect(due).toEqual([]);
  });
});
