import type { PolicyDocument } from '../policy/policy.js';

/** GL-06: the option is the source's, that it is off is ours. */
export const forLeaders = {
  leadersEditCourses: { byDefault: false, label: 'Leaders edit the courses of their groups' },
} satisfies PolicyDocument['settings'];

/** EV-01. */
export const forEditors = {
  editorViewer: { byDefault: false, label: 'User Group Editor/Viewer Permission' },
} satisfies PolicyDocument['settings'];

/** SG-06, SG-07, SG-11. */
export const forGroups = {
  learnersMayAuthor: { byDefault: false, label: 'Learners may author' },
  anyoneMayCreateGroups: { byDefault: false, label: 'Anyone may create groups' },
  // SG-11: what administrators of groups are there for is on, the rest is for the site to say
  groupAdminsManageUsers: { byDefault: true, label: 'Group administrators edit users' },
  groupAdminsEnrolInCourses: { byDefault: false, label: 'Group administrators enrol users in courses' },
  groupAdminsEnrolInPrograms: { byDefault: false, label: 'Group administrators enrol users in programs' },
  groupAdminsSeeReports: { byDefault: false, label: 'Group administrators see progress' },
} satisfies PolicyDocument['settings'];
