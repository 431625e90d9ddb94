import type { PersonSpec, SiteSpec } from '@provost/server';
import type { Meta, StoryObj } from '@storybook/web-components-vite';
import { expect, fireEvent, userEvent, within } from 'storybook/test';
import { insideOf, type Screen } from '../screen.js';
import { loadWorld, signedIn, worldOf } from '../server/world.js';
import { learners } from './fernhill.js';
import { as, expectOffered, expectRefused, render, type Args } from './group-page.js';

/** A group's page in every policy: what may be done there, and who to ask for the rest. */
export default {
  title: 'Scenarios/Group pages',
  component: 'group-permissions',
  tags: ['!autodocs'],
  loaders: [loadWorld],
  decorators: [signedIn],
  render,
} satisfies Meta<Args>;

type Story = StoryObj<Args>;

const inSalesNorth = learners(12);
const held = (role: string, ...group: string[]) => [{ role, scopes: { group } }];

/** Sales North, in a site of this policy, with these people beside its members. */
const siteOf = (policy: string, people: readonly PersonSpec[], spec: Partial<SiteSpec> = {}): SiteSpec => ({
  name: 'Fernhill',
  policy,
  people: [...people, ...inSalesNorth],
  content: [
    { id: 'fire', name: 'Fire safety at work', items: 6 },
    { id: 'till', name: 'The till, from opening to cashing up', items: 9 },
  ],
  groups: [
    { id: 'retail', name: 'Retail' },
    {
      id: 'sales-north',
      name: 'Sales North',
      description: 'Shops from Alnwick to Berwick.',
      parent: 'retail',
      members: inSalesNorth.map(({ id }) => id),
      content: ['fire', 'till'],
    },
  ],
  ...spec,
});

const row = (page: Screen) => page.findByRole('row', { name: /Aroha Ngata/ });

/** GL-08: a leader sees people and courses, and is told who adds any. */
export const ALeader: Story = {
  parameters: as(
    'lena',
    siteOf('group-leader', [
      { id: 'ingrid', name: 'Ingrid Solberg', role: 'administrator' },
      { id: 'lena', name: 'Lena Fischer', role: 'group-leader', holds: held('leader', 'sales-north') },
    ]),
  ),
  play: async ({ canvasElement }) => {
    const page = insideOf(canvasElement);
    await row(page);
    await expect(
      page.getByText(/Ask somebody with the role Administrator to add or remove people/),
    ).toBeVisible();
    await expectRefused(page, ['Add people', /^Remove /, 'Manage Permissions']);
  },
};

const groupRoles: readonly PersonSpec[] = [
  { id: 'ingrid', name: 'Ingrid Solberg', role: 'site-owner' },
  { id: 'lena', name: 'Lena Fischer', holds: held('group-administrator', 'retail') },
  { id: 'noor', name: 'Noor Aziz', holds: held('group-learner', 'sales-north') },
];

/** SG-10: an administrator of the group above manages the members of this one. */
export const AnAdministratorFromAbove: Story = {
  parameters: as(
    'lena',
    siteOf('site-group-session', groupRoles, { settings: { groupAdminsManageUsers: true } }),
  ),
  play: async ({ canvasElement }) => {
    const page = insideOf(canvasElement);
    await row(page);
    await expect(page.getByText('Group administrator through Retail')).toBeVisible();
    await expectOffered(page, ['Add people']);
  },
};

/** SG-09: a learner is in the group, and sees nobody else who is. */
export const ALearnerOfTheGroup: Story = {
  parameters: as('noor', siteOf('site-group-session', groupRoles)),
  play: async ({ canvasElement }) => {
    const page = insideOf(canvasElement);
    await expect(await page.findByText('You cannot see the members of Sales North')).toBeVisible();
    await expectRefused(page, ['Add people', 'Manage Permissions']);
  },
};

