import { describe, expect, inject, it } from 'vitest';
import type { SiteSpec } from '@provost/server';
import { ANY_VERSION, makeSite, type Answer, type Rows, type TestSite } from '../fixtures/site.js';

const siteOf = (spec: SiteSpec): Promise<TestSite> => makeSite(inject('serverUrl'), spec);

const editors: SiteSpec = {
  settings: { editorViewer: true },
  people: [
    { id: 'mia', name: 'Mia', role: 'manager' },
    { id: 'max', name: 'Max', role: 'manager' },
    { id: 'sam', name: 'Sam', role: 'sub-manager' },
    { id: 'sue', name: 'Sue', role: 'sub-manager' },
    { id: 'ulf', name: '=Ulf, "the one"' },
  ],
  content: [{ id: 'fire', name: 'Fire' }],
  groups: [
    { id: 'sales', name: 'Sales', members: ['ulf'] },
    { id: 'north', name: 'North' },
  ],
};

const change = (site: TestSite, by: string, changes: readonly object[]) =>
  site.as(by).post('/v1/changes', { changes });
const undo = (site: TestSite, by: string, id: string) => site.as(by).post(`/v1/changes/${id}/undo`);
const lower = { kind: 'set-level', groupId: 'sales', userId: 'sam', area: 'users', level: 'viewer' };

/** RFC 4180: cells by the names of their columns. */
function readCsv(text: string): Record<string, string>[] {
  const lines: string[][] = [[]];
  for (const [, cell = '', end] of text.matchAll(/("(?:[^"]|"")*"|[^",\r\n]*)(,|\r\n)/g)) {
    lines.at(-1)?.push(cell.startsWith('"') ? cell.slice(1, -1).replaceAll('""', '"') : cell);
    if (end === '\r\n') lines.push([]);
  }
  const [head = [], ...rows] = lines.slice(0, -1);
  return rows.map((row) => Object.fromEntries(head.map((column, i) => [column, row[i] ?? ''])));
}

/** What is true of the site, without its history, its versions and when it came about. */
async function state(site: TestSite): Promise<unknown> {
  const { audit: _audit, ...tables } = await site.rows();
  const isTold = ([column]: [string, unknown]) => !/version$|_at$|^added_by$/.test(column);
  const told = (row: Record<string, unknown>) => Object.fromEntries(Object.entries(row).filter(isTold));
  return Object.fromEntries(
    Object.entries(tables).map(([table, rows]) => [
      table,
      rows.map((row) => JSON.stringify(told(row))).sort(),
    ]),
  );
}

const last = ({ audit = [] }: Rows) => [...audit].sort((a, b) => Number(a.id) - Number(b.id)).at(-1);

