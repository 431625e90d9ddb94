import { course, thing, type DemoSite } from './demo-site.js';

/** Two led groups, and one without members for writing courses (GL-07). */
export const linden: DemoSite = {
  id: 'linden',
  name: 'Linden Training',
  policy: 'group-leader',
  settings: { leadersEditCourses: true },
  people: [
    { id: 'andrea', name: 'Andrea Costa', label: 'administrator', role: 'administrator' },
    {
      id: 'lea',
      name: 'Lea Fontaine',
      label: 'leader of Sales',
      role: 'group-leader',
      holds: [{ role: 'leader', scopes: { group: ['sales'] }, givenBy: 'andrea' }],
    },
    {
      id: 'wim',
      name: 'Wim de Vries',
      label: 'leader of the course writers',
      role: 'group-leader',
      holds: [{ role: 'leader', scopes: { group: ['writers'] }, givenBy: 'andrea' }],
    },
    {
      id: 'sam',
      name: 'Sam Mwangi',
      label: 'member of Sales and Art',
      holds: [{ role: 'learner', scopes: { course: ['selling', 'drawing'] }, source: 'group' }],
    },
    { id: 'nia', name: 'Nia Pereira' },
  ],
  content: [
    course('selling', 'Selling well'),
    course('drawing', 'Drawing'),
    course('first-aid', 'First aid'),
  ],
  groups: [
    { id: 'sales', name: 'Sales', members: ['sam', 'nia'], content: ['selling'] },
    { id: 'art', name: 'Art', members: ['sam'], content: ['drawing'] },
    { id: 'writers', name: 'Course writers', content: ['first-aid'] },
  ],
  resources: [
    thing('record', 'sam-selling', 'Sam’s progress in Selling well', {
      owner: 'sam',
      within: { through: ['sales'] },
    }),
    thing('record', 'sam-drawing', 'Sam’s progress in Drawing', {
      owner: 'sam',
      within: { through: ['art'] },
    }),
    thing('record', 'nia-selling', 'Nia’s progress in Selling well', {
      owner: 'nia',
      within: { through: ['sales'] },
    }),
    thing('submission', 'sam-pitch', 'Sam’s sales pitch', { owner: 'sam', within: { through: ['sales'] } }),
    thing('submission', 'sam-sketch', 'Sam’s sketch', { owner: 'sam', within: { through: ['art'] } }),
  ],
};
