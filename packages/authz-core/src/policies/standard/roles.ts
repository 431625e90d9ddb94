import type { Grant, PolicyDocument } from '../../policy/policy.js';

/** One of these a person (SG-01). */
const site = { at: ['site'], slot: 'site', assignedBy: 'users.manage' };
const off = { editorViewer: false };
const on = { editorViewer: true };
const editing = ['course-page.edit', 'course-content.manage', 'course-forms.edit'];
const authoring = [...editing, 'courses.view', 'question-banks.manage'];
/** What everybody has, whatever their site role is. */
const ordinary: readonly Grant[] = [
  { can: ['own-record.view'], reach: 'owner' },
  { can: ['groups.create'], reach: 'everything', when: { anyoneMayCreateGroups: true } },
  { can: ['courses.create'], reach: 'everything', when: { learnersMayAuthor: true } },
];

/** Whoever is more than a learner may be given something to look after (GL-01, LR-09). */
const staff = ['owner', 'administrator', 'author', 'sub-manager', 'staff'];
const seen = ['groups.view', 'members.view', 'content.view', 'users.view'];
const membership = ['members.add', 'members.remove'];
const content = ['content.add', 'content.remove'];

const group = { by: ['group'] };
const held = { at: ['group'], assignedBy: 'group-roles.assign' };
/** A course that is open to a group is not in it: it can be taken, and no more (SG-19). */
const open: Grant = { can: ['courses.take'], reach: { by: ['openTo'] } };
const known = ['groups.view', 'content.view', 'courses.view'];
/** whoever lists a course for a group lets it be seen there, and lets nobody edit it. */
const listed = { by: ['group', 'listed'] };
/** GL-03 to GL-05; what lies `through` a group has its person and its course there. */
const leading: readonly Grant[] = [
  { can: [...known, 'members.view', 'users.view', 'emails.manage'], reach: listed },
  { can: ['analytics.view', 'assignments.view', 'assignments.manage'], reach: { by: ['through'] } },
];
/** SG-20: what owners and administrators do in the group and below it, whatever the settings are. */
const running = ['groups.create-below', 'group-roles.assign', 'permissions.view'];

const course = { by: ['course'] };
const events = ['events.view', 'events.manage', 'events.book', 'events.mark'];
const responsible = (type: string) => ({ at: [type], mayHold: staff, assignedBy: 'users.manage' });
/** LR-10, LR-11: what whoever answers for a course does with it and with its events. */
const teaching: Grant = {
  can: [...authoring, 'courses.deploy', 'insights.view', 'analytics.view', 'events.create', ...events],
  reach: course,
};

const edited = { by: ['group', 'cohort'] };
/** EV-04, EV-06, EV-09. */
const editor = (area: string, can: readonly string[], more: readonly Grant[] = []) => ({
  at: ['group', 'cohort'],
  mayHold: ['sub-manager'],
  assignedBy: `permissions.set-${area}`,
  notSelf: true,
  grants: [
    { can, reach: edited },
    { can: ['permissions.view', `permissions.set-${area}`], reach: edited, when: on },
    ...more,
  ],
});
const taker = (assignedBy: string, ...at: readonly string[]) => ({
  at,
  assignedBy,
  grants: [{ can: ['courses.take'], reach: { by: at } }],
});

/** SG-03: everything, but for what is the owner's alone. */
export const administrator = { ...site, label: 'Administrator', description: 'Everything', all: true };

