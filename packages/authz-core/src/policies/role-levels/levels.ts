import type { PolicyDocument } from '../../policy/policy.js';

/** The levels a permission is for: the administrative one, and those that its list is named after (RL-02). */
export const admins = ['administrative'];
export const instructors = [...admins, 'instructional'];
export const managers = [...admins, 'management'];
export const reporters = [...admins, 'reporting'];
export const allButManagers = [...instructors, 'reporting'];

const byCourse = { by: ['course'] };
const bySegment = { by: ['segment'] };
const inCourse = { course: 'course' };
const ofLearner = { ...inCourse, segment: 'segment' };

/** What there is: a learner's record is their progress, grade, certificate or submitted work in a course. */
export const resources = {
  site: {},
  user: { ...ofLearner, group: 'group', offering: 'offering' },
  course: inCourse,
  record: ofLearner,
  activity: ofLearner,
  'live-session': inCourse,
  'question-bank': inCourse,
  sale: inCourse,
  promotion: inCourse,
  email: inCourse,
  // of a live session's provider, by which somebody connects
  account: {},
  report: {},
  segment: { segment: 'segment' },
  group: { group: 'group' },
  offering: { offering: 'offering' },
  space: { space: 'space' },
  post: { space: 'space' },
} satisfies PolicyDocument['resources'];

const assignedBy = 'users.manage';

/** Four levels, each with its reach (RL-01, RL-11 to RL-14). A type that is missing is not reached. */
export const levels = {
  administrative: {
    label: 'Administrative',
    description: 'All data of the areas granted',
    at: ['site'],
    assignedBy,
    reach: Object.fromEntries(Object.keys(resources).map((type) => [type, 'everything' as const])),
  },
  instructional: {
    label: 'Instructional',
    description: 'Only data of selected courses',
    at: ['course'],
    assignedBy,
    reach: {
      course: byCourse,
      user: byCourse,
      record: byCourse,
      activity: byCourse,
      'live-session': byCourse,
      sale: byCourse,
      promotion: byCourse,
      email: byCourse,
    },
  },
  management: {
    label: 'Management',
    description: 'Only data of selected user groups, seat offerings and community spaces',
    at: ['group', 'offering', 'space'],
    assignedBy,
    reach: {
      user: { by: ['group', 'offering'] },
      group: { by: ['group'] },
      offering: { by: ['offering'] },
      space: { by: ['space'] },
      post: { by: ['space'] },
    },
  },
  reporting: {
    label: 'Reporting',
    description: 'Only data of selected segments and courses',
    at: ['segment', 'course'],
    assignedBy,
    reach: {
      user: bySegment,
      activity: bySegment,
      segment: bySegment,
      // RL-12: of these people, and in these courses
      record: { all: ['segment', 'course'] },
      'question-bank': byCourse,
      report: 'owner',
    },
  },
} satisfies PolicyDocument['levels'];
