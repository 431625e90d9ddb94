import type { Grant, PermissionDocument, PolicyDocument } from '../policy/policy.js';
import { forGroups } from './settings.js';

const permissions = {
  'ownership.pass-on': { label: 'Pass ownership on', on: 'user', risks: ['wide-reach'] },
  'settings.edit': { label: 'Edit settings', on: 'site', risks: ['wide-reach'] },
  'roles.assign': { label: 'Assign site roles', on: 'user', risks: ['wide-reach'] },
  'users.view': { label: 'See users', on: 'user', risks: ['personal-data'] },
  'users.create': { label: 'Create users', on: 'site' },
  'users.edit': { label: 'Edit users', on: 'user' },
  'users.delete': { label: 'Delete users', on: 'user', risks: ['data-loss'] },
  'groups.create': { label: 'Create groups', on: 'site' },
  'groups.create-below': { label: 'Create sub-groups', on: 'group' },
  'groups.view': { label: 'See groups', on: 'group' },
  'groups.edit': { label: 'Edit groups', on: 'group' },
  'groups.delete': { label: 'Delete groups', on: 'group', risks: ['data-loss'] },
  'group-owners.assign': { label: 'Assign group owners', on: 'group' },
  'group-roles.assign': { label: 'Assign group roles', on: 'group' },
  'members.view': { label: 'See members', on: 'group' },
  'members.edit': { label: 'Edit members', on: 'group' },
  'courses.create': { label: 'Create courses', on: 'site' },
  'groups.create-courses': { label: 'Create group courses', on: 'group' },
  'courses.view': { label: 'See courses', on: 'course' },
  'courses.edit': { label: 'Edit courses', on: 'course' },
  'courses.set-terms': { label: 'Set who takes and completes courses', on: 'course' },
  'courses.enrol': { label: 'Enrol users in courses', on: 'course', for: 'user' },
  'courses.take': { label: 'Take courses', on: 'course', beneficiary: 'self' },
  'programs.enrol': { label: 'Enrol users in programs', on: 'program', for: 'user' },
  'content.create': { label: 'Create tests and surveys', on: 'site' },
  'content.edit': { label: 'Edit tests and surveys', on: 'content' },
  'sessions.create': { label: 'Create sessions', on: 'course' },
  'sessions.view': { label: 'See sessions', on: 'session' },
  'sessions.enrol': { label: 'Enrol users in sessions', on: 'session' },
  'progress.view': { label: 'See progress', on: 'record', risks: ['personal-data'] },
} satisfies Record<string, PermissionDocument>;

const author = ['courses.create', 'content.create'];
const authored = ['courses.view', 'courses.edit', 'content.edit'];
/** What everybody has of themselves, whatever their site role is. */
const ordinary: readonly Grant[] = [
  { can: ['progress.view'], reach: 'owner' },
  { can: ['groups.create'], reach: 'everything', when: { anyoneMayCreateGroups: true } },
];

const group = { by: ['group'] };
const seen = ['groups.view', 'courses.view'];
/** A course that is open to a group is not in it: it can be taken, and no more (SG-19). */
const open: Grant = { can: ['courses.take'], reach: { by: ['openTo'] } };
/** SG-20: what owners and administrators do in the group and below it, whatever the settings are. */
const run = [...seen, 'members.view', 'groups.create-below', 'group-roles.assign'];
/** SG-11: what the site lets administrators of groups do. */
const users = ['users.view', 'users.edit', 'members.edit'];

