import type { Along, PermissionDocument, PolicyDocument, Reach } from '../policy/policy.js';

/** What most areas consist of: seeing, creating, editing and deleting what there is of one type. */
const managed = (on: string) => ({
  view: { on },
  create: { on: 'site' },
  edit: { on },
  delete: { on, risks: ['data-loss'] as const },
});

/** The catalogue: areas, and what can be done in each. */
const areas = {
  people: {
    label: 'Users',
    can: {
      ...managed('user'),
      view: { on: 'user', risks: ['personal-data'] },
      'assign-roles': { on: 'site', risks: ['wide-reach'] },
      'edit-roles': { on: 'site', risks: ['wide-reach'] },
    },
  },
  groups: { label: 'Groups', can: { ...managed('group'), appoint: { on: 'group' } } },
  reports: {
    label: 'Reports & analysis',
    can: {
      view: { on: 'record', risks: ['personal-data'] },
      run: { on: 'course' },
      'run-all': { on: 'site' },
      // LR-14, LR-16: these come with a responsibility, and not with reaching everybody and everything
      'view-team': { on: 'user', beneficiary: 'self' },
    },
  },
  courses: {
    label: 'Courses',
    can: {
      ...managed('course'),
      'view-properties': { on: 'course' },
      deploy: { on: 'course' },
      appoint: { on: 'course' },
      'approve-enrolments': { on: 'record' },
      'sign-off': { on: 'record' },
    },
  },
  lessons: {
    label: 'Lessons',
    can: {
      ...managed('lesson'),
      'view-properties': { on: 'lesson' },
      assign: { on: 'lesson', for: 'course' },
    },
  },
  events: {
    label: 'Events',
    can: {
      ...managed('event'),
      create: { on: 'course' },
      book: { on: 'event', for: 'user' },
      appoint: { on: 'event' },
      'mark-attendance': { on: 'record' },
      'approve-bookings': { on: 'record' },
      notify: { on: 'event', beneficiary: 'self' },
    },
  },
  resources: { label: 'Resources', can: managed('resource') },
  'evaluation-forms': { label: 'Evaluation forms', can: managed('evaluation-form') },
  'reflection-forms': { label: 'Reflection forms', can: managed('reflection-form') },
  'job-profiles': { label: 'Job profiles', can: managed('job-profile') },
  accreditations: {
    label: 'Accreditations',
    can: { ...managed('accreditation'), appoint: { on: 'accreditation' } },
  },
  'cpd-programmes': { label: 'CPD programmes', can: managed('cpd-programme') },
  system: {
    label: 'System configuration',
    can: { view: { on: 'site' }, edit: { on: 'site', risks: ['wide-reach'] } },
  },
} satisfies Record<string, { label: string; can: Record<string, PermissionDocument> }>;
type Areas = typeof areas;
type Chosen = { [A in keyof Areas]: `${A}.${keyof Areas[A]['can'] & string}` }[keyof Areas];

const catalogue = Object.fromEntries(Object.entries(areas).map(([area, { label }]) => [area, { label }]));
const permissions = Object.fromEntries(
  Object.entries(areas).flatMap(([area, { label, can }]) =>
    Object.entries<PermissionDocument>(can).map(([what, part]) => [
      `${area}.${what}`,
      { area, label: `${label}: ${what.replace('-', ' ')}`, ...part },
    ]),
  ),
  // as: TypeScript does not read computed names
) as Record<Chosen, PermissionDocument>;

// LR-14: the group that makes somebody one of the manager's team is not just any group of theirs
const person = { group: 'group', primaryGroup: 'group' };
const course = { course: 'course' };
const event = { ...course, event: 'event' };
const accreditation = { accreditation: 'accreditation' };

const everything: Reach = 'everything';
const byCourse: Along = { by: ['course'] };
const ownCourses: Along = { by: ['course'], via: ['course-tutor', 'course-administrator'] };
const ownTeam: Along = { by: ['primaryGroup'], via: ['group-manager'] };
const ownGroups: Along = { by: ['group'], via: ['group-manager', 'group-administrator'] };

/** A role that people have on the site, one each. */
const lmsRole = { at: ['site'], slot: 'role', assignedBy: 'people.assign-roles' };
const most = ['manager-tutor', 'training-coordinator', 'lms-administrator'];
/** LR-09: a responsibility for one thing of a type, for whoever holds this role or one that is more. */
const responsible = (type: string, role: string) => ({
  at: [type],
  mayHold: [role, ...most],
  assignedBy: `${type}s.appoint`,
});
const forCourse = responsible('course', 'tutor');
/** LR-14: in the dashboard are those of whom it is the primary group. */
const forGroup = {
  ...responsible('group', 'manager'),
  grants: [{ can: ['reports.view-team'], reach: { by: ['primaryGroup'] } }],
};

