import type { PersonSpec, SiteSpec } from '@provost/server';
import { describe, expect, inject, it } from 'vitest';
import { ANY_VERSION, makeSite, type TestSite } from '../fixtures/site.js';

const editor = { users: 'editor', content: 'editor' } as const;
const viewer = { users: 'viewer', content: 'viewer' } as const;

/** Two managers, two sub-managers and two groups that were there before the feature was turned on. */
const founded: SiteSpec = {
  people: [
    { id: 'mia', name: 'Mia', role: 'manager' },
    { id: 'max', name: 'Max', role: 'manager' },
    { id: 'sam', name: 'Sam', role: 'sub-manager' },
    { id: 'sue', name: 'Sue', role: 'sub-manager' },
    { id: 'ulf', name: 'Ulf' },
  ],
  groups: [{ id: 'sales' }, { id: 'north' }],
};

const siteWith = (spec: SiteSpec): Promise<TestSite> =>
  makeSite(inject('serverUrl'), { ...founded, ...spec });
const siteOn = (more: readonly PersonSpec[] = []) =>
  siteWith({ settings: { editorViewer: true }, people: [...(founded.people ?? []), ...more] });

const turn = (site: TestSite, on: boolean) =>
  site.as('mia').patch('/v1/settings', { settings: { editorViewer: on } }, ANY_VERSION);

const set = (
  site: TestSite,
  by: string,
  { group = 'sales', ...change }: { group?: string; userId: string; area: string; level: string },
) => site.as(by).patch(`/v1/groups/${group}/permissions`, { changes: [change] }, ANY_VERSION);

const changeRole = (site: TestSite, id: string, role: string, by = 'mia') =>
  site.as(by).patch(`/v1/users/${id}`, { role }, ANY_VERSION);

interface Row {
  user: { id: string };
  levels: Record<
    string,
    { level: string; source: string; by: { id: string; name: string } | null; at: string | null }
  >;
}

/** Person → area → level, as Manage Permissions lists them for a manager. */
async function levels(site: TestSite, group: string): Promise<Record<string, Record<string, string>>> {
  const { body } = await site.as('mia').get(`/v1/groups/${group}/permissions`);
  return Object.fromEntries(
    (body as { items: Row[] }).items.map(({ user, levels: areas }) => [
      user.id,
      Object.fromEntries(Object.entries(areas).map(([area, { level }]) => [area, level])),
    ]),
  );
}

async function rowOf(site: TestSite, person: string, group = 'sales'): Promise<Row['levels']> {
  const { body } = await site.as('mia').get(`/v1/groups/${group}/permissions`);
  return (body as { items: Row[] }).items.find(({ user }) => user.id === person)?.levels ?? {};
}

/** What they really can: the users area by adding a member, the content area by what the answer says. */
async function canAdd(site: TestSite, person: string, group: string): Promise<boolean> {
  const { status } = await site.as(person).post(`/v1/groups/${group}/members`, { userIds: ['ulf'] });
  return status === 200;
}

async function createGroup(site: TestSite, by: string, name = 'New'): Promise<string> {
  const { status, body } = await site.as(by).post('/v1/groups', { name });
  expect(status).toBe(201);
  return (body as { id: string }).id;
}

