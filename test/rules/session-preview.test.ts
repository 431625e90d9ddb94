import type { SiteSpec } from '@provost/server';
import { definePolicy, openAccess, parseSnapshot, siteGroupSession, type Access } from '@provost/authz-core';
import { describe, expect, inject, it } from 'vitest';
import { makeSite, type TestSite } from '../fixtures/site.js';

const url = inject('serverUrl');
const policy = definePolicy(siteGroupSession);

const region: SiteSpec = {
  policy: 'site-group-session',
  people: [
    { id: 'ada', role: 'site-administrator' },
    { id: 'gil', holds: [{ role: 'group-administrator', scopes: { group: ['region'] } }] },
    {
      id: 'cora',
      holds: [
        { role: 'group-coordinator', scopes: { group: ['north', 'west'] } },
        { role: 'session-instructor', scopes: { session: ['s1'] } },
      ],
    },
    { id: 'low', holds: [{ role: 'group-administrator', scopes: { group: ['north'] } }] },
    { id: 'far', holds: [{ role: 'group-owner', scopes: { group: ['west'] } }] },
  ],
  groups: [
    { id: 'region', name: 'Region' },
    { id: 'north', name: 'North', parent: 'region' },
    { id: 'west', name: 'West' },
  ],
};

const preview = (site: TestSite, by: string, of: string, group = 'north') =>
  site.as(by).get(`/v1/users/${of}/session-preview?group=${group}`);

const opened = (body: { snapshot: unknown }): Access => {
  const snapshot = parseSnapshot(body.snapshot);
  return openAccess(policy, snapshot, { now: Date.now() });
};

const group = (id: string, site: string) => ({ site, type: 'group', id, within: { group: [id] } });

describe('what another person sees', () => {
  it('X-02 A: all of it, where none of it lies beyond one’s own', async () => {
    const site = await makeSite(url, region);
    const { status, body } = await preview(site, 'ada', 'cora');
    expect([status, body.whole, body.user]).toEqual([200, true, { id: 'cora', name: 'cora' }]);
    const access = opened(body);
    for (const id of ['north', 'west']) expect(access.can('groups.view', group(id, site.id))).toBe(true);
    expect(access.can('groups.view', group('region', site.id))).toBe(false);
    // what is somebody's own is theirs, and beyond everybody but those who have everything
    expect((await preview(site, 'gil', 'low')).body.whole).toBe(false);
  });

  it('X-02 A: else the part about the group alone, whatever they hold elsewhere', async () => {
    const site = await makeSite(url, region);
    const { body } = await preview(site, 'gil', 'cora');
    expect([body.whole, body.snapshot.assignments.map(({ scopes }: { scopes: unknown }) => scopes)]).toEqual([
      false,
      [undefined, { group: ['north'] }],
    ]);
    expect(JSON.stringify(body)).not.toMatch(/west|s1/);
    expect(opened(body).can('groups.view', group('north', site.id))).toBe(true);
  });

  it('X-02 X-10 A: refused to whoever may not see who holds what there; nobody is found who holds nothing there', async () => {
    const site = await makeSite(url, region);
    expect((await preview(site, 'cora', 'gil')).status).toBe(403);
    expect((await preview(site, 'gil', 'far', 'west')).status).toBe(404);
    expect((await preview(site, 'low', 'nobody')).status).toBe(404);
    const off = { ...region, settings: { groupAdminsManageUsers: false } };
    const other = await makeSite(url, off);
    expect((await preview(other, 'low', 'far')).status).toBe(404);
    expect((await preview(other, 'low', 'gil')).status).toBe(200);
  });
});
