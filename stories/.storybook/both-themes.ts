import { afterEach as checkWithAxe } from '@storybook/addon-a11y/preview';
import type { WebComponentsRenderer } from '@storybook/web-components-vite';
import type { AfterEach } from 'storybook/internal/types';
import { applyTheme } from './look.js';

// A theme changes colours and nothing else: roles and names have been read in the first one.
const colours = { type: 'rule', values: ['color-contrast', 'link-in-text-block'] };
const a11y = { test: 'error', options: { runOnly: colours } };

/**
 * axe has read a story in the theme it stands in; in a test run it reads its colours again in the other one, in the
 * very state that the play function left. Storybook's own window leaves the theme to its toolbar.
 */
export const axeInTheOtherTheme: AfterEach<WebComponentsRenderer> = async (context) => {
  if (import.meta.env['VITEST_STORYBOOK'] === undefined) return;
  const theme = String(context.globals['theme']);
  applyTheme(theme === 'dark' ? 'light' : 'dark');
  try {
    await checkWithAxe({ ...context, parameters: { ...context.parameters, a11y } });
  } finally {
    applyTheme(theme);
  }
};
