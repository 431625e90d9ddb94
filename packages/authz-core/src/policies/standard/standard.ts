import type { PolicyDocument } from '../../policy/policy.js';
import { roleLevels } from '../role-levels/role-levels.js';
import { forEditors, forGroups, forLeaders } from '../settings.js';
import { permissions } from './permissions.js';
import { administrator, roles } from './roles.js';

const everything = 'everything';
const byCourse = { by: ['course'] };
const when = { editorViewer: true };

/**
 * The policy for whoever has none: roles made from the catalogue of `role-levels`, and beside them what people are at
 * the site, in groups, in sessions, for courses and events. `docs/standard.md` says why nothing contradicts.
 */
export const standard = {
  id: 'standard',
  label: 'Standard',
  extends: {
    ...roleLevels,
    // SG-18, X-17
    scopes: { ...roleLevels.scopes, group: { tree: true, movedBy: 'groups.manage' } },
    roles: { ...roleLevels.roles, administrator },
  },
  scopes: { session: {}, event: {}, program: {}, audience: {}, cohort: {} },
  resources: {
    user: { primaryGroup: 'group' },
    group: { cohort: 'cohort' },
    course: {
      group: 'group',
      listed: 'group',
      openTo: 'group',
      audience: 'audience',
      session: 'session',
      program: 'program',
    },
    record: {
      group: 'group',
      primaryGroup: 'group',
      through: 'group',
      session: 'session',
      event: 'event',
    },
    session: { course: 'course', group: 'group', session: 'session' },
    event: { course: 'course', event: 'event' },
    program: { group: 'group', program: 'program' },
  },
  settings: {
    ...forLeaders,
    ...forEditors,
    ...forGroups,
    // LR-13: it is what an administrator of a group is there for
    groupAdminsSeeReports: { ...forGroups.groupAdminsSeeReports, byDefault: true },
  },
  permissions,
  levels: {
    administrative: { reach: { session: everything, event: everything, program: everything } },
    instructional: { reach: { session: byCourse, event: byCourse } },
  },
  roles,
  areas: {
    users: { label: 'User Access', editor: 'users-editor', edit: 'members.add', when },
    content: { label: 'e-Folder Access', editor: 'content-editor', edit: 'content.add', when },
  },
  defaults: [
    { on: 'site-created', give: ['owner'], to: 'actor', at: 'site', source: 'created' },
    { on: 'person-created', give: ['learner'], to: 'subject', at: 'site', source: 'default' },
    { on: 'person-created', give: ['course-learner'], to: 'subject', at: 'audience', source: 'default' },
    { on: 'member-added', give: ['group-learner'], to: 'subject', at: 'group', source: 'default' },
    // SG-08, EV-17
    {
      on: 'group-created',
      give: ['group-owner', 'users-editor', 'content-editor'],
      to: 'actor',
      at: 'group',
      source: 'created',
    },
    { on: 'course-created', give: ['course-author'], to: 'actor', at: 'course', source: 'created' },
    { on: 'session-created', give: ['session-instructor'], to: 'actor', at: 'session', source: 'created' },
    // GL-10: both ways round
    {
      on: 'course-assigned',
      give: ['course-learner'],
      to: { members: 'group' },
      at: 'course',
      source: 'group',
    },
    {
      on: 'member-added',
      give: ['course-learner'],
      to: 'subject',
      at: 'course',
      of: 'group',
      source: 'group',
    },
    // EV-02
    {
      on: 'editorViewer-first-on',
      give: ['users-editor', 'content-editor'],
      to: { holders: 'sub-manager' },
      at: 'cohort',
      source: 'existing',
    },
  ],
} satisfies PolicyDocument;
