import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  definePolicy,
  editorViewer,
  openAccess,
  preview,
  type Policy,
  type Resource,
  type Snapshot,
} from '../index.js';
import { documents, NOW, plainNames, resources, snapshots } from '../testing/arbitraries.js';

const policy: Policy = definePolicy(editorViewer);
const sales: Resource = { site: 's', type: 'group', id: 'sales', within: { group: ['sales'] } };
const theirs: Snapshot = {
  site: 's',
  policy: policy.id,
  subject: { id: 'sue' },
  settings: { editorViewer: true },
  groups: [],
  assignments: [{ role: 'sub-manager' }],
  expires: 1,
};
const access = openAccess(policy, theirs, { now: 0 });
const editor = { role: 'users-editor', scopes: { group: ['sales'] } };

describe('preview', () => {
  it('X-02 C: what is not changed is seen as they see it', () => {
    expect(preview(access).can('members.view', sales)).toBe(true);
    expect(preview(access).can('members.add', sales)).toBe(false);
    expect(preview(access).snapshot.subject.id).toBe('sue');
  });

  it('X-02 C: with other roles, other settings and another policy, and what was open stays as it was', () => {
    const raised = preview(access, { assignments: [...theirs.assignments, editor] });
    expect(raised.can('members.add', sales)).toBe(true);
    expect(raised.can('content.add', sales)).toBe(false);
    expect(preview(access, { settings: { editorViewer: false } }).can('content.add', sales)).toBe(true);
    const wider: Policy = definePolicy({
      id: 'wider',
      extends: editorViewer,
      roles: { 'sub-manager': { grants: [{ can: ['people.create'], reach: 'everything' }] } },
    });
    expect(preview(access, { policy: wider }).can('people.create')).toBe(true);
    expect(access.can('members.add', sales) || access.can('people.create')).toBe(false);
  });

  it('X-02 C: it answers everything as their own access will, once it is saved', () => {
    const situations = fc.record({
      document: documents(plainNames),
      before: snapshots(plainNames),
      after: snapshots(plainNames),
      asked: fc.array(resources(plainNames), { minLength: 5, maxLength: 5 }),
    });
    fc.assert(
      fc.property(situations, ({ document, before, after, asked }) => {
        const random: Policy = definePolicy(document);
        const { assignments, settings, groups } = after;
        const saved = { ...before, assignments, settings, groups };
        const seen = preview(openAccess(random, before, { now: NOW }), { assignments, settings, groups });
        const own = openAccess(random, saved, { now: NOW });
        for (const [id, { on }] of Object.entries(random.document.permissions)) {
          for (const resource of asked.map((one) => ({ ...one, type: on })))
            expect(seen.can(id, resource)).toBe(own.can(id, resource));
          expect(seen.filter(id)).toEqual(own.filter(id));
        }
      }),
      { numRuns: 200 },
    );
  });
});
