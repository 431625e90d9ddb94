import {
  available,
  decideAssignment,
  defaultRoleOf,
  definePolicy,
  openAccess,
  resolveDefaults,
  standard,
  type Assignment,
  type Directory,
  type Policy,
  type PolicyDocument,
  type Resource,
} from '../../index.js';
import { describe, expect, it } from 'vitest';

const policy = definePolicy(standard);

const accessOf = <P extends string>(to: Policy<P>, assignments: readonly Assignment[]) =>
  openAccess(
    to,
    {
      site: 'academy',
      policy: to.id,
      subject: { id: 'me' },
      settings: {},
      groups: [],
      assignments,
      expires: 1,
    },
    { now: 0 },
  );

const directory: Directory = {
  holders: (role) => (role === 'sub-manager' ? ['sue', 'sid'] : []),
  members: () => ['sam'],
  scopesOf: () => ['selling'],
};
/** Who gets what and where, as `person role scope`. */
const brought = (name: string, scopes: Readonly<Record<string, string>> = {}): string[] =>
  resolveDefaults(policy, { name, actor: 'ann', subject: 'new', scopes }, directory).map(
    ({ person, assignment: { role, scopes: at } }) =>
      `${person} ${role} ${Object.values(at ?? {}).join('') || 'site'}`,
  );

describe('standard', () => {
  it('RL-02 C: offers what the catalogue got beside at its levels, and at no others', () => {
    const own: PolicyDocument['permissions'] = standard.permissions;
    const offered = (level: string) =>
      available(policy, level)
        .flatMap(({ permissions }) => permissions)
        .filter((id) => Object.hasOwn(own, id));
    const ofGroups = ['members.add', 'members.remove', 'content.view', 'content.add', 'content.remove'];
    expect(offered('management')).toEqual(ofGroups);
    expect(offered('reporting')).toEqual([]);
    expect(offered('instructional')).toEqual([
      'courses.view',
      'courses.deploy',
      'enrolments.approve',
      'checks.sign-off',
      'sessions.create',
      'sessions.view',
      'sessions.enrol',
      'events.view',
      'events.create',
      'events.manage',
      'events.mark',
      'bookings.approve',
    ]);
    const forAdmins = ['courses.enrol', 'programs.edit', 'programs.enrol', 'events.book'];
    expect(offered('administrative').sort()).toEqual(
      [...ofGroups, ...offered('instructional'), ...forAdmins].sort(),
    );
  });

  it('SG-05 LR-01 C: whoever has no site role is a learner', () => {
    expect(defaultRoleOf(policy, 'site')).toBe('learner');
    expect(brought('person-created')).toEqual(['new learner site']);
  });

  it('SG-02 C: who makes the site owns it', () => {
    expect(brought('site-created')).toEqual(['ann owner site']);
  });

  it('SG-08 EV-17 C: who creates a group is its owner and, as a sub-manager, its Editor', () => {
    expect(brought('group-created', { group: 'sales' })).toEqual([
      'ann group-owner sales',
      'ann users-editor sales',
      'ann content-editor sales',
    ]);
  });

  it('SG-14 SG-06 C: who creates a session instructs it, who writes a course may edit it', () => {
    expect(brought('session-created', { session: 'monday' })).toEqual(['ann session-instructor monday']);
    expect(brought('course-created', { course: 'poems' })).toEqual(['ann course-author poems']);
  });

  it('GL-10 SG-09 SG-19 C: members of a group are enrolled in its courses, and everybody is in the audience', () => {
    expect(brought('course-assigned', { group: 'sales', course: 'selling' })).toEqual([
      'sam course-learner selling',
    ]);
    expect(brought('member-added', { group: 'sales' })).toEqual([
      'new group-learner sales',
      'new course-learner selling',
    ]);
    expect(brought('person-created', { audience: 'all' })).toContain('new course-learner all');
  });

  it('EV-02 C: sub-managers keep the groups that were there', () => {
    expect(brought('editorViewer-first-on', { cohort: 'first' })).toEqual([
      'sue users-editor first',
      'sue content-editor first',
      'sid users-editor first',
      'sid content-editor first',
    ]);
  });

  it('LR-12 C: a second tutor of a course takes the place of the first', () => {
    const [welding, stan] = ['course', 'user'].map((type): Resource => ({
      site: 'academy',
      type,
      id: type,
      within: { [type]: [type] },
    })) as [Resource, Resource];
    const decision = decideAssignment(accessOf(policy, [{ role: 'administrator' }]), {
      role: 'course-tutor',
      at: welding,
      to: { id: 'stan', roles: ['staff'], resource: stan },
      holders: () => 1,
    });
    expect([decision.allowed, decision.cautions]).toEqual([true, ['replaces']]);
  });

  it('LR-08 C: what a host adds is the owner’s and the administrator’s, and can be chosen', () => {
    const host = definePolicy({
      id: 'host',
      extends: standard,
      resources: { poll: {} },
      permissions: { 'polls.manage': { on: 'poll', area: 'courses', levels: ['administrative'] } },
      levels: { administrative: { reach: { poll: 'everything' } } },
      roles: { pollster: { level: 'administrative', can: ['polls.manage', 'events.book'] } },
    });
    const poll: Resource = { site: 'academy', type: 'poll', id: 'lunch' };
    const may = (role: string) => accessOf(host, [{ role }]).can('polls.manage', poll);
    expect(['owner', 'administrator', 'pollster', 'author', 'learner'].filter(may)).toEqual([
      'owner',
      'administrator',
      'pollster',
    ]);
    // @ts-expect-error a permission that the policy does not have
    expect(accessOf(policy, [{ role: 'owner' }]).can('cuorses.view')).toBe(false);
  });
});
