import type { SiteSpec } from '@provost/server';
import { describe, expect, inject, it } from 'vitest';
import { makeSite, type TestSite } from '../fixtures/site.js';

const url = inject('serverUrl');
const DAY = 24 * 3_600_000;

interface Row {
  readonly user: { readonly id: string };
  readonly levels: Record<string, { level: string; from: string | null; until: string | null }>;
  readonly held: readonly { role: string; at: { id: string; name: string } | null; inherited: boolean }[];
}

const list = async (site: TestSite, by: string, query = '', group = 'north') =>
  (await site.as(by).get(`/v1/groups/${group}/permissions?${query}`)).body as {
    items: Row[];
    total: number;
    managers: number;
    next: string | null;
  };

const ids = ({ items }: { items: readonly Row[] }) => items.map(({ user }) => user.id);

/** A region and two offices in it, run by roles at each. */
const region: SiteSpec = {
  policy: 'site-group-session',
  people: [
    { id: 'ada', role: 'site-administrator' },
    { id: 'gil', holds: [{ role: 'group-administrator', scopes: { group: ['region'] }, givenBy: 'ada' }] },
    { id: 'ines', holds: [{ role: 'group-instructor', scopes: { group: ['region'] } }] },
    {
      id: 'cora',
      holds: [
        { role: 'group-coordinator', scopes: { group: ['north'] } },
        { role: 'group-instructor', scopes: { group: ['north'] } },
      ],
    },
    { id: 'lena', holds: [{ role: 'group-learner', scopes: { group: ['north'] } }] },
    { id: 'south', holds: [{ role: 'group-administrator', scopes: { group: ['south'] } }] },
  ],
  groups: [
    { id: 'region', name: 'Region' },
    { id: 'north', name: 'North', parent: 'region' },
    { id: 'south', name: 'South', parent: 'region' },
  ],
};

describe('who is listed', () => {
  it('SG-09 SG-10 X-16 A: who holds a group role here or one that reaches from above; no learner, nobody else', async () => {
    const site = await makeSite(url, region);
    const page = await list(site, 'ada');
    expect(ids(page)).toEqual(['cora', 'gil']);
    expect([page.total, page.managers]).toEqual([2, 0]);
    expect(page.items[0]!.held).toMatchObject([
      { role: 'group-instructor', at: { id: 'north', name: 'North' }, inherited: false },
      { role: 'group-coordinator', at: { id: 'north', name: 'North' }, inherited: false },
    ]);
    expect(page.items[1]!.held).toMatchObject([
      {
        role: 'group-administrator',
        at: { id: 'region', name: 'Region' },
        inherited: true,
        source: 'set',
        givenBy: { id: 'ada' },
        from: null,
        until: null,
      },
    ]);
    expect(page.items[1]!.levels).toEqual({});
  });

  it('SG-09 X-10 A: who sees the group and does not run it is refused, with what is missing', async () => {
    const site = await makeSite(url, region);
    for (const person of ['cora', 'lena']) {
      const { status, body } = await site.as(person).get('/v1/groups/north/permissions');
      expect([status, body.missing]).toMatchObject([403, [{ permission: 'group-roles.assign' }]]);
    }
    expect(ids(await list(site, 'gil'))).toEqual(['cora', 'gil']);
    // who runs only the office below the region does not see its name
    const holds = [{ role: 'group-owner', scopes: { group: ['north'] } }];
    const other = await makeSite(url, { ...region, people: [...region.people!, { id: 'olga', holds }] });
    const gil = (await list(other, 'olga')).items.find(({ user }) => user.id === 'gil');
    expect(gil?.held).toMatchObject([{ role: 'group-administrator', at: null, inherited: true }]);
  });

  it('GL-01 A: leaders of the group, for whoever may choose them', async () => {
    const site = await makeSite(url, {
      policy: 'group-leader',
      people: [
        { id: 'ada', role: 'administrator' },
        { id: 'lee', role: 'group-leader', holds: [{ role: 'leader', scopes: { group: ['north'] } }] },
        { id: 'bo', role: 'group-leader' },
      ],
      groups: [{ id: 'north' }],
    });
    expect(ids(await list(site, 'ada'))).toEqual(['lee']);
    expect((await site.as('lee').get('/v1/groups/north/permissions')).status).toBe(403);
  });

  it('LR-09 A: group managers and group administrators, what the people feed set marked so', async () => {
    const site = await makeSite(url, {
      policy: 'lms-roles',
      people: [
        { id: 'ada', role: 'lms-administrator' },
        {
          id: 'max',
          role: 'manager',
          holds: [
            { role: 'group-manager', scopes: { group: ['north'] }, source: 'feed' },
            { role: 'group-administrator', scopes: { group: ['north'] } },
          ],
        },
      ],
      groups: [{ id: 'north' }],
    });
    const { items } = await list(site, 'ada');
    expect(items[0]!.held).toMatchObject([
      { role: 'group-administrator', source: 'set' },
      { role: 'group-manager', source: 'feed' },
    ]);
  });

  it('RL-01 X-10 A: where it is asked about people, a list is limited to them, and refused to who may ask of nobody', async () => {
    const site = await makeSite(url, {
      policy: 'role-levels',
      people: [
        { id: 'ada', holds: [{ role: 'administrator' }] },
        { id: 'max', holds: [{ role: 'group-manager', scopes: { group: ['north'] } }] },
      ],
      groups: [{ id: 'north' }],
    });
    expect(ids(await list(site, 'ada'))).toEqual(['max']);
    expect((await site.as('max').get('/v1/groups/north/permissions')).status).toBe(403);
  });

  it('EV-10 EV-11 GL-01 A: in the standard policy sub-managers and holders stand in one list, once each', async () => {
    const site = await makeSite(url, {
      policy: 'standard',
      settings: { editorViewer: true },
      people: [
        { id: 'ada', role: 'administrator' },
        { id: 'lee', role: 'staff', holds: [{ role: 'leader', scopes: { group: ['north'] } }] },
        { id: 'sub', role: 'sub-manager', holds: [{ role: 'leader', scopes: { group: ['north'] } }] },
        { id: 'new', role: 'sub-manager', later: true },
      ],
      groups: [{ id: 'north' }],
    });
    const { items, total, managers } = await list(site, 'ada');
    expect(items.map(({ user, levels, held }) => [user.id, Object.keys(levels).length, held.length])).toEqual(
      [
        ['lee', 0, 1],
        ['new', 2, 0],
        ['sub', 2, 1],
      ],
    );
    expect([total, managers]).toEqual([3, 1]);
  });
});

