import type { StorybookConfig } from '@storybook/web-components-vite';
import { defaultClientConditions } from 'vite';

const bundledFirst = [
  '@provost/components > @lit/context',
  '@provost/components > @lit/localize',
  '@provost/sdk > openapi-fetch',
];

export default {
  framework: { name: '@storybook/web-components-vite', options: {} },
  stories: ['../*.mdx', '../*.stories.ts', '../scenarios/*.stories.ts'],
  addons: ['@storybook/addon-docs', '@storybook/addon-a11y', '@storybook/addon-vitest'],
  core: { disableTelemetry: true, disableWhatsNewNotifications: true },
  features: { sidebarOnboardingChecklist: false },
  viteFinal: (config) => ({
    ...config,
    // Source instead of dist, so that a story shows what was just typed.
    resolve: { ...config.resolve, conditions: ['source', ...defaultClientConditions] },
    optimizeDeps: {
      ...config.optimizeDeps,
      // What source of a linked package imports is not found by itself, and half of Lit would be there twice.
      include: [...(config.optimizeDeps?.include ?? []), ...bundledFirst],
      // PGlite finds its WebAssembly beside its own module.
      exclude: [...(config.optimizeDeps?.exclude ?? []), '@electric-sql/pglite'],
    },
    // PGlite and Storybook itself are big; what is big in the kit, size-limit tells.
    build: {
      ...config.build,
      target: 'es2022',
      // light-dark() as it is: its lowered form does not hear a color-scheme that a script sets.
      cssTarget: ['chrome123', 'firefox120', 'safari17.5'],
      chunkSizeWarningLimit: 4000,
      // Emscripten's own code calls eval.
      rolldownOptions: { ...config.build?.rolldownOptions, checks: { eval: false } },
    },
  }),
} satisfies StorybookConfig;
