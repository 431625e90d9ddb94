import type { Meta, StoryContext, StoryObj } from '@storybook/web-components-vite';
import { html } from 'lit';
import { expect, userEvent, within } from 'storybook/test';
import { featureOff, newcomer } from './scenarios/fernhill.js';
import {
  as,
  expectOffered,
  expectRefused,
  openDialog,
  render,
  segments,
  type Args,
} from './scenarios/group-page.js';
import { insideOf } from './screen.js';
import { loadWorld, signedIn, worldOf } from './server/world.js';

const meta = {
  title: 'Elements/group-permissions',
  component: 'group-permissions',
  loaders: [loadWorld],
  decorators: [signedIn],
  parameters: as('ingrid'),
  argTypes: {
    group: { control: 'select', options: ['sales-north', 'warehouse', 'volunteers'] },
    theme: { control: 'inline-radio', options: [undefined, 'light', 'dark'] },
    density: { control: 'inline-radio', options: ['compact', 'default', 'comfortable'] },
  },
  render,
} satisfies Meta<Args>;

export default meta;
type Story = StoryObj<Args>;

// The docs page plays nothing: what only a press brings about would look there like all the others.
const byHand = ['!autodocs'];

/** A manager is Editor of both areas of every group (EV-11). */
export const AsManager: Story = {
  play: async ({ canvasElement }) => {
    const page = insideOf(canvasElement);
    await expectOffered(page, ['Add people', 'Manage Permissions', 'More for Sales North']);
    await expect(await page.findByRole('checkbox', { name: 'Select Aroha Ngata' })).toBeVisible();
  },
};

/** A sub-manager who is Editor of both areas may do all that a manager may in this group. */
export const EditorOfBoth: Story = {
  parameters: as('amara'),
  play: async ({ canvasElement }) => {
    await expectOffered(insideOf(canvasElement), [
      'Add people',
      'Manage Permissions',
      'More for Sales North',
    ]);
  },
};

/** EV-07: adds and removes people; courses and e-folders are there to be seen. */
export const EditorOfUsersOnly: Story = {
  parameters: as('diego'),
  play: async ({ canvasElement }) => {
    const page = insideOf(canvasElement);
    await expectOffered(page, ['Add people', 'Manage Permissions']);
    await userEvent.click(page.getByRole('tab', { name: /Content/ }));
    await page.findByText(/You can view this group’s courses and e-folders/);
    await expectRefused(page, ['Add content', /^Remove /]);
  },
};

/** The other way round. */
export const EditorOfContentOnly: Story = {
  parameters: as('thabo'),
  play: async ({ canvasElement }) => {
    const page = insideOf(canvasElement);
    await page.findByText(/You can view this group’s members/);
    await expectRefused(page, ['Add people', /^Remove /]);
    await userEvent.click(page.getByRole('tab', { name: /Content/ }));
    await expectOffered(page, [
      'Add content',
      'Remove The till, from opening to cashing up from Sales North',
    ]);
  },
};

/** EV-12: nothing to press that would be refused, and a sentence with whom to ask. */
export const ViewerOfBoth: Story = {
  parameters: as('priya'),
  play: async ({ canvasElement }) => {
    const page = insideOf(canvasElement);
    await page.findByText(
      /You can view this group’s members.*Ask one of its \d Editors to add or remove people/s,
    );
    await expectRefused(page, ['Add people', 'Manage Permissions', 'More for Sales North', /^Remove /]);
    await expect(page.queryByRole('checkbox')).toBeNull();
  },
};

/** EV-15: a new sub-manager is Viewer of everything, and creates no groups (EV-18). */
export const NewSubManager: Story = {
  parameters: as('lan'),
  play: async (context) => {
    await ViewerOfBoth.play!(context);
    await expectRefused(insideOf(context.canvasElement), ['New group']);
  },
};

