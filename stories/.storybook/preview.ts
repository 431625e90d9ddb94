import type { Preview } from '@storybook/web-components-vite';

export default {
  parameters: { a11y: { test: 'error' } },
  tags: ['autodocs'],
} satisfies Preview;
