// The people of OULAD, or as many made-up ones, imported into a new embedded database as an operator would do it.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { result } from './measure.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const PEOPLE = 28_785;
const GROUPS = 35;

export function importPeople() {
  const folder = mkdtempSync(join(tmpdir(), 'provost-bench-'));
  try {
    const file = join(folder, 'people.csv');
    const { OULAD_DIR } = process.env;
    if (OULAD_DIR)
      run([join(root, 'node_modules/tsx/dist/cli.mjs'), 'examples/oulad/main.ts', OULAD_DIR, file]);
    else writeFileSync(file, madeUp());
    const command = ['packages/server/dist/main.js', 'import', 'people', file];
    const first = run(command, { PROVOST_DATA: join(folder, 'data') });
    const again = run(command, { PROVOST_DATA: join(folder, 'data') });
    const people = OULAD_DIR ? 'people of OULAD' : 'made-up people';
    return {
      table: [
        { run: 'first', seconds: first.seconds, said: first.said },
        { run: 'again', seconds: again.seconds, said: again.said },
      ],
      results: [
        result(`import of ${PEOPLE} ${people}, a new database included`, first.seconds, 's'),
        result(
          'the same import again, times the time',
          again.seconds,
          's',
          'the first',
          again.seconds / first.seconds,
        ),
      ],
    };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function run(args, env = {}) {
  const start = performance.now();
  const { status, stdout, stderr } = spawnSync(process.execPath, args, {
    cwd: root,
    encoding: 'utf8',
    env: { ...process.env, DATABASE_URL: '', ...env },
  });
  if (status !== 0) throw new Error(`${args.join(' ')}\n${stderr}`);
  return { seconds: (performance.now() - start) / 1000, said: stdout.trim().split('\n').at(-1) };
}

/** As many people as OULAD has, in as many groups: one to three each. */
function madeUp() {
  const lines = ['external_id,name,email,role,groups,note'];
  for (let i = 0; i < PEOPLE; i++) {
    const groups = Array.from({ length: 1 + (i % 3) }, (_, n) => `Group ${(i * 7 + n * 11) % GROUPS}`);
    lines.push(`p${i},Person ${i},person-${i}@example.org,user,${groups.join(';')},made up`);
  }
  return lines.join('\n');
}
