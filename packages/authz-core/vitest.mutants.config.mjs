import { defineConfig } from 'vitest/config';

/** The core's tests as Stryker runs them, once for each mutant: the long ones ask less, and always the same. */
export default defineConfig({
  test: {
    include: ['src/**/*.test.ts'],
    testTimeout: 60_000,
    setupFiles: ['./vitest.mutants.setup.mjs'],
    env: { AGREEMENT_QUESTIONS: '4000', AGREEMENT_SEED: '1' },
  },
});
