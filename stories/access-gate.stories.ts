import type { Group } from '@provost/sdk';
import type { SiteSpec } from '@provost/server';
import type { Meta, StoryObj } from '@storybook/web-components-vite';
import { html } from 'lit';
import { fernhill } from './scenarios/fernhill.js';
import { expectHidden, expectShown } from './screen.js';
import { loadWorld, signedIn } from './server/world.js';

interface Args {
  permission: string;
  /** What the API does, instead of a permission. */
  operation?: string;
  /** Id of the group it is asked about; none: the site. */
  group?: string;
  anywhere?: boolean;
}

/** What the API says of the site, and of the group: the resource to ask about. */
async function loadWorldAndGroup(context: Parameters<typeof loadWorld>[0] & { args: Args }) {
  const { world } = await loadWorld(context);
  const { group } = context.args;
  const answer = await world?.client.readSession();
  return {
    world,
    site: answer?.session.site.id,
    group: group === undefined ? undefined : await world?.client.groups.get(group),
  };
}

export default {
  title: 'Elements/access-gate',
  component: 'access-gate',
  loaders: [loadWorldAndGroup],
  decorators: [signedIn],
  parameters: { world: { site: fernhill, as: 'thabo' } },
  argTypes: {
    permission: {
      control: 'select',
      options: [
        'groups.create',
        'groups.edit',
        'members.add',
        'content.add',
        'settings.edit',
        'no.such.thing',
      ],
    },
    group: { control: 'select', options: ['sales-north', 'warehouse'] },
  },
  render: ({ permission, operation, anywhere }, { loaded }) => html`
    <access-gate
      .permission=${permission}
      .operation=${operation ?? ''}
      .resource=${(loaded['group'] as Group | undefined)?.resource}
      ?anywhere=${anywhere ?? false}
    >
      <button type="button">Add a course</button>
      <p slot="denied">You can view this group’s courses. Ask one of its Editors to add one.</p>
    </access-gate>
  `,
} satisfies Meta<Args>;

type Story = StoryObj<Args>;

const button = 'Add a course';
const refusal = /^You can view this group’s courses/;

/** Thabo is Editor of the content of Sales North: the host’s own button is there. */
export const Allowed: Story = {
  args: { permission: 'content.add', group: 'sales-north' },
  play: async ({ canvas }) => {
    await expectShown(canvas.getByText(button));
    await expectHidden(canvas.getByText(refusal));
  },
};

/** He is Viewer of its users: what stands in the slot `denied` is there instead. */
export const Denied: Story = {
  args: { permission: 'members.add', group: 'sales-north' },
  play: async ({ canvas }) => {
    await expectShown(canvas.getByText(refusal));
    await expectHidden(canvas.getByText(button));
  },
};

/** Without a slot `denied` nothing is shown, and nothing takes up room. */
export const DeniedWithoutWords: Story = {
  ...Denied,
  render: ({ permission }, { loaded }) => html`
    <p>Before the gate</p>
    <access-gate .permission=${permission} .resource=${(loaded['group'] as Group | undefined)?.resource}>
      <button type="button">Add people</button>
    </access-gate>
    <p>After the gate</p>
  `,
  play: async ({ canvas }) => {
    await expectShown(canvas.getByText('After the gate'));
    await expectHidden(canvas.getByText('Add people'));
  },
};

/** A permission that the policy does not know is refused. */
export const UnknownPermission: Story = {
  args: { permission: 'no.such.thing', group: 'sales-north' },
  play: Denied.play!,
};

/** In the API’s words, whatever they take in the site’s policy: moving a group takes editing it here. */
export const Operation: Story = {
  args: { permission: '', operation: 'groups.move', group: 'sales-north' },
  play: Denied.play!,
};

/** For menus: is there any group at all whose content he may add to? */
export const Anywhere: Story = {
  args: { permission: 'content.add', anywhere: true },
  play: Allowed.play!,
};

/** Customers, whom Gus looks after, and Delivery, whose courses he coordinates. */
const academy = {
  policy: 'site-group-session',
  people: [
    {
      id: 'gus',
      name: 'Gus Lindqvist',
      holds: [
        { role: 'group-administrator', scopes: { group: ['customers'] } },
        { role: 'group-coordinator', scopes: { group: ['delivery'] } },
      ],
    },
  ],
  groups: [{ id: 'customers' }, { id: 'delivery' }],
  // a story's parameters are put together with those of the others
  content: [],
  levels: [],
} satisfies SiteSpec;

/** About two: he may enrol the people of the one group in the courses of the other, and nobody in other courses. */
export const OfTwo: Story = {
  args: { permission: 'courses.enrol' },
  parameters: { world: { site: academy, as: 'gus' } },
  render: ({ permission }, { loaded }) => {
    const site = loaded['site'] as string;
    const cara = { site, type: 'user', id: 'cara', within: { group: ['customers'] } };
    const course = (id: string, group: string) => ({ site, type: 'course', id, within: { group: [group] } });
    const gates = [course('welding', 'delivery'), course('selling', 'sales')].map(
      (one) => html`
        <access-gate .permission=${permission} .resource=${one} .for=${cara}>
          <button type="button">Enrol Cara in ${one.id}</button>
          <p slot="denied">You cannot enrol Cara in ${one.id}.</p>
        </access-gate>
      `,
    );
    return html`${gates}`;
  },
  play: async ({ canvas }) => {
    await expectShown(canvas.getByText('Enrol Cara in welding'));
    await expectShown(canvas.getByText('You cannot enrol Cara in selling.'));
    await expectHidden(canvas.getByText('Enrol Cara in selling'));
  },
};

/** While nobody is signed in it shows neither: a page must not flash what it then takes away. */
export const NobodySignedIn: Story = {
  args: { permission: 'content.add' },
  parameters: { world: null },
  render: ({ permission }) => html`
    <p>A page without a provider</p>
    <access-gate permission=${permission}>
      <button type="button">Add a course</button>
      <p slot="denied">You can view this group’s courses.</p>
    </access-gate>
  `,
  play: async ({ canvas }) => {
    await expectShown(canvas.getByText('A page without a provider'));
    await expectHidden(canvas.getByText(button));
    await expectHidden(canvas.getByText(refusal));
  },
};
