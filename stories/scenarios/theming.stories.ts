import type { Meta, StoryObj } from '@storybook/web-components-vite';
import { html } from 'lit';
import { expect } from 'storybook/test';
import { insideOf } from '../screen.js';
import { loadWorld, signedIn } from '../server/world.js';
import { as } from './group-page.js';

export default {
  title: 'Provost/Theming',
  component: 'group-permissions',
  tags: ['!autodocs'],
  loaders: [loadWorld],
  decorators: [signedIn],
  parameters: as('amara'),
} satisfies Meta;

const loaded: StoryObj['play'] = async ({ canvasElement }) => {
  await expect(await insideOf(canvasElement).findByRole('row', { name: /Aroha Ngata/ })).toBeVisible();
};

/** A host’s own colours, corners and letters. */
export const Damson: StoryObj = {
  render: () => html`
    <style>
      .damson {
        --provost-accent: light-dark(#7a3580, #9a55a1);
        --provost-n1: light-dark(#fffefc, #1d171e);
        --provost-n2: light-dark(#f8f4ee, #251e26);
        --provost-n3: light-dark(#f2ece6, #2d252e);
        --provost-n4: light-dark(#e9e2db, #372e38);
        --provost-font: Georgia, 'Liberation Serif', serif;
        --provost-radius-button: 16px;
        --provost-max-height: 480px;
      }
    </style>
    <group-permissions class="damson" group="sales-north"></group-permissions>
  `,
  play: loaded,
};

/** A dark section in a light page, or the other way round. */
export const DarkSection: StoryObj = {
  render: () => html`
    <section style="color-scheme: dark; --provost-max-height: 360px">
      <group-permissions group="sales-north"></group-permissions>
    </section>
  `,
  play: loaded,
};

/** Single places. */
export const ByParts: StoryObj = {
  render: () => html`
    <style>
      .plain {
        --provost-max-height: 360px;
      }
      .plain::part(frame) {
        border-radius: 0;
        box-shadow: none;
      }
      .plain::part(manage) {
        border-radius: 99px;
      }
    </style>
    <group-permissions class="plain" group="sales-north"></group-permissions>
  `,
  play: loaded,
};