export const roles = {
  owner: {
    ...site,
    label: 'Owner',
    // SG-02, X-13: theirs alone to give, and there is always one
    assignedBy: 'ownership.pass-on',
    holders: { atLeast: 1, atMost: 1, whenFull: 'replace' },
    all: true,
    grants: [{ can: ['ownership.keep'], reach: 'self' }],
  },
  // SG-04
  author: {
    ...site,
    label: 'Author',
    grants: [
      { can: ['courses.create', ...authoring], reach: 'everything' },
      { can: ['sessions.create'], reach: 'owner' },
      ...ordinary,
    ],
  },
  // EV-01, EV-03, EV-05
  'sub-manager': {
    ...site,
    label: 'Sub-manager',
    grants: [
      { can: seen, reach: 'everything' },
      {
        can: ['groups.manage', 'groups.create', 'groups.create-below', ...membership, ...content],
        reach: 'everything',
        when: off,
      },
      ...ordinary,
    ],
  },
  staff: { ...site, label: 'Member of staff', grants: ordinary },
  learner: { ...site, label: 'Learner', byDefault: true, grants: ordinary },

  'users-editor': {
    // EV-08, EV-18
    ...editor(
      'users',
      ['groups.manage', 'groups.create-below', ...membership],
      [{ can: ['groups.create'], reach: 'everything' }],
    ),
    label: 'Editor of User Access',
  },
  'content-editor': { ...editor('content', content), label: 'Editor of e-Folder Access' },

  'group-owner': {
    ...held,
    label: 'Group owner',
    below: true,
    give: ['group-coordinator'],
    grants: [
      ...leading,
      {
        can: [
          ...[...running, 'users.basic', ...membership, ...content, ...editing, 'groups.manage'],
          ...['group-courses.create', 'sessions.create', 'sessions.view', 'sessions.enrol'],
          ...['analytics.view', 'programs.edit'],
        ],
        reach: group,
      },
      { can: ['courses.enrol', 'programs.enrol'], reach: group, for: group },
      { can: ['team.view'], reach: { by: ['primaryGroup'] } },
      open,
    ],
  },
  'group-administrator': {
    ...held,
    label: 'Group administrator',
    below: true,
    // SG-20: below their own rank, though they teach and coordinate nothing themselves
    give: ['group-coordinator', 'group-instructor'],
    grants: [
      { can: [...known, 'members.view', ...running], reach: listed },
      // SG-11
      {
        can: ['users.view', 'users.basic', ...membership],
        reach: group,
        when: { groupAdminsManageUsers: true },
      },
      { can: ['courses.enrol'], reach: group, for: group, when: { groupAdminsEnrolInCourses: true } },
      { can: ['programs.enrol'], reach: group, for: group, when: { groupAdminsEnrolInPrograms: true } },
      // LR-13, LR-14
      { can: ['analytics.view'], reach: group, when: { groupAdminsSeeReports: true } },
      { can: ['team.view'], reach: { by: ['primaryGroup'] }, when: { groupAdminsSeeReports: true } },
      open,
    ],
  },
  'group-instructor': {
    ...held,
    label: 'Group instructor',
    notSelf: true,
    grants: [
      { can: known, reach: listed },
      { can: ['group-courses.create', 'sessions.create'], reach: group },
      { can: editing, reach: { all: ['group', 'owner'] } },
      open,
    ],
  },
  'group-coordinator': {
    ...held,
    label: 'Group coordinator',
    notSelf: true,
    grants: [
      { can: known, reach: listed },
      // SG-13: the course is here, the person in a group of theirs
      {
        can: ['courses.enrol', 'programs.enrol'],
        reach: group,
        for: { ...group, via: ['group-owner', 'group-administrator'] },
      },
      open,
    ],
  },
  'group-learner': {
    label: 'Group learner',
    at: ['group'],
    assignedBy: 'members.add',
    grants: [open],
  },
  leader: {
    ...held,
    label: 'Group leader',
    mayHold: staff,
    grants: [...leading, { can: editing, reach: group, when: { leadersEditCourses: true } }],
  },
  // LR-04, LR-05, LR-15: of whom it is the primary group
  'line-manager': {
    ...responsible('group'),
    label: 'Line manager',
    grants: [
      { can: ['users.view', 'analytics.view', 'team.view'], reach: { by: ['primaryGroup'] } },
      { can: ['groups.view'], reach: group },
      { can: ['courses.view', 'events.view'], reach: 'everything' },
      { can: ['events.book'], reach: 'everything', for: { by: ['primaryGroup'] } },
    ],
  },

  'session-instructor': {
    label: 'Session instructor',
    at: ['session'],
    assignedBy: 'sessions.enrol',
    holders: { atLeast: 1 },
    grants: [
      {
        can: ['sessions.view', 'sessions.enrol', 'analytics.view', 'courses.set-access'],
        reach: { by: ['session'] },
      },
    ],
  },
  'course-tutor': {
    ...responsible('course'),
    label: 'Course tutor',
    holders: { atMost: 1, whenFull: 'replace' },
    grants: [teaching, { can: ['enrolments.approve', 'checks.sign-off'], reach: course }],
  },
  'course-administrator': { ...responsible('course'), label: 'Course administrator', grants: [teaching] },
  'event-administrator': {
    ...responsible('event'),
    label: 'Event administrator',
    grants: [{ can: [...events, 'bookings.approve', 'events.notify'], reach: { by: ['event'] } }],
  },
  // SG-06: whoever wrote a course while learners might
  'course-author': {
    label: 'Author of the course',
    at: ['course'],
    assignedBy: 'users.manage',
    grants: [{ can: [...editing, 'courses.view'], reach: course, when: { learnersMayAuthor: true } }],
  },

  'session-learner': { ...taker('sessions.enrol', 'session'), label: 'Session learner' },
  // SG-19: of an audience, of all courses that are open to it
  'course-learner': { ...taker('courses.enrol', 'course', 'audience'), label: 'Course learner' },
  'program-learner': { ...taker('programs.enrol', 'program'), label: 'Program learner' },
} satisfies PolicyDocument['roles'];
