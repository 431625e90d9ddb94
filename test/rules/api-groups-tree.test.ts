import type { PolicyDocument } from '@provost/authz-core';
import type { SiteSpec } from '@provost/server';
import { describe, expect, inject, it } from 'vitest';
import { ANY_VERSION, makeSite, send, type TestSite } from '../fixtures/site.js';

/** Two trees, and people who look after one of them. */
const trees: SiteSpec = {
  policy: 'site-group-session',
  people: [
    { id: 'olga', name: 'Olga', role: 'site-owner' },
    { id: 'gina', name: 'Gina', holds: [{ role: 'group-owner', scopes: { group: ['west'] } }] },
    { id: 'adam', name: 'Adam', holds: [{ role: 'group-administrator', scopes: { group: ['west'] } }] },
    { id: 'lena', name: 'Lena', holds: [{ role: 'group-learner', scopes: { group: ['shop'] } }] },
  ],
  content: [{ id: 'welcome' }],
  groups: [
    { id: 'east' },
    { id: 'shop', parent: 'east', members: ['lena'], content: ['welcome'] },
    { id: 'till', parent: 'shop' },
    { id: 'west' },
    { id: 'depot', parent: 'west' },
  ],
};

const site = (spec: SiteSpec = trees): Promise<TestSite> => makeSite(inject('serverUrl'), spec);
const move = (at: TestSite, as: string, group: string, body: unknown) =>
  at.as(as).post(`/v1/groups/${group}/move`, body, ANY_VERSION);
const pathOf = async (at: TestSite, group: string) =>
  ((await at.as('olga').get(`/v1/groups/${group}`)).body as { path: { id: string }[] }).path.map(
    ({ id }) => id,
  );

describe('moving groups', () => {
  it('SG-18 A: moves a group with all below it, and the reach of its administrators with it', async () => {
    const at = await site();
    expect((await at.as('adam').get('/v1/groups/till')).status).toBe(404);
    const moved = await move(at, 'olga', 'shop', { parentId: 'depot' });
    expect([moved.status, (moved.body as { cautions: string[] }).cautions]).toEqual([200, []]);
    expect(await pathOf(at, 'till')).toEqual(['west', 'depot', 'shop']);
    expect((await at.as('adam').get('/v1/groups/till')).status).toBe(200);
    expect((await move(at, 'olga', 'shop', { parentId: null })).status).toBe(200);
    expect(await pathOf(at, 'till')).toEqual(['shop']);
    expect((await at.as('adam').get('/v1/groups/till')).status).toBe(404);
  });

  it('SG-18 A: no group lies below itself', async () => {
    const at = await site();
    const before = await at.rows();
    for (const parentId of ['east', 'shop', 'till']) {
      const { status, body } = await move(at, 'olga', 'east', { parentId });
      expect([status, body.missing?.[0]?.code]).toEqual([403, 'own-ancestor']);
    }
    expect(await at.rows()).toEqual(before);
  });

  it('SG-18 A: nor where the policy has no tree of its own', async () => {
    const at = await site({
      policy: 'lms-roles',
      people: [{ id: 'olga', role: 'training-coordinator' }],
      groups: [{ id: 'east' }, { id: 'shop', parent: 'east' }, { id: 'west' }],
    });
    const before = await at.rows();
    for (const parentId of ['east', 'shop']) {
      const { status, body } = await move(at, 'olga', 'east', { parentId });
      expect([status, body.code]).toEqual([409, 'conflict']);
    }
    expect(await at.rows()).toEqual(before);
    expect((await move(at, 'olga', 'east', { parentId: 'west' })).status).toBe(200);
    expect(await pathOf(at, 'shop')).toEqual(['west', 'east']);
  });

  it('X-17 A: it takes the right on the group and on both parents, so nobody pulls a group under theirs', async () => {
    const at = await site();
    const before = await at.rows();
    const asked = [
      ['gina', 'shop', 'west', 404],
      ['gina', 'depot', null, 403],
      ['gina', 'depot', 'shop', 404],
      ['adam', 'depot', null, 403],
      ['lena', 'shop', null, 403],
    ] as const;
    for (const [who, group, parentId, status] of asked) {
      expect([who, (await move(at, who, group, { parentId })).status]).toEqual([who, status]);
    }
    expect(await at.rows()).toEqual(before);
    const inside = await site({
      ...trees,
      groups: [...(trees.groups ?? []), { id: 'van', parent: 'depot' }],
    });
    expect((await move(inside, 'gina', 'van', { parentId: 'west' })).status).toBe(200);
  });

  it('X-03 A: a dry run says who gains and who loses, and changes nothing', async () => {
    const at = await site();
    const before = await at.rows();
    const { status, body } = await move(at, 'olga', 'shop', { parentId: 'west', dryRun: true });
    expect(status).toBe(200);
    const { impact } = body as {
      impact: { affected: number; people: { user: { id: string }; gains: unknown[]; losses: unknown[] }[] };
    };
    expect(impact.affected).toBe(2);
    expect(impact.people.map(({ user }) => user.id).sort()).toEqual(['adam', 'gina']);
    expect(impact.people.every(({ gains, losses }) => gains.length > 0 && losses.length === 0)).toBe(true);
    expect(await at.rows()).toEqual(before);
  });

  it('X-13 A: nobody moves a group out of their own reach without being asked', async () => {
    const limited: PolicyDocument = {
      id: 'limited-movers',
      scopes: { group: { tree: true, movedBy: 'groups.edit' } },
      resources: { site: {}, user: { group: 'group' }, group: { group: 'group' } },
      permissions: {
        'groups.view': { on: 'group' },
        'groups.edit': { on: 'group' },
        'people.view': { on: 'user' },
      },
      operations: { 'groups.move': ['groups.edit'] },
      roles: {
        viewer: {
          at: ['site'],
          grants: [{ can: ['groups.view', 'people.view'], reach: 'everything' }],
        },
        keeper: { at: ['group'], below: true, grants: [{ can: ['groups.edit'], reach: { by: ['group'] } }] },
        porter: { at: ['group'], grants: [{ can: ['groups.edit'], reach: { by: ['group'] } }] },
      },
    };
    await send(`${inject('serverUrl')}/test/policies`, { method: 'POST', body: limited });
    const at = await site({
      policy: 'limited-movers',
      people: [
        {
          id: 'olga',
          role: 'viewer',
          holds: [
            { role: 'keeper', scopes: { group: ['all'] }, except: { group: ['own'] } },
            { role: 'porter', scopes: { group: ['own'] } },
          ],
        },
      ],
      groups: [{ id: 'all' }, { id: 'own', parent: 'all' }, { id: 'other', parent: 'all' }],
    });
    const before = await at.rows();
    const asked = await move(at, 'olga', 'other', { parentId: 'own' });
    expect([asked.status, asked.body.code, asked.body.cautions]).toEqual([
      409,
      'confirm-needed',
      ['own-reach'],
    ]);
    expect(await at.rows()).toEqual(before);
    expect((await move(at, 'olga', 'other', { parentId: 'own', confirm: true })).status).toBe(200);
    expect(await pathOf(at, 'other')).toEqual(['all', 'own']);
  });

  it('X-06 A: refuses whoever has read another version', async () => {
    const at = await site();
    const stale = await at.as('olga').post('/v1/groups/shop/move', { parentId: null }, { 'if-match': '"7"' });
    expect([stale.status, stale.body.currentVersion]).toEqual([412, 1]);
  });
});