/** EV-01: no levels are told apart, and nothing speaks of them. */
export const FeatureOff: Story = {
  parameters: as('priya', featureOff),
  play: async ({ canvasElement }) => {
    const page = insideOf(canvasElement);
    await expectOffered(page, ['Add people', 'More for Sales North']);
    await expectRefused(page, ['Manage Permissions']);
    await expect(page.queryByText(/Editor|Viewer/)).toBeNull();
  },
};

/** The group’s courses and e-folders. */
export const ContentTab: Story = {
  tags: byHand,
  play: async ({ canvasElement }) => {
    const page = insideOf(canvasElement);
    await userEvent.click(await page.findByRole('tab', { name: /Content/ }));
    await expect(await page.findByRole('row', { name: /Welcome to Fernhill/ })).toBeVisible();
    await expectOffered(page, ['Add content']);
  },
};

/** Somebody has been picked: the bar over the table says what can be done. */
export const SomePeopleSelected: Story = {
  tags: byHand,
  play: async ({ canvasElement }) => {
    const page = insideOf(canvasElement);
    await userEvent.click(await page.findByRole('checkbox', { name: 'Select Aroha Ngata' }));
    const bar = within(await page.findByRole('group', { name: 'Selection' }));
    await expect(bar.getByText('1 selected')).toBeVisible();
    await expect(bar.getByRole('button', { name: 'Remove' })).toBeEnabled();
  },
};

/** Undo is at hand after a removal, and does what it says. */
export const RemovedWithUndo: Story = {
  tags: byHand,
  parameters: as('amara'),
  play: async ({ canvasElement }) => {
    const page = insideOf(canvasElement);
    await userEvent.click(await page.findByRole('button', { name: 'Remove Aroha Ngata from Sales North' }));
    await expect(await page.findByRole('button', { name: /^Undo/ })).toBeVisible();
    await expect(page.queryByRole('row', { name: /Aroha Ngata/ })).toBeNull();
  },
};

/** Who may be added: people who are not in the group yet. */
export const AddingPeople: Story = {
  tags: byHand,
  play: async ({ canvasElement }) => {
    const page = insideOf(canvasElement);
    await userEvent.click(await page.findByRole('button', { name: 'Add people' }));
    await within(await page.findByRole('dialog')).findAllByRole('checkbox');
  },
};

/** A name is all it takes. */
export const CreatingAGroup: Story = {
  tags: byHand,
  play: async ({ canvasElement }) => {
    const page = insideOf(canvasElement);
    await userEvent.click(await page.findByRole('button', { name: 'New group' }));
    await within(await page.findByRole('dialog')).findByRole('textbox', { name: /Name/ });
  },
};

/** EV-10, EV-11: everybody with the Group Management permission, managers apart. */
export const ManagePermissions: Story = {
  tags: byHand,
  play: async ({ canvasElement }) => {
    const dialog = await openDialog(insideOf(canvasElement));
    await expect(
      segments(dialog, 'User Access of Diego Ramírez').getByRole('radio', { name: 'Editor' }),
    ).toBeChecked();
    await expect(
      segments(dialog, 'e-Folder Access of Diego Ramírez').getByRole('radio', { name: 'Viewer' }),
    ).toBeChecked();
    await expect(dialog.queryByText('Farid Haddad')).toBeNull();
  },
};

/** EV-09, EV-20: an Editor of one area sees the other as text, and their own row is locked. */
export const ManagePermissionsOfOneArea: Story = {
  tags: byHand,
  parameters: as('diego'),
  play: async ({ canvasElement }) => {
    const dialog = await openDialog(insideOf(canvasElement));
    await expect(
      segments(dialog, 'User Access of Priya Natarajan').getByRole('radio', { name: 'Viewer' }),
    ).toBeEnabled();
    await expect(dialog.queryByRole('radiogroup', { name: 'e-Folder Access of Priya Natarajan' })).toBeNull();
    await expect(dialog.getByText('Your own level. Another Editor can change it')).toBeVisible();
  },
};

