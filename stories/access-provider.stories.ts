import type { AccessChangedEvent } from '@provost/components';
import type { Meta, StoryObj } from '@storybook/web-components-vite';
import { html } from 'lit';
import { fernhill } from './scenarios/fernhill.js';
import { expectHidden, expectShown } from './screen.js';
import { failing, hanging } from './server/faults.js';
import { loadWorld, worldOf } from './server/world.js';

/** A host page greets who is signed in, by the event alone. */
const greet = ({ user, currentTarget }: AccessChangedEvent) => {
  const greeting = (currentTarget as HTMLElement).querySelector('[role=status]');
  if (greeting) greeting.textContent = user ? `Signed in as ${user.name}` : 'Nobody is signed in';
};

export default {
  title: 'Elements/access-provider',
  component: 'access-provider',
  loaders: [loadWorld],
  parameters: { world: { site: fernhill, as: 'amara' } },
  render: (_, { loaded }) => html`
    <access-provider .client=${worldOf({ loaded }).client} @access-changed=${greet}>
      <p role="status">Nobody is signed in</p>
      <access-gate permission="groups.view" anywhere>
        <p>Your groups</p>
        <p slot="denied">You have no groups to look after.</p>
      </access-gate>
    </access-provider>
  `,
} satisfies Meta;

/** Everything below it knows who is signed in and what they may do. */
export const SignedIn: StoryObj = {
  play: async ({ canvas }) => {
    await expectShown(await canvas.findByText('Signed in as Amara Okafor'));
    await expectShown(canvas.getByText('Your groups'));
  },
};

/** Somebody without the Group Management permission. */
export const WithoutPermission: StoryObj = {
  parameters: { world: { site: fernhill, as: 'mei' } },
  play: async ({ canvas }) => {
    await expectShown(await canvas.findByText('Signed in as Mei-Ling Chen'));
    await expectShown(canvas.getByText('You have no groups to look after.'));
    await expectHidden(canvas.getByText('Your groups'));
  },
};

/** Until the first answer nothing is known, and nothing is shown. */
export const Waiting: StoryObj = {
  parameters: { world: { site: fernhill, as: 'amara', fault: hanging } },
  play: async ({ canvas }) => {
    await expectShown(canvas.getByText('Nobody is signed in'));
    await expectHidden(canvas.getByText('Your groups'));
  },
};

/** The server fails: still nothing is shown that might be refused later. */
export const Failing: StoryObj = {
  parameters: { world: { site: fernhill, as: 'amara', fault: failing } },
  play: Waiting.play!,
};

/** A host page with the address and the token alone has no other work to do. */
export const ByAttributes: StoryObj = {
  parameters: { world: null },
  render: () => html`
    <access-provider base-url="https://provost.example">
      <p>Without a token nobody is signed in, and no request is made.</p>
      <access-gate permission="groups.view" anywhere><p>Your groups</p></access-gate>
    </access-provider>
  `,
  play: async ({ canvas }) => {
    await expectShown(canvas.getByText(/^Without a token/));
    await expectHidden(canvas.getByText('Your groups'));
  },
};
