import { openAccess } from '@provost/authz-core';
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openDatabase } from '../database/open-database.js';
import type { Database } from '../database/tables.js';
import { policies } from '../cli/policies.js';
import { seedSite } from '../sites/seed.js';
import { snapshotOf } from './snapshot-of.js';
import { whoMay } from './who-may.js';

const NOW = Date.parse('2026-01-01');
let db: Database;
beforeAll(async () => {
  db = await openDatabase('memory');
}, 120_000);
afterAll(() => db.destroy());

it('RL-12 A: segments with courses that were given in two goes do not mix', async () => {
  const policy = policies.find(({ id }) => id === 'role-levels')!;
  const reports = (segment: string, course: string) => ({
    role: 'reporter',
    scopes: { segment: [segment], course: [course] },
    givenBy: 'ann',
  });
  const site = await seedSite(
    db,
    {
      name: 'Two goes',
      policy: 'role-levels',
      people: [
        { id: 'ann', name: 'Ann' },
        { id: 'rob', name: 'Rob', holds: [reports('new', 'law'), reports('old', 'art')] },
      ],
      resources: ['new', 'old'].flatMap((segment) =>
        ['law', 'art'].map((course) => ({
          type: 'record',
          id: `${segment}-${course}`,
          within: { segment: [segment], course: [course] },
        })),
      ),
    },
    { policies, newId: randomUUID, now: NOW },
  );
  const place = { site, person: 'rob', policy, settings: {}, now: NOW };
  const access = openAccess(policy, await snapshotOf(db, place), { now: NOW });
  const found: string[] = [];
  for (const segment of ['new', 'old']) {
    for (const course of ['law', 'art']) {
      const id = `${segment}-${course}`;
      const resource = { site, type: 'record', id, within: { segment: [segment], course: [course] } };
      const who = await whoMay({ ...place, db, site: { id: site } }, 'analytics.view', { resource });
      const { rows } = await who.execute(db);
      const people = new Set(rows.map(({ person }) => person));
      expect(people.has('rob'), id).toBe(access.can('analytics.view', resource));
      if (people.has('rob')) found.push(id);
    }
  }
  expect(found).toEqual(['new-law', 'old-art']);
});
