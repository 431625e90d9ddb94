// Everything about the repository that is not a test: one line a step, and the output of those that failed.
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { build } from './build.mjs';
import { root, run, seconds } from './tools/steps.mjs';

const packages = readdirSync(join(root, 'packages'))
  .filter((name) => existsSync(join(root, 'packages', name, 'package.json')))
  .filter(
    (name) => JSON.parse(readFileSync(join(root, 'packages', name, 'package.json'), 'utf8')).private !== true,
  );

/** First what others stand on, one after the other. */
const first = [
  {
    name: 'build',
    work: () =>
      build().then(
        () => ({ ok: true }),
        (error) => ({ ok: false, output: error.message }),
      ),
  },
  { name: 'types', command: ['tsc', '-b'] },
];

/** Then the rest, two at a time. */
const rest = [
  { name: 'lint', command: ['eslint', '.'] },
  { name: 'bindings', command: ['node', 'scripts/check-bindings.mjs'] },
  { name: 'tree', command: ['node', 'scripts/check-tree.mjs'] },
  { name: 'format', command: ['prettier', '--check', '--log-level', 'warn', '.'] },
  { name: 'unused', command: ['knip'] },
  ...packages.flatMap((name) => [
    { name: `package ${name}`, command: ['publint', '--strict'], cwd: `packages/${name}` },
    {
      name: `types of ${name}`,
      command: ['attw', '--pack', '.', '--profile', 'esm-only'],
      cwd: `packages/${name}`,
    },
  ]),
  { name: 'size', command: ['size-limit'] },
  { name: 'generated files', command: ['node', 'scripts/generate.mjs'] },
  { name: 'rules page', command: ['node', 'scripts/rules.mjs', '--last', '--check'] },
];

const failed = [];
for (const step of first) await perform(step);
const queue = [...rest];
const lane = async () => {
  for (let step = queue.shift(); step; step = queue.shift()) await perform(step);
};
await Promise.all([lane(), lane()]);

const total = first.length + rest.length;
console.log(`\n${total - failed.length} passed, ${failed.length} failed`);
process.exitCode = failed.length > 0 ? 1 : 0;

async function perform({ name, command, cwd = '.', work }) {
  const start = performance.now();
  const { ok, output } = work
    ? await work()
    : await run(command[0], command.slice(1), { cwd, env: { NO_COLOR: '1' } });
  console.log(`${ok ? '✓' : '✗'} ${name} (${seconds(start)})`);
  if (ok) return;
  failed.push(name);
  console.log(output.trim().replace(/^/gm, '    '));
}
