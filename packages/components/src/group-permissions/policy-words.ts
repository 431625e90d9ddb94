import type { Policy } from '@provost/authz-core';

/** Does the policy speak of e-folders beside courses? One that knows no courses leaves both to the host. */
export const hasFolders = ({ types, document }: Policy): boolean =>
  !types.has('course') || Object.hasOwn(document.areas, 'content');

/** Are the members of a group enrolled in its courses (GL-10)? Where the host keeps the courses, it sees to that. */
export const enrolsMembers = ({ types, document }: Policy): boolean =>
  !types.has('course') || document.defaults.some(({ on, at }) => on === 'member-added' && at === 'course');

/** Has everybody a role on the site, one each? */
export const hasRoles = ({ roles }: Policy): boolean =>
  [...roles.values()].some(({ byDefault }) => byDefault);