describe('turning the feature on', () => {
  it('EV-02 EV-14 A: turning it on keeps what managers and sub-managers had', async () => {
    const site = await siteWith({});
    expect((await turn(site, true)).status).toBe(200);
    expect(await levels(site, 'sales')).toEqual({ sam: editor, sue: editor });
    expect(await levels(site, 'north')).toEqual({ sam: editor, sue: editor });
    expect(await canAdd(site, 'sam', 'sales')).toBe(true);
    expect(await canAdd(site, 'max', 'north')).toBe(true);
  });

  it('EV-02 A: it takes one row a sub-manager and area, however many groups there are', async () => {
    const site = await siteWith({ groups: Array.from({ length: 50 }, (_, i) => ({ id: `g${i}` })) });
    const before = (await site.rows()).assignments?.length ?? 0;
    await turn(site, true);
    expect((await site.rows()).assignments).toHaveLength(before + 2 * 2);
  });

  it('EV-02 A: turning it on twice changes nothing', async () => {
    const site = await siteWith({});
    await turn(site, true);
    const before = await site.rows();
    expect((await turn(site, true)).body).toMatchObject({ settings: { editorViewer: true } });
    expect(await site.rows()).toEqual(before);
  });

  it('EV-02 A: off and on again brings back the levels of before', async () => {
    const site = await siteOn([{ id: 'new', role: 'sub-manager', later: true }]);
    await set(site, 'mia', { userId: 'sam', area: 'users', level: 'viewer' });
    await set(site, 'mia', { userId: 'new', area: 'content', level: 'editor' });
    const before = await levels(site, 'sales');
    await turn(site, false);
    expect(await canAdd(site, 'sam', 'sales')).toBe(true);
    await turn(site, true);
    expect(await levels(site, 'sales')).toEqual(before);
    expect(before).toEqual({
      sam: { users: 'viewer', content: 'editor' },
      sue: editor,
      new: { users: 'viewer', content: 'editor' },
    });
  });

  it('EV-02 A: who and what came while it was off again starts as Viewer', async () => {
    const site = await siteOn();
    await turn(site, false);
    const { body } = await site
      .as('mia')
      .post('/v1/users', { name: 'Nia', email: 'n@example.org', role: 'sub-manager' });
    const group = await createGroup(site, 'mia');
    await turn(site, true);
    expect((await levels(site, 'sales'))[(body as { id: string }).id]).toEqual(viewer);
    expect((await levels(site, group)).sam).toEqual(viewer);
  });

  it('EV-01 A: while it is off, nobody is shown levels, and group details count no Editors', async () => {
    const site = await siteWith({});
    expect((await site.as('mia').get('/v1/groups/sales/permissions')).status).toBe(403);
    expect((await site.as('sam').get('/v1/groups/sales')).body).toMatchObject({ editors: {} });
  });

  it('EV-01 A: a level cannot be set while it is off', async () => {
    const site = await siteWith({});
    const { status, body } = await set(site, 'mia', { userId: 'sam', area: 'users', level: 'viewer' });
    expect(status).toBe(403);
    expect(body).toMatchObject({ code: 'refused', missing: [{ permission: 'permissions.set-users' }] });
  });
});

describe('managers', () => {
  it('EV-13 A: a new manager is Editor of all groups at once', async () => {
    const site = await siteOn([{ id: 'nia', role: 'manager', later: true }]);
    expect(await canAdd(site, 'nia', 'sales')).toBe(true);
    expect((await set(site, 'nia', { userId: 'sam', area: 'content', level: 'viewer' })).status).toBe(200);
  });

  it('EV-13 EV-19 A: a sub-manager made manager is Editor of all groups at once', async () => {
    const site = await siteOn([{ id: 'new', role: 'sub-manager', later: true }]);
    expect(await canAdd(site, 'new', 'sales')).toBe(false);
    await changeRole(site, 'new', 'manager');
    expect(await canAdd(site, 'new', 'sales')).toBe(true);
  });

  it('EV-11 A: managers are counted and not listed', async () => {
    const site = await siteOn();
    const { body } = await site.as('sam').get('/v1/groups/sales/permissions');
    expect(body).toMatchObject({
      managers: 2,
      total: 2,
      items: [{ user: { id: 'sam' } }, { user: { id: 'sue' } }],
    });
  });

  it('EV-11 A: no request changes a manager’s level, not even in one with others', async () => {
    const site = await siteOn();
    const before = await site.rows();
    const answer = await site.as('mia').patch(
      '/v1/groups/sales/permissions',
      {
        changes: [
          { userId: 'sam', area: 'users', level: 'viewer' },
          { userId: 'max', area: 'users', level: 'viewer' },
        ],
      },
      ANY_VERSION,
    );
    expect(answer.status).toBe(403);
    expect(answer.body).toMatchObject({ missing: [{ code: 'may-not-hold' }] });
    expect(await site.rows()).toEqual(before);
  });

  it('EV-19 A: a sub-manager made manager is locked: no level of theirs can be set', async () => {
    const site = await siteOn();
    await changeRole(site, 'sam', 'manager');
    expect((await set(site, 'mia', { userId: 'sam', area: 'users', level: 'viewer' })).status).toBe(403);
    expect(await levels(site, 'sales')).toEqual({ sue: editor });
  });

  it('EV-19 A: a manager made sub-manager is Viewer everywhere but where they had been set or had created', async () => {
    const site = await siteOn([{ id: 'new', role: 'sub-manager', later: true }]);
    await set(site, 'mia', { userId: 'new', area: 'content', level: 'editor', group: 'north' });
    await changeRole(site, 'new', 'manager');
    const created = await createGroup(site, 'new');
    await changeRole(site, 'new', 'sub-manager');
    expect((await levels(site, 'sales')).new).toEqual(viewer);
    expect((await levels(site, 'north')).new).toEqual({ users: 'viewer', content: 'editor' });
    expect((await levels(site, created)).new).toEqual(editor);
    await changeRole(site, 'max', 'sub-manager');
    expect((await levels(site, 'sales')).max).toEqual(viewer);
    expect(await canAdd(site, 'max', 'sales')).toBe(false);
  });
});

