import type { PermissionDocument } from '../../policy/policy.js';
import { admins, instructors, managers } from '../role-levels/levels.js';

const inCourses = { area: 'courses', levels: instructors };
const inGroups = { area: 'users', levels: managers };
const own = { beneficiary: 'self' as const };

/** What the catalogue of `role-levels` has no word for. What has no area comes with a role, and cannot be chosen. */
export const permissions = {
  // SG-02: whoever has everything has nothing personal, and so may not do what requires it
  'ownership.keep': { label: 'Own the site', on: 'user', ...own },
  'ownership.pass-on': {
    label: 'Pass ownership on',
    on: 'user',
    requires: ['ownership.keep'],
    risks: ['wide-reach'],
  },
  'own-record.view': { label: 'See one’s own progress', on: 'record', ...own },
  'team.view': { label: 'See one’s team', on: 'user', ...own },

  'groups.create-below': { label: 'Create groups below', on: 'group' },
  // EV-08: taking a group away takes its members and its content away
  'groups.delete': { label: 'Delete groups', on: 'group', allOf: ['members.remove', 'content.remove'] },
  'group-roles.assign': { label: 'Give roles in groups', on: 'group', risks: ['wide-reach'] },
  'members.add': { label: 'Add members', on: 'group', ...inGroups },
  'members.remove': { label: 'Remove members', on: 'group', ...inGroups },
  'content.view': { label: 'See courses and e-folders of groups', on: 'group', ...inGroups },
  'content.add': { label: 'Add courses and e-folders', on: 'group', ...inGroups },
  'content.remove': { label: 'Remove courses and e-folders', on: 'group', ...inGroups },
  'permissions.view': { label: 'See who is Editor or Viewer', on: 'group' },
  'permissions.set-users': { label: 'Set levels of User Access', on: 'group' },
  'permissions.set-content': { label: 'Set levels of e-Folder Access', on: 'group' },

  'courses.view': { label: 'See courses', on: 'course', ...inCourses },
  'courses.take': { label: 'Take courses', on: 'course', ...own },
  'courses.enrol': {
    label: 'Enrol people in courses',
    on: 'course',
    for: 'user',
    area: 'courses',
    levels: admins,
  },
  // SG-19
  'courses.set-access': { label: 'Set who may take courses and what completes them', on: 'course' },
  'courses.deploy': { label: 'Offer courses to groups and catalogues', on: 'course', ...inCourses },
  'group-courses.create': { label: 'Create courses for groups', on: 'group' },
  'enrolments.approve': { label: 'Approve enrolments', on: 'record', ...inCourses },
  'checks.sign-off': { label: 'Sign off competency checks', on: 'record', ...inCourses },

  'programs.edit': { label: 'Edit programs', on: 'program', area: 'courses', levels: admins },
  'programs.enrol': {
    label: 'Enrol people in programs',
    on: 'program',
    for: 'user',
    area: 'courses',
    levels: admins,
  },

  'sessions.create': { label: 'Create sessions', on: 'course', ...inCourses },
  'sessions.view': { label: 'See who is in sessions', on: 'session', ...inCourses, risks: ['personal-data'] },
  'sessions.enrol': { label: 'Enrol people in sessions', on: 'session', ...inCourses },

  'events.view': { label: 'See events', on: 'event', ...inCourses },
  'events.create': { label: 'Create events', on: 'course', ...inCourses },
  'events.manage': { label: 'Edit and delete events', on: 'event', ...inCourses, risks: ['data-loss'] },
  'events.book': {
    label: 'Book people onto events',
    on: 'event',
    for: 'user',
    area: 'courses',
    levels: admins,
  },
  'events.mark': { label: 'Mark attendance', on: 'record', ...inCourses },
  'events.notify': { label: 'Be told about events', on: 'event', ...own },
  'bookings.approve': { label: 'Approve bookings', on: 'record', ...inCourses },
} satisfies Record<string, PermissionDocument>;
