import manifest from '@provost/components/custom-elements.json' with { type: 'json' };
import '@provost/components/define';
import { setCustomElementsManifest, type Preview } from '@storybook/web-components-vite';
import { axeInTheOtherTheme } from './both-themes.js';
import './host-page.css';
import { globalTypes, inHostPage, speak, widths } from './look.js';

setCustomElementsManifest(manifest);

export default {
  parameters: {
    a11y: { test: 'error' },
    layout: 'fullscreen',
    viewport: { options: widths },
    options: { storySort: { order: ['Provost', 'Elements', ['group-permissions'], 'Scenarios'] } },
  },
  globalTypes,
  initialGlobals: { theme: 'light', direction: 'ltr', locale: 'en' },
  loaders: [speak],
  decorators: [inHostPage],
  afterEach: axeInTheOtherTheme,
  tags: ['autodocs'],
} satisfies Preview;
