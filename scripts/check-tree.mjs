// Holds the shape of the tree: who imports whom, no cycles (types included), no file named after nothing,
// nothing in a tracked file that belongs to somebody's machine.
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import ts from 'typescript';
import { root } from './tools/steps.mjs';

/** What each package may import of the others. Stories, tests, benchmarks and examples may import all. */
const packages = {
  'authz-core': [],
  sdk: ['authz-core'],
  components: ['sdk', 'authz-core'],
  server: ['authz-core'],
};

/** The story inside the core: a layer may import itself and those before it. */
const layers = [
  'vocabulary errors',
  'policy',
  'catalogue',
  'snapshot',
  'access',
  'change',
  'explain',
  'review',
  'policies',
  'index',
];

const forbiddenNames = /(^|\/)(utils?|helpers?|common|misc|constants?|types?|managers?)(\.|\/|$)/;

/** Lines of machines and registries: they work here and nowhere else. */
const forbiddenWords = [
  [/\.\.\/shared/, ['.ci/run']],
  [/https?:\/\/(registry\.|[^/\s'"`]*\/(artifactory|npm-proxy|simple)\/)/, []],
  [/(^|[\s'"`(=])\/(work|home|root|Users)\/\w/, []],
];

const faults = [];
const tracked = spawnSync('git', ['ls-files'], { cwd: root, encoding: 'utf8' })
  .stdout.split('\n')
  .filter(Boolean);
const files = tracked.filter((file) => existsSync(join(root, file)));
const sources = files.filter((file) => /^packages\/[^/]+\/src\/.*\.ts$/.test(file));
const read = (file) => readFileSync(join(root, file), 'utf8');

checkNames();
checkWords();
const graph = new Map(sources.map((file) => [file, importsOf(file)]));
for (const [file, imports] of graph) for (const found of imports) checkImport(file, found);
checkCycles();

for (const fault of faults) console.error(fault);
if (faults.length === 0)
  console.log(`${files.length} files, ${sources.length} of them modules: all in order`);
process.exitCode = faults.length > 0 ? 1 : 0;

function checkNames() {
  for (const file of files) {
    if (forbiddenNames.test(file))
      faults.push(`${file}: named after nothing; a thing lives with what it is for`);
  }
}

function checkWords() {
  for (const file of files) {
    if (/\.(png|gz|ico|woff2)$/.test(file) || file === 'scripts/check-tree.mjs') continue;
    const lines = read(file).split('\n');
    for (const [word, exempt] of forbiddenWords) {
      const line = exempt.includes(file) ? -1 : lines.findIndex((text) => word.test(text));
      if (line >= 0)
        faults.push(`${file}:${line + 1}: ${word} belongs to one machine, not to the repository`);
    }
  }
}

/** The modules a file names in imports and re-exports: `{ specifier, target }`, target where it is one of ours. */
function importsOf(file) {
  return ts.preProcessFile(read(file), true, true).importedFiles.map(({ fileName }) => ({
    specifier: fileName,
    target: targetOf(file, fileName),
  }));
}

function targetOf(file, specifier) {
  const own = /^@provost\/([^/]+)(?:\/(.+))?$/.exec(specifier);
  if (own) return `packages/${own[1]}/src/${own[2] ?? 'index'}.ts`;
  if (!specifier.startsWith('.')) return undefined;
  return relative(root, resolve(root, dirname(file), specifier.replace(/\.js$/, '.ts')));
}

function checkImport(file, { specifier, target }) {
  const [, from, inside] = /^packages\/([^/]+)\/src\/(.*)$/.exec(file);
  const isTest = file.endsWith('.test.ts') || inside.startsWith('testing/');
  if (!target) {
    if (from === 'authz-core' && !isTest)
      faults.push(`${file}: the core imports nothing, and this imports ${specifier}`);
    return;
  }
  const [, to, reached] = /^packages\/([^/]+)\/src\/(.*)$/.exec(target) ?? [];
  if (specifier.startsWith('.') && to !== from) {
    if (!target.startsWith(`packages/${from}/`))
      faults.push(`${file}: ${specifier} leaves the package; packages meet through their exports`);
    return;
  }
  if (to !== from && !packages[from]?.includes(to)) faults.push(`${file}: ${from} may not import ${to}`);
  if (from === 'authz-core' && to === from && !isTest) checkLayer(file, inside, reached);
  if (from === 'components' && to === from && !isTest) checkElement(file, inside, reached);
}

function checkLayer(file, inside, reached) {
  const layer = (path) => layers.findIndex((names) => names.split(' ').includes(path.split(/[/.]/)[0]));
  if (layer(inside) < 0) faults.push(`${file}: in no layer of the core (${layers.join(' → ')})`);
  else if (layer(reached) < 0) faults.push(`${file}: may not import ${reached}, which serves the tests`);
  else if (layer(reached) > layer(inside))
    faults.push(`${file}: may not import ${reached}, a later part of the story`);
}

/** Elements never import each other, and what is in `parts/` serves its own folder only. */
function checkElement(file, inside, reached) {
  const elements = [
    'role-editor',
    'group-permissions',
    'team-report',
    'user-access',
    'access-review',
    'audit-log',
  ];
  const [mine, theirs] = [inside.split('/')[0], reached.split('/')[0]];
  if (mine !== theirs && elements.includes(mine) && elements.includes(theirs)) {
    faults.push(`${file}: ${mine} may not import ${theirs}; elements never import each other`);
  }
  if (reached.split('/')[1] === 'parts' && mine !== theirs)
    faults.push(`${file}: parts/ of ${theirs} serves ${theirs} only`);
}

/** Depth first; a file met again while it is still open closes a circle. */
function checkCycles() {
  const done = new Set();
  const visit = (file, open) => {
    if (done.has(file) || !graph.has(file)) return;
    if (open.includes(file)) {
      faults.push(`a circle of imports: ${[...open.slice(open.indexOf(file)), file].join(' → ')}`);
      return;
    }
    for (const { target } of graph.get(file)) if (target) visit(target, [...open, file]);
    done.add(file);
  };
  for (const file of graph.keys()) visit(file, []);
}
