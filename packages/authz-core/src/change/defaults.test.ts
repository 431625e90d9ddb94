import { describe, expect, it } from 'vitest';
import {
  defaultRoleOf,
  defaultsOn,
  definePolicy,
  editorViewer,
  resolveDefaults,
  type DefaultDocument,
  type Directory,
  type Policy,
} from '../index.js';

const people = definePolicy(editorViewer);

const directory: Directory = {
  holders: (role) => (role === 'sub-manager' ? ['sue', 'sam'] : []),
  members: (type, id) => (type === 'group' && id === 'sales' ? ['ann', 'bob'] : []),
  scopesOf: (type, of, id) => (type === 'course' && of === 'group' && id === 'sales' ? ['intro', 'law'] : []),
};

const withDefaults = (...defaults: DefaultDocument[]): Policy =>
  definePolicy({
    id: 'p',
    scopes: { group: {}, course: {} },
    resources: { course: { course: 'course' } },
    settings: { enrol: { byDefault: true } },
    permissions: { take: { on: 'course' } },
    roles: {
      learner: { at: ['course'], grants: [{ can: ['take'], reach: { by: ['course'] } }] },
      member: { at: ['site'], slot: 'role', byDefault: true, grants: [] },
    },
    defaults,
  });

describe('what an event brings', () => {
  it('EV-16 EV-17 C: who creates a group is its Editor, and nobody else is given anything', () => {
    const created = { name: 'group-created', actor: 'sue', scopes: { group: 'g' } };
    expect(resolveDefaults(people, created, directory)).toEqual(
      ['users-editor', 'content-editor'].map((role) => ({
        person: 'sue',
        assignment: { role, scopes: { group: ['g'] }, source: 'created' },
      })),
    );
  });

  it('EV-02 EV-14 C: turning the feature on makes every sub-manager Editor of all groups that exist', () => {
    const on = { name: 'editorViewer-first-on', actor: 'max', scopes: { cohort: 'all' } };
    expect(
      resolveDefaults(people, on, directory).map(({ person, assignment }) => [person, assignment.role]),
    ).toEqual([
      ['sue', 'users-editor'],
      ['sue', 'content-editor'],
      ['sam', 'users-editor'],
      ['sam', 'content-editor'],
    ]);
  });

  it('GL-10 C: members are enrolled in a course of their group, and who comes later in all of its courses', () => {
    const policy = withDefaults(
      { on: 'course-assigned', give: ['learner'], to: { members: 'group' }, at: 'course', source: 'group' },
      { on: 'member-added', give: ['learner'], to: 'subject', at: 'course', of: 'group', source: 'group' },
    );
    const learner = (person: string, ...course: string[]) => ({
      person,
      assignment: { role: 'learner', scopes: { course }, source: 'group' },
    });
    const assigned = { name: 'course-assigned', scopes: { group: 'sales', course: 'intro' } };
    expect(resolveDefaults(policy, assigned, directory)).toEqual([
      learner('ann', 'intro'),
      learner('bob', 'intro'),
    ]);
    const added = { name: 'member-added', subject: 'cid', scopes: { group: 'sales' } };
    expect(resolveDefaults(policy, added, directory)).toEqual([learner('cid', 'intro', 'law')]);
    const elsewhere = { name: 'member-added', subject: 'cid', scopes: { group: 'art' } };
    expect(resolveDefaults(policy, elsewhere, directory)).toEqual([]);
  });

  it('brings a role at the site, once, and only while the settings are so', () => {
    const one = { on: 'joined', give: ['member'], to: 'subject', at: 'site', source: 'auto' } as const;
    const policy = withDefaults(one, { ...one, when: { enrol: true } });
    const joined = { name: 'joined', subject: 'cid' };
    const member = { person: 'cid', assignment: { role: 'member', source: 'auto' } };
    expect(resolveDefaults(policy, joined, directory)).toEqual([member]);
    const off = withDefaults({ ...one, when: { enrol: true } });
    expect(resolveDefaults(off, { ...joined, settings: { enrol: false } }, directory)).toEqual([]);
    expect(resolveDefaults(off, joined, directory)).toEqual([member]);
  });

  it('brings nothing where nobody is meant, or nothing happened that it knows', () => {
    expect(resolveDefaults(people, { name: 'group-created' }, directory)).toEqual([]);
    expect(resolveDefaults(people, { name: 'rain', actor: 'sue' }, directory)).toEqual([]);
    expect(defaultsOn(people, 'rain')).toEqual([]);
  });

  it('LR-01 SG-05 EV-15 C: says what a person is when nobody said anything', () => {
    expect(defaultRoleOf(people, 'role')).toBe('user');
    expect(defaultRoleOf(people, 'hat')).toBeUndefined();
  });
});