describe('sub-managers', () => {
  it('EV-14 A: an existing sub-manager starts as Editor and is changed to Viewer', async () => {
    const site = await siteOn();
    expect(await canAdd(site, 'sam', 'sales')).toBe(true);
    await set(site, 'sue', { userId: 'sam', area: 'users', level: 'viewer' });
    expect(await canAdd(site, 'sam', 'sales')).toBe(false);
    expect(await canAdd(site, 'sam', 'north')).toBe(true);
    await set(site, 'sue', { userId: 'sam', area: 'users', level: 'editor' });
    expect(await canAdd(site, 'sam', 'sales')).toBe(true);
  });

  it('EV-15 A: a new sub-manager is Viewer of all groups, until an Editor changes it', async () => {
    const site = await siteOn();
    const { status, body } = await site
      .as('mia')
      .post('/v1/users', { name: 'Nia', email: 'nia@example.org', role: 'sub-manager' });
    expect(status).toBe(201);
    const { id } = body as { id: string };
    expect((await levels(site, 'sales'))[id]).toEqual(viewer);
    expect((await levels(site, 'north'))[id]).toEqual(viewer);
    expect((await set(site, 'sam', { userId: id, area: 'users', level: 'editor' })).status).toBe(200);
    expect((await levels(site, 'sales'))[id]).toEqual({ users: 'editor', content: 'viewer' });
  });

  it('EV-15 A: a user made sub-manager is Viewer of all groups', async () => {
    const site = await siteOn();
    await changeRole(site, 'ulf', 'sub-manager');
    expect((await levels(site, 'sales')).ulf).toEqual(viewer);
  });
});

describe('new groups', () => {
  it('EV-16 A: of a group that a manager creates, all managers are Editors and all sub-managers Viewers', async () => {
    const site = await siteOn();
    const group = await createGroup(site, 'mia');
    expect(await levels(site, group)).toEqual({ sam: viewer, sue: viewer });
    expect(await canAdd(site, 'max', group)).toBe(true);
    expect(await canAdd(site, 'sam', group)).toBe(false);
  });

  it('EV-17 A: of a group that a sub-manager creates, managers and the creator are Editors, others Viewers', async () => {
    const site = await siteOn();
    const group = await createGroup(site, 'sam');
    expect(await levels(site, group)).toEqual({ sam: editor, sue: viewer });
    expect(await canAdd(site, 'max', group)).toBe(true);
    expect((await site.as('sam').get(`/v1/groups/${group}`)).body).toMatchObject({
      editors: { users: 3, content: 3 },
    });
  });

  it('EV-16 A: a new group adds no row for any sub-manager', async () => {
    const site = await siteOn();
    const before = (await site.rows()).assignments ?? [];
    await createGroup(site, 'mia');
    const added = ((await site.rows()).assignments ?? []).filter(
      (row) => !before.some((known) => JSON.stringify(known) === JSON.stringify(row)),
    );
    expect(added.map(({ person }) => person)).toEqual(['mia', 'mia']);
  });

  it('EV-17 A: while the feature is off, too, the creator is kept as Editor', async () => {
    const site = await siteWith({});
    const group = await createGroup(site, 'sam');
    await turn(site, true);
    expect((await rowOf(site, 'sam', group)).users).toMatchObject({ level: 'editor', source: 'created' });
  });

  it('EV-18 A: who is Editor of no living group’s users creates none', async () => {
    const site = await siteWith({ settings: { editorViewer: true }, groups: [{ id: 'sales' }] });
    expect((await site.as('sam').delete('/v1/groups/sales', ANY_VERSION)).status).toBe(204);
    expect((await site.as('sam').post('/v1/groups', { name: 'Mine' })).status).toBe(403);
    expect((await site.as('sam').post('/v1/groups/sales/restore')).status).toBe(200);
    expect((await site.as('sam').post('/v1/groups', { name: 'Mine' })).status).toBe(201);
  });

  it('EV-18 A: who was lowered in the last of the groups creates none', async () => {
    const site = await siteOn();
    await set(site, 'mia', { userId: 'sam', area: 'users', level: 'viewer' });
    expect((await site.as('sam').post('/v1/groups', { name: 'Mine' })).status).toBe(201);
    const other = await siteOn();
    for (const group of ['sales', 'north']) {
      await set(other, 'mia', { userId: 'sam', area: 'users', level: 'viewer', group });
    }
    expect((await other.as('sam').post('/v1/groups', { name: 'Mine' })).status).toBe(403);
  });

  it('EV-18 EV-08 A: below a parent, creating takes editing the parent', async () => {
    const site = await siteOn();
    await set(site, 'mia', { userId: 'sam', area: 'users', level: 'viewer' });
    const below = (parentId: string) => site.as('sam').post('/v1/groups', { name: 'Below', parentId });
    expect((await below('sales')).body).toMatchObject({
      code: 'refused',
      missing: [{ permission: 'groups.edit' }],
    });
    expect((await below('north')).status).toBe(201);
  });
});