describe('what it is narrowed to', () => {
  const now = Date.parse('2026-11-01T09:00:00.000Z');
  const timed: SiteSpec = {
    policy: 'standard',
    settings: { editorViewer: true },
    people: [
      { id: 'ada', role: 'administrator' },
      { id: 'ben', role: 'sub-manager' },
      {
        id: 'cem',
        role: 'sub-manager',
        later: true,
        holds: [{ role: 'content-editor', scopes: { group: ['north'] }, until: now + 3 * DAY }],
      },
      {
        id: 'dia',
        role: 'sub-manager',
        later: true,
        holds: [
          { role: 'users-editor', scopes: { group: ['north'] }, from: now + DAY, until: now + 60 * DAY },
        ],
      },
      {
        id: 'lee',
        role: 'staff',
        holds: [
          { role: 'leader', scopes: { group: ['north'] }, until: now + 20 * DAY },
          { role: 'line-manager', scopes: { group: ['north'] }, until: now - DAY },
        ],
      },
    ],
    groups: [{ id: 'north' }],
  };
  const made = async () => {
    const site = await makeSite(url, timed);
    await site.setClock(now);
    return site;
  };

  it('X-04 A: Editors now, holders, and what ends within some days; what is over is not there', async () => {
    const site = await made();
    const found = async (query: string) => ids(await list(site, 'ada', query));
    expect(await found('')).toEqual(['ben', 'cem', 'dia', 'lee']);
    expect(await found('only=editors')).toEqual(['ben', 'cem']);
    expect(await found('only=editors&area=users')).toEqual(['ben']);
    expect(await found('only=holders')).toEqual(['lee']);
    expect(await found('only=holders&role=line-manager')).toEqual([]);
    expect(await found('only=ending')).toEqual(['cem', 'lee']);
    expect(await found('only=ending&within=5')).toEqual(['cem']);
    expect(await found('only=ending&within=90')).toEqual(['cem', 'dia', 'lee']);
    expect(await found('only=ending&role=leader')).toEqual(['lee']);
    const { items } = await list(site, 'ada');
    expect(items[1]!.levels['content']).toMatchObject({
      level: 'editor',
      until: new Date(now + 3 * DAY).toISOString(),
    });
    expect(items[2]!.levels['users']).toMatchObject({
      level: 'viewer',
      from: new Date(now + DAY).toISOString(),
      until: new Date(now + 60 * DAY).toISOString(),
    });
    expect(items[3]!.held.map(({ role }) => role)).toEqual(['leader']);
    expect((await site.as('ada').get('/v1/groups/north/permissions?only=some')).status).toBe(400);
  });

  it('EV-10 A: a search, and pages with the total of all of them, each person once', async () => {
    const site = await made();
    const first = await list(site, 'ada', 'limit=3');
    expect([ids(first), first.total]).toEqual([['ben', 'cem', 'dia'], 4]);
    const second = await list(site, 'ada', `limit=3&cursor=${first.next}`);
    expect([ids(second), second.total, second.next]).toEqual([['lee'], 4, null]);
    const found = await list(site, 'ada', 'search=CE');
    expect([ids(found), found.total, found.managers]).toEqual([['cem'], 1, 1]);
    const none = await list(site, 'ada', 'search=nobody');
    expect([none.items, none.total, none.managers]).toEqual([[], 0, 1]);
  });
});
