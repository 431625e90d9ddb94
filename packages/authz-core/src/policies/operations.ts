/** What groups take where a policy has the four usual permissions on them. */
export const onGroups = {
  'groups.create-below': ['groups.create', 'groups.edit'],
  'groups.move': ['groups.edit'],
  'groups.archive': ['groups.delete'],
  'history.view': ['groups.edit'],
  'audit.view': ['settings.edit'],
};

/** Where whoever changes a group’s members also adds and removes them, and its courses stand beside it. */
export const onMembers = {
  'members.add': ['members.edit'],
  'members.remove': ['members.edit'],
  'content.view': ['groups.view'],
  'people.view': ['users.view'],
  'people.create': ['users.create'],
  'people.edit': ['users.edit'],
};

/** What the catalogue of `role-levels` calls by its own words. */
export const onSchool = {
  'groups.edit': ['groups.manage'],
  'groups.move': ['groups.manage'],
  'history.view': ['groups.manage'],
  'audit.view': ['school.manage'],
  'settings.edit': ['school.manage'],
  'people.view': ['users.view'],
  'people.create': ['users.create'],
  'people.edit': ['users.basic'],
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