/** Roles at the site, in its groups (a tree) and in the sessions of its courses (rules SG). */
export const siteGroupSession = {
  id: 'site-group-session',
  label: 'Site, group, session',
  scopes: {
    group: { tree: true, movedBy: 'groups.edit' },
    session: {},
    course: {},
    program: {},
    // whom a course can be open to beside groups: everyone on the site
    audience: {},
  },
  resources: {
    site: {},
    user: { group: 'group' },
    group: { group: 'group' },
    course: {
      group: 'group',
      openTo: 'group',
      audience: 'audience',
      session: 'session',
      course: 'course',
      program: 'program',
    },
    program: { group: 'group', program: 'program' },
    // a test or a survey
    content: {},
    session: { group: 'group', session: 'session' },
    record: { group: 'group', session: 'session' },
  },
  settings: forGroups,
  permissions,
  roles: {
    'site-owner': {
      label: 'Site owner',
      at: ['site'],
      slot: 'site',
      // SG-02: theirs alone to give, and there is always one
      assignedBy: 'ownership.pass-on',
      holders: { atLeast: 1, atMost: 1, whenFull: 'replace' },
      all: true,
    },
    'site-administrator': {
      label: 'Site administrator',
      at: ['site'],
      slot: 'site',
      assignedBy: 'roles.assign',
      grants: [
        { can: Object.keys(permissions).filter((id) => id !== 'ownership.pass-on'), reach: 'everything' },
      ],
    },
    'site-instructor': {
      label: 'Site instructor',
      at: ['site'],
      slot: 'site',
      assignedBy: 'roles.assign',
      grants: [
        { can: [...author, ...authored], reach: 'everything' },
        // they become its instructor (SG-14), who says who may take the course: of what they wrote themselves
        { can: ['sessions.create'], reach: 'owner' },
        ...ordinary,
      ],
    },
    'site-learner': {
      label: 'Site learner',
      at: ['site'],
      slot: 'site',
      assignedBy: 'roles.assign',
      byDefault: true,
      grants: [
        { can: author, reach: 'everything', when: { learnersMayAuthor: true } },
        { can: authored, reach: 'owner', when: { learnersMayAuthor: true } },
        ...ordinary,
      ],
    },
    'group-owner': {
      label: 'Group owner',
      at: ['group'],
      below: true,
      assignedBy: 'group-owners.assign',
      give: ['group-coordinator'],
      grants: [
        {
          can: [
            ...run,
            ...users,
            'progress.view',
            'groups.edit',
            'groups.delete',
            'group-owners.assign',
            'groups.create-courses',
            'courses.edit',
            'sessions.create',
            'sessions.view',
            'sessions.enrol',
          ],
          reach: group,
        },
        { can: ['courses.enrol', 'programs.enrol'], reach: group, for: group },
        open,
      ],
    },
    'group-administrator': {
      label: 'Group administrator',
      at: ['group'],
      below: true,
      assignedBy: 'group-roles.assign',
      // SG-20: below their own rank, though they teach and coordinate nothing themselves
      give: ['group-coordinator', 'group-instructor'],
      grants: [
        { can: run, reach: group },
        { can: users, reach: group, when: { groupAdminsManageUsers: true } },
        { can: ['courses.enrol'], reach: group, for: group, when: { groupAdminsEnrolInCourses: true } },
        { can: ['programs.enrol'], reach: group, for: group, when: { groupAdminsEnrolInPrograms: true } },
        { can: ['progress.view'], reach: group, when: { groupAdminsSeeReports: true } },
        open,
      ],
    },
    'group-instructor': {
      label: 'Group instructor',
      at: ['group'],
      assignedBy: 'group-roles.assign',
      notSelf: true,
      grants: [
        { can: [...seen, 'groups.create-courses', 'sessions.create'], reach: group },
        { can: ['courses.edit'], reach: { all: ['group', 'owner'] } },
        open,
      ],
    },
    'group-coordinator': {
      label: 'Group coordinator',
      at: ['group'],
      assignedBy: 'group-roles.assign',
      notSelf: true,
      grants: [
        { can: seen, reach: group },
        // SG-13: the course is here, the person in a group of theirs
        {
          can: ['courses.enrol', 'programs.enrol'],
          reach: group,
          for: { by: ['group'], via: ['group-owner', 'group-administrator'] },
        },
        open,
      ],
    },
    'group-learner': {
      label: 'Group learner',
      at: ['group'],
      assignedBy: 'members.edit',
      grants: [{ can: ['groups.view'], reach: group }, open],
    },
    'session-instructor': {
      label: 'Session instructor',
      at: ['session'],
      assignedBy: 'sessions.enrol',
      holders: { atLeast: 1 },
      grants: [
        {
          can: ['sessions.view', 'sessions.enrol', 'progress.view', 'courses.set-terms'],
          reach: { by: ['session'] },
        },
      ],
    },
    'session-learner': {
      label: 'Session learner',
      at: ['session'],
      assignedBy: 'sessions.enrol',
      grants: [{ can: ['courses.take'], reach: { by: ['session'] } }],
    },
    'course-learner': {
      label: 'Course learner',
      // held at an audience: of the courses that are open to it
      at: ['course', 'audience'],
      assignedBy: 'courses.enrol',
      grants: [{ can: ['courses.take'], reach: { by: ['course', 'audience'] } }],
    },
    'program-learner': {
      label: 'Program learner',
      at: ['program'],
      assignedBy: 'programs.enrol',
      grants: [{ can: ['courses.take'], reach: { by: ['program'] } }],
    },
  },
  defaults: [
    { on: 'site-created', give: ['site-owner'], to: 'actor', at: 'site', source: 'default' },
    { on: 'person-created', give: ['site-learner'], to: 'subject', at: 'site', source: 'default' },
    { on: 'person-created', give: ['course-learner'], to: 'subject', at: 'audience', source: 'default' },
    { on: 'member-added', give: ['group-learner'], to: 'subject', at: 'group', source: 'default' },
    { on: 'group-created', give: ['group-owner'], to: 'actor', at: 'group', source: 'default' },
    { on: 'session-created', give: ['session-instructor'], to: 'actor', at: 'session', source: 'default' },
  ],
} satisfies PolicyDocument;
