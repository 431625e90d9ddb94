// Mutation testing of the core. `npm run mutants -- src/policy/*.ts` tries some files only; every run takes over what
// the last one found and did not change since. All of it as data: test-results/mutants/mutants.json
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { root } from './tools/steps.mjs';

const files = process.argv.slice(2);
const { status } = spawnSync(
  join(root, 'node_modules/.bin/stryker'),
  [
    'run',
    'stryker.config.mjs',
    ...(files.length > 0 ? ['--mutate', [...files, '!src/**/*.test.ts'].join(',')] : []),
  ],
  { cwd: join(root, 'packages/authz-core'), stdio: 'inherit' },
);
process.exitCode = status ?? 1;
