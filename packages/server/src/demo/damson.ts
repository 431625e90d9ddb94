import type { ContentSpec, GroupSpec, LevelSpec, PersonSpec, SiteSpec } from '../sites/seed.js';
import { learnerNames } from './names.js';

/** The demonstration's site, whoever its people are. */
export const DEMO_SITE = 'damson';

/** A group where the demonstration's people have different levels. */
export const startGroup = 'sales-north';

/** What one can be in the demonstration, and the external ids of who is that. */
export const roles = [
  { kind: 'manager', label: 'manager', externalIds: ['demo-manager', 'manager'] },
  {
    kind: 'editor',
    label: 'sub-manager, Editor',
    externalIds: ['demo-editor', 'sub-manager-east-anglian-region-1'],
  },
  {
    kind: 'viewer',
    label: 'sub-manager, Viewer',
    externalIds: ['demo-viewer', 'sub-manager-east-anglian-region-2'],
  },
  { kind: 'new', label: 'new sub-manager', externalIds: ['demo-new'] },
] as const;

const course = (name: string, items: number): ContentSpec => ({
  id: slug(name),
  type: 'course',
  name,
  items,
});
const folder = (name: string, items: number): ContentSpec => ({
  id: slug(name),
  type: 'e-folder',
  name,
  items,
});
const slug = (name: string): string => name.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-');

/** The library: the same for generated and for real people. */
export const library: readonly ContentSpec[] = [
  course('Customer care', 8),
  course('Data protection', 6),
  course('Display screen equipment', 4),
  course('Fire safety', 5),
  course('First aid at work', 12),
  course('Food hygiene level 2', 9),
  course('Infection control', 7),
  course('Legionella awareness', 4),
  course('Lone working', 5),
  course('Manual handling', 6),
  course('Medicines management', 11),
  course('Safeguarding adults', 10),
  course('Slips, trips and falls', 3),
  course('Till and cash handling', 5),
  course('Working at height', 6),
  folder('Induction pack', 14),
  folder('Product sheets', 112),
  folder('Risk assessments', 37),
  folder('Shift checklists', 9),
  folder('Till manuals', 24),
];

/** Group, the one above it, its members, and who made it if it was not there from the start. */
const tree: readonly [name: string, above: string | undefined, members: number, by?: string][] = [
  ['Fernhill', undefined, 1204],
  ['Retail', 'Fernhill', 412],
  ['Sales North', 'Retail', 48, 'lena-fischer'],
  ['Sales South', 'Retail', 52, 'lena-fischer'],
  ['Store leads', 'Retail', 23],
  ['Seasonal staff', 'Retail', 0, 'amara-okafor'],
  ['Operations', 'Fernhill', 318],
  ['Warehouse', 'Operations', 201],
  ['Transport', 'Operations', 117],
  ['Clinical safety', 'Fernhill', 96],
  ['Ward induction', 'Clinical safety', 41],
  ['Pharmacy', 'Clinical safety', 19],
  ['Contractors', 'Fernhill', 64],
  ['Head office', 'Fernhill', 141],
  ['Finance', 'Head office', 22],
  ['People team', 'Head office', 17],
  ['Volunteers', undefined, 73],
];

const staff: readonly (PersonSpec & { name: string })[] = [
  { id: 'ingrid-solberg', name: 'Ingrid Solberg', role: 'manager', externalId: 'demo-manager' },
  { id: 'tom-adeyemi', name: 'Tom Adeyemi', role: 'manager' },
  { id: 'amara-okafor', name: 'Amara Okafor', role: 'sub-manager', externalId: 'demo-editor' },
  { id: 'thabo-nkosi', name: 'Thabo Nkosi', role: 'sub-manager', externalId: 'demo-viewer' },
  { id: 'lena-fischer', name: 'Lena Fischer', role: 'sub-manager' },
  { id: 'diego-ramirez', name: 'Diego Ramírez', role: 'sub-manager' },
  { id: 'yusuf-demir', name: 'Yusuf Demir', role: 'sub-manager' },
  { id: 'priya-natarajan', name: 'Priya Natarajan', role: 'sub-manager' },
  { id: 'leilani-kahananui', name: 'Leilani Kahananui', role: 'sub-manager' },
  { id: 'siobhan-murphy', name: 'Siobhán Murphy', role: 'sub-manager', later: true },
  { id: 'nguyen-thi-lan', name: 'Nguyễn Thị Lan', role: 'sub-manager', later: true, externalId: 'demo-new' },
];

