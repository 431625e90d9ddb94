import { randomUUID } from 'node:crypto';
import { definePolicy, editorViewer } from '@provost/authz-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openDatabase } from '../database/open-database.js';
import type { Database } from '../database/tables.js';
import { eraseSite } from '../sites/erase.js';
import { seedSite, type SiteSpec } from '../sites/seed.js';

const spec: SiteSpec = {
  people: [{ id: 'sam', role: 'sub-manager' }],
  groups: [{ id: 'sales', members: ['sam'] }],
  levels: [{ group: 'sales', person: 'sam', levels: { users: 'editor' } }],
};

let db: Database;
beforeAll(async () => {
  db = await openDatabase('memory');
}, 120_000);
afterAll(() => db.destroy());

const seed = () => seedSite(db, spec, { policies: [definePolicy(editorViewer)], newId: randomUUID, now: 0 });
const entries = (site: string) => db.selectFrom('audit').select('id').where('site', '=', site).execute();

describe('the audit', () => {
  it('takes no change and no deletion, whoever asks the database', async () => {
    const site = await seed();
    const forged = db.updateTable('audit').set({ actor: 'somebody else' }).where('site', '=', site);
    await expect(forged.execute()).rejects.toThrow('append-only');
    await expect(db.deleteFrom('audit').where('site', '=', site).execute()).rejects.toThrow('append-only');
    expect(await entries(site)).toHaveLength(1);
  });

  it('goes with its site alone, when that is erased', async () => {
    const [site, other] = [await seed(), await seed()];
    await eraseSite(db, site);
    expect(await entries(site)).toEqual([]);
    expect(await entries(other)).toHaveLength(1);
    await expect(db.deleteFrom('audit').where('site', '=', other).execute()).rejects.toThrow('append-only');
  });
});