describe('undo', () => {
  const lms: SiteSpec = {
    policy: 'lms-roles',
    people: [
      { id: 'asha', name: 'Asha', role: 'lms-administrator' },
      { id: 'ben', name: 'Ben', role: 'lms-administrator' },
      { id: 'carol', name: 'Carol', role: 'training-coordinator' },
      {
        id: 'theo',
        name: 'Theo',
        role: 'tutor',
        holds: [{ role: 'course-tutor', scopes: { course: ['lifting'] } }],
      },
      { id: 'tina', name: 'Tina', role: 'tutor' },
      { id: 'stan', name: 'Stan' },
    ],
    content: [{ id: 'lifting' }],
    groups: [{ id: 'ward' }],
  };

  it('X-12 X-05 A: a whole set is undone at once, each row as it was, from whom it was', async () => {
    const site = await siteOf(lms);
    const before = await state(site);
    const tutor = { role: 'course-tutor', at: { type: 'course', id: 'lifting' } };
    const made = await site.as('asha').post('/v1/changes', {
      confirm: true,
      changes: [
        { kind: 'give-role', userId: 'tina', ...tutor },
        { kind: 'give-role', userId: 'stan', role: 'manager' },
        { kind: 'add-member', groupId: 'ward', userId: 'stan' },
        { kind: 'add-content', groupId: 'ward', contentId: 'lifting' },
        { kind: 'take-role', userId: 'ben', role: 'lms-administrator' },
      ],
    });
    expect(made.status).toBe(200);
    expect(await state(site)).not.toEqual(before);
    const undone = await undo(site, 'asha', made.body.id);
    expect(undone).toMatchObject({ status: 200, body: { undone: 6 } });
    expect(await state(site)).toEqual(before);
    expect(last(await site.rows())).toMatchObject({ change_id: undone.body.id, undoes: made.body.id });
    // and what was undone is done again by undoing that
    expect((await undo(site, 'asha', undone.body.id)).status).toBe(200);
    expect(await state(site)).not.toEqual(before);
  });

  it('X-05 A: it is decided anew, as the one who undoes', async () => {
    const site = await siteOf(lms);
    const made = await change(site, 'asha', [
      { kind: 'give-role', userId: 'stan', role: 'lms-administrator' },
    ]);
    const before = await site.rows();
    expect((await undo(site, 'carol', made.body.id)).status).toBe(404);
    expect((await undo(site, 'stan', 'nothing')).status).toBe(404);
    expect(await site.rows()).toEqual(before);
    await change(site, 'ben', [{ kind: 'give-role', userId: 'asha', role: 'training-coordinator' }]);
    const refused = await undo(site, 'asha', made.body.id);
    expect(refused.status).toBe(403);
    expect(refused.body.missing[0].code).toBe('exceeds-own');
  });

  it('X-13 X-05 A: what keeps the last administrator holds for undoing, too', async () => {
    const site = await siteOf(lms);
    const made = await change(site, 'asha', [
      { kind: 'give-role', userId: 'stan', role: 'lms-administrator' },
    ]);
    for (const userId of ['asha', 'ben'])
      await change(site, userId, [{ kind: 'take-role', userId, role: 'lms-administrator' }]);
    const refused = await undo(site, 'stan', made.body.id);
    expect(refused).toMatchObject({ status: 403, body: { missing: [{ code: 'too-few-holders' }] } });
  });

  it('X-05 A: not while something newer stands on it, which is named', async () => {
    const site = await siteOf(editors);
    const first = await change(site, 'mia', [lower]);
    await change(site, 'mia', [
      { ...lower, userId: 'sue' },
      { ...lower, area: 'content' },
    ]);
    const second = await change(site, 'max', [{ ...lower, level: 'editor' }]);
    const refused = await undo(site, 'mia', first.body.id);
    const { id } = (await site.rows()).audit?.find((row) => row.change_id === second.body.id) ?? {};
    expect(refused).toMatchObject({
      status: 409,
      body: { code: 'newer-change', newer: { id: String(id), action: 'level-set' } },
    });
    expect((await undo(site, 'mia', second.body.id)).status).toBe(200);
    expect((await undo(site, 'mia', first.body.id)).status).toBe(200);
    expect((await undo(site, 'mia', first.body.id)).body.code).toBe('newer-change');
  });

  it('X-05 A: of two who undo the same at once, one does', async () => {
    const site = await siteOf(editors);
    const made = await change(site, 'mia', [lower]);
    const answers = await Promise.all(['mia', 'max', 'mia', 'max'].map((by) => undo(site, by, made.body.id)));
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409, 409, 409]);
  });

  const byRoute: Record<string, (site: TestSite) => Promise<Answer>> = {
    'level-set': (site) =>
      site
        .as('mia')
        .patch(
          '/v1/groups/sales/permissions',
          { changes: [{ userId: 'sam', area: 'users', level: 'viewer' }] },
          ANY_VERSION,
        ),
    'members-added': (site) => site.as('mia').post('/v1/groups/north/members', { userIds: ['ulf', 'sam'] }),
    'members-removed': (site) => site.as('mia').post('/v1/groups/sales/members/remove', { userIds: ['ulf'] }),
    'content-added': (site) => site.as('mia').post('/v1/groups/sales/content', { contentIds: ['fire'] }),
    'group-changed': (site) => site.as('mia').patch('/v1/groups/sales', { name: 'Other' }, ANY_VERSION),
    'group-moved': (site) => site.as('mia').post('/v1/groups/sales/move', { parentId: 'north' }, ANY_VERSION),
    'group-archived': (site) => site.as('mia').post('/v1/groups/sales/archive', undefined, ANY_VERSION),
    'group-deleted': (site) => site.as('mia').delete('/v1/groups/sales', ANY_VERSION),
    'settings-changed': (site) =>
      site.as('mia').patch('/v1/settings', { settings: { editorViewer: false } }, ANY_VERSION),
    'role-changed': (site) => site.as('mia').patch('/v1/users/sam', { role: 'manager' }, ANY_VERSION),
    'person-changed': (site) => site.as('mia').patch('/v1/users/sam', { name: 'Samira' }, ANY_VERSION),
  };

  it.each(Object.keys(byRoute))('X-05 A: %s is undone from its entry of the audit', async (action) => {
    const site = await siteOf(editors);
    const readable = async () => ({
      groups: (await site.as('mia').get('/v1/groups')).body.items.map(
        ({ id, name, memberCount, contentCount, parentId, archivedAt }: Record<string, unknown>) => ({
          parentId,
          archivedAt,
          id,
          name,
          memberCount,
          contentCount,
        }),
      ),
      users: (await site.as('mia').get('/v1/users')).body.items.map(
        ({ id, name, role }: Record<string, unknown>) => ({ id, name, role }),
      ),
      sam: (await site.as('sam').get('/v1/groups/sales')).body?.editors,
      settings: (await site.as('mia').get('/v1/settings')).body.settings,
    });
    const before = await readable();
    expect((await byRoute[action]?.(site))?.status).toBeLessThan(300);
    expect(await readable()).not.toEqual(before);
    const entry = last(await site.rows());
    expect(entry?.action).toBe(action);
    expect((await site.as('max').post(`/v1/audit/${String(entry?.id)}/undo`)).status).toBe(200);
    expect(await readable()).toEqual(before);
    expect(last(await site.rows())).toMatchObject({ undoes: entry?.change_id, actor: 'max' });
  });

  it('X-05 A: what was made is not unmade by undoing', async () => {
    const site = await siteOf(editors);
    await site.as('mia').post('/v1/groups', { name: 'New' });
    const { id } = last(await site.rows()) ?? {};
    expect((await site.as('mia').post(`/v1/audit/${String(id)}/undo`)).body.code).toBe('not-undoable');
  });
});

