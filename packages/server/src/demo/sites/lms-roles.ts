import { course, thing, type DemoSite } from './demo-site.js';

/** Roles on the site, and what some of them answer for beside it. */
export const maple: DemoSite = {
  id: 'maple',
  name: 'Maple Care',
  policy: 'lms-roles',
  people: [
    { id: 'asha', name: 'Asha Raman', label: 'LMS administrator', role: 'lms-administrator' },
    { id: 'carol', name: 'Carol Jones', label: 'training coordinator', role: 'training-coordinator' },
    {
      id: 'theo',
      name: 'Theo Papas',
      label: 'tutor of Lifting',
      role: 'tutor',
      holds: [{ role: 'course-tutor', scopes: { course: ['lifting'] }, givenBy: 'carol' }],
    },
    {
      id: 'marta',
      name: 'Marta Kowalska',
      label: 'manager of Ward 3',
      role: 'manager',
      holds: [
        { role: 'group-manager', scopes: { group: ['ward-3'] }, source: 'feed' },
        { role: 'group-administrator', scopes: { group: ['first-aiders'] }, givenBy: 'carol' },
      ],
    },
    { id: 'stan', name: 'Stan Dubois', label: 'student in Ward 3', within: { primaryGroup: ['ward-3'] } },
    { id: 'ewa', name: 'Ewa Lis', within: { primaryGroup: ['kitchen'] } },
  ],
  content: [course('lifting', 'Lifting'), course('hygiene', 'Hygiene')],
  groups: [
    { id: 'ward-3', name: 'Ward 3', members: ['stan'] },
    { id: 'kitchen', name: 'Kitchen', members: ['ewa'] },
    { id: 'first-aiders', name: 'First aiders', members: ['stan', 'ewa'] },
  ],
  resources: [
    thing('lesson', 'bend-your-knees', 'Bend your knees', { within: { course: ['lifting'] } }),
    thing('lesson', 'wash-your-hands', 'Wash your hands', { within: { course: ['hygiene'] } }),
    thing('event', 'lifting-in-may', 'Lifting, 4 May', { within: { course: ['lifting'] } }),
    thing('event', 'hygiene-in-may', 'Hygiene, 11 May', { within: { course: ['hygiene'] } }),
    thing('record', 'stan-lifting', 'Stan’s enrolment in Lifting', {
      owner: 'stan',
      within: { group: ['ward-3', 'first-aiders'], primaryGroup: ['ward-3'], course: ['lifting'] },
    }),
    thing('record', 'ewa-hygiene', 'Ewa’s enrolment in Hygiene', {
      owner: 'ewa',
      within: { group: ['kitchen', 'first-aiders'], primaryGroup: ['kitchen'], course: ['hygiene'] },
    }),
    thing('resource', 'poster', 'Poster: lift with your legs'),
    thing('evaluation-form', 'after-the-course', 'After the course'),
    thing('reflection-form', 'my-week', 'My week'),
    thing('job-profile', 'nurse', 'Nurse'),
    thing('accreditation', 'safe-handling', 'Safe handling'),
    thing('cpd-programme', 'nursing-2026', 'Nursing 2026'),
  ],
};
