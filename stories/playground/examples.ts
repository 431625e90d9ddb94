import type { Resource } from '@provost/authz-core';

/** A question that shows what a policy is for. */
export interface Example {
  /** What the person holds, and the groups they reach below. */
  readonly snapshot: {
    readonly groups?: readonly (readonly [string, number])[];
    readonly settings?: Readonly<Record<string, boolean>>;
    readonly assignments: readonly Readonly<Record<string, unknown>>[];
  };
  readonly permission: string;
  readonly resource: Omit<Resource, 'site' | 'type'>;
  readonly second?: Omit<Resource, 'site' | 'type'>;
}

/** An example for each policy that ships, by its id. */
export const examples: Readonly<Record<string, Example>> = {
  'group-leader': {
    snapshot: {
      assignments: [
        { role: 'group-leader' },
        { role: 'leader', scopes: { group: ['sales'] }, givenBy: 'ada' },
      ],
    },
    permission: 'progress.view',
    resource: { id: 'sam-in-selling', within: { through: ['sales'] }, owner: 'sam' },
  },
  'site-group-session': {
    snapshot: {
      groups: [
        ['customers', 0],
        ['acme', 1],
      ],
      assignments: [
        { role: 'group-administrator', scopes: { group: ['customers'] } },
        { role: 'group-coordinator', scopes: { group: ['delivery'] }, until: '2027-01-01T00:00:00Z' },
      ],
    },
    permission: 'courses.enrol',
    resource: { id: 'welding', within: { group: ['delivery'] } },
    second: { id: 'carl', within: { group: ['acme'] } },
  },
  'editor-viewer': {
    snapshot: {
      settings: { editorViewer: true },
      assignments: [{ role: 'sub-manager' }, { role: 'users-editor', scopes: { group: ['sales'] } }],
    },
    permission: 'groups.delete',
    resource: { id: 'sales', within: { group: ['sales'] } },
  },
  'role-levels': {
    snapshot: { assignments: [{ role: 'instructor', scopes: { course: ['history'] } }] },
    permission: 'gradebook.manage',
    resource: { id: 'bob-in-physics', within: { course: ['physics'] }, owner: 'bob' },
  },
  'lms-roles': {
    snapshot: {
      assignments: [
        { role: 'manager' },
        { role: 'group-manager', scopes: { group: ['shop'] }, source: 'feed' },
      ],
    },
    permission: 'events.book',
    resource: { id: 'welding-in-may', within: { course: ['welding'] } },
    second: { id: 'tom', within: { group: ['shop'], primaryGroup: ['shop'] } },
  },
  standard: {
    snapshot: {
      groups: [
        ['north', 0],
        ['leeds', 1],
      ],
      assignments: [{ role: 'group-administrator', scopes: { group: ['north'] } }],
    },
    permission: 'users.view',
    resource: { id: 'kim', within: { group: ['leeds'] } },
  },
};
