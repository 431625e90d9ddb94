import { describe, expect, inject, it } from 'vitest';
import type { SiteSpec } from '@provost/server';
import { makeSite, type TestSite } from '../fixtures/site.js';

const siteOf = (spec: SiteSpec): Promise<TestSite> => makeSite(inject('serverUrl'), spec);

const change = (site: TestSite, by: string, changes: readonly object[], more: object = {}) =>
  site.as(by).post('/v1/changes', { changes, ...more });
const give = (userId: string, role: string, type?: string, id?: string) => ({
  kind: 'give-role',
  userId,
  role,
  ...(type === undefined ? {} : { at: { type, id } }),
});
/** Who holds a role at a scope, as it is stored. */
async function holders(site: TestSite, role: string, scope?: string): Promise<unknown[]> {
  const { assignments = [] } = await site.rows();
  return assignments
    .filter((row) => row.role === role && row.scope_id === (scope ?? site.id))
    .map(({ person }) => person)
    .sort();
}

/** A moment in some hours, and the millisecond before it: tokens hold for a day. */
const later = (hours: number): string => new Date(Date.now() + hours * 3_600_000).toISOString();
const justBefore = (time: string): string => new Date(Date.parse(time) - 1).toISOString();

const lms: SiteSpec = {
  policy: 'lms-roles',
  people: [
    { id: 'asha', name: 'Asha', role: 'lms-administrator' },
    { id: 'carol', name: 'Carol', role: 'training-coordinator' },
    { id: 'tina', name: 'Tina', role: 'tutor' },
    { id: 'stan', name: 'Stan' },
  ],
  content: [{ id: 'lifting' }],
};

const editors: SiteSpec = {
  settings: { editorViewer: true },
  people: [
    { id: 'mia', name: 'Mia', role: 'manager' },
    { id: 'sam', name: 'Sam', role: 'sub-manager' },
    { id: 'new', name: 'Nia', role: 'sub-manager', later: true },
    { id: 'ulf', name: 'Ulf' },
  ],
  groups: [{ id: 'sales' }, { id: 'north' }],
};
const level = (userId: string, groupId: string, wanted: string, more: object = {}) => ({
  kind: 'set-level',
  userId,
  groupId,
  area: 'users',
  level: wanted,
  ...more,
});

describe('levels', () => {
  const canAdd = async (site: TestSite, person: string, group: string, now?: string) =>
    (
      await site
        .as(person)
        .post(
          `/v1/groups/${group}/members`,
          { userIds: ['ulf'] },
          now === undefined ? {} : { 'x-test-now': String(Date.parse(now)) },
        )
    ).status === 200;

  it('EV-09 X-12 A: levels of many people in many groups are set at once', async () => {
    const site = await siteOf(editors);
    const set = [level('sam', 'sales', 'viewer'), level('new', 'north', 'editor')];
    expect((await change(site, 'mia', set)).status).toBe(200);
    expect(await canAdd(site, 'sam', 'sales')).toBe(false);
    expect(await canAdd(site, 'sam', 'north')).toBe(true);
    expect(await canAdd(site, 'new', 'north')).toBe(true);
    expect(
      (await change(site, 'mia', set)).body.results.map((one: { status: string }) => one.status),
    ).toEqual(['unchanged', 'unchanged']);
  });

  it('EV-11 EV-20 A: nobody sets a manager’s level, nor their own', async () => {
    const site = await siteOf(editors);
    for (const wanted of ['editor', 'viewer']) {
      const manager = await change(site, 'sam', [level('mia', 'sales', wanted)]);
      expect(manager.body.missing).toMatchObject([{ code: 'may-not-hold' }]);
      const own = await change(site, 'sam', [level('sam', 'sales', wanted)]);
      expect(own.body.missing).toMatchObject([{ code: 'own-assignment' }]);
    }
  });

  it('X-04 A: Editor until a moment, and Viewer from then on, whatever a cohort gives', async () => {
    const site = await siteOf(editors);
    const until = later(4);
    for (const person of ['sam', 'new'])
      expect((await change(site, 'mia', [level(person, 'sales', 'editor', { until })])).status).toBe(200);
    for (const person of ['sam', 'new']) {
      expect(await canAdd(site, person, 'sales', justBefore(until))).toBe(true);
      expect(await canAdd(site, person, 'sales', until)).toBe(false);
    }
    expect(await canAdd(site, 'sam', 'north', until)).toBe(true);
  });
});

