import { storybookTest } from '@storybook/addon-vitest/vitest-plugin';
import { playwright } from '@vitest/browser-playwright';
import { defineConfig } from 'vitest/config';
import { browserFlags, findBrowser } from '../scripts/tools/browser.mjs';

const executablePath = findBrowser();

export default defineConfig({
  plugins: [storybookTest({ configDir: `${import.meta.dirname}/.storybook` })],
  test: {
    name: 'stories',
    // All files share one page, and with it one database.
    isolate: false,
    fileParallelism: false,
    testTimeout: 60_000,
    browser: {
      enabled: true,
      headless: true,
      instances: [{ browser: 'chromium' }],
      provider: playwright({
        launchOptions: { ...(executablePath && { executablePath }), args: browserFlags },
        // A colour that is still on its way is not the one to judge.
        contextOptions: { reducedMotion: 'reduce' },
      }),
    },
  },
});
