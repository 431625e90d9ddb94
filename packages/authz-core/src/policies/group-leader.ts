import type { Grant, PolicyDocument } from '../policy/policy.js';
import { forLeaders } from './settings.js';

/** What everybody has of themselves, a leader too wherever they do not lead (GL-02). */
const ordinary: readonly Grant[] = [
  { can: ['users.view'], reach: 'self' },
  { can: ['progress.view', 'submissions.view'], reach: 'owner' },
];

/**
 * Leaders look after the groups they lead, and reach nothing else (rules GL). What lies in a group by `through` is
 * there because both its person and its course are.
 */
export const groupLeader = {
  id: 'group-leader',
  label: 'Group leaders',
  scopes: { group: { label: 'Group', tree: true, movedBy: 'groups.edit' }, course: { label: 'Course' } },
  resources: {
    site: {},
    user: { group: 'group' },
    group: { group: 'group' },
    course: { group: 'group', course: 'course' },
    record: { through: 'group' },
    submission: { through: 'group' },
  },
  settings: forLeaders,
  permissions: {
    'groups.view': { on: 'group', label: 'See the group' },
    'groups.create': { on: 'site', label: 'Create groups' },
    'groups.edit': { on: 'group', label: 'Rename and move the group' },
    'groups.delete': { on: 'group', label: 'Delete the group', risks: ['data-loss'] },
    'members.view': { on: 'group', label: 'See who is in the group' },
    'members.edit': { on: 'group', label: 'Add and remove members' },
    'leaders.assign': { on: 'group', label: 'Choose the group’s leaders' },
    'group-courses.edit': { on: 'group', label: 'Assign courses to the group' },
    'users.view': { on: 'user', label: 'See people', risks: ['personal-data'] },
    'users.create': { on: 'site', label: 'Add people to the site' },
    'users.edit': { on: 'user', label: 'Edit people', risks: ['personal-data'] },
    'users.delete': { on: 'user', label: 'Delete people', risks: ['personal-data', 'data-loss'] },
    'messages.send': { on: 'user', label: 'Send e-mail to people', risks: ['personal-data'] },
    'progress.view': { on: 'record', label: 'See progress', risks: ['personal-data'] },
    'submissions.view': { on: 'submission', label: 'Read submitted work', risks: ['personal-data'] },
    'submissions.grade': { on: 'submission', label: 'Grade submitted work' },
    'courses.view': { on: 'course', label: 'See the course and what is in it' },
    'courses.take': { on: 'course', label: 'Take the course', beneficiary: 'self' },
    'courses.create': { on: 'site', label: 'Create courses' },
    'courses.edit': { on: 'course', label: 'Edit the course' },
    'content.edit': { on: 'course', label: 'Edit what is in the course' },
    'courses.delete': { on: 'course', label: 'Delete the course', risks: ['data-loss'] },
    'courses.enrol': { on: 'course', label: 'Enrol people in the course' },
    'roles.assign': { on: 'user', label: 'Change people’s roles', risks: ['wide-reach'] },
    'roles.edit': { on: 'site', label: 'Make and change roles', risks: ['wide-reach'] },
    'settings.edit': { on: 'site', label: 'Change the site’s settings', risks: ['wide-reach'] },
  },
  roles: {
    administrator: {
      label: 'Administrator',
      at: ['site'],
      slot: 'role',
      all: true,
      assignedBy: 'roles.assign',
      holders: { atLeast: 1 },
    },
    'group-leader': {
      label: 'Group leader',
      description: 'May be chosen to lead groups, and is a user like any other outside of them.',
      at: ['site'],
      slot: 'role',
      assignedBy: 'roles.assign',
      grants: ordinary,
    },
    user: {
      label: 'User',
      at: ['site'],
      slot: 'role',
      byDefault: true,
      assignedBy: 'roles.assign',
      grants: ordinary,
    },
    leader: {
      label: 'Leader of the group',
      at: ['group'],
      mayHold: ['group-leader'],
      assignedBy: 'leaders.assign',
      grants: [
        {
          can: ['groups.view', 'members.view', 'users.view', 'messages.send', 'courses.view'],
          reach: { by: ['group'] },
        },
        { can: ['progress.view', 'submissions.view', 'submissions.grade'], reach: { by: ['through'] } },
        // GL-06, GL-07: the course's own relation, so that a group without members gives it, too
        {
          can: ['courses.edit', 'content.edit'],
          reach: { by: ['group'] },
          when: { leadersEditCourses: true },
        },
      ],
    },
    learner: {
      label: 'Learner of the course',
      at: ['course'],
      assignedBy: 'courses.enrol',
      grants: [{ can: ['courses.take'], reach: { by: ['course'] } }],
    },
  },
  defaults: [
    // GL-10: both ways round
    { on: 'course-assigned', give: ['learner'], to: { members: 'group' }, at: 'course', source: 'group' },
    { on: 'member-added', give: ['learner'], to: 'subject', at: 'course', of: 'group', source: 'group' },
  ],
} satisfies PolicyDocument;