describe('the audit', () => {
  it('X-05 A: says who did what to whom, before and after, and why, the newest first', async () => {
    const site = await siteOf(editors);
    const made = await change(site, 'mia', [lower]);
    await site.as('sue').post('/v1/groups/north/members', { userIds: ['ulf'] });
    const { status, body } = await site.as('max').get('/v1/audit');
    expect(status).toBe(200);
    expect(body.total).toBe(2);
    expect(body.items[0]).toMatchObject({
      actor: { id: 'sue', name: 'Sue' },
      action: 'members-added',
      resource: { type: 'group', id: 'north', name: 'North' },
      undoable: true,
    });
    expect(body.items[1]).toMatchObject({
      actor: { id: 'mia', name: 'Mia' },
      action: 'level-set',
      resource: { type: 'group', id: 'sales', name: 'Sales' },
      person: { id: 'sam', name: 'Sam' },
      before: { area: 'users', level: 'editor' },
      after: { area: 'users', level: 'viewer' },
      why: [{ permission: 'permissions.set-users', role: 'manager' }],
      changeId: made.body.id,
      undoneBy: null,
    });
    expect(body.names).toContainEqual({ type: 'user', id: 'ulf', name: '=Ulf, "the one"' });
    await undo(site, 'mia', made.body.id);
    const again = (await site.as('max').get('/v1/audit')).body.items;
    expect(again[0].undoes).toBe(made.body.id);
    expect(again[2]).toMatchObject({ undoneBy: again[0].changeId, undoable: false });
  });

  it('X-05 A: is narrowed by each filter, and comes in pages', async () => {
    const site = await siteOf(editors);
    const made = await change(site, 'mia', [lower, { ...lower, userId: 'sue' }]);
    await site.as('max').post('/v1/groups/north/members', { userIds: ['ulf'] });
    const count = async (query: string) => (await site.as('mia').get(`/v1/audit?${query}`)).body.total;
    expect(await count('')).toBe(3);
    expect(await count('person=sam')).toBe(1);
    expect(await count('actor=mia')).toBe(2);
    expect(await count('action=level-set')).toBe(2);
    expect(await count('action=level-set,members-added')).toBe(3);
    expect(await count('resourceType=group&resourceId=north')).toBe(1);
    expect(await count(`changeId=${made.body.id}`)).toBe(2);
    expect(await count('search=SAM')).toBe(1);
    expect(await count('search=members')).toBe(1);
    expect(await count('from=2001-01-01T00:00:00Z')).toBe(3);
    expect(await count('to=2001-01-01T00:00:00Z')).toBe(0);
    const ids: string[] = [];
    for (let next: string | null = ''; next !== null;) {
      const { body }: Answer = await site.as('mia').get(`/v1/audit?limit=1${next ? `&cursor=${next}` : ''}`);
      ids.push(...body.items.map(({ id }: { id: string }) => id));
      next = body.next;
    }
    expect(ids).toHaveLength(3);
    expect([...ids].sort((a, b) => Number(b) - Number(a))).toEqual(ids);
  });

  it('X-05 A: the site’s is for who may change its settings, a group’s for who may edit the group', async () => {
    const site = await siteOf(editors);
    await change(site, 'mia', [{ ...lower, groupId: 'north' }]);
    expect((await site.as('sam').get('/v1/audit')).status).toBe(403);
    expect((await site.as('sam').get('/v1/audit?resourceType=user&resourceId=sam')).status).toBe(403);
    expect((await site.as('sam').get('/v1/audit?resourceType=group&resourceId=north')).status).toBe(403);
    expect((await site.as('sue').get('/v1/audit?resourceType=group&resourceId=north')).body.total).toBe(1);
    expect((await site.as('ulf').get('/v1/audit?resourceType=group&resourceId=north')).status).toBe(404);
    expect((await site.as('sam').get('/v1/audit.csv')).status).toBe(403);
  });

  it('X-05 A: is exported whole, as CSV that no spreadsheet runs', async () => {
    const levels = Array.from({ length: 501 }, (_, i) => ({
      group: 'sales',
      person: 'sam',
      levels: { users: i % 2 === 0 ? ('viewer' as const) : ('editor' as const) },
    }));
    const site = await siteOf({ ...editors, levels });
    await change(site, 'mia', [{ kind: 'give-role', userId: 'ulf', role: 'sub-manager' }]);
    const { text, headers } = await site.as('mia').get('/v1/audit.csv');
    expect(headers.get('content-type')).toBe('text/csv; charset=utf-8');
    expect(text.endsWith('\r\n')).toBe(true);
    const rows = readCsv(text);
    expect(rows).toHaveLength(502);
    expect(new Set(rows.map(({ id }) => id)).size).toBe(502);
    expect(rows[0]).toMatchObject({
      action: 'role-given',
      personName: `'=Ulf, "the one"`,
      actorName: 'Mia',
    });
  });
});
