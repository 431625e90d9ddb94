import type { SiteSpec } from '@provost/server';
import { describe, expect, inject, it } from 'vitest';
import { ANY_VERSION, makeSite, type Rows, type TestSite } from '../fixtures/site.js';

/** Two groups that share a course; Sam is in one, and Lea leads it. */
const led = (settings: Record<string, boolean> = {}): SiteSpec => ({
  policy: 'group-leader',
  settings,
  people: [
    { id: 'ada', name: 'Ada', role: 'administrator' },
    {
      id: 'lea',
      name: 'Lea',
      role: 'group-leader',
      holds: [{ role: 'leader', scopes: { group: ['sales'] } }],
    },
    { id: 'sam', name: 'Sam' },
    { id: 'nia', name: 'Nia' },
  ],
  content: [{ id: 'selling' }, { id: 'drawing' }, { id: 'plan', type: 'e-folder' }],
  groups: [
    { id: 'sales', members: ['sam'] },
    { id: 'art', members: ['sam'], content: ['drawing'] },
  ],
});

const site = (spec: SiteSpec): Promise<TestSite> => makeSite(inject('serverUrl'), spec);
const add = (at: TestSite, group: string, userIds: string[], as = 'ada') =>
  at.as(as).post(`/v1/groups/${group}/members`, { userIds });
const remove = (at: TestSite, group: string, userIds: string[]) =>
  at.as('ada').post(`/v1/groups/${group}/members/remove`, { userIds });
const assign = (at: TestSite, group: string, contentIds: string[]) =>
  at.as('ada').post(`/v1/groups/${group}/content`, { contentIds });
const unassign = (at: TestSite, group: string, contentIds: string[]) =>
  at.as('ada').post(`/v1/groups/${group}/content/remove`, { contentIds });

const held = ({ assignments = [] }: Rows, type: string): string[] =>
  assignments
    .filter((row) => row.scope_type === type)
    .map((row) => `${String(row.person)} ${String(row.role)} ${String(row.scope_id)} ${String(row.source)}`)
    .sort();
const records = ({ resources = [] }: Rows): string[] =>
  resources
    .filter(({ type }) => type === 'record')
    .map(({ owner }) => String(owner))
    .sort();

/** Whom somebody could see the progress of, asked as AuthZEN asks it. */
const progressSeen = async (at: TestSite, as: string): Promise<number> => {
  const { body } = await at.as(as).post('/access/v1/search/resource', {
    subject: { type: 'user', id: as },
    action: { name: 'progress.view' },
    resource: { type: 'record' },
  });
  return (body as { results: unknown[] }).results.length;
};

describe('enrolment by group', () => {
  it('GL-10 A: assigning a course enrols all members, and a member added later is enrolled, too', async () => {
    const at = await site(led());
    expect((await assign(at, 'sales', ['selling', 'plan'])).status).toBe(200);
    expect((await add(at, 'sales', ['nia'])).status).toBe(200);
    const rows = await at.rows();
    expect(held(rows, 'course')).toEqual(['nia learner selling group', 'sam learner selling group']);
    expect(records(rows)).toEqual(['nia', 'sam']);
  });

  it('GL-10 A: leaving the group ends the enrolment it gave, and keeps the learning record', async () => {
    const at = await site(led());
    await assign(at, 'sales', ['selling']);
    expect(await progressSeen(at, 'lea')).toBe(1);
    expect((await remove(at, 'sales', ['sam'])).status).toBe(200);
    const rows = await at.rows();
    expect(held(rows, 'course')).toEqual([]);
    expect(records(rows)).toEqual(['sam']);
    // GL-03: through no led group any more
    expect(await progressSeen(at, 'lea')).toBe(0);
    await add(at, 'sales', ['sam']);
    expect(records(await at.rows())).toEqual(['sam']);
    expect(await progressSeen(at, 'lea')).toBe(1);
  });

  it('GL-10 A: another group that has both goes on giving the enrolment', async () => {
    const at = await site(led());
    await assign(at, 'sales', ['selling']);
    await assign(at, 'art', ['selling']);
    await remove(at, 'sales', ['sam']);
    expect(held(await at.rows(), 'course')).toEqual(['sam learner selling group']);
    await unassign(at, 'art', ['selling']);
    expect(held(await at.rows(), 'course')).toEqual([]);
  });

  it('GL-10 A: what was given by hand is no group’s to take', async () => {
    const spec = led();
    const people = (spec.people ?? []).map((one) =>
      one.id === 'sam' ? { ...one, holds: [{ role: 'learner', scopes: { course: ['selling'] } }] } : one,
    );
    const at = await site({ ...spec, people });
    await assign(at, 'sales', ['selling']);
    await remove(at, 'sales', ['sam']);
    expect(held(await at.rows(), 'course')).toEqual(['sam learner selling set']);
  });

  it('GL-10 A: an archived or deleted group enrols nobody until it is back', async () => {
    const at = await site(led());
    await assign(at, 'sales', ['selling']);
    const courses = async () => held(await at.rows(), 'course');
    for (const [away, back] of [
      [
        () => at.as('ada').post('/v1/groups/sales/archive', undefined, ANY_VERSION),
        () => at.as('ada').post('/v1/groups/sales/unarchive', undefined, ANY_VERSION),
      ],
      [
        () => at.as('ada').delete('/v1/groups/sales', ANY_VERSION),
        () => at.as('ada').post('/v1/groups/sales/restore'),
      ],
    ] as const) {
      expect((await away()).status).toBeLessThan(300);
      expect(await courses()).toEqual([]);
      expect((await back()).status).toBe(200);
      expect(await courses()).toEqual(['sam learner selling group']);
    }
  });

  it('GL-06 A: the site’s setting decides, and is changed by who may, with a trace', async () => {
    const at = await site(led());
    expect(
      (await at.as('lea').patch('/v1/settings', { settings: { leadersEditCourses: true } })).status,
    ).toBe(403);
    const on = await at
      .as('ada')
      .patch('/v1/settings', { settings: { leadersEditCourses: true } }, ANY_VERSION);
    expect([on.status, on.body.settings]).toEqual([200, { leadersEditCourses: true }]);
    const { audit = [] } = await at.rows();
    expect(audit.map(({ action, actor }) => [action, actor])).toEqual([['settings-changed', 'ada']]);
  });
});