/** What waits to be saved is counted, and told person by person. */
export const UnsavedChanges: Story = {
  tags: byHand,
  play: async ({ canvasElement }) => {
    const dialog = await openDialog(insideOf(canvasElement));
    const choose = (of: string, level: string) =>
      userEvent.click(segments(dialog, of).getByRole('radio', { name: level }));
    await choose('User Access of Priya Natarajan', 'Editor');
    await choose('e-Folder Access of Amara Okafor', 'Viewer');
    await expect(dialog.getByText('2 unsaved changes')).toBeVisible();
    await expect(dialog.getByText('1 person gains, 1 person loses')).toBeVisible();
    await expect(dialog.getByRole('button', { name: /^Save/ })).toBeEnabled();
  },
};

/** Saved as one change; the other person’s rights follow at once. */
export const SavedPermissions: Story = {
  tags: byHand,
  play: async (context: StoryContext<Args>) => {
    await UnsavedChanges.play!(context);
    const page = insideOf(context.canvasElement);
    await userEvent.click(page.getByRole('button', { name: /^Save/ }));
    await expect(await page.findByText('Permissions of 2 people saved')).toBeVisible();
    const { client } = { client: await worldOf(context).as('amara') };
    const group = await client.groups.get('sales-north');
    await expect(group.editors).toMatchObject({ users: expect.any(Number) as number });
  },
};

/** A group that nobody is in yet. */
export const EmptyGroup: Story = {
  args: { group: 'volunteers' },
  play: async ({ canvasElement }) => {
    const page = insideOf(canvasElement);
    await expect(await page.findByText('No members yet')).toBeVisible();
    await expect(page.getByRole('button', { name: 'Add people' })).toBeVisible();
  },
};

/** The first group is one press away for those who may create it. */
export const NoGroupsYet: Story = {
  parameters: as('ingrid', newcomer),
  render: () => html`<group-permissions></group-permissions>`,
  play: async ({ canvasElement }) => {
    const page = insideOf(canvasElement);
    await expect(await page.findByText('No groups yet')).toBeVisible();
    await expect(page.getAllByRole('button', { name: 'New group' })).not.toHaveLength(0);
  },
};

/** What was searched for stands in the sentence; one press takes it away. */
export const SearchWithoutMatch: Story = {
  tags: byHand,
  play: async ({ canvasElement }) => {
    const page = insideOf(canvasElement);
    await userEvent.type(await page.findByRole('searchbox', { name: 'Search members' }), 'tanka');
    await expect(await page.findByText('Nobody matches “tanka”')).toBeVisible();
    await userEvent.type(page.getByRole('searchbox', { name: 'Search groups' }), 'zzz');
    await expect(await page.findByText('No group matches “zzz”')).toBeVisible();
  },
};

/** Matches in their place in the tree. */
export const SearchingGroups: Story = {
  tags: byHand,
  play: async ({ canvasElement }) => {
    const page = insideOf(canvasElement);
    await userEvent.type(await page.findByRole('searchbox', { name: 'Search groups' }), 'sales');
    await expect(await page.findByText('2 matches')).toBeVisible();
    await expect(page.getByRole('treeitem', { name: /Sales South/ })).toBeVisible();
  },
};

/** Shows what there is and changes nothing, whatever the person may do. */
export const Readonly: Story = {
  args: { readonly: true },
  play: async ({ canvasElement }) => {
    const page = insideOf(canvasElement);
    await page.findByRole('row', { name: /Aroha Ngata/ });
    await expectRefused(page, ['Add people', 'New group', /^Manage Permissions/, /^Remove /]);
  },
};

/** Nothing can be pressed or reached. */
export const Disabled: Story = {
  tags: byHand,
  args: { disabled: true },
  play: async ({ canvasElement }) => {
    await insideOf(canvasElement).findByText('Aroha Ngata');
    await userEvent.tab();
    await expect(canvasElement.querySelector('group-permissions')).not.toHaveFocus();
  },
};

/** Rows of 32 px. */
export const Compact: Story = { tags: byHand, args: { density: 'compact' }, play: AsManager.play! };
