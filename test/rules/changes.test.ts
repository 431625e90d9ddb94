import { beforeAll, describe, expect, inject, it } from 'vitest';
import type { SiteSpec } from '@provost/server';
import { makeSite, type TestSite } from '../fixtures/site.js';

const siteOf = (spec: SiteSpec): Promise<TestSite> => makeSite(inject('serverUrl'), spec);

const change = (site: TestSite, by: string, changes: readonly object[], more: object = {}) =>
  site.as(by).post('/v1/changes', { changes, ...more });

/** Who holds a role at a scope, as it is stored. */
async function holders(site: TestSite, role: string, scope?: string): Promise<unknown[]> {
  const { assignments = [] } = await site.rows();
  return assignments
    .filter((row) => row.role === role && row.scope_id === (scope ?? site.id))
    .map(({ person }) => person)
    .sort();
}

const leaders: SiteSpec = {
  policy: 'group-leader',
  people: [
    { id: 'ada', name: 'Ada', role: 'administrator' },
    { id: 'lea', name: 'Lea', role: 'group-leader' },
    { id: 'wim', name: 'Wim', role: 'group-leader' },
    { id: 'ulf', name: 'Ulf' },
  ],
  groups: [{ id: 'sales', members: ['ulf'] }, { id: 'art' }],
};
const leader = (userId: string, group: string) => ({
  kind: 'give-role',
  userId,
  role: 'leader',
  at: { type: 'group', id: group },
});
const lead = { kind: 'take-role', userId: 'lea', role: 'leader', at: { type: 'group', id: 'sales' } };

describe('a set of changes', () => {
  let site: TestSite;
  beforeAll(async () => {
    site = await siteOf(leaders);
  });

  it('X-12 A: makes many changes at once, with a result a row and one entry of the audit each', async () => {
    const made = await siteOf(leaders);
    const { status, body } = await change(made, 'ada', [
      leader('lea', 'sales'),
      leader('lea', 'sales'),
      leader('wim', 'art'),
      { kind: 'add-member', groupId: 'art', userId: 'ulf' },
      { kind: 'remove-member', groupId: 'sales', userId: 'lea' },
    ]);
    expect(status).toBe(200);
    expect(body.results).toEqual([
      { index: 0, status: 'changed' },
      { index: 1, status: 'unchanged' },
      { index: 2, status: 'changed' },
      { index: 3, status: 'changed' },
      { index: 4, status: 'unchanged' },
    ]);
    expect(await holders(made, 'leader', 'sales')).toEqual(['lea']);
    const { audit = [] } = await made.rows();
    expect(audit.filter(({ change_id: id }) => id === body.id)).toHaveLength(3);
    expect((await made.as('lea').get('/v1/groups/sales/members')).status).toBe(200);
  });

  it('X-12 A: one that is refused stops all of them, and each says why', async () => {
    const before = await site.rows();
    const { status, body } = await change(site, 'ada', [
      leader('lea', 'sales'),
      leader('ulf', 'sales'),
      leader('nobody', 'sales'),
      { kind: 'give-role', userId: 'lea', role: 'king' },
    ]);
    expect(status).toBe(403);
    expect(body.code).toBe('refused');
    expect(body.results).toMatchObject([
      { index: 0, status: 'possible' },
      { index: 1, status: 'refused', code: 'refused', missing: [{ code: 'may-not-hold' }] },
      { index: 2, status: 'refused', code: 'not-found' },
      { index: 3, status: 'refused', code: 'invalid-change' },
    ]);
    expect(await site.rows()).toEqual(before);
  });

  it('GL-01 A: only who holds the role of a group leader can lead, and only an administrator says so', async () => {
    expect((await change(site, 'ada', [leader('ulf', 'sales')])).status).toBe(403);
    expect((await change(site, 'lea', [leader('lea', 'sales')])).status).toBe(404);
    expect(await holders(site, 'leader', 'sales')).toEqual([]);
    expect((await change(site, 'ada', [leader('lea', 'sales')])).status).toBe(200);
    expect(await holders(site, 'leader', 'sales')).toEqual(['lea']);
  });

  it('GL-11 A: leadership that is taken away is gone at the next request', async () => {
    const made = await siteOf(leaders);
    await change(made, 'ada', [leader('lea', 'sales')]);
    expect((await made.as('lea').get('/v1/groups/sales')).status).toBe(200);
    expect((await change(made, 'ada', [lead])).status).toBe(200);
    expect((await made.as('lea').get('/v1/groups/sales')).status).toBe(404);
  });

  it('X-03 A: a dry run says who gains and loses what, and writes nothing', async () => {
    const made = await siteOf(leaders);
    await change(made, 'ada', [leader('lea', 'sales')]);
    const before = await made.rows();
    const { status, body } = await change(made, 'ada', [lead, leader('wim', 'art')], { dryRun: true });
    expect(status).toBe(200);
    expect(await made.rows()).toEqual(before);
    expect(body.results.map((one: { status: string }) => one.status)).toEqual(['changed', 'changed']);
    expect(body.impact.affected).toBe(2);
    const [lea, wim] = body.impact.people;
    expect(lea).toMatchObject({ user: { id: 'lea', name: 'Lea' }, gains: [] });
    expect(wim).toMatchObject({ user: { id: 'wim', name: 'Wim' }, losses: [] });
    expect(wim.gains).toContainEqual({
      permission: 'members.view',
      label: 'See who is in the group',
      everywhere: false,
      scopes: [{ type: 'group', id: 'art', name: 'art' }],
    });
    expect(body.impact.permissions).toContainEqual({
      permission: 'members.view',
      label: 'See who is in the group',
      gain: 1,
      lose: 1,
    });
  });

  it('X-03 A: a dry run of what would be refused says so in the same words', async () => {
    const changes = [leader('ulf', 'sales')];
    const dry = await change(site, 'ada', changes, { dryRun: true });
    const real = await change(site, 'ada', changes);
    const told = ({ status, body }: typeof dry) => ({ status, ...body, requestId: '' });
    expect(told(dry)).toEqual(told(real));
  });

  it('X-06 A: a group whose permissions somebody else has changed is not changed over their head', async () => {
    const made = await siteOf(leaders);
    await change(made, 'ada', [leader('lea', 'sales')], { groups: [{ id: 'sales', version: 1 }] });
    const late = await change(made, 'ada', [leader('wim', 'sales')], {
      groups: [{ id: 'sales', version: 1 }],
    });
    expect(late).toMatchObject({
      status: 412,
      body: { code: 'version-conflict', currentVersions: [{ id: 'sales', version: 2 }] },
    });
    expect(await holders(made, 'leader', 'sales')).toEqual(['lea']);
    const again = await change(made, 'ada', [leader('wim', 'sales')], {
      groups: [{ id: 'sales', version: 2 }],
    });
    expect(again.body.groups).toEqual([{ id: 'sales', version: 3 }]);
  });
});