describe('time', () => {
  const cover = (more: object) => [{ ...give('tina', 'course-tutor', 'course', 'lifting'), ...more }];
  const at = (time: string) => ({ 'x-test-now': String(Date.parse(time)) });
  const from = later(2);
  const until = later(4);

  it('X-04 A: a role holds from its beginning and ends at its end, to the millisecond', async () => {
    const site = await siteOf(lms);
    expect((await change(site, 'carol', cover({ from, until }))).status).toBe(200);
    const sees = async (time: string) => {
      const { body } = await site.as('tina').get('/v1/session', at(time));
      return body.snapshot.assignments.some(
        (one: { role: string; from?: string }) =>
          one.role === 'course-tutor' && (one.from === undefined || Date.parse(one.from) <= Date.parse(time)),
      );
    };
    expect(await sees(justBefore(from))).toBe(false);
    expect(await sees(from)).toBe(true);
    expect(await sees(justBefore(until))).toBe(true);
    expect(await sees(until)).toBe(false);
  });

  it('X-04 A: what would be over, or end before it begins, is no change', async () => {
    const site = await siteOf(lms);
    for (const times of [
      { until: '2001-01-01T00:00:00.000Z' },
      { from: until, until: from },
      { from, until: from },
    ]) {
      const { status, body } = await change(site, 'carol', cover(times));
      expect([status, body.code]).toEqual([422, 'invalid-change']);
    }
    expect(await holders(site, 'course-tutor', 'lifting')).toEqual([]);
  });

  it('X-04 X-05 A: an end that was there is there again when its change is undone', async () => {
    const site = await siteOf(editors);
    const until = later(4);
    await change(site, 'mia', [level('new', 'sales', 'editor', { until })]);
    const lowered = await site
      .as('mia')
      .patch(
        '/v1/groups/sales/permissions',
        { changes: [{ userId: 'new', area: 'users', level: 'viewer' }] },
        { 'if-match': '*' },
      );
    expect(lowered.status).toBe(200);
    const { items } = (await site.as('mia').get('/v1/audit')).body;
    expect((await site.as('mia').post(`/v1/changes/${items[0].changeId}/undo`)).status).toBe(200);
    const { assignments = [] } = await site.rows();
    const ends = assignments.filter((row) => row.person === 'new' && row.role === 'users-editor');
    expect(ends.map((row) => new Date(String(row.until_at)).toISOString())).toEqual([until]);
  });

  it('X-04 A: what ended by itself is told apart in the audit from what was taken away', async () => {
    const site = await siteOf(lms);
    await change(site, 'carol', cover({ until }));
    await site.as('carol').post('/v1/changes', { changes: cover({}) }, at(until));
    const { audit = [] } = await site.rows();
    const told = audit
      .filter(({ person }) => person === 'tina')
      .sort((a, b) => Number(a.id) - Number(b.id))
      .map(({ action, actor }) => [action, actor]);
    expect(told).toEqual([
      ['role-given', 'carol'],
      ['role-ended', null],
      ['role-given', 'carol'],
    ]);
  });

  it('X-04 A: whatever route somebody’s role is changed by, the end of the one before is told', async () => {
    const site = await siteOf(lms);
    await change(site, 'asha', [{ ...give('stan', 'manager'), until }]);
    expect(
      (await site.as('asha').patch('/v1/users/stan', { role: 'tutor' }, { 'if-match': '*', ...at(until) }))
        .status,
    ).toBe(200);
    const { audit = [] } = await site.rows();
    expect(
      audit
        .filter(({ person }) => person === 'stan')
        .sort((a, b) => Number(a.id) - Number(b.id))
        .map(({ action, actor }) => [action, actor]),
    ).toEqual([
      ['role-given', 'asha'],
      ['role-ended', null],
      ['role-changed', 'asha'],
    ]);
  });
});
