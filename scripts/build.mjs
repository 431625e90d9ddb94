// Builds what is out of date: the packages, the one file that a page loads, and the prepared database.
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { root, run, seconds } from './tools/steps.mjs';

const stampFile = join(root, 'node_modules/.cache/provost/build.json');

/** Each step with what it reads and what it leaves; a step runs when either has changed since it last ran. */
const steps = [
  {
    name: 'packages',
    reads: ['packages', 'tsconfig.base.json', 'pnpm-lock.yaml'],
    leaves: ['packages/authz-core/dist/index.js', 'packages/server/dist/main.js'],
    command: ['tsc', '-b', 'packages/authz-core', 'packages/sdk', 'packages/components', 'packages/server'],
  },
  {
    name: 'the page file',
    reads: ['packages/authz-core', 'packages/sdk', 'packages/components', 'pnpm-lock.yaml'],
    needs: 'packages/components/src/define.ts',
    leaves: ['packages/components/dist/provost.js'],
    command: ['vite', 'build', '--logLevel', 'warn'],
    cwd: 'packages/components',
  },
  {
    name: 'the prepared database',
    reads: ['packages/server/src/database', 'pnpm-lock.yaml'],
    needs: 'packages/server/src/database/prepare.ts',
    leaves: ['packages/server/dist/database/prepared.tar.gz'],
    command: ['node', 'packages/server/dist/database/prepare.js'],
  },
];

/** Builds all that is out of date; an error carries the output of the step that failed. */
export async function build({ force = false } = {}) {
  const stamps = !force && existsSync(stampFile) ? JSON.parse(readFileSync(stampFile, 'utf8')) : {};
  for (const step of steps) {
    if (step.needs && !existsSync(join(root, step.needs))) continue;
    const stamp = stampOf(step.reads);
    if (stamps[step.name] === stamp && step.leaves.every((file) => existsSync(join(root, file)))) continue;
    const start = performance.now();
    const [program, ...args] = step.command;
    const { ok, output } = await run(program, args, { cwd: step.cwd ?? '.' });
    if (!ok) throw new Error(`Building ${step.name} failed:\n${output}`);
    console.error(`Built ${step.name} (${seconds(start)})`);
    stamps[step.name] = stamp;
    mkdirSync(dirname(stampFile), { recursive: true });
    writeFileSync(stampFile, JSON.stringify(stamps));
  }
}

/** Names, sizes and times of all source files: enough to see a change, and quick. */
function stampOf(paths) {
  const hash = createHash('sha256');
  const visit = (path) => {
    const stat = statSync(join(root, path), { throwIfNoEntry: false });
    if (stat?.isDirectory()) {
      for (const name of readdirSync(join(root, path)).sort()) {
        if (!['node_modules', 'dist'].includes(name) && !name.endsWith('.test.ts')) visit(join(path, name));
      }
    } else if (stat) hash.update(`${path} ${stat.size} ${stat.mtimeMs}\n`);
  };
  paths.forEach(visit);
  return hash.digest('hex');
}

if (import.meta.filename === process.argv[1]) {
  try {
    const { generate } = await import('./generate.mjs');
    for (const file of await generate()) console.error(`Wrote ${file}`);
    await build();
  } catch (error) {
    console.error(error.message);
    process.exitCode = 1;
  }
}
