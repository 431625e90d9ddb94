import type { SiteSpec } from '@provost/server';
import { describe, expect, inject, it } from 'vitest';
import { ANY_VERSION, makeSite, type Rows, type TestSite } from '../fixtures/site.js';

/** Ivan writes courses; Gina instructs the group that has one of them, and nothing else. */
const school: SiteSpec = {
  policy: 'site-group-session',
  people: [
    { id: 'olga', name: 'Olga', role: 'site-owner' },
    { id: 'ivan', name: 'Ivan', role: 'site-instructor' },
    { id: 'gina', name: 'Gina', holds: [{ role: 'group-instructor', scopes: { group: ['quay'] } }] },
    { id: 'otto', name: 'Otto', holds: [{ role: 'group-owner', scopes: { group: ['quay'] } }] },
    { id: 'lena', name: 'Lena' },
  ],
  content: [
    { id: 'safety', owner: 'ivan' },
    { id: 'knots', owner: 'olga' },
  ],
  groups: [
    { id: 'quay', content: ['safety'] },
    { id: 'yard', content: ['knots'] },
  ],
};

const site = (spec: SiteSpec = school): Promise<TestSite> => makeSite(inject('serverUrl'), spec);
const create = (at: TestSite, as: string, within: Record<string, string[]>, name = 'Spring') =>
  at.as(as).post('/v1/resources/session', { name, within });
const held = ({ assignments = [] }: Rows): string[] =>
  assignments
    .filter((row) => row.scope_type === 'session')
    .map((row) => `${String(row.person)} ${String(row.role)} ${String(row.scope_id)}`);
const names = async (at: TestSite, as: string, path: string): Promise<string[]> =>
  ((await at.as(as).get(path)).body as { items: { name: string }[] }).items.map(({ name }) => name);

describe('sessions', () => {
  it('SG-14 A: who creates a session is its instructor, and manages it', async () => {
    const at = await site();
    const made = await create(at, 'ivan', { course: ['safety'] });
    expect(made.status).toBe(201);
    const { id } = made.body as { id: string };
    expect(held(await at.rows())).toEqual([`ivan session-instructor ${id}`]);
    expect(await names(at, 'ivan', '/v1/resources/session')).toEqual(['Spring']);
    const renamed = await at.as('ivan').patch(`/v1/resources/session/${id}`, { name: 'Summer' }, ANY_VERSION);
    expect([renamed.status, renamed.body.name, renamed.body.version]).toEqual([200, 'Summer', 2]);
    // SG-15: in that session only
    const other = await create(at, 'olga', { course: ['knots'] }, 'Autumn');
    expect((await at.as('ivan').get(`/v1/resources/session/${other.body.id}`)).status).toBe(404);
  });

  it('SG-12 SG-04 A: sessions are created of courses one may create them of, and nowhere else', async () => {
    const at = await site();
    const before = await at.rows();
    for (const [who, within, status] of [
      ['ivan', { course: ['knots'] }, 403],
      ['ivan', {}, 403],
      ['gina', { course: ['knots'] }, 404],
      ['gina', { course: ['safety'], group: ['yard'] }, 404],
      ['lena', { course: ['safety'] }, 403],
      ['olga', { course: ['safety'], group: ['yard'] }, 400],
      ['olga', { course: ['nothing'] }, 404],
      ['olga', { weather: ['fair'] }, 400],
    ] as const) {
      const refused = await create(at, who, within as unknown as Record<string, string[]>);
      expect([who, within, refused.status]).toEqual([who, within, status]);
    }
    expect(await at.rows()).toEqual(before);
    expect((await create(at, 'gina', { course: ['safety'], group: ['quay'] })).status).toBe(201);
  });

  it('SG-20 A: a group’s owner sees and edits the sessions of the group alone', async () => {
    const at = await site();
    const inside = await create(at, 'gina', { course: ['safety'], group: ['quay'] });
    const outside = await create(at, 'olga', { course: ['safety'] }, 'Autumn');
    expect(await names(at, 'otto', '/v1/resources/session')).toEqual(['Spring']);
    const path = (id: string) => `/v1/resources/session/${id}`;
    const edited = await at.as('otto').patch(path(inside.body.id), { name: 'Easter' }, ANY_VERSION);
    expect([edited.status, edited.body.name]).toEqual([200, 'Easter']);
    expect((await at.as('otto').patch(path(outside.body.id), { name: 'x' }, ANY_VERSION)).status).toBe(404);
    expect(edited.body.resource.within).toMatchObject({ group: ['quay'] });
  });

  it('SG-16 A: a session has several instructors, and the last one cannot be removed', async () => {
    const at = await site();
    const { id } = (await create(at, 'ivan', { course: ['safety'] })).body as { id: string };
    const change = (kind: string, userId: string) =>
      at.as('olga').post('/v1/changes', {
        changes: [{ kind, userId, role: 'session-instructor', at: { type: 'session', id } }],
      });
    const before = await at.rows();
    const last = await change('take-role', 'ivan');
    expect([last.status, last.body.missing?.[0]?.code]).toEqual([403, 'too-few-holders']);
    expect(await at.rows()).toEqual(before);
    expect((await change('give-role', 'gina')).status).toBe(200);
    expect((await change('take-role', 'ivan')).status).toBe(200);
    expect(held(await at.rows())).toEqual([`gina session-instructor ${id}`]);
  });

  it('X-17 A: what is edited must be one’s own before and after', async () => {
    const at = await site();
    const { id } = (await create(at, 'gina', { course: ['safety'], group: ['quay'] })).body as { id: string };
    const before = await at.rows();
    const path = `/v1/resources/session/${id}`;
    expect((await at.as('otto').patch(path, { within: { group: [] } }, ANY_VERSION)).status).toBe(403);
    expect((await at.as('otto').patch(path, { within: { course: ['knots'] } }, ANY_VERSION)).status).toBe(
      404,
    );
    expect(await at.rows()).toEqual(before);
  });

  it('names what hangs on a session before it is deleted, and keeps learning records', async () => {
    const at = await site();
    const { id } = (await create(at, 'ivan', { course: ['safety'] })).body as { id: string };
    const path = `/v1/resources/session/${id}`;
    const before = await at.rows();
    expect((await at.as('lena').delete(path, ANY_VERSION)).status).toBe(404);
    const told = await at.as('ivan').delete(path, ANY_VERSION);
    expect([told.status, told.body.code, told.body.hanging]).toEqual([
      409,
      'has-dependents',
      { roles: 1, groups: 0, things: 0 },
    ]);
    expect(await at.rows()).toEqual(before);
    expect((await at.as('ivan').delete(`${path}?withAll=true`, ANY_VERSION)).status).toBe(204);
    expect(held(await at.rows())).toEqual([]);
    expect((await at.as('olga').get(path)).status).toBe(404);
  });
});

