import {
  decideAssignment,
  definePolicy,
  editorViewer,
  openAccess,
  type Access,
  type Assignment,
  type Decision,
  type Policy,
  type Resource,
  type Snapshot,
} from '@provost/authz-core';
import { describe, expect, it } from 'vitest';
import { decisionTable, type Given, type Levels } from './decision-table.js';

const policy: Policy = definePolicy(editorViewer);
const SITE = 'academy';
const AREAS = ['users', 'content'] as const;

const onSite = (type: string, id: string, within = {}): Resource => ({ site: SITE, type, id, within });
const group = (id: string, within: Resource['within'] = {}) =>
  onSite('group', id, { group: [id], ...within });

/** What the person holds: their role and, as the row tells how, their levels. */
function assignmentsOf({ role, levels, how, elsewhere, above }: Given): Assignment[] {
  const sources = { set: 'set', existing: 'existing', created: 'created', new: 'set' };
  const here = AREAS.flatMap((area): Assignment[] => {
    const held = { role: `${area}-editor`, source: sources[how] };
    // EV-02: a row for the cohort, except the groups where the person was lowered
    if (how === 'existing') {
      const scopes = { cohort: ['founding'] };
      return [
        levels[area] === 'editor' ? { ...held, scopes } : { ...held, scopes, except: { group: ['sales'] } },
      ];
    }
    return levels[area] === 'editor' ? [{ ...held, scopes: { group: ['sales'] } }] : [];
  });
  const at = (id: string, set: Levels) =>
    AREAS.filter((area) => set[area] === 'editor').map((area) => ({
      role: `${area}-editor`,
      scopes: { group: [id] },
    }));
  return [{ role }, ...here, ...at('marketing', elsewhere), ...at('company', above)];
}

function accessOf(given: Given): Access {
  const snapshot: Snapshot = {
    site: SITE,
    policy: policy.id,
    subject: { id: 'me' },
    settings: { editorViewer: given.feature === 'on' },
    groups: [
      ['company', 0],
      ['sales', 1],
      ['marketing', 0],
    ],
    assignments: assignmentsOf(given),
    expires: Infinity,
  };
  return openAccess(policy, snapshot, { now: 0 });
}

function answer(access: Access, question: string, { how, other }: Given): Decision {
  const sales = group('sales', how === 'existing' ? { cohort: ['founding'] } : {});
  const person =
    other === 'themselves'
      ? { id: 'me', roles: access.snapshot.assignments.map(({ role }) => role) }
      : { id: 'you', roles: [other] };
  const resource = onSite('user', person.id);
  const [, area] = /^set (\w+) of other$/.exec(question) ?? [];
  if (area)
    return decideAssignment(access, { role: `${area}-editor`, at: sales, to: { ...person, resource } });
  const type = policy.document.permissions[question]?.on;
  return access.decide(
    question,
    type === 'group' ? sales : type === 'user' ? resource : onSite('site', SITE),
  );
}

describe('editor-viewer', () => {
  for (const { rules, row, given, expected } of decisionTable('editor-viewer', 'C')) {
    it(`${rules.join(' ')} C: ${row}`, () => {
      const access = accessOf(given);
      const answers = Object.fromEntries(
        Object.keys(expected).map((question) => [
          question,
          answer(access, question, given).allowed ? 'allowed' : 'refused',
        ]),
      );
      expect(answers).toEqual(expected);
    });
  }
});
