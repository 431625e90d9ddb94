// Asks a million random questions of every reading of every policy: `npm run agreement:nightly -- 5000000` asks
// five. A failure names its seed: `AGREEMENT_SEED=… npm run agreement:nightly` asks the same again.
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { root } from './tools/steps.mjs';

const [questions = '1000000'] = process.argv.slice(2);
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
  { cwd: root, stdio: 'inherit', env: { ...process.env, AGREEMENT_QUESTIONS: questions } },
);
process.exitCode = status ?? 1;
