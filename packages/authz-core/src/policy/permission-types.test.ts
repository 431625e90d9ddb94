import { describe, expect, expectTypeOf, it } from 'vitest';
import {
  definePolicy,
  editorViewer,
  loadPolicy,
  openAccess,
  type Access,
  type PermissionOf,
  type Policy,
  type PolicyDocument,
  type Snapshot,
} from '../index.js';

/* What is wrong here does not compile: the compiler checks this file as it checks every other. */

const library = definePolicy({
  id: 'library',
  scopes: {},
  resources: { site: {}, course: {} },
  permissions: { 'courses.edit': { on: 'course' }, 'courses.view': { on: 'course' } },
  roles: { head: { at: ['site'], grants: [{ can: ['courses.edit'], reach: 'everything' }] } },
});

const snapshot: Snapshot = {
  site: 's',
  policy: 'library',
  subject: { id: 'me' },
  settings: {},
  groups: [],
  assignments: [{ role: 'head' }],
  expires: 1,
};
const access = openAccess(library, snapshot, { now: 0 });
const course = { site: 's', type: 'course', id: 'law' };

describe('where the policy is known, so are its permissions', () => {
  it('takes those it has, as ids and as tokens', () => {
    expect(access.can('courses.edit', course)).toBe(true);
    expect(access.can(library.permission('courses.view'), course)).toBe(false);
    expectTypeOf(library).toEqualTypeOf<Policy<'courses.edit' | 'courses.view'>>();
    expectTypeOf(access).toEqualTypeOf<Access<'courses.edit' | 'courses.view'>>();
  });

  it('a permission that the policy does not have does not compile, and is refused where it is asked anyway', () => {
    // @ts-expect-error -- a slip of the pen
    expect(access.can('cuorses.edit', course)).toBe(false);
    // @ts-expect-error -- a slip of the pen
    expect(access.decide('courses.edti', course).allowed).toBe(false);
    // @ts-expect-error -- a slip of the pen
    expect(access.anywhere('course.edit')).toBe(false);
    // @ts-expect-error -- a slip of the pen
    expect(access.filter('courses').kind).toBe('nothing');
    // @ts-expect-error -- a slip of the pen
    expect(library.permission('cuorses.edit').bit).toBe(0);
  });

  it('knows those of what a policy extends', () => {
    const wider = definePolicy({
      id: 'wider',
      extends: editorViewer,
      permissions: { 'badges.award': { on: 'user' } },
    });
    const open = openAccess(wider, { ...snapshot, policy: 'wider' }, { now: 0 });
    expect(open.can('badges.award')).toBe(false);
    expect(open.can('members.add')).toBe(false);
    // @ts-expect-error -- neither has it
    expect(open.can('badges.awrad')).toBe(false);
    expectTypeOf<'members.add'>().toExtend<PermissionOf<typeof editorViewer>>();
  });

  it('takes any text where the policy is not known', () => {
    const anything = loadPolicy({ ...library.document });
    expectTypeOf(anything).toEqualTypeOf<Policy>();
    const document: PolicyDocument = editorViewer;
    expectTypeOf(definePolicy(document)).toEqualTypeOf<Policy>();
    expect(openAccess(anything, snapshot, { now: 0 }).can('cuorses.edit', course)).toBe(false);
    // and a known access goes where any is wanted
    expectTypeOf(access).toExtend<Access>();
  });
});
