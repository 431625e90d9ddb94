import type { PolicyDocument } from '../policy/policy.js';
import { forEditors } from './settings.js';

const usersEdit = ['groups.edit', 'members.add', 'members.remove'];
const contentEdit = ['content.add', 'content.remove'];
const view = ['groups.view', 'members.view', 'content.view', 'people.view'];
const on = { editorViewer: true };
const off = { editorViewer: false };

/**
 * Editor or Viewer, a group and an area (rules EV). Viewer is what a sub-manager has anyway, Editor is a role held
 * at groups; a manager's Editor is held at the site, so no row of a group can lower it (EV-11).
 */
export const editorViewer = {
  id: 'editor-viewer',
  label: 'Editor and Viewer',
  scopes: { group: { tree: true, movedBy: 'groups.edit' }, cohort: {} },
  resources: { site: {}, user: {}, group: { group: 'group', cohort: 'cohort' } },
  settings: forEditors,
  permissions: {
    'groups.view': { on: 'group', label: 'See groups' },
    'groups.create': { on: 'site', label: 'Create groups' },
    'groups.edit': { on: 'group', label: 'Edit the group’s details' },
    // EV-08: taking a group away takes its members and its content away, so it takes both areas
    'groups.delete': { on: 'group', label: 'Delete the group', allOf: ['members.remove', 'content.remove'] },
    'members.view': { on: 'group', label: 'See members' },
    'members.add': { on: 'group', label: 'Add members' },
    'members.remove': { on: 'group', label: 'Remove members' },
    'content.view': { on: 'group', label: 'See courses and e-folders' },
    'content.add': { on: 'group', label: 'Add courses and e-folders' },
    'content.remove': { on: 'group', label: 'Remove courses and e-folders' },
    'permissions.view': { on: 'group', label: 'See who is Editor or Viewer' },
    'permissions.set-users': { on: 'group', label: 'Set levels of User Access' },
    'permissions.set-content': { on: 'group', label: 'Set levels of e-Folder Access' },
    'people.view': { on: 'user', label: 'See people' },
    'people.edit': { on: 'user', label: 'Edit people' },
    'people.create': { on: 'site', label: 'Add people to the site' },
    'roles.assign': { on: 'user', label: 'Change people’s roles' },
    'settings.edit': { on: 'site', label: 'Change the site’s settings' },
  },
  roles: {
    manager: {
      label: 'Manager',
      at: ['site'],
      slot: 'role',
      assignedBy: 'roles.assign',
      notSelf: true,
      grants: [
        {
          can: [
            ...view,
            ...usersEdit,
            ...contentEdit,
            'groups.create',
            'people.edit',
            'people.create',
            'roles.assign',
            'settings.edit',
          ],
          reach: 'everything',
        },
        {
          can: ['permissions.view', 'permissions.set-users', 'permissions.set-content'],
          reach: 'everything',
          when: on,
        },
      ],
    },
    'sub-manager': {
      label: 'Sub-manager',
      at: ['site'],
      slot: 'role',
      assignedBy: 'roles.assign',
      notSelf: true,
      grants: [
        { can: view, reach: 'everything' },
        { can: [...usersEdit, ...contentEdit, 'groups.create'], reach: 'everything', when: off },
      ],
    },
    user: {
      label: 'User',
      at: ['site'],
      slot: 'role',
      byDefault: true,
      assignedBy: 'roles.assign',
      notSelf: true,
      grants: [],
    },
    'users-editor': {
      label: 'Editor of User Access',
      at: ['group', 'cohort'],
      mayHold: ['sub-manager'],
      assignedBy: 'permissions.set-users',
      notSelf: true,
      grants: [
        { can: usersEdit, reach: { by: ['group', 'cohort'] } },
        {
          can: ['permissions.view', 'permissions.set-users'],
          reach: { by: ['group', 'cohort'] },
          when: on,
        },
        { can: ['groups.create'], reach: 'everything' },
      ],
    },
    'content-editor': {
      label: 'Editor of e-Folder Access',
      at: ['group', 'cohort'],
      mayHold: ['sub-manager'],
      assignedBy: 'permissions.set-content',
      notSelf: true,
      grants: [
        { can: contentEdit, reach: { by: ['group', 'cohort'] } },
        {
          can: ['permissions.view', 'permissions.set-content'],
          reach: { by: ['group', 'cohort'] },
          when: on,
        },
      ],
    },
  },
  areas: {
    users: { label: 'User Access', editor: 'users-editor', edit: 'members.add', when: on },
    content: { label: 'e-Folder Access', editor: 'content-editor', edit: 'content.add', when: on },
  },
  defaults: [
    // EV-16, EV-17: who creates a group is its Editor; a row for the creator alone
    {
      on: 'group-created',
      give: ['users-editor', 'content-editor'],
      to: 'actor',
      at: 'group',
      source: 'created',
    },
    // EV-02: one row a sub-manager and area for all groups that exist, however many they are
    {
      on: 'editorViewer-first-on',
      give: ['users-editor', 'content-editor'],
      to: { holders: 'sub-manager' },
      at: 'cohort',
      source: 'existing',
    },
  ],
} satisfies PolicyDocument;
