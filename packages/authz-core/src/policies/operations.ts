import type { PolicyDocument } from '../policy/policy.js';

type Operations = NonNullable<PolicyDocument['operations']>;

/** What groups take where a policy has the four usual permissions on them. */
const onGroups: Operations = {
  'groups.create-below': ['groups.create', 'groups.edit'],
  'groups.move': ['groups.edit'],
  'groups.archive': ['groups.delete'],
  'history.view': ['groups.edit'],
  'audit.view': ['settings.edit'],
};

/** Where one permission is for adding members and removing them, and who sees a group sees its courses. */
const onMembers: Operations = {
  'members.add': ['members.edit'],
  'members.remove': ['members.edit'],
  'content.view': ['groups.view'],
  'people.view': ['users.view'],
  'people.create': ['users.create'],
  'people.edit': ['users.edit'],
};

/** What the catalogue of `role-levels` calls by its own words. */
const onSchool: Operations = {
  'groups.edit': ['groups.manage'],
  'groups.move': ['groups.manage'],
  'history.view': ['groups.manage'],
  'audit.view': ['school.manage'],
  'settings.edit': ['school.manage'],
  'people.view': ['users.view'],
  'people.create': ['users.create'],
  'people.edit': ['users.basic'],
  'messages.send': ['emails.manage'],
  'courses.edit': ['course-content.manage'],
  'courses.delete': ['courses.arrange'],
  // seats are offered by whoever may make groups, and edited by whoever they do not limit
  'offerings.create': ['groups.create'],
  'offerings.edit': ['offerings.manage'],
  'offerings.delete': ['offerings.manage', 'groups.create'],
  'spaces.view': ['spaces.manage'],
  'spaces.edit': ['spaces.manage'],
  'spaces.create': ['community.manage', 'groups.create'],
  'spaces.delete': ['spaces.manage', 'community.manage', 'groups.create'],
  'segments.edit': ['segments.manage'],
  'segments.delete': ['segments.manage'],
};

/** Shipped policy → its operations. */
const operations: Readonly<Record<string, Operations>> = {
  'editor-viewer': onGroups,
  'group-leader': {
    ...onGroups,
    ...onMembers,
    'content.add': ['group-courses.edit'],
    'content.remove': ['group-courses.edit'],
    'permissions.view': ['leaders.assign'],
  },
  'site-group-session': {
    ...onGroups,
    ...onMembers,
    'groups.create-below': ['groups.create-below'],
    // what is in a group may be edited by those who run it
    'content.add': ['groups.create-courses', 'courses.edit'],
    'content.remove': ['groups.create-courses', 'courses.edit'],
    'permissions.view': ['group-roles.assign'],
    'sessions.edit': ['sessions.enrol'],
    'sessions.delete': ['sessions.enrol'],
  },
  'lms-roles': {
    ...onGroups,
    'members.view': ['groups.view'],
    'members.add': ['groups.edit'],
    'members.remove': ['groups.edit'],
    'content.view': ['groups.view'],
    // LR-10
    'content.add': ['groups.view', 'courses.deploy'],
    'content.remove': ['groups.view', 'courses.deploy'],
    'permissions.view': ['groups.appoint'],
    'settings.edit': ['system.edit'],
    'audit.view': ['system.view'],
  },
  'role-levels': {
    ...onSchool,
    'groups.create-below': ['groups.create', 'groups.manage'],
    'groups.archive': ['groups.manage', 'groups.create'],
    'groups.delete': ['groups.manage', 'groups.create'],
    'members.add': ['groups.manage'],
    'members.remove': ['groups.manage'],
    'content.view': ['groups.view'],
    'content.add': ['groups.manage', 'course-settings.manage'],
    'content.remove': ['groups.manage', 'course-settings.manage'],
    'permissions.view': ['users.manage'],
    'courses.view': ['course-page.edit'],
  },
  standard: {
    ...onSchool,
    'groups.archive': ['groups.delete'],
    // a course is offered to a group by whoever answers for both
    'content.add': ['content.add', 'courses.deploy'],
    'sessions.edit': ['sessions.enrol'],
    'sessions.delete': ['sessions.enrol'],
    'events.edit': ['events.manage'],
    'events.delete': ['events.manage'],
    'programs.view': ['programs.edit'],
  },
};

/**
 * A shipped policy together with the operations of the API: what a server and its elements run by. Apart from the policy,
 * since a page that only decides has no use for it.
 */
export const withOperations = <D extends PolicyDocument>(
  policy: D,
): D & { readonly operations: Operations } => ({
  ...policy,
  operations: operations[policy.id] ?? {},
});
