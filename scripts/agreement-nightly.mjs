// Asks a million random questions of every reading of every policy (X-08), others every time: `npm run
// agreement:nightly -- 5000000` asks five. `SEED=… npm run agreement:nightly` asks the same again.
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { root } from './tools/steps.mjs';

const [questions = '1000000'] = process.argv.slice(2);
const { SEED = String(Date.now() % 2 ** 31) } = process.env;
console.log(`SEED=${SEED}`);
const { status } = spawnSync(
  join(root, 'node_modules/.bin/vitest'),
  [
    'run',
    '--project',
    'core',
    '--testTimeout',
    '3600000',
    'packages/authz-core/src/access/agreement.test.ts',
  ],
  { cwd: root, stdio: 'inherit', env: { ...process.env, SEED, AGREEMENT_QUESTIONS: questions } },
);
process.exitCode = status ?? 1;
