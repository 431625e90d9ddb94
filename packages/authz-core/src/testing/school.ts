import {
  definePolicy,
  openAccess,
  type Access,
  type Assignment,
  type AssignmentChange,
  type ChangeDecision,
  type GroupAtDepth,
  type Policy,
  type PolicyDocument,
  type Resource,
} from '../index.js';

/** By the group that a role is held at. */
export const around = { by: ['group'] };

/** A small school, in which every guard of the engine is somebody's. */
export const document: PolicyDocument = {
  id: 'school',
  scopes: { group: { tree: true, movedBy: 'groups.move' }, course: {} },
  resources: {
    site: {},
    user: { group: 'group' },
    group: { group: 'group' },
    course: { group: 'group', course: 'course' },
  },
  settings: { mail: { byDefault: false } },
  permissions: {
    'people.assign': { on: 'user' },
    'people.see': { on: 'user' },
    'people.mail': { on: 'user' },
    'groups.assign': { on: 'group' },
    'groups.move': { on: 'group' },
    'courses.assign': { on: 'course' },
    'courses.enrol': { on: 'course', for: 'user' },
    'courses.take': { on: 'course', beneficiary: 'self' },
    'roles.edit': { on: 'site' },
  },
  roles: {
    owner: {
      at: ['site'],
      slot: 'role',
      all: true,
      assignedBy: 'people.assign',
      holders: { atLeast: 1, atMost: 1, whenFull: 'replace' },
    },
    admin: {
      at: ['site'],
      slot: 'role',
      assignedBy: 'people.assign',
      notSelf: true,
      holders: { atMost: 2 },
      grants: [
        {
          can: ['people.assign', 'people.see', 'groups.assign', 'groups.move', 'roles.edit'],
          reach: 'everything',
        },
        { can: ['people.mail'], reach: 'everything', when: { mail: true } },
      ],
    },
    plain: { at: ['site'], slot: 'role', byDefault: true, assignedBy: 'people.assign', grants: [] },
    // reaches whom one leads; nobody as long as one leads nobody
    boss: {
      at: ['site'],
      assignedBy: 'people.assign',
      grants: [{ can: ['people.see', 'people.mail'], reach: { by: ['group'], via: ['lead'] } }],
    },
    lead: {
      at: ['group'],
      below: true,
      assignedBy: 'groups.assign',
      give: ['helper'],
      grants: [{ can: ['people.see', 'groups.assign', 'groups.move'], reach: around }],
    },
    // may do what a lead may not
    helper: {
      at: ['group'],
      assignedBy: 'groups.assign',
      grants: [{ can: ['people.mail'], reach: around }],
    },
    mailer: {
      at: ['group'],
      assignedBy: 'groups.assign',
      grants: [{ can: ['people.mail'], reach: around }],
    },
    learner: {
      at: ['course'],
      assignedBy: 'courses.assign',
      grants: [{ can: ['courses.take'], reach: { by: ['course'] } }],
    },
    clerk: {
      at: ['course'],
      assignedBy: 'courses.assign',
      grants: [{ can: ['courses.assign'], reach: { by: ['course'] } }],
    },
    // enrols whom one leads in courses of a group
    coordinator: {
      at: ['group'],
      assignedBy: 'groups.assign',
      grants: [{ can: ['courses.enrol'], reach: around, for: { by: ['group'], via: ['lead'] } }],
    },
    registrar: {
      at: ['group'],
      assignedBy: 'groups.assign',
      grants: [
        { can: ['courses.enrol', 'groups.assign', 'people.see', 'groups.move'], reach: around, for: around },
      ],
    },
  },
};

/** The policy of the school. */
export const policy: Policy = definePolicy(document);
const SITE = 's';
/** Leeds lies in the north. */
export const TREE: readonly GroupAtDepth[] = [
  ['north', 0],
  ['leeds', 1],
  ['south', 0],
];

interface Situation {
  readonly now?: number;
  readonly policy?: Policy;
  readonly groups?: readonly GroupAtDepth[];
}

/** Somebody's access. */
export const access = (
  id: string,
  assignments: readonly Assignment[],
  { now = 0, groups = TREE, ...rest }: Situation = {},
): Access =>
  openAccess(
    rest.policy ?? policy,
    { site: SITE, policy: 'school', subject: { id }, settings: {}, groups, assignments, expires: 1_000 },
    { now },
  );

/** A group. */
export const at = (group: string): Resource => ({
  site: SITE,
  type: 'group',
  id: group,
  within: { group: [group] },
});
/** A course. */
export const course = (id: string): Resource => ({
  site: SITE,
  type: 'course',
  id,
  within: { course: [id] },
});
/** A role held, at a group or at the site. */
export const held = (role: string, group?: string, during: Partial<Assignment> = {}): Assignment => ({
  role,
  ...(group === undefined ? {} : { scopes: { group: [group] } }),
  ...during,
});

/** What is asked of the person `you`, who holds these. */
export function change(
  role: string,
  holding: readonly Assignment[],
  more: Partial<AssignmentChange> = {},
): AssignmentChange {
  const resource = { site: SITE, type: 'user', id: 'you', within: { group: ['leeds'] } };
  const roles = holding.map((one) => one.role);
  return { role, to: { id: 'you', roles, resource, access: access('you', holding) }, ...more };
}

/** Why it was refused. */
export const codes = ({ missing }: ChangeDecision): string[] => [...new Set(missing.map(({ code }) => code))];
/** What would exceed one's own. */
export const exceeding = (decision: ChangeDecision): string[] => [
  ...new Set(decision.exceeding.map(({ permission }) => permission)),
];

/** A person who is a member of a group. */
export const memberOf = (group: string): Resource => ({
  site: SITE,
  type: 'user',
  id: 'kim',
  within: { group: [group] },
});
