import { defineConfig } from 'vitest/config';
import { BaseSequencer } from 'vitest/node';

/** Tests that try much at random, the slowest last. */
const SLOW = ['access.test', 'malformed', 'impact', 'agreement', 'why', 'escalation'];

/** Quick tests first: most mutants do not outlive them. */
class QuickFirst extends BaseSequencer {
  sort(files) {
    const slowness = ({ moduleId }) => SLOW.findIndex((name) => moduleId.includes(`/${name}`));
    return [...files].sort((a, b) => slowness(a) - slowness(b));
  }
}

/** The core's tests as Stryker runs them, once for each mutant: the long ones ask less, and always the same. */
export default defineConfig({
  test: {
    include: ['src/**/*.test.ts'],
    testTimeout: 60_000,
    setupFiles: ['./vitest.mutants.setup.mjs'],
    env: { AGREEMENT_QUESTIONS: '3000', ESCALATION_RUNS: '60', SEED: '1' },
    sequence: { sequencer: QuickFirst },
  },
});
