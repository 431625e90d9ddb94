import { groupLeader, withOperations } from '@provost/authz-core';
import { describe, expect, inject, it } from 'vitest';
import type { SiteSpec } from '@provost/server';
import { makeSite, send, type TestSite } from '../fixtures/site.js';

const siteOf = (spec: SiteSpec): Promise<TestSite> => makeSite(inject('serverUrl'), spec);

const change = (site: TestSite, by: string, changes: readonly object[], more: object = {}) =>
  site.as(by).post('/v1/changes', { changes, ...more });
const give = (userId: string, role: string, type?: string, id?: string) => ({
  kind: 'give-role',
  userId,
  role,
  ...(type === undefined ? {} : { at: { type, id } }),
});
const take = (userId: string, role: string, type?: string, id?: string) => ({
  ...give(userId, role, type, id),
  kind: 'take-role',
});

/** Who holds a role at a scope, as it is stored. */
async function holders(site: TestSite, role: string, scope?: string): Promise<unknown[]> {
  const { assignments = [] } = await site.rows();
  return assignments
    .filter((row) => row.role === role && row.scope_id === (scope ?? site.id))
    .map(({ person }) => person)
    .sort();
}

const lms: SiteSpec = {
  policy: 'lms-roles',
  people: [
    { id: 'asha', name: 'Asha', role: 'lms-administrator' },
    { id: 'ben', name: 'Ben', role: 'lms-administrator' },
    { id: 'carol', name: 'Carol', role: 'training-coordinator' },
    { id: 'theo', name: 'Theo', role: 'tutor' },
    { id: 'tina', name: 'Tina', role: 'tutor' },
    { id: 'mary', name: 'Mary', role: 'manager' },
    { id: 'stan', name: 'Stan' },
  ],
  content: [{ id: 'lifting' }],
  groups: [{ id: 'ward', members: ['stan'] }],
  resources: [{ type: 'event', id: 'may', within: { course: ['lifting'] } }],
};

describe('who may hold what', () => {
  it('LR-09 A: a responsibility is given to those alone whose role may hold it', async () => {
    const site = await siteOf(lms);
    const responsibilities: Record<string, [type: string, id: string]> = {
      'course-tutor': ['course', 'lifting'],
      'course-administrator': ['course', 'lifting'],
      'event-administrator': ['event', 'may'],
      'group-administrator': ['group', 'ward'],
      'group-manager': ['group', 'ward'],
    };
    const may: Record<string, string[]> = {};
    for (const person of ['stan', 'mary', 'theo', 'carol']) {
      may[person] = [];
      for (const [role, at] of Object.entries(responsibilities)) {
        const { status, body } = await change(site, 'asha', [give(person, role, ...at)], { dryRun: true });
        if (status === 200) may[person].push(role);
        else expect(body.missing).toMatchObject([{ code: 'may-not-hold' }]);
      }
    }
    expect(may).toEqual({
      stan: [],
      mary: ['group-administrator', 'group-manager'],
      theo: ['course-tutor', 'course-administrator', 'event-administrator'],
      carol: Object.keys(responsibilities),
    });
  });

  it('LR-12 A: a second tutor needs a yes, and takes the place of the first', async () => {
    const site = await siteOf(lms);
    const tutor = (person: string) => [give(person, 'course-tutor', 'course', 'lifting')];
    expect((await change(site, 'carol', tutor('theo'))).status).toBe(200);
    const asked = await change(site, 'carol', tutor('tina'));
    expect(asked).toMatchObject({ status: 409, body: { code: 'confirm-needed' } });
    expect(asked.body.results).toMatchObject([
      { index: 0, code: 'confirm-needed', replaces: [{ id: 'theo', name: 'Theo' }] },
    ]);
    expect(await holders(site, 'course-tutor', 'lifting')).toEqual(['theo']);
    const { status, body } = await change(site, 'carol', tutor('tina'), { confirm: true });
    expect(status).toBe(200);
    expect(body.results).toMatchObject([{ cautions: ['replaces'], replaces: [{ id: 'theo' }] }]);
    expect(await holders(site, 'course-tutor', 'lifting')).toEqual(['tina']);
    expect((await change(site, 'carol', tutor('tina'))).body.results).toEqual([
      { index: 0, status: 'unchanged' },
    ]);
  });

  it('LR-17 A: nobody gives, or takes from somebody, more than they have', async () => {
    const site = await siteOf(lms);
    for (const set of [
      [give('carol', 'lms-administrator')],
      [give('stan', 'lms-administrator')],
      [give('asha', 'student')],
      [take('asha', 'lms-administrator')],
    ]) {
      const { status, body } = await change(site, 'carol', set);
      expect(status).toBe(403);
      expect(body.missing.some(({ code }: { code: string }) => code === 'exceeds-own')).toBe(true);
    }
    expect(await holders(site, 'lms-administrator')).toEqual(['asha', 'ben']);
    expect((await change(site, 'carol', [give('stan', 'manager')])).status).toBe(200);
  });

  it('LR-17 A: the route of one person is held to the same', async () => {
    const site = await siteOf(lms);
    const demote = () => site.as('carol').patch('/v1/users/asha', { role: 'student' }, { 'if-match': '*' });
    expect((await demote()).status).toBe(403);
    expect(await holders(site, 'lms-administrator')).toEqual(['asha', 'ben']);
  });
});