/** Helen has all of the school; Goran manages the bakers’ seats; Sven has a segment that limits him. */
const seats: SiteSpec = {
  policy: 'role-levels',
  people: [
    { id: 'helen', name: 'Helen', role: 'administrator' },
    { id: 'goran', name: 'Goran', holds: [{ role: 'seat-manager', scopes: { offering: ['ten'] } }] },
    { id: 'kai', name: 'Kai', within: { offering: ['ten'] } },
    {
      id: 'sven',
      name: 'Sven',
      role: 'administrator',
      holds: [{ role: 'seat-manager', scopes: { offering: ['ten'] } }],
    },
  ],
  resources: [
    { type: 'offering', id: 'ten', name: 'Ten seats' },
    { type: 'offering', id: 'two', name: 'Two seats' },
    { type: 'segment', id: 'new', name: 'Newcomers' },
  ],
};

describe('offerings, spaces and segments', () => {
  it('RL-13 A: who has an offering sees it, no other, and changes neither', async () => {
    const at = await site(seats);
    expect(await names(at, 'goran', '/v1/resources/offering')).toEqual(['Ten seats']);
    expect((await at.as('goran').get('/v1/resources/offering/two')).status).toBe(404);
    const before = await at.rows();
    for (const id of ['ten', 'two']) {
      const refused = await at.as('goran').patch(`/v1/resources/offering/${id}`, { name: 'x' }, ANY_VERSION);
      expect([403, 404]).toContain(refused.status);
    }
    expect((await at.as('goran').post('/v1/resources/offering', { name: 'More' })).status).toBe(403);
    expect((await at.as('kai').get('/v1/resources/offering')).status).toBe(403);
    expect(await at.rows()).toEqual(before);
  });

  it('RL-01 A: an administrator makes, changes and deletes them', async () => {
    const at = await site(seats);
    for (const type of ['offering', 'space']) {
      const made = await at.as('helen').post(`/v1/resources/${type}`, { name: 'Made' });
      expect([type, made.status]).toEqual([type, 201]);
      const path = `/v1/resources/${type}/${made.body.id}`;
      expect((await at.as('helen').patch(path, { name: 'Changed' }, { 'if-match': '"1"' })).status).toBe(200);
      expect((await at.as('helen').patch(path, { name: 'Again' }, { 'if-match': '"1"' })).status).toBe(412);
      expect((await at.as('helen').delete(path, { 'if-match': '"2"' })).status).toBe(204);
    }
    expect((await at.as('helen').get('/v1/resources/weather')).status).toBe(404);
    expect((await at.as('helen').get('/v1/resources/user')).status).toBe(404);
  });

  it('lists page by page, by name, what matches', async () => {
    const at = await site(seats);
    const first = await at.as('helen').get('/v1/resources/offering?limit=1');
    expect([first.body.items.length, first.body.total]).toEqual([1, 2]);
    const second = await at.as('helen').get(`/v1/resources/offering?limit=1&cursor=${first.body.next}`);
    expect([first, second].flatMap(({ body }) => body.items.map(({ id }: { id: string }) => id))).toEqual([
      'ten',
      'two',
    ]);
    expect(await names(at, 'helen', '/v1/resources/offering?search=TWO')).toEqual(['Two seats']);
  });
});

describe('courses', () => {
  it('SG-06 A: learners author while the site lets them, and edit what they wrote', async () => {
    const at = await site({ ...school, settings: { learnersMayAuthor: true } });
    const made = await at.as('lena').post('/v1/resources/course', { name: 'Poems' });
    expect(made.status).toBe(201);
    const path = `/v1/resources/course/${made.body.id}`;
    expect((await at.as('lena').patch(path, { name: 'More poems' }, ANY_VERSION)).status).toBe(200);
    expect((await at.as('lena').patch('/v1/resources/course/knots', { name: 'x' }, ANY_VERSION)).status).toBe(
      404,
    );
    await at.as('olga').patch('/v1/settings', { settings: { learnersMayAuthor: false } }, ANY_VERSION);
    const before = await at.rows();
    expect((await at.as('lena').post('/v1/resources/course', { name: 'Songs' })).status).toBe(403);
    expect((await at.as('lena').patch(path, { name: 'Fewer' }, ANY_VERSION)).status).toBe(404);
    expect(await at.rows()).toEqual(before);
  });
});
