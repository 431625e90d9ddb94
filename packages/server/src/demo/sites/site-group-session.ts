import { course, thing, type DemoSite } from './demo-site.js';

const everyone = { role: 'course-learner', scopes: { audience: ['everyone'] }, source: 'default' };
const member = (...groups: string[]) => ({
  role: 'group-learner',
  scopes: { group: groups },
  source: 'default',
});

/** Customers and delivery in two trees of groups, and who coordinates between them (SG-13). */
export const harbour: DemoSite = {
  id: 'harbour',
  name: 'Harbour Learning',
  policy: 'site-group-session',
  settings: { groupAdminsEnrolInCourses: true, groupAdminsSeeReports: true },
  people: [
    { id: 'olga', name: 'Olga Petrenko', label: 'site owner', role: 'site-owner', holds: [everyone] },
    { id: 'ivan', name: 'Ivan Horvat', label: 'site instructor', role: 'site-instructor', holds: [everyone] },
    {
      id: 'grace',
      name: 'Grace Achieng',
      label: 'administers Customers, coordinates Delivery',
      holds: [
        everyone,
        { role: 'group-administrator', scopes: { group: ['customers'] }, givenBy: 'olga' },
        { role: 'group-coordinator', scopes: { group: ['delivery'] }, givenBy: 'olga' },
      ],
    },
    {
      id: 'pavel',
      name: 'Pavel Novák',
      label: 'instructs the spring session',
      holds: [everyone, { role: 'session-instructor', scopes: { session: ['spring'] }, source: 'created' }],
    },
    {
      id: 'lin',
      name: 'Lin Zhou',
      label: 'learner',
      holds: [everyone, member('acme'), { role: 'session-learner', scopes: { session: ['spring'] } }],
    },
    { id: 'rosa', name: 'Rosa Medina', holds: [everyone, member('delivery')] },
  ],
  content: [
    course('safety', 'Safety at the quay', {
      owner: 'ivan',
      within: { session: ['spring'], program: ['harbour-pass'] },
    }),
    course('welcome', 'Welcome', { within: { audience: ['everyone'] } }),
    course('cranes', 'Cranes', { within: { openTo: ['acme'] } }),
  ],
  groups: [
    { id: 'customers', name: 'Customers' },
    { id: 'acme', name: 'Acme', parent: 'customers', members: ['lin'] },
    { id: 'delivery', name: 'Delivery', members: ['rosa'], content: ['safety', 'cranes'] },
  ],
  resources: [
    thing('program', 'harbour-pass', 'Harbour pass', { within: { group: ['delivery'] } }),
    thing('session', 'spring', 'Safety at the quay, spring', { within: { group: ['delivery'] } }),
    thing('session', 'autumn', 'Safety at the quay, autumn', { within: { group: ['delivery'] } }),
    thing('content', 'knots', 'Knots', { owner: 'ivan' }),
    thing('content', 'how-was-it', 'How was it?', { owner: 'olga' }),
    thing('record', 'lin-safety', 'Lin’s progress in Safety at the quay', {
      owner: 'lin',
      within: { group: ['acme'], session: ['spring'] },
    }),
    thing('record', 'rosa-welcome', 'Rosa’s progress in Welcome', {
      owner: 'rosa',
      within: { group: ['delivery'] },
    }),
  ],
};
