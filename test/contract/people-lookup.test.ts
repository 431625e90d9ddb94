import { describe, expect, inject, it } from 'vitest';
import { makeSite, type TestSite } from '../fixtures/site.js';

const url = inject('serverUrl');

const editors = () =>
  makeSite(url, {
    settings: { editorViewer: true },
    people: [
      { id: 'mia', role: 'manager' },
      { id: 'vic', role: 'sub-manager', later: true },
      { id: 'ulf', name: 'Ulf Bråten', email: 'Ulf@example.org', externalId: 'E-17' },
      { id: 'kim', name: 'Kim Lee', email: 'kim@example.org' },
      { id: 'kim2', name: 'Kim Lee', email: 'kim2@example.org' },
      { id: 'E-17', name: 'Confusing', email: 'confusing@example.org' },
    ],
    groups: [{ id: 'sales', members: ['ulf'] }],
  });

const lookup = async (site: TestSite, by: string, emails: readonly string[], groupId?: string) => {
  const { status, body } = await site
    .as(by)
    .post('/v1/users/lookup', { emails, ...(groupId && { groupId }) });
  const items = (body as { items?: { user: { id: string } | null; matches: number; isMember: boolean }[] })
    .items;
  return { status, found: items?.map(({ user, matches }) => user?.id ?? matches), items };
};

describe('POST /v1/users/lookup', () => {
  it('finds people by address, id, id of the feed and name, in the order asked', async () => {
    const site = await editors();
    const asked = [
      'ULF@example.org ',
      'kim',
      'E-17',
      'ulf braten',
      'nobody@example.org',
      'Kim Lee',
      '%',
      'kim',
    ];
    const { status, found, items } = await lookup(site, 'mia', asked, 'sales');
    expect([status, found]).toEqual([200, ['ulf', 'kim', 'E-17', 'ulf', 0, 2, 0, 'kim']]);
    expect(items?.map(({ isMember }) => isMember)).toEqual([
      true,
      false,
      false,
      true,
      ...Array(4).fill(false),
    ]);
    expect(items?.[0]).toMatchObject({
      asked: asked[0],
      user: { name: 'Ulf Bråten', email: 'Ulf@example.org' },
    });
  });

  it('EV-03 X-10 A: tells nobody who may add nobody whether people are in the group', async () => {
    const { status, items } = await lookup(await editors(), 'vic', ['ulf'], 'sales');
    expect([status, items]).toEqual([403, undefined]);
  });

  it('GL-03 GL-08 A: a leader finds whom they lead; anybody else is as if they were not there', async () => {
    const site = await makeSite(url, {
      policy: 'group-leader',
      people: [
        { id: 'ada', role: 'administrator' },
        { id: 'lea', role: 'group-leader', holds: [{ role: 'leader', scopes: { group: ['led'] } }] },
        { id: 'ben', email: 'ben@example.org' },
        { id: 'cal', email: 'cal@example.org' },
      ],
      groups: [
        { id: 'led', members: ['ben'] },
        { id: 'other', members: ['cal'] },
      ],
    });
    const asked = ['ben@example.org', 'cal@example.org', 'cal', 'no@example.org'];
    expect(await lookup(site, 'lea', asked)).toMatchObject({ status: 200, found: ['ben', 0, 0, 0] });
    expect(await lookup(site, 'ada', asked)).toMatchObject({ found: ['ben', 'cal', 'cal', 0] });
    // groups that one may not see are not there; in those one leads, members are somebody else’s to choose (GL-08)
    expect(await lookup(site, 'lea', asked, 'other')).toMatchObject({ status: 404 });
    expect(await lookup(site, 'lea', asked, 'led')).toMatchObject({ status: 403 });
  });

  it('changes nothing', async () => {
    const site = await editors();
    const before = await site.rows();
    await lookup(site, 'mia', ['ulf', 'kim@example.org', 'x'], 'sales');
    expect(await site.rows()).toEqual(before);
  });
});

describe('GET /v1/content?addableTo', () => {
  it('SG-12 X-10 A: offers what the person may put there, and nothing else', async () => {
    const site = await makeSite(url, {
      policy: 'site-group-session',
      people: [
        { id: 'own', role: 'site-owner' },
        { id: 'ina', holds: [{ role: 'group-instructor', scopes: { group: ['delivery'] } }] },
        { id: 'lou', holds: [{ role: 'group-learner', scopes: { group: ['delivery'] } }] },
      ],
      content: [
        { id: 'hers', owner: 'ina' },
        { id: 'other', owner: 'own' },
      ],
      groups: [{ id: 'delivery', content: ['hers'] }, { id: 'far' }],
    });
    const addable = async (by: string) => {
      const { status, body } = await site.as(by).get('/v1/content?addableTo=delivery');
      return [status, (body as { items?: { id: string }[] }).items?.map(({ id }) => id)];
    };
    expect(await addable('own')).toEqual([200, ['hers', 'other']]);
    expect(await addable('ina')).toEqual([200, ['hers']]);
    expect((await addable('lou'))[0]).toBe(403);
    expect((await site.as('ina').get('/v1/content?addableTo=far')).status).toBe(404);
  });
});
