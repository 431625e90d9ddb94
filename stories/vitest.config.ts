import { storybookTest } from '@storybook/addon-vitest/vitest-plugin';
import { playwright } from '@vitest/browser-playwright';
import { defineConfig } from 'vitest/config';
import { browserFlags, findBrowser } from '../scripts/tools/browser.mjs';

const executablePath = findBrowser();

export default defineConfig({
  plugins: [storybookTest({ configDir: `${import.meta.dirname}/.storybook` })],
  optimizeDeps: { exclude: ['@electric-sql/pglite'] },
  test: {
    name: 'stories',
    browser: {
      enabled: true,
      headless: true,
      instances: [{ browser: 'chromium' }],
      provider: playwright({
        launchOptions: { ...(executablePath && { executablePath }), args: browserFlags },
      }),
    },
  },
});
