import { defineConfig } from 'vitest/config';

/** Source instead of dist, so that no test needs a build. */
const source = {
  resolve: { conditions: ['source'] },
  ssr: { resolve: { conditions: ['source'], externalConditions: ['source'] } },
  // where global setups run
  environments: { __vitest__: { resolve: { conditions: ['source'], externalConditions: ['source'] } } },
};

/** Tests that need nothing but the files they import. */
const alone = (name: string, include: string[], testTimeout: number, setupFiles: string[] = []) => ({
  ...source,
  test: { name, include, testTimeout, hookTimeout: testTimeout, setupFiles },
});

/** Tests on a real server, which the project starts once for all its files. */
const onServer = (name: string, include: string[], exclude: string[] = []) => ({
  ...source,
  test: {
    name,
    include,
    exclude,
    testTimeout: 60_000,
    hookTimeout: 120_000,
    globalSetup: ['test/fixtures/global-setup.ts'],
  },
});

/** These ask the core itself. */
const onTheCore = ['core', 'policies', 'role-levels-source'].map((name) => `test/rules/${name}.test.ts`);

/** These drive the elements of a page in a browser, as a person would. */
const elements = ['elements', 'group-*', 'manage-permissions*', 'policies-elements', 'robustness'].map(
  (name) => `test/rules/${name}.test.ts`,
);

// The stories are tests too, with a config of their own: stories/vitest.config.ts
export default defineConfig({
  test: {
    // PGlite takes 250 MB an instance, and two cores are what we count on.
    maxWorkers: 2,
    projects: [
      alone('core', ['packages/authz-core/src/**/*.test.ts', ...onTheCore], 60_000, [
        'packages/authz-core/src/testing/seed.ts',
      ]),
      alone('sdk', ['packages/sdk/src/**/*.test.ts'], 20_000),
      alone('examples', ['examples/**/*.test.ts'], 60_000),
      alone('server', ['packages/server/src/**/*.test.ts'], 60_000),
      onServer('api', ['test/{rules,contract}/*.test.ts'], [...onTheCore, ...elements]),
      onServer('elements', elements),
      // they start what a user starts: provost serve --demo
      alone('journeys', ['test/journeys/**/*.test.ts'], 180_000),
    ],
  },
});
