import { defineConfig } from 'vitest/config';

/** Source instead of dist, so that no test needs a build. */
const source = {
  resolve: { conditions: ['source'] },
  ssr: { resolve: { conditions: ['source'], externalConditions: ['source'] } },
};

/** Tests beside the files of one package. */
const unit = (name: string, folder: string, testTimeout = 5_000) => ({
  ...source,
  test: { name, include: [`packages/${folder}/src/**/*.test.ts`], testTimeout },
});

/** Tests of several packages, on a real server that the project starts once. */
const whole = (name: string, include: string[], testTimeout: number) => ({
  ...source,
  test: {
    name,
    include,
    testTimeout,
    hookTimeout: 120_000,
    globalSetup: ['test/fixtures/global-setup.ts'],
  },
});

export default defineConfig({
  test: {
    // PGlite takes 250 MB an instance, and two cores are what we count on.
    maxWorkers: 2,
    projects: [
      unit('core', 'authz-core', 60_000),
      unit('sdk', 'sdk'),
      unit('server', 'server', 60_000),
      whole('api', ['test/{rules,contract}/**/*.test.ts'], 60_000),
      whole('journeys', ['test/journeys/**/*.test.ts'], 120_000),
      'stories/vitest.config.ts',
    ],
  },
});
