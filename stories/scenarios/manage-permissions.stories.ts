import type { Meta, StoryObj } from '@storybook/web-components-vite';
import type { SiteSpec } from '@provost/server';
import { expect, userEvent, within } from 'storybook/test';
import { insideOf, type Screen } from '../screen.js';
import { loadWorld, signedIn } from '../server/world.js';
import { as, render, type Args } from './group-page.js';
import { everything, groupRoles, leaders, responsibilities } from './policies.js';

/** Manage Permissions in every policy: what its columns are, the policy says. */
export default {
  title: 'Scenarios/Manage Permissions',
  component: 'group-permissions',
  tags: ['!autodocs'],
  loaders: [loadWorld],
  decorators: [signedIn],
  render,
} satisfies Meta<Args>;

type Story = StoryObj<Args>;

async function open(canvasElement: HTMLElement): Promise<Screen> {
  const page = insideOf(canvasElement);
  await userEvent.click(await page.findByRole('button', { name: 'Manage Permissions' }));
  const dialog = within(await page.findByRole('dialog', { name: /^Manage Permissions: / }));
  await dialog.findByRole('rowheader', { name: /Lena Fischer/ });
  return dialog;
}

const site = (spec: SiteSpec) => as('ingrid', spec);
const press = async (dialog: Screen, name: string | RegExp) =>
  userEvent.click(await dialog.findByRole('button', { name }));

/** GL-01: leaders, one of them for a few days more. */
export const Leaders: Story = {
  parameters: site(leaders()),
  play: async ({ canvasElement }) => {
    const dialog = await open(canvasElement);
    await expect(dialog.getByRole('row', { name: /Yusuf Demir/ })).toHaveTextContent(/Ends in \d days/);
    await expect(dialog.queryByText('User Access')).toBeNull();
  },
};

/** SG-09, SG-10: roles held here, and those that reach down from a group above, locked. */
export const GroupRoles: Story = {
  parameters: site(groupRoles()),
  play: async ({ canvasElement }) => {
    const dialog = await open(canvasElement);
    await expect(dialog.getByText('through Retail')).toBeVisible();
    await expect(dialog.queryByRole('button', { name: /^Take .* from Lena Fischer/ })).toBeNull();
  },
};

/** LR-09, LR-15: responsibilities, and which of them the people feed keeps. */
export const Responsibilities: Story = {
  parameters: site(responsibilities()),
  play: async ({ canvasElement }) => {
    const dialog = await open(canvasElement);
    await expect(dialog.getByText('from the people feed')).toBeVisible();
  },
};

/** The standard policy has levels and roles. */
export const LevelsAndRoles: Story = {
  parameters: site(everything()),
  play: async ({ canvasElement }) => {
    const dialog = await open(canvasElement);
    await expect(dialog.getByRole('columnheader', { name: 'User Access' })).toBeVisible();
    await expect(dialog.getByRole('columnheader', { name: 'Roles' })).toBeVisible();
  },
};

/** a lock says why. */
export const WhyLocked: Story = {
  parameters: site(groupRoles()),
  play: async ({ canvasElement }) => {
    const dialog = await open(canvasElement);
    await press(dialog, 'Why Group owner of Lena Fischer is locked');
    await expect(dialog.getByText(/It is held at Retail and reaches what lies below/)).toBeVisible();
  },
};

/** LR-09: only what this person may hold and the reader may give. */
export const GivingARole: Story = {
  parameters: site(everything()),
  play: async ({ canvasElement }) => {
    const dialog = await open(canvasElement);
    await press(dialog, 'Give Lena Fischer a role');
    await expect(dialog.getByRole('menuitem', { name: 'Group leader' })).toBeVisible();
  },
};

/** who gains and who loses what, before it is saved. */
export const Reviewing: Story = {
  parameters: site(everything()),
  play: async ({ canvasElement }) => {
    const dialog = await open(canvasElement);
    await press(dialog, 'Take Group leader from Diego Ramírez');
    await press(dialog, 'Review');
    await expect(await dialog.findByText(/loses/, { selector: '.impact-lose' })).toBeVisible();
  },
};

/** from when and until when. */
export const Dates: Story = {
  parameters: site(leaders()),
  play: async ({ canvasElement }) => {
    const dialog = await open(canvasElement);
    await press(dialog, 'More for Yusuf Demir');
    await userEvent.click(dialog.getByRole('menuitem', { name: 'Dates of Leader of the group' }));
    await expect(await insideOf(canvasElement).findByLabelText('Last day')).toBeVisible();
  },
};

/** what ends within a month, and nothing else. */
export const OnlyWhatEndsSoon: Story = {
  parameters: site(leaders()),
  play: async ({ canvasElement }) => {
    const dialog = await open(canvasElement);
    await press(dialog, 'Ends soon');
    await expect(await dialog.findByText('1 match')).toBeVisible();
    await expect(dialog.queryByRole('row', { name: /Lena Fischer/ })).toBeNull();
  },
};

/** Somebody who holds nothing here yet is found by name. */
export const AddingAPerson: Story = {
  parameters: site(leaders()),
  play: async ({ canvasElement }) => {
    const dialog = await open(canvasElement);
    await press(dialog, 'Add a person');
    await expect(await insideOf(canvasElement).findByRole('button', { name: /Diego Ramírez/ })).toBeVisible();
  },
};

/** what several people get at once. */
export const SeveralSelected: Story = {
  parameters: site(groupRoles()),
  play: async ({ canvasElement }) => {
    const dialog = await open(canvasElement);
    await userEvent.click(dialog.getByRole('checkbox', { name: 'Select Diego Ramírez' }));
    await userEvent.click(dialog.getByRole('checkbox', { name: 'Select Priya Natarajan' }));
    await expect(await dialog.findByText('2 selected')).toBeVisible();
    await expect(dialog.getByRole('button', { name: 'Give a role' })).toBeVisible();
  },
};

/** the whole page as somebody else sees it. */
export const AsSomebodyElse: Story = {
  parameters: site(everything()),
  play: async ({ canvasElement }) => {
    const dialog = await open(canvasElement);
    await press(dialog, 'More for Diego Ramírez');
    await userEvent.click(dialog.getByRole('menuitem', { name: 'See as Diego Ramírez' }));
    const page = insideOf(canvasElement);
    await expect(await page.findByText(/^You look as Diego Ramírez and act as yourself/)).toBeVisible();
    await page.findByRole('button', { name: 'Back to your own view' });
  },
};

/** On a phone one person’s roles are on show at a time. */
export const OnAPhone: Story = {
  globals: { viewport: { value: 'narrow' } },
  parameters: site(everything()),
  play: async ({ canvasElement }) => {
    const dialog = await open(canvasElement);
    await press(dialog, 'Change what Lena Fischer holds');
    await expect(await dialog.findByRole('button', { name: 'Done with Lena Fischer' })).toBeVisible();
    await expect(dialog.getByRole('button', { name: 'Give Lena Fischer a role' })).toBeVisible();
  },
};