/** Somebody who may give roles, and has little more. */
const clerks = {
  ...withOperations(groupLeader),
  id: 'clerks',
  roles: {
    ...groupLeader.roles,
    clerk: {
      at: ['site'],
      slot: 'role',
      assignedBy: 'roles.assign',
      grants: [{ can: ['roles.assign', 'users.view'], reach: 'everything' }],
    },
  },
};

describe('what hangs on a role', () => {
  it('LR-17 A: counts, too: who leads a group is not demoted by somebody who does not', async () => {
    await send(`${inject('serverUrl')}/test/policies`, { method: 'POST', body: clerks });
    const site = await siteOf({
      policy: 'clerks',
      people: [
        { id: 'ada', role: 'administrator' },
        { id: 'cleo', role: 'clerk' },
        { id: 'lea', role: 'group-leader', holds: [{ role: 'leader', scopes: { group: ['sales'] } }] },
        { id: 'wim', role: 'group-leader' },
      ],
      groups: [{ id: 'sales' }],
    });
    for (const by of ['change', 'route']) {
      const demote = (person: string) =>
        by === 'change'
          ? change(site, 'cleo', [give(person, 'user')])
          : site.as('cleo').patch(`/v1/users/${person}`, { role: 'user' }, { 'if-match': '*' });
      const refused = await demote('lea');
      expect([refused.status, refused.body.missing?.[0]?.code]).toEqual([403, 'exceeds-own']);
    }
    expect((await change(site, 'cleo', [give('wim', 'user')])).status).toBe(200);
    expect((await change(site, 'ada', [give('lea', 'user')])).status).toBe(200);
  });
});

describe('who has to stay', () => {
  it('X-13 A: the last who can administer the site is neither removed nor demoted', async () => {
    const site = await siteOf(lms);
    expect((await change(site, 'asha', [give('ben', 'manager')])).status).toBe(200);
    for (const last of [give('asha', 'manager'), take('asha', 'lms-administrator')]) {
      const { status, body } = await change(site, 'asha', [last]);
      expect(status).toBe(403);
      expect(body.missing).toMatchObject([{ code: 'too-few-holders' }]);
    }
    const soon = { ...give('asha', 'lms-administrator'), until: '2999-01-01T00:00:00.000Z' };
    expect((await change(site, 'asha', [soon])).status).toBe(403);
    expect(await holders(site, 'lms-administrator')).toEqual(['asha']);
  });

  it('X-13 A: nor by the route of one person, nor two at once in one set', async () => {
    const site = await siteOf(lms);
    const both = [give('ben', 'manager'), give('asha', 'manager')];
    expect((await change(site, 'asha', both)).body.results).toMatchObject([
      { status: 'possible' },
      { status: 'refused', missing: [{ code: 'too-few-holders' }] },
    ]);
    expect((await change(site, 'asha', [give('ben', 'manager')])).status).toBe(200);
    const alone = await site.as('asha').patch('/v1/users/asha', { role: 'manager' }, { 'if-match': '*' });
    expect(alone.status).toBe(403);
    expect(await holders(site, 'lms-administrator')).toEqual(['asha']);
  });

  it('X-13 A: of two demotions at the same time one is refused, whoever they are of', async () => {
    for (let i = 0; i < 5; i++) {
      const site = await siteOf({
        ...lms,
        people: [...(lms.people ?? []).filter(({ id }) => id !== 'carol')],
      });
      const answers = await Promise.all([
        change(site, 'asha', [give('ben', 'manager')]),
        change(site, 'ben', [give('asha', 'manager')]),
      ]);
      // the second of them is asked again with what the first has left them
      expect(answers.map(({ status }) => status).sort()).not.toEqual([200, 200]);
      expect((await holders(site, 'lms-administrator')).length).toBeGreaterThan(0);
      const others = await siteOf(lms);
      const resigned = await Promise.all([
        change(others, 'asha', [take('asha', 'lms-administrator')]),
        others.as('ben').patch('/v1/users/ben', { role: 'manager' }, { 'if-match': '*' }),
      ]);
      expect(resigned.map(({ status }) => status).sort()).toEqual([200, 403]);
      expect(await holders(others, 'lms-administrator')).toHaveLength(1);
    }
  });
});