/** Damson Academy with people that nobody is: the same every time. */
export function damson(now: number): SiteSpec {
  const learners = learnerNames(1293).map((name, i): PersonSpec => ({
    id: `learner-${i + 1}`,
    name,
    externalId: `P-${10_001 + i}`,
    email: addressOf(name, i),
  }));
  return {
    id: DEMO_SITE,
    name: 'Damson Academy',
    settings: { editorViewer: true },
    people: [...staff.map((person) => ({ ...person, email: `${person.id}@damson.example` })), ...learners],
    content: library,
    groups: groupsWith(learners, now),
    levels: levels(now),
  };
}

const addressOf = (name: string, i: number): string =>
  `${slug(name.normalize('NFD').replaceAll(/[\u0300-\u036f]/g, ''))}.${i + 1}@damson.example`;

const DAY = 24 * 3_600_000;
const daysAgo = (now: number, days: number): string => new Date(now - days * DAY).toISOString();

function groupsWith(learners: readonly PersonSpec[], now: number): GroupSpec[] {
  return tree.map(([name, above, size, by], i) => {
    const from = (i * 61) % learners.length;
    const members = Array.from(
      { length: size },
      (_, at) => learners[(from + at) % learners.length]?.id ?? '',
    );
    const content = library.filter((_, at) => size > 0 && (at * 7 + i * 3) % 4 !== 0).map(({ id }) => id);
    return {
      id: slug(name),
      name,
      description: name === 'Seasonal staff' ? 'People who join for the winter season.' : '',
      ...(above === undefined ? {} : { parent: slug(above) }),
      ...(by === undefined ? { createdBy: 'ingrid-solberg' } : { createdBy: by }),
      createdAt: daysAgo(now, name === 'Seasonal staff' ? 11 : by === undefined ? 990 : 400 - i * 10),
      later: name === 'Seasonal staff',
      members,
      content,
    };
  });
}

/** Thabo was set to Viewer everywhere; others here and there. */
function levels(now: number): LevelSpec[] {
  const set = (person: string, group: string, wanted: LevelSpec['levels'], days: number): LevelSpec => ({
    person,
    group,
    levels: wanted,
    by: 'ingrid-solberg',
    at: daysAgo(now, days),
  });
  const viewer = { users: 'viewer', content: 'viewer' } as const;
  return [
    ...tree
      .filter(([name]) => name !== 'Seasonal staff')
      .map(([name]) => set('thabo-nkosi', slug(name), viewer, 9)),
    set('amara-okafor', 'fernhill', viewer, 8),
    set('amara-okafor', 'operations', viewer, 8),
    set('amara-okafor', 'warehouse', viewer, 8),
    set('amara-okafor', 'sales-south', { content: 'viewer' }, 8),
    set('amara-okafor', 'clinical-safety', { users: 'viewer' }, 8),
    set('amara-okafor', 'volunteers', { content: 'viewer' }, 8),
    set('diego-ramirez', 'sales-north', { content: 'viewer' }, 6),
    set('yusuf-demir', 'sales-north', { users: 'viewer' }, 5),
    set('priya-natarajan', 'retail', viewer, 4),
    set('siobhan-murphy', 'sales-north', { content: 'editor' }, 3),
    set('leilani-kahananui', 'pharmacy', { users: 'viewer' }, 2),
  ];
}
