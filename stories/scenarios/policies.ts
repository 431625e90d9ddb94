import type { SiteSpec } from '@provost/server';

const DAY = 24 * 3_600_000;

/** From now on, since a story is looked at on some day. */
const inDays = (days: number): number => Date.now() + days * DAY;

const aroha = { id: 'aroha', name: 'Aroha Ngata' };
const salesNorth = { id: 'sales-north', name: 'Sales North', members: ['aroha'] };
const here = { group: ['sales-north'] };

/** Leaders of groups, one of them for a holiday (GL-01, X-04). */
export const leaders = (): SiteSpec => ({
  policy: 'group-leader',
  people: [
    { id: 'ingrid', name: 'Ingrid Solberg', role: 'administrator' },
    {
      id: 'lena',
      name: 'Lena Fischer',
      role: 'group-leader',
      holds: [{ role: 'leader', scopes: here, givenBy: 'ingrid' }],
    },
    {
      id: 'yusuf',
      name: 'Yusuf Demir',
      role: 'group-leader',
      holds: [{ role: 'leader', scopes: here, givenBy: 'ingrid', until: inDays(5) }],
    },
    { id: 'diego', name: 'Diego Ramírez', role: 'group-leader' },
    aroha,
  ],
  groups: [salesNorth],
});

/** Roles in groups, some of them from a group above (SG-09, SG-10). */
export const groupRoles = (): SiteSpec => ({
  policy: 'site-group-session',
  people: [
    { id: 'ingrid', name: 'Ingrid Solberg', role: 'site-administrator' },
    { id: 'lena', name: 'Lena Fischer', holds: [{ role: 'group-owner', scopes: { group: ['retail'] } }] },
    {
      id: 'diego',
      name: 'Diego Ramírez',
      holds: [{ role: 'group-administrator', scopes: here, givenBy: 'lena' }],
    },
    {
      id: 'priya',
      name: 'Priya Natarajan',
      holds: [
        { role: 'group-instructor', scopes: here, givenBy: 'diego' },
        { role: 'group-coordinator', scopes: here, givenBy: 'diego', from: inDays(3), until: inDays(40) },
      ],
    },
    aroha,
  ],
  groups: [
    { id: 'retail', name: 'Retail' },
    { ...salesNorth, parent: 'retail' },
  ],
});

/** Responsibilities, the line managers among them from the people feed (LR-09, LR-15). */
export const responsibilities = (): SiteSpec => ({
  policy: 'lms-roles',
  people: [
    { id: 'ingrid', name: 'Ingrid Solberg', role: 'lms-administrator' },
    {
      id: 'lena',
      name: 'Lena Fischer',
      role: 'manager',
      holds: [{ role: 'group-manager', scopes: here, source: 'feed' }],
    },
    {
      id: 'diego',
      name: 'Diego Ramírez',
      role: 'manager-tutor',
      holds: [{ role: 'group-administrator', scopes: here, givenBy: 'ingrid' }],
    },
    aroha,
  ],
  groups: [salesNorth],
});

/** Levels and roles side by side (the standard policy). */
export const everything = (): SiteSpec => ({
  policy: 'standard',
  settings: { editorViewer: true },
  people: [
    { id: 'ingrid', name: 'Ingrid Solberg', role: 'administrator' },
    { id: 'amara', name: 'Amara Okafor', role: 'sub-manager' },
    {
      id: 'diego',
      name: 'Diego Ramírez',
      role: 'sub-manager',
      later: true,
      holds: [
        { role: 'content-editor', scopes: here, givenBy: 'ingrid', until: inDays(3) },
        { role: 'leader', scopes: here, givenBy: 'ingrid' },
      ],
    },
    {
      id: 'lena',
      name: 'Lena Fischer',
      role: 'staff',
      holds: [
        { role: 'group-administrator', scopes: { group: ['retail'] }, givenBy: 'ingrid' },
        { role: 'line-manager', scopes: here, source: 'feed' },
      ],
    },
    aroha,
  ],
  groups: [
    { id: 'retail', name: 'Retail' },
    { ...salesNorth, parent: 'retail' },
  ],
});
