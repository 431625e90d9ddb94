import type { Meta, StoryObj } from '@storybook/web-components-vite';
import { expect, userEvent } from 'storybook/test';
import { insideOf } from '../screen.js';
import { loadWorld, signedIn } from '../server/world.js';
import { alNoor, langenbruck } from './far-away.js';
import { thousands } from './fernhill.js';
import { as, openDialog, render, type Args } from './group-page.js';

export default {
  title: 'Scenarios/Extremes',
  component: 'group-permissions',
  tags: ['!autodocs'],
  loaders: [loadWorld],
  decorators: [signedIn],
  parameters: as('ingrid'),
  render,
} satisfies Meta<Args>;

type Story = StoryObj<Args>;

/** The page itself never scrolls sideways. */
const expectNoSidewaysScroll = () =>
  expect(document.documentElement.scrollWidth).toBeLessThanOrEqual(document.documentElement.clientWidth);

/** 5,000 groups: the tree draws what can be seen of them, and searches all of them. */
export const FiveThousandGroups: Story = {
  args: { group: 'g0' },
  parameters: as('ingrid', thousands(5000)),
  play: async ({ canvasElement }) => {
    const page = insideOf(canvasElement);
    await expect(await page.findByRole('treeitem', { name: /Branch 0001/ })).toBeVisible();
    await userEvent.type(page.getByRole('searchbox', { name: 'Search groups' }), '4999');
    await expect(await page.findByText('1 match')).toBeVisible();
    await expect(page.getByRole('treeitem', { name: /Branch 4999/ })).toBeVisible();
  },
};

/** Names that fit nowhere, in the language that makes them. */
export const LongNames: Story = {
  globals: { locale: 'de' },
  parameters: as('ingrid', langenbruck),
  play: async ({ canvasElement }) => {
    const page = insideOf(canvasElement);
    await expect(await page.findByRole('heading', { name: /^Rindfleischetikettierung/ })).toBeVisible();
    await page.findByRole('row', { name: /Leutheusser/ });
    await expectNoSidewaysScroll();
  },
};

/** The same where there is the least room. */
export const LongNamesInLittleRoom: Story = {
  ...LongNames,
  globals: { locale: 'de', viewport: { value: 'narrow' } },
};

/** Arabic names, right to left. */
export const RightToLeft: Story = {
  globals: { direction: 'rtl' },
  parameters: as('ingrid', alNoor),
  play: async ({ canvasElement }) => {
    const page = insideOf(canvasElement);
    await expect(await page.findByRole('row', { name: /سلمى إبراهيم/ })).toBeVisible();
    await expectNoSidewaysScroll();
  },
};

/** Manage Permissions, right to left. */
export const RightToLeftDialog: Story = {
  ...RightToLeft,
  play: async (context) => {
    await RightToLeft.play!(context);
    const dialog = await openDialog(insideOf(context.canvasElement));
    await expect(dialog.getByRole('row', { name: /يوسف بن عبد الرحمن الحداد/ })).toBeVisible();
  },
};

/** 320 px: what stood side by side stands one below the other. */
export const Narrow: Story = {
  globals: { viewport: { value: 'narrow' } },
  play: async ({ canvasElement }) => {
    await expect(await insideOf(canvasElement).findByRole('row', { name: /Aroha Ngata/ })).toBeVisible();
    await expectNoSidewaysScroll();
  },
};

/** A dialog becomes a sheet at the lower edge. */
export const NarrowDialog: Story = {
  globals: { viewport: { value: 'narrow' } },
  play: async ({ canvasElement }) => {
    const dialog = await openDialog(insideOf(canvasElement));
    await expect(dialog.getByRole('row', { name: /Priya Natarajan/ })).toBeVisible();
    await expectNoSidewaysScroll();
  },
};

/** In a column of a page, not the whole of it. */
export const Tablet: Story = { ...Narrow, globals: { viewport: { value: 'tablet' } } };

/** German throughout. */
export const German: Story = {
  globals: { locale: 'de' },
  play: async ({ canvasElement }) => {
    const page = insideOf(canvasElement);
    await expect(await page.findByRole('button', { name: 'Personen hinzufügen' })).toBeVisible();
  },
};

/** Dark wherever the page is light: told by an attribute. */
export const ForcedDark: Story = { args: { theme: 'dark' }, play: Narrow.play! };