/** LR-06: people come and go by a manager/tutor, courses by whoever may deploy them. */
export const AManagerTutor: Story = {
  parameters: as(
    'lena',
    siteOf('lms-roles', [
      { id: 'ingrid', name: 'Ingrid Solberg', role: 'lms-administrator' },
      {
        id: 'lena',
        name: 'Lena Fischer',
        role: 'manager-tutor',
        holds: held('group-manager', 'sales-north'),
      },
    ]),
  ),
  play: async ({ canvasElement }) => {
    const page = insideOf(canvasElement);
    await row(page);
    await expectOffered(page, ['Add people']);
    await userEvent.click(page.getByRole('tab', { name: /Courses/ }));
    await page.findByRole('row', { name: /Fire safety/ });
    await expectRefused(page, ['Add courses', /^Remove /]);
  },
};

/** Everything together: Editors and Viewers beside leaders and group roles. */
export const InStandard: Story = {
  parameters: as(
    'lena',
    siteOf(
      'standard',
      [
        { id: 'ingrid', name: 'Ingrid Solberg', role: 'owner' },
        { id: 'lena', name: 'Lena Fischer', role: 'staff', holds: held('leader', 'sales-north') },
      ],
      { settings: { editorViewer: true } },
    ),
  ),
  play: async ({ canvasElement }) => {
    const page = insideOf(canvasElement);
    await row(page);
    await expect(page.getByText(/^You can view this group’s members/)).toBeVisible();
    await expectRefused(page, ['Add people']);
  },
};

/** Whom a pasted list means: who is found, who is a member already, who is nobody. */
export const APastedList: Story = {
  parameters: as('ingrid'),
  play: async ({ canvasElement }) => {
    const page = insideOf(canvasElement);
    await userEvent.click(await page.findByRole('button', { name: 'Add people' }));
    const dialog = within(await page.findByRole('dialog'));
    await userEvent.click(dialog.getByRole('button', { name: 'Paste a list' }));
    const field = await dialog.findByRole('textbox', { name: 'E-mail addresses, ids or names' });
    // a paste goes to what has focus, which inside a shadow root the tool does not find
    await fireEvent.input(field, {
      target: { value: 'learner-40\nlearner-41; learner-2, learner-41\nnobody@example.org' },
    });
    await expect(await dialog.findAllByText('To be added')).toHaveLength(2);
    await expect(dialog.getByText('Member already')).toBeVisible();
    await expect(dialog.getByText('Twice in the list')).toBeVisible();
    await expect(dialog.getByText('No match among the people you may see')).toBeVisible();
  },
};

/** the selected people into several groups, all of it or nothing. */
export const ToOtherGroups: Story = {
  parameters: as('ingrid'),
  play: async ({ canvasElement }) => {
    const page = insideOf(canvasElement);
    await userEvent.click(await page.findByRole('checkbox', { name: 'Select Aroha Ngata' }));
    await userEvent.click(await page.findByRole('button', { name: 'Add to other groups' }));
    const dialog = within(await page.findByRole('dialog', { name: 'Add Aroha Ngata to other groups' }));
    await userEvent.click(await dialog.findByRole('checkbox', { name: 'Transport' }));
    await expect(dialog.getByRole('button', { name: 'Add 1' })).toBeEnabled();
  },
};

/** who changed what, and how it was before; undo while nothing newer stands on it. */
export const ItsHistory: Story = {
  parameters: as('ingrid'),
  play: async ({ canvasElement, loaded }) => {
    const client = await worldOf({ loaded }).as('amara');
    await client.groups.removeMembers('sales-north', ['learner-0']);
    await client.changes.apply({
      changes: [
        { kind: 'set-level', groupId: 'sales-north', userId: 'priya', area: 'users', level: 'editor' },
      ],
    });
    const page = insideOf(canvasElement);
    await userEvent.click(await page.findByRole('tab', { name: 'History' }));
    await expect(await page.findByText(/removed Aroha Ngata/)).toBeVisible();
    await expect(page.getAllByText(/set User Access of Priya Natarajan/)[0]).toBeVisible();
    await expect(page.getByRole('button', { name: 'Undo: removed Aroha Ngata' })).toBeEnabled();
  },
};