describe('levels', () => {
  it('EV-09 A: a Viewer of both learns only how many Editors there are to ask', async () => {
    const site = await siteOn([{ id: 'new', role: 'sub-manager', later: true }]);
    await set(site, 'mia', { userId: 'sam', area: 'content', level: 'viewer' });
    const { body } = await site.as('new').get('/v1/groups/sales');
    expect(body).toMatchObject({ editors: { users: 4, content: 3 } });
    const refusal = await site.as('new').get('/v1/groups/sales/permissions');
    expect(refusal.status).toBe(403);
    expect(refusal.text).not.toContain('Sam');
  });

  it('EV-09 A: a change of an area that one does not edit refuses all of them', async () => {
    const site = await siteOn([{ id: 'new', role: 'sub-manager', later: true }]);
    await set(site, 'mia', { userId: 'new', area: 'users', level: 'editor' });
    const changes = ['users', 'content'].map((area) => ({ userId: 'sue', area, level: 'viewer' }));
    const before = await site.rows();
    expect(
      (await site.as('new').patch('/v1/groups/sales/permissions', { changes }, ANY_VERSION)).status,
    ).toBe(403);
    expect(await site.rows()).toEqual(before);
  });

  it('EV-20 A: nobody changes their own row, whatever they are', async () => {
    const site = await siteOn();
    const own = await set(site, 'sam', { userId: 'sam', area: 'users', level: 'viewer' });
    expect(own.body).toMatchObject({ code: 'refused', missing: [{ code: 'own-assignment' }] });
    expect((await changeRole(site, 'mia', 'user', 'mia')).status).toBe(403);
    expect(await levels(site, 'sales')).toEqual({ sam: editor, sue: editor });
  });

  it('EV-10 EV-14 A: each row says how its level came about', async () => {
    const site = await siteOn([{ id: 'new', name: 'Nia', role: 'sub-manager', later: true }]);
    expect((await rowOf(site, 'sam')).users).toMatchObject({ level: 'editor', source: 'existing', by: null });
    expect((await rowOf(site, 'new')).users).toEqual({
      level: 'viewer',
      source: 'default',
      by: null,
      at: null,
      from: null,
      until: null,
    });
    await set(site, 'sue', { userId: 'sam', area: 'users', level: 'viewer' });
    await set(site, 'mia', { userId: 'new', area: 'users', level: 'editor' });
    const by = (id: string, name: string) => ({ source: 'set', by: { id, name } });
    expect((await rowOf(site, 'sam')).users).toMatchObject({ level: 'viewer', ...by('sue', 'Sue') });
    expect((await rowOf(site, 'new')).users).toMatchObject({ level: 'editor', ...by('mia', 'Mia') });
    await set(site, 'max', { userId: 'new', area: 'users', level: 'viewer' });
    expect((await rowOf(site, 'new')).users).toMatchObject({ level: 'viewer', ...by('max', 'Max') });
    const group = await createGroup(site, 'sam');
    expect((await rowOf(site, 'sam', group)).content).toMatchObject({
      level: 'editor',
      source: 'created',
      by: null,
    });
  });

  it('EV-08 A: deleting and restoring a group keeps its members and levels', async () => {
    const site = await siteOn();
    await canAdd(site, 'mia', 'sales');
    await set(site, 'mia', { userId: 'sue', area: 'content', level: 'viewer' });
    const before = await levels(site, 'sales');
    await site.as('sam').delete('/v1/groups/sales', ANY_VERSION);
    expect((await site.as('mia').get('/v1/groups/sales')).status).toBe(404);
    expect((await site.as('sue').post('/v1/groups/sales/restore')).status).toBe(403);
    expect((await site.as('sam').post('/v1/groups/sales/restore')).body).toMatchObject({ memberCount: 1 });
    expect(await levels(site, 'sales')).toEqual(before);
  });

  it('EV-03 EV-05 A: what was decided counts for the next request, without signing in again', async () => {
    const site = await siteOn();
    const session = await site.as('sam').get('/v1/session');
    const known = { 'if-none-match': session.headers.get('etag') ?? '' };
    expect((await site.as('sam').get('/v1/session', known)).status).toBe(304);
    await set(site, 'mia', { userId: 'sam', area: 'users', level: 'viewer' });
    expect((await site.as('sam').get('/v1/session', known)).status).toBe(200);
    expect(await canAdd(site, 'sam', 'sales')).toBe(false);
  });
});
