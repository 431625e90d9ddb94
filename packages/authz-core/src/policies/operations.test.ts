import { describe, expect, it } from 'vitest';
import {
  definePolicy,
  editorViewer,
  groupLeader,
  lmsRoles,
  mayDo,
  openAccess,
  permissionsFor,
  roleLevels,
  siteGroupSession,
  standard,
  withOperations,
  type PolicyDocument,
} from '../index.js';

/** What the group screen does in every policy: there is always somebody who may. */
const onGroups = [
  ...['view', 'edit', 'move', 'archive', 'delete', 'create-below'].map((what) => `groups.${what}`),
  ...['members.view', 'members.add', 'members.remove', 'content.view', 'content.add', 'content.remove'],
  ...['permissions.view', 'history.view', 'groups.create', 'people.view', 'people.create', 'people.edit'],
  ...['settings.edit', 'audit.view'],
];
const head: Readonly<Record<string, string>> = {
  'editor-viewer': 'manager',
  'group-leader': 'administrator',
  'site-group-session': 'site-owner',
  'role-levels': 'administrator',
  'lms-roles': 'lms-administrator',
  standard: 'owner',
};

describe('operations of the shipped policies', () => {
  it.each<PolicyDocument>([editorViewer, groupLeader, siteGroupSession, roleLevels, lmsRoles, standard])(
    '$id: each takes permissions that are there, and somebody has them all',
    (document) => {
      const policy = definePolicy(withOperations(document));
      const access = openAccess(
        policy,
        {
          site: 'academy',
          policy: policy.id,
          subject: { id: 'ann' },
          settings: { editorViewer: true },
          groups: [],
          assignments: [{ role: head[policy.id] ?? '' }],
          expires: 2,
        },
        { now: 1 },
      );
      for (const operation of [...onGroups, ...Object.keys(policy.document.operations)]) {
        for (const id of permissionsFor(policy, operation)) expect(policy.permissions.has(id), id).toBe(true);
        expect(mayDo(access, operation), operation).toBe(true);
      }
    },
  );
});