/** LR-04, LR-05: the role says what, and the groups that one manages or administers say of whom. */
const managing = [
  { can: ['courses.view', 'lessons.view', 'events.view', 'cpd-programmes.view'], reach: everything },
  // both halves: any event, but only for people of one's own team
  { can: ['events.book'], reach: everything, for: ownTeam },
  { can: ['people.view', 'reports.view'], reach: ownTeam },
  { can: ['reports.view'], reach: { by: ['group'], via: ['group-administrator'] } },
  { can: ['groups.view'], reach: ownGroups },
];

const running = ['events.view', 'events.edit', 'events.delete', 'events.book', 'events.mark-attendance'];
/** LR-10, LR-11: what whoever answers for a course does with it, its lessons and its events. */
const teaching = [
  {
    can: [
      ...['courses.view', 'lessons.view', 'courses.edit', 'lessons.edit'],
      ...['courses.view-properties', 'lessons.view-properties', ...running, 'events.create'],
      ...['reports.run', 'courses.deploy', 'reports.view'],
    ],
    reach: byCourse,
  },
  // from any course of theirs into any other of theirs
  { can: ['lessons.assign'], reach: byCourse, for: ownCourses },
];

/** Six roles, one a person, and five responsibilities for single courses, events and groups (rules LR). */
export const lmsRoles = {
  id: 'lms-roles',
  label: 'LMS roles',
  scopes: { event: {}, group: {}, course: {}, accreditation: {} },
  resources: {
    site: {},
    user: person,
    group: { group: 'group' },
    course,
    lesson: course,
    event,
    // what a person did or asked for: an enrolment, a booking, a competency check, a line of a report
    record: { ...person, ...event, ...accreditation },
    resource: {},
    'evaluation-form': {},
    'reflection-form': {},
    'job-profile': {},
    accreditation,
    'cpd-programme': {},
  },
  catalogue,
  permissions,
  roles: {
    student: { ...lmsRole, label: 'Student', byDefault: true },
    // LR-03: whatever a tutor sees, they see through a responsibility
    tutor: { ...lmsRole, label: 'Tutor' },
    manager: { ...lmsRole, label: 'Manager', grants: managing },
    'manager-tutor': {
      ...lmsRole,
      label: 'Manager/Tutor',
      grants: [
        ...managing,
        { can: ['courses.view-properties', 'lessons.view-properties'], reach: everything },
        { can: ['groups.edit'], reach: ownGroups },
        // LR-06: any lesson that they see, but only into courses of their own
        { can: ['lessons.assign'], reach: everything, for: ownCourses },
      ],
    },
    'training-coordinator': {
      ...lmsRole,
      label: 'Training coordinator',
      grants: [
        {
          can: Object.entries(permissions)
            // LR-19: nor what came later
            .filter(([, { area, beneficiary, since }]) => area !== 'system' && !beneficiary && !since)
            .map(([id]) => id),
          reach: everything,
        },
      ],
    },
    'lms-administrator': {
      ...lmsRole,
      label: 'LMS administrator',
      all: true,
      // somebody can always administer the site
      holders: { atLeast: 1 },
    },
    'course-tutor': {
      ...forCourse,
      label: 'Course tutor',
      holders: { atMost: 1, whenFull: 'replace' },
      grants: [...teaching, { can: ['courses.approve-enrolments', 'courses.sign-off'], reach: byCourse }],
    },
    'course-administrator': { ...forCourse, label: 'Course administrator', grants: teaching },
    'event-administrator': {
      ...responsible('event', 'tutor'),
      label: 'Event administrator',
      grants: [
        {
          can: [...running, 'events.approve-bookings', 'events.notify'],
          reach: { by: ['event'] },
        },
      ],
    },
    'group-administrator': { ...forGroup, label: 'Group administrator' },
    'group-manager': { ...forGroup, label: 'Group manager' },
    // LR-03: beside the five, who oversees an accreditation sees its reports, and not the area
    overseer: {
      ...responsible('accreditation', 'tutor'),
      label: 'Overseer',
      grants: [{ can: ['reports.view'], reach: { by: ['accreditation'] } }],
    },
  },
  // LR-01
  defaults: [{ on: 'person-created', give: ['student'], to: 'subject', at: 'site', source: 'default' }],
} satisfies PolicyDocument;
