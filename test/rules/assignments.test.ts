import { describe, expect, inject, it } from 'vitest';
import type { SiteSpec } from '@provost/server';
import { makeSite, type Answer, type TestSite } from '../fixtures/site.js';

const siteOf = (spec: SiteSpec): Promise<TestSite> => makeSite(inject('serverUrl'), spec);
const give = (userId: string, role: string, [type, id]: [string, string], more: object = {}) => ({
  kind: 'give-role',
  userId,
  role,
  at: { type, id },
  ...more,
});

const lms: SiteSpec = {
  policy: 'lms-roles',
  people: [
    { id: 'carol', name: 'Carol', role: 'training-coordinator' },
    {
      id: 'marta',
      name: 'Marta',
      role: 'manager',
      holds: [{ role: 'group-manager', scopes: { group: ['ward'] }, source: 'feed' }],
    },
    { id: 'theo', name: 'Theo', role: 'tutor' },
    { id: 'stan', name: 'Stan', within: { primaryGroup: ['ward'] } },
  ],
  content: [{ id: 'lifting', name: 'Lifting' }],
  groups: [{ id: 'ward', name: 'Ward', members: ['stan'] }],
};

/** As `person at scope` of each row. */
const told = ({ body }: Answer): string[] =>
  body.items.map(
    ({ user, role, scope }: { user: { id: string }; role: string; scope: { id: string } | null }) =>
      `${user.id} ${role} ${scope?.id ?? 'site'}`,
  );

describe('who holds what', () => {
  it('LR-15 A: what the people feed set is marked so, and what somebody gave says who', async () => {
    const site = await siteOf(lms);
    await site
      .as('carol')
      .post('/v1/changes', { changes: [give('marta', 'group-administrator', ['group', 'ward'])] });
    const { body } = await site.as('carol').get('/v1/assignments?userId=marta&scopeType=group&scopeId=ward');
    expect(body).toMatchObject({ total: 2, next: null });
    expect(body.items).toMatchObject([
      {
        user: { id: 'marta', name: 'Marta' },
        role: 'group-administrator',
        scope: { type: 'group', id: 'ward', name: 'Ward' },
        source: 'set',
        givenBy: { id: 'carol', name: 'Carol' },
      },
      { role: 'group-manager', source: 'feed', givenBy: null },
    ]);
  });

  it('X-04 A: says from when and until when, and leaves out what has ended', async () => {
    const site = await siteOf(lms);
    const [from, until, later] = [1, 2, 3].map((hours) =>
      new Date(Date.now() + hours * 3_600_000).toISOString(),
    );
    await site.as('carol').post('/v1/changes', {
      changes: [give('theo', 'course-tutor', ['course', 'lifting'], { from, until })],
    });
    const path = '/v1/assignments?userId=theo&scopeType=course';
    expect((await site.as('carol').get(path)).body.items).toMatchObject([
      { from, until, scope: { name: 'Lifting' } },
    ]);
    expect((await site.as('carol').get(`${path}&endsBefore=${later}`)).body.total).toBe(1);
    expect((await site.as('carol').get(`${path}&endsBefore=${until}`)).body.total).toBe(0);
    const after = { 'x-test-now': String(Date.parse(until ?? '')) };
    expect((await site.as('carol').get(path, after)).body.items).toEqual([]);
  });

  it('LR-09 A: one sees one’s own, and of others what one may change', async () => {
    const site = await siteOf(lms);
    expect(told(await site.as('stan').get('/v1/assignments'))).toEqual([]);
    expect(told(await site.as('theo').get('/v1/assignments'))).toEqual(['theo tutor site']);
    expect(told(await site.as('marta').get('/v1/assignments?userId=theo'))).toEqual([]);
    expect(told(await site.as('carol').get('/v1/assignments'))).toEqual([
      'carol training-coordinator site',
      'marta group-manager ward',
      'marta manager site',
      'theo tutor site',
    ]);
  });

  it('SG-09 A: who gives roles in a group sees who has them there and below, and nowhere else', async () => {
    const at = (role: string, group: string) => ({ role, scopes: { group: [group] } });
    const site = await siteOf({
      policy: 'site-group-session',
      people: [
        { id: 'olga', name: 'Olga', role: 'site-owner' },
        { id: 'gwen', name: 'Gwen', holds: [at('group-administrator', 'top')] },
        { id: 'ivo', name: 'Ivo', holds: [at('group-instructor', 'below')] },
        { id: 'jan', name: 'Jan', holds: [at('group-instructor', 'beside')] },
      ],
      groups: [{ id: 'top' }, { id: 'below', parent: 'top' }, { id: 'beside' }],
    });
    expect(told(await site.as('gwen').get('/v1/assignments'))).toEqual([
      'gwen group-administrator top',
      'ivo group-instructor below',
    ]);
    expect(told(await site.as('jan').get('/v1/assignments'))).toEqual(['jan group-instructor beside']);
    expect(told(await site.as('olga').get('/v1/assignments'))).toHaveLength(4);
    const { body } = await site.as('gwen').get('/v1/assignments?userId=ivo');
    expect(body.items[0].user).toEqual({ id: 'ivo', name: null });
  });

  it('comes in pages, each row once', async () => {
    const site = await siteOf(lms);
    const rows: string[] = [];
    for (let next: string | null = ''; next !== null;) {
      const answer: Answer = await site
        .as('carol')
        .get(`/v1/assignments?limit=1${next ? `&cursor=${encodeURIComponent(next)}` : ''}`);
      rows.push(...told(answer));
      next = answer.body.next;
    }
    expect(rows).toEqual(told(await site.as('carol').get('/v1/assignments')));
    expect(rows).toHaveLength(4);
  });
});
