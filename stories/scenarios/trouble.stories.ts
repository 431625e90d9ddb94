import type { Meta, StoryContext, StoryObj } from '@storybook/web-components-vite';
import { expect, userEvent, waitFor, within } from 'storybook/test';
import { insideOf, type Screen } from '../screen.js';
import { cut, failing, hanging, lying, notJson, only } from '../server/faults.js';
import { loadWorld, signedIn, worldOf } from '../server/world.js';
import { fernhill } from './fernhill.js';
import { as, expectRefused, openDialog, render, segments, type Args } from './group-page.js';

export default {
  title: 'Scenarios/Trouble',
  component: 'group-permissions',
  tags: ['!autodocs'],
  loaders: [loadWorld],
  decorators: [signedIn],
  parameters: as('ingrid'),
  render,
} satisfies Meta<Args>;

type Story = StoryObj<Args>;

const data = /\/v1\/group/;
const search = async (page: Screen, text: string) =>
  userEvent.type(await page.findByRole('searchbox', { name: 'Search members' }), text);

/** Everything the element needs is still on its way: the shape of what will come, and nothing that jumps. */
export const Loading: Story = {
  parameters: as('ingrid', fernhill, only(data, hanging)),
  play: async ({ canvasElement }) => {
    await expect(
      await insideOf(canvasElement).findByRole('status', { name: 'Groups, loading' }),
    ).toBeVisible();
  },
};

/** Not even who is signed in is known yet. */
export const SessionLoading: Story = {
  parameters: as('ingrid', fernhill, hanging),
  play: async ({ canvasElement }) => {
    await insideOf(canvasElement).findByRole('status', { name: 'Loading' });
  },
};

/** The group is there, its members are not. */
export const MembersLoading: Story = {
  parameters: as('ingrid', fernhill, only(/members/, hanging)),
  play: async ({ canvasElement }) => {
    const page = insideOf(canvasElement);
    await expect(await page.findByRole('heading', { name: 'Sales North' })).toBeVisible();
    await expect(page.getByRole('table')).toHaveAttribute('aria-busy', 'true');
  },
};

/** A line at the top; the rows stay, and stay usable. */
export const Refreshing: Story = {
  play: async (context) => {
    const page = insideOf(context.canvasElement);
    await page.findByRole('row', { name: /Aroha Ngata/ });
    worldOf(context).line.fault = only(/members/, hanging);
    await search(page, 'aro');
    const bar = await page.findByRole('progressbar', { name: 'Refreshing' });
    // a refresh that is soon over shows nothing
    await waitFor(() => expect(bar).toBeVisible());
    await expect(page.getByRole('row', { name: /Aroha Ngata/ })).toBeVisible();
  },
};

/** The cause, a way on, and an id for support. */
export const Failed: Story = {
  parameters: as('ingrid', fernhill, only(/members/, failing)),
  play: async ({ canvasElement }) => {
    const page = insideOf(canvasElement);
    await expect(await page.findByText('Members did not load')).toBeVisible();
    await expect(page.getByText('7f3a-91c2')).toBeVisible();
    await expect(page.getByRole('button', { name: 'Try again' })).toBeEnabled();
  },
};

/** Trying again is all it takes once the server is back. */
export const FailedAndTriedAgain: Story = {
  ...Failed,
  play: async (context) => {
    await Failed.play!(context);
    worldOf(context).line.fault = undefined;
    const page = insideOf(context.canvasElement);
    await userEvent.click(page.getByRole('button', { name: 'Try again' }));
    await expect(await page.findByRole('row', { name: /Aroha Ngata/ })).toBeVisible();
  },
};

/** The groups themselves did not load. */
export const GroupsFailed: Story = {
  parameters: as('ingrid', fernhill, only(data, failing)),
  play: async ({ canvasElement }) => {
    await expect(await insideOf(canvasElement).findByText('Groups did not load')).toBeVisible();
  },
};

/** Without the session nothing is known, and the element says so. */
export const SessionFailed: Story = {
  parameters: as('ingrid', fernhill, failing),
  play: async ({ canvasElement }) => {
    const page = insideOf(canvasElement);
    await expect(await page.findByText('Your access did not load')).toBeVisible();
    await expect(page.getByRole('button', { name: 'Try again' })).toBeEnabled();
  },
};

/** Somebody without the Group Management permission is told what it takes, and who gives it. */
export const Refused: Story = {
  parameters: as('mei'),
  play: async ({ canvasElement }) => {
    await expect(await insideOf(canvasElement).findByText('You may not see groups')).toBeVisible();
  },
};

