import type { SiteSpec } from '@provost/server';
import { describe, expect, inject, it } from 'vitest';
import { ANY_VERSION, makeSite, type Rows, type TestSite } from '../fixtures/site.js';
import { isWrite, questions, type About } from './api-questions.js';
import { decisionTable, type Given, type Levels } from './decision-table.js';

const AREAS = ['users', 'content'] as const;
const isViewer = (levels: Levels) => AREAS.every((area) => levels[area] === 'viewer');

/** What was before anybody asked, as a site: `me` asks, `you` is the other person, `boss` set what was set. */
function specOf(given: Given): SiteSpec {
  const { feature, levels, how, elsewhere, above, other } = given;
  const wasOn = feature === 'on' || how !== 'new' || !isViewer(levels);
  const company = isViewer(above) ? [] : [{ id: 'company' }];
  return {
    settings: wasOn ? { editorViewer: true } : {},
    people: [
      { id: 'boss', role: 'manager' },
      { id: 'me', ...roleOf(had(given) ? 'sub-manager' : given.role), later: how !== 'existing' },
      ...(other === 'themselves' ? [] : [{ id: 'you', ...roleOf(other), later: true }]),
      { id: 'third', role: 'sub-manager', later: true },
      { id: 'insider' },
      { id: 'outsider' },
    ],
    content: [{ id: 'assigned' }, { id: 'unassigned' }],
    groups: [
      ...company,
      {
        id: 'sales',
        members: ['insider'],
        content: ['assigned'],
        ...(company.length > 0 ? { parent: 'company' } : {}),
        ...(how === 'created' ? { createdBy: 'me', later: true } : { createdBy: 'boss' }),
      },
      { id: 'marketing', later: true },
    ],
    levels: [
      ...AREAS.filter((area) =>
        how === 'set' ? levels[area] === 'editor' : how !== 'new' && levels[area] === 'viewer',
      ).map((area) => ({ group: 'sales', person: 'me', by: 'boss', levels: { [area]: levels[area] } })),
      ...(isViewer(elsewhere)
        ? []
        : [{ group: 'marketing', person: 'me', by: 'boss', levels: elsewhere as never }]),
      ...(isViewer(above) ? [] : [{ group: 'company', person: 'me', by: 'boss', levels: above as never }]),
    ],
  };
}

const roleOf = (role: string) => (role === 'user' ? {} : { role });

/** Did they hold levels before they came to the role they have? Then they were a sub-manager. */
const had = ({ role, how, levels }: Given) =>
  role !== 'sub-manager' && (how === 'existing' || !isViewer(levels));

async function siteOf(given: Given): Promise<TestSite> {
  const spec = specOf(given);
  const site = await makeSite(inject('serverUrl'), spec);
  const boss = site.as('boss');
  if (had(given)) await boss.patch('/v1/users/me', { role: given.role }, ANY_VERSION);
  if (given.feature === 'off' && spec.settings?.editorViewer) {
    await boss.patch('/v1/settings', { settings: { editorViewer: false } }, ANY_VERSION);
  }
  return site;
}

const withoutAudit = ({ audit: _, ...rows }: Rows) => rows;

/** Asks through the API; a refusal must be a problem document and leave no trace, a yes must leave an audit entry. */
async function ask(site: TestSite, question: string, { about, before }: { about: About; before: Rows }) {
  const answer = await questions[question]?.(site.as('me'), about);
  const rows = await site.rows();
  const allowed = answer !== undefined && answer.status < 300;
  if (allowed && isWrite(question)) {
    expect(withoutAudit(rows), `${question} changes something`).not.toEqual(withoutAudit(before));
    expect(rows.audit?.length, `${question} is audited`).toBeGreaterThan(before.audit?.length ?? 0);
  } else expect(rows, `${question} changes nothing`).toEqual(before);
  if (!allowed) {
    expect([403, 404]).toContain(answer?.status);
    expect(answer?.headers.get('content-type')).toBe('application/problem+json');
    expect(answer?.body).toMatchObject({ code: answer?.status === 403 ? 'refused' : 'not-found' });
  }
  return { rows, answer: allowed ? 'allowed' : 'refused' };
}

describe('editor-viewer', () => {
  for (const { rules, row, given, expected } of decisionTable('editor-viewer', 'A')) {
    it(`${rules.join(' ')} A: ${row}`, async () => {
      const site = await siteOf(given);
      const about: About = {
        group: 'sales',
        other: given.other === 'themselves' ? 'me' : 'you',
        level: given.role === 'manager' && given.other !== 'sub-manager' ? 'viewer' : 'editor',
        outsider: 'outsider',
        insider: 'insider',
        unassigned: 'unassigned',
        assigned: 'assigned',
      };
      const answers: Record<string, string> = {};
      let before = await site.rows();
      for (const question of Object.keys(questions).filter((one) => one in expected)) {
        const { answer, rows } = await ask(site, question, { about, before });
        answers[question] = answer;
        before = rows;
      }
      expect(answers).toEqual(expected);
    });
  }
});
