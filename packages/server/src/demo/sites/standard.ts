import { course, thing, type DemoSite } from './demo-site.js';

/** Something of each of the five, on one site. */
export const juniper: DemoSite = {
  id: 'juniper',
  name: 'Juniper College',
  policy: 'standard',
  settings: { editorViewer: true, leadersEditCourses: true, groupAdminsEnrolInCourses: true },
  people: [
    { id: 'odile', name: 'Odile Martin', label: 'owner', role: 'owner' },
    {
      id: 'farid',
      name: 'Farid Rahimi',
      label: 'sub-manager, Editor of the users of Nursing',
      role: 'sub-manager',
      holds: [{ role: 'users-editor', scopes: { group: ['nursing'] }, givenBy: 'odile' }],
    },
    {
      id: 'tess',
      name: 'Tess Bakker',
      label: 'tutor of Anatomy, leader of Nursing',
      role: 'staff',
      holds: [
        { role: 'course-tutor', scopes: { course: ['anatomy'] }, givenBy: 'odile' },
        { role: 'leader', scopes: { group: ['nursing'] }, givenBy: 'odile' },
      ],
    },
    {
      id: 'ruben',
      name: 'Rubén Ortega',
      label: 'reporter on newcomers in Anatomy',
      holds: [
        { role: 'reporter', scopes: { segment: ['newcomers'], course: ['anatomy'] }, givenBy: 'odile' },
      ],
    },
    {
      id: 'lucy',
      name: 'Lucy Wren',
      label: 'learner in Nursing',
      within: { course: ['anatomy'], segment: ['newcomers'], primaryGroup: ['nursing'] },
      holds: [
        { role: 'group-learner', scopes: { group: ['nursing'] }, source: 'default' },
        { role: 'course-learner', scopes: { course: ['anatomy'] }, source: 'group' },
      ],
    },
    { id: 'noah', name: 'Noah Stein', within: { primaryGroup: ['music'] } },
  ],
  content: [
    course('anatomy', 'Anatomy', { within: { session: ['autumn'] } }),
    course('harmony', 'Harmony', { within: { audience: ['everyone'] } }),
  ],
  groups: [
    { id: 'college', name: 'College' },
    { id: 'nursing', name: 'Nursing', parent: 'college', members: ['lucy'], content: ['anatomy'] },
    { id: 'music', name: 'Music', parent: 'college', members: ['noah'], content: ['harmony'] },
  ],
  resources: [
    thing('record', 'lucy-anatomy', 'Lucy’s record in Anatomy', {
      owner: 'lucy',
      within: {
        course: ['anatomy'],
        segment: ['newcomers'],
        group: ['nursing'],
        primaryGroup: ['nursing'],
        through: ['nursing'],
      },
    }),
    thing('record', 'noah-harmony', 'Noah’s record in Harmony', {
      owner: 'noah',
      within: { course: ['harmony'], group: ['music'], primaryGroup: ['music'], through: ['music'] },
    }),
    thing('session', 'autumn', 'Anatomy, autumn', { within: { course: ['anatomy'], group: ['nursing'] } }),
    thing('event', 'exam', 'Anatomy, exam', { within: { course: ['anatomy'] } }),
    thing('program', 'first-year', 'First year', { within: { group: ['college'] } }),
    thing('activity', 'lucy-visit', 'Lucy’s visit on Monday', {
      owner: 'lucy',
      within: { segment: ['newcomers'] },
    }),
    thing('live-session', 'bones', 'Bones, live', { within: { course: ['anatomy'] } }),
    thing('question-bank', 'muscles', 'Muscles', { within: { course: ['anatomy'] } }),
    thing('sale', 'order-7', 'Order 7', { within: { course: ['harmony'] } }),
    thing('promotion', 'spring-offer', 'Spring offer', { within: { course: ['harmony'] } }),
    thing('email', 'welcome-mail', 'Welcome to Anatomy', { within: { course: ['anatomy'] } }),
    thing('account', 'tess-meetings', 'Tess’s meetings account', { owner: 'tess' }),
    thing('report', 'monthly', 'Monthly report', { owner: 'ruben' }),
    thing('segment', 'newcomers', 'Newcomers'),
    thing('offering', 'ten-seats', 'Ten seats for a hospital'),
    thing('space', 'common-room', 'The common room'),
    thing('post', 'hello', 'Hello', { owner: 'lucy', within: { space: ['common-room'] } }),
  ],
};
