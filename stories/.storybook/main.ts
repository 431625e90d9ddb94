import type { StorybookConfig } from '@storybook/web-components-vite';
import { defaultClientConditions } from 'vite';

export default {
  framework: { name: '@storybook/web-components-vite', options: {} },
  stories: ['../*.stories.ts', '../scenarios/*.stories.ts'],
  addons: ['@storybook/addon-docs', '@storybook/addon-a11y', '@storybook/addon-vitest'],
  core: { disableTelemetry: true, disableWhatsNewNotifications: true },
  viteFinal: (config) => ({
    ...config,
    // Source instead of dist, so that a story shows what was just typed.
    resolve: { ...config.resolve, conditions: ['source', ...defaultClientConditions] },
    // PGlite finds its WebAssembly beside its own module.
    optimizeDeps: {
      ...config.optimizeDeps,
      exclude: [...(config.optimizeDeps?.exclude ?? []), '@electric-sql/pglite'],
    },
    build: { ...config.build, target: 'es2022' },
  }),
} satisfies StorybookConfig;