const tree = (settings: Record<string, boolean> = {}): SiteSpec => ({
  policy: 'site-group-session',
  settings,
  people: [
    { id: 'olga', name: 'Olga', role: 'site-owner' },
    { id: 'lena', name: 'Lena' },
  ],
  groups: [{ id: 'sales' }],
});

describe('what groups bring', () => {
  it('SG-08 A: who creates a group is its owner, and creates and names people below it', async () => {
    const at = await site(tree({ anyoneMayCreateGroups: true }));
    const made = await at.as('lena').post('/v1/groups', { name: 'Reading' });
    expect(made.status).toBe(201);
    const { id } = made.body as { id: string };
    expect(held(await at.rows(), 'group')).toEqual([`lena group-owner ${id} default`]);
    expect((await at.as('lena').post('/v1/groups', { name: 'Poems', parentId: id })).status).toBe(201);
    expect((await at.as('lena').post('/v1/groups', { name: 'Theirs', parentId: 'sales' })).status).toBe(404);
  });

  it('SG-07 A: only the site’s owner and administrators create groups, unless anyone may', async () => {
    const at = await site(tree());
    const before = await at.rows();
    expect((await at.as('lena').post('/v1/groups', { name: 'Reading' })).status).toBe(403);
    expect(await at.rows()).toEqual(before);
    expect((await at.as('olga').post('/v1/groups', { name: 'Reading' })).status).toBe(201);
    for (const [on, status] of [
      [true, 201],
      [false, 403],
    ] as const) {
      await at.as('olga').patch('/v1/settings', { settings: { anyoneMayCreateGroups: on } }, ANY_VERSION);
      expect((await at.as('lena').post('/v1/groups', { name: `Poems ${on}` })).status).toBe(status);
    }
  });

  it('SG-09 A: who is added is a learner of the group, until they leave it', async () => {
    const at = await site(tree());
    await add(at, 'sales', ['lena'], 'olga');
    expect(held(await at.rows(), 'group')).toEqual(['lena group-learner sales default']);
    await at.as('olga').post('/v1/groups/sales/members/remove', { userIds: ['lena'] });
    expect(held(await at.rows(), 'group')).toEqual([]);
  });

  it('SG-05 SG-19 A: a new person is a learner, and in the audience of everybody', async () => {
    const at = await site(tree());
    const made = await at.as('olga').post('/v1/users', { name: 'New', email: 'new@example.org' });
    const { id, role } = made.body as { id: string; role: string };
    expect([made.status, role]).toEqual([201, 'site-learner']);
    expect(held(await at.rows(), 'audience')).toEqual([`${id} course-learner everyone default`]);
  });
});