describe('archiving groups', () => {
  it('puts aside what lies below, too, lets nothing in, and takes it up again', async () => {
    const at = await site();
    const olga = at.as('olga');
    const ids = async (query: string) =>
      ((await olga.get(`/v1/groups?${query}`)).body as { items: { id: string }[] }).items.map(({ id }) => id);
    expect((await at.as('adam').post('/v1/groups/depot/archive', undefined, ANY_VERSION)).status).toBe(403);
    const archived = await olga.post('/v1/groups/shop/archive', undefined, ANY_VERSION);
    expect([archived.status, typeof archived.body.archivedAt]).toEqual([200, 'string']);
    expect(await ids('')).toEqual(['depot', 'east', 'west']);
    expect(await ids('archived=only')).toEqual(['shop', 'till']);
    expect(await ids('archived=with')).toEqual(['depot', 'east', 'shop', 'till', 'west']);
    for (const [path, body] of [
      ['/v1/groups/till/members', { userIds: ['gina'] }],
      ['/v1/groups/till/content', { contentIds: ['welcome'] }],
      ['/v1/groups', { name: 'New', parentId: 'till' }],
    ] as const) {
      const { status, body: problem } = await olga.post(path, body);
      expect([status, problem.code]).toEqual([409, 'archived']);
    }
    const below = await olga.post('/v1/groups/till/unarchive', undefined, ANY_VERSION);
    expect([below.status, below.body.code]).toEqual([409, 'archived']);
    expect((await olga.post('/v1/groups/shop/unarchive', undefined, ANY_VERSION)).body.archivedAt).toBe(null);
    expect(await ids('archived=only')).toEqual([]);
  });
});

describe('deleting groups', () => {
  it('names what would go, takes it when asked, and brings all of it back', async () => {
    const at = await site();
    const olga = at.as('olga');
    const before = await at.rows();
    const refused = await olga.delete('/v1/groups/east', ANY_VERSION);
    expect([refused.status, refused.body.code, refused.body.hanging]).toEqual([
      409,
      'has-children',
      { below: 2, members: 1, content: 1, roles: 1 },
    ]);
    expect(await at.rows()).toEqual(before);
    expect((await olga.delete('/v1/groups/east?withBelow=true', ANY_VERSION)).status).toBe(204);
    expect((await olga.get('/v1/groups/till')).status).toBe(404);
    expect((await olga.post('/v1/groups/east/restore')).status).toBe(200);
    expect(await pathOf(at, 'till')).toEqual(['east', 'shop']);
    expect((await olga.get('/v1/groups/shop/members')).body.total).toBe(1);
  });

  it('SG-10 A: who holds a role above restores what they deleted', async () => {
    const at = await site();
    expect((await at.as('gina').delete('/v1/groups/depot', ANY_VERSION)).status).toBe(204);
    expect((await at.as('lena').post('/v1/groups/depot/restore')).status).toBe(404);
    expect((await at.as('gina').post('/v1/groups/depot/restore')).status).toBe(200);
  });
});
