import type { ContentSpec, GroupSpec, LevelSpec, PersonSpec, SiteSpec } from '@provost/server';

// A made-up organisation. In Sales North every level has its person; everywhere else they are Editors.
const staff: readonly PersonSpec[] = [
  { id: 'ingrid', name: 'Ingrid Solberg', role: 'manager' },
  { id: 'farid', name: 'Farid Haddad', role: 'manager' },
  { id: 'amara', name: 'Amara Okafor', role: 'sub-manager' },
  { id: 'diego', name: 'Diego Ramírez', role: 'sub-manager' },
  { id: 'thabo', name: 'Thabo Nkosi', role: 'sub-manager' },
  { id: 'priya', name: 'Priya Natarajan', role: 'sub-manager' },
  { id: 'yusuf', name: 'Yusuf Demir', role: 'sub-manager' },
  { id: 'leilani', name: 'Leilani Kahananui', role: 'sub-manager' },
  { id: 'lan', name: 'Nguyễn Thị Lan', role: 'sub-manager', later: true },
  { id: 'mei', name: 'Mei-Ling Chen' },
];

const given = 'Aroha Kwame Siobhán Lena Mateus Chidi Zofia Tariq Anneli Ravi Noor Hana'.split(' ');
const family = 'Ngata Mensah Murphy Fischer Oliveira Eze Kowalska Aziz Virtanen Patel'.split(' ');

/** Learners of Fernhill, made up from its names; the same ones every time. */
export const learners = (count: number): PersonSpec[] =>
  Array.from({ length: count }, (_, at) => ({
    id: `learner-${at}`,
    name: `${given[at % given.length]} ${family[(at + Math.floor(at / given.length)) % family.length]}`,
  }));

const content: readonly ContentSpec[] = [
  { id: 'fire', name: 'Fire safety at work', items: 6 },
  { id: 'lifting', name: 'Lifting and carrying', items: 4 },
  { id: 'till', name: 'The till, from opening to cashing up', items: 9 },
  { id: 'hygiene', name: 'Food hygiene, level 2', items: 12 },
  { id: 'welcome', type: 'e-folder', name: 'Welcome to Fernhill', items: 14 },
  { id: 'forms', type: 'e-folder', name: 'Forms and check lists', items: 23 },
];

const ids = (people: readonly PersonSpec[]) => people.map(({ id }) => id);
const everybody = learners(90);

const groups: readonly GroupSpec[] = [
  { id: 'fernhill', name: 'Fernhill', members: ids(everybody), content: ['fire', 'welcome'] },
  { id: 'retail', name: 'Retail', parent: 'fernhill', members: ids(everybody.slice(0, 60)) },
  {
    id: 'sales-north',
    name: 'Sales North',
    description: 'Shops from Alnwick to Berwick.',
    parent: 'retail',
    createdBy: 'yusuf',
    members: ids(everybody.slice(0, 18)),
    content: ['fire', 'lifting', 'till', 'welcome', 'forms'],
  },
  { id: 'sales-south', name: 'Sales South', parent: 'retail', members: ids(everybody.slice(40, 60)) },
  { id: 'store-managers', name: 'Store managers', parent: 'retail', members: ids(everybody.slice(10, 17)) },
  { id: 'operations', name: 'Operations', parent: 'fernhill', members: ids(everybody.slice(60, 88)) },
  { id: 'warehouse', name: 'Warehouse', parent: 'operations', members: ids(everybody.slice(60, 80)) },
  { id: 'transport', name: 'Transport', parent: 'operations', members: ids(everybody.slice(80, 88)) },
  { id: 'contractors', name: 'Contractors', members: ids(everybody.slice(30, 35)), content: ['fire'] },
  { id: 'volunteers', name: 'Volunteers' },
];

const levels: readonly LevelSpec[] = [
  { group: 'sales-north', person: 'diego', levels: { content: 'viewer' }, by: 'ingrid' },
  { group: 'sales-north', person: 'thabo', levels: { users: 'viewer' }, by: 'amara' },
  { group: 'sales-north', person: 'priya', levels: { users: 'viewer', content: 'viewer' }, by: 'amara' },
];

/** Fernhill with the feature on. */
export const fernhill: SiteSpec = {
  name: 'Fernhill',
  settings: { editorViewer: true },
  people: [...staff, ...everybody],
  content,
  groups,
  levels,
};

/** Before anybody made a group. */
export const newcomer: SiteSpec = { ...fernhill, groups: [], levels: [] };

/** EV-01: the feature is off, and everybody with the Group Management permission edits every group. */
export const featureOff: SiteSpec = { ...fernhill, settings: { editorViewer: false }, levels: [] };

/** Thousands of groups, a hundred of them at the top. */
export const thousands = (count: number): SiteSpec => ({
  ...fernhill,
  levels: [],
  groups: Array.from({ length: count }, (_, at) => ({
    id: `g${at}`,
    name: `Branch ${String(at + 1).padStart(4, '0')}`,
    ...(at < 100 ? {} : { parent: `g${at % 100}` }),
    members: at < 100 ? ids(everybody.slice(at % 80, (at % 80) + 3)) : [],
  })),
});