const sessions: SiteSpec = {
  policy: 'site-group-session',
  people: [
    { id: 'olga', name: 'Olga', role: 'site-owner' },
    { id: 'alan', name: 'Alan', role: 'site-administrator' },
    {
      id: 'pia',
      name: 'Pia',
      holds: [{ role: 'session-instructor', scopes: { session: ['spring'] } }],
    },
    { id: 'quinn', name: 'Quinn' },
    { id: 'gus', name: 'Gus', holds: [{ role: 'group-owner', scopes: { group: ['top'] } }] },
    { id: 'gwen', name: 'Gwen', holds: [{ role: 'group-administrator', scopes: { group: ['top'] } }] },
    { id: 'lin', name: 'Lin' },
  ],
  groups: [
    { id: 'top', members: ['gus', 'gwen', 'lin', 'quinn'] },
    { id: 'below', parent: 'top', members: ['lin'] },
    { id: 'beside' },
  ],
  settings: { groupAdminsManageUsers: true },
  resources: [{ type: 'session', id: 'spring', within: { group: ['below'] } }],
};

describe('sessions and groups', () => {
  it('SG-16 A: the last instructor of a session stays until there is another', async () => {
    const site = await siteOf(sessions);
    const at = ['session-instructor', 'session', 'spring'] as const;
    const { status, body } = await change(site, 'alan', [take('pia', ...at)]);
    expect(status).toBe(403);
    expect(body.missing).toMatchObject([{ code: 'too-few-holders' }]);
    expect(await holders(site, 'session-instructor', 'spring')).toEqual(['pia']);
    expect((await change(site, 'alan', [give('quinn', ...at), take('pia', ...at)])).status).toBe(200);
    expect(await holders(site, 'session-instructor', 'spring')).toEqual(['quinn']);
  });

  it('SG-02 A: nobody takes ownership, and the owner passes it on', async () => {
    const site = await siteOf(sessions);
    for (const by of ['alan', 'gus']) {
      expect([403, 404]).toContain((await change(site, by, [give(by, 'site-owner')])).status);
      expect([403, 404]).toContain((await change(site, by, [take('olga', 'site-owner')])).status);
    }
    expect((await change(site, 'olga', [take('olga', 'site-owner')])).status).toBe(403);
    expect((await change(site, 'olga', [give('alan', 'site-owner')])).body.code).toBe('confirm-needed');
    const passed = await change(site, 'olga', [give('alan', 'site-owner')], { confirm: true });
    expect(passed.status).toBe(200);
    expect(await holders(site, 'site-owner')).toEqual(['alan']);
    expect(await holders(site, 'site-administrator')).toEqual([]);
  });

  it('SG-20 A: owners and administrators give roles in the group and below it, none above their own', async () => {
    const site = await siteOf(sessions);
    const at = (role: string, group: string) => [give('lin', role, 'group', group)];
    const answers = async (by: string) => {
      const roles = ['owner', 'administrator', 'instructor', 'coordinator'].map((one) => `group-${one}`);
      const may: Record<string, string[]> = { top: [], below: [], beside: [] };
      for (const [group, list] of Object.entries(may)) {
        for (const role of roles) {
          const { status } = await change(site, by, at(role, group), { dryRun: true });
          if (status === 200) list.push(role);
        }
      }
      return may;
    };
    const all = ['group-owner', 'group-administrator', 'group-instructor', 'group-coordinator'];
    expect(await answers('gus')).toEqual({ top: all, below: all, beside: [] });
    expect(await answers('gwen')).toEqual({ top: all.slice(1), below: all.slice(1), beside: [] });
    expect((await change(site, 'gwen', [take('gus', 'group-owner', 'group', 'top')])).status).toBe(403);
  });
});