/** Rights were taken away while the page was open: the server refuses, and says why. */
export const RefusedMeanwhile: Story = {
  parameters: as('amara'),
  play: async (context) => {
    const page = insideOf(context.canvasElement);
    const remove = await page.findByRole('button', { name: 'Remove Aroha Ngata from Sales North' });
    // the page must not hear of it by itself before it acts
    const { line } = worldOf(context);
    line.fault = only(/session/, hanging);
    const ingrid = await worldOf(context).as('ingrid');
    const { version } = await ingrid.groups.permissions('sales-north').page();
    await ingrid.groups.setLevels(
      'sales-north',
      [{ userId: 'amara', area: 'users', level: 'viewer' }],
      version,
    );
    await userEvent.click(remove);
    await expect(await page.findByText(/takes the role Manager or Editor of User Access/)).toBeVisible();
    await expect(await page.findByRole('row', { name: /Aroha Ngata/ })).toBeVisible();
  },
};

/** Reading goes on; changing waits, and the button says why. */
export const Offline: Story = {
  // the browser says that it has lost the network
  beforeEach: () => () => {
    Reflect.deleteProperty(navigator, 'onLine');
    dispatchEvent(new Event('online'));
  },
  play: async (context) => {
    const page = insideOf(context.canvasElement);
    await page.findByRole('row', { name: /Aroha Ngata/ });
    worldOf(context).line.fault = cut;
    Object.defineProperty(navigator, 'onLine', { configurable: true, get: () => false });
    dispatchEvent(new Event('offline'));
    await expect(await page.findByText(/You are offline/)).toBeVisible();
    await expect(page.getByRole('button', { name: 'Add people' })).toHaveAttribute('aria-disabled', 'true');
    await expect(page.getByRole('row', { name: /Aroha Ngata/ })).toBeVisible();
  },
};

/** Rows without their parts, numbers that are none: what can be read is shown, the rest is left out. */
export const LyingApi: Story = {
  parameters: as('ingrid', fernhill, only(data, lying)),
  play: async ({ canvasElement }) => {
    const page = insideOf(canvasElement);
    await expect(await page.findByRole('row', { name: /Aroha Ngata/ })).toBeVisible();
    await expect(page.queryByText(/undefined|NaN|\[object/)).toBeNull();
  },
};

/** Somebody’s proxy answers with a page of its own. */
export const NotOurServer: Story = {
  parameters: as('ingrid', fernhill, notJson),
  play: async ({ canvasElement }) => {
    await expect(await insideOf(canvasElement).findByText('Your access did not load')).toBeVisible();
  },
};

/** Manage Permissions cannot save: nothing of what was edited is lost. */
export const SaveFailed: Story = {
  play: async (context) => {
    const dialog = await openDialog(insideOf(context.canvasElement));
    await choose(dialog, 'User Access of Priya Natarajan', 'Editor');
    worldOf(context).line.fault = only(/changes/, failing);
    await userEvent.click(dialog.getByRole('button', { name: /^Save/ }));
    await expect(await dialog.findByText(/Not saved\./)).toBeVisible();
    await expect(dialog.getByText('1 unsaved change')).toBeVisible();
  },
};

/** Two people changed the same person (412): theirs and ours side by side, and the rest is merged. */
export const Conflict: Story = {
  play: async (context) => {
    const dialog = await openDialog(insideOf(context.canvasElement));
    await choose(dialog, 'User Access of Priya Natarajan', 'Editor');
    await choose(dialog, 'User Access of Thabo Nkosi', 'Editor');
    await saveElsewhere(context);
    await userEvent.click(dialog.getByRole('button', { name: /^Save/ }));
    const page = insideOf(context.canvasElement);
    const choice = within(await page.findByRole('dialog', { name: /changed this too/ }));
    await expect(choice.getAllByRole('radio')).not.toHaveLength(0);
    await expect(choice.getByRole('button', { name: 'Save merged' })).toBeEnabled();
  },
};

/** The last way out asks before it forgets. */
export const LeavingUnsaved: Story = {
  play: async ({ canvasElement }) => {
    const dialog = await openDialog(insideOf(canvasElement));
    await choose(dialog, 'User Access of Priya Natarajan', 'Editor');
    await userEvent.click(dialog.getByRole('button', { name: 'Close' }));
    await expect(await dialog.findByText('Close without saving 1 change?')).toBeVisible();
    await waitFor(() =>
      expect(dialog.getByRole('button', { name: 'Keep editing' }).matches(':focus')).toBe(true),
    );
  },
};

/** The element outside any provider: a mistake of the page, and said as one. */
export const NotConnected: Story = {
  parameters: { world: null },
  play: async ({ canvasElement }) => {
    const page = insideOf(canvasElement);
    await expect(await page.findByText('Not connected')).toBeVisible();
    await expectRefused(page, ['Add people', 'New group']);
  },
};

const choose = (dialog: Screen, of: string, level: string) =>
  userEvent.click(segments(dialog, of).getByRole('radio', { name: level }));

/** Farid saves first, and not the same. */
async function saveElsewhere(context: StoryContext<Args>): Promise<void> {
  const farid = await worldOf(context).as('farid');
  const { version } = await farid.groups.permissions('sales-north').page();
  const change = { userId: 'priya', area: 'content', level: 'editor' } as const;
  await farid.groups.setLevels('sales-north', [change], version);
}
