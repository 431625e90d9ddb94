import type { PolicyDocument } from '../policy/policy.js';

/** Leaders look after the groups they lead, and nothing else (rules GL). */
export const groupLeader = {
  id: 'group-leader',
  label: 'Group leaders',
  scopes: { group: { tree: true } },
  resources: {
    site: {},
    user: { group: 'group' },
    group: { group: 'group' },
    record: { through: 'group' },
  },
  permissions: {
    'groups.view': { on: 'group', label: 'See the group' },
    'progress.view': { on: 'record', label: 'See progress' },
  },
  roles: {
    leader: {
      label: 'Leader',
      at: ['group'],
      grants: [
        { can: ['groups.view'], reach: { by: ['group'] } },
        { can: ['progress.view'], reach: { by: ['through'] } },
      ],
    },
  },
} satisfies PolicyDocument;
