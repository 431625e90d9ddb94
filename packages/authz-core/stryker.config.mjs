/**
 * Mutation testing of the core: breaks a line at a time, and sees whether a test notices. `npm run mutants`, and
 * `docs/mutants.md` for what it found. It is slow, so it is no part of `npm test`.
 */
const results = '../../test-results/mutants';

export default {
  testRunner: 'vitest',
  plugins: ['@stryker-mutator/vitest-runner'],
  // every test imports the whole core
  vitest: { configFile: 'vitest.mutants.config.mjs', related: false },
  // the engine: not what policies say, nor the tests' own tools
  mutate: ['src/**/*.ts', '!src/**/*.test.ts', '!src/testing/**', '!src/policies/**', '!src/index.ts'],
  coverageAnalysis: 'perTest',
  concurrency: 2,
  incremental: true,
  incrementalFile: `${results}/incremental.json`,
  reporters: ['clear-text', 'json', 'progress-append-only'],
  clearTextReporter: { allowColor: false, logTests: false, reportTests: false, reportScoreTable: true },
  jsonReporter: { fileName: `${results}/mutants.json` },
  tempDirName: `${results}/tmp`,
  ignorePatterns: ['dist', '*.md'],
  timeoutMS: 15_000,
  thresholds: { high: 95, low: 90, break: 90 },
};
