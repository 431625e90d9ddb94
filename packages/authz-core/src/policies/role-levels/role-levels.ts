import type { PolicyDocument } from '../../policy/policy.js';
import { communication } from './communication.js';
import { courses } from './courses.js';
import { levels, resources } from './levels.js';
import { marketing } from './marketing.js';
import { reports } from './reports.js';
import { roles } from './roles.js';
import { site } from './site.js';
import { users } from './users.js';

/**
 * Roles made of a level and of permissions from a catalogue: the level sets how far they reach (rules RL). Where the
 * source names no level for a permission, rule RL does.
 */
export const roleLevels = {
  id: 'role-levels',
  label: 'Role levels',
  // one type may be a tree, and groups are; no role here reaches below the group it is held at
  scopes: { course: {}, group: { tree: true }, offering: {}, space: {}, segment: {} },
  resources,
  settings: { paymentAccount: { byDefault: false, label: 'A payment account is connected' } },
  catalogue: {
    courses: { label: 'Courses' },
    'site-builder': { label: 'Site builder' },
    users: { label: 'Users' },
    communication: { label: 'Communication' },
    marketing: { label: 'Marketing' },
    mobile: { label: 'Mobile app' },
    reports: { label: 'Reports Center' },
    settings: { label: 'Settings' },
  },
  permissions: { ...courses, ...users, ...communication, ...marketing, ...reports, ...site },
  levels,
  roles,
} satisfies PolicyDocument;
