// What Provost costs, as ratios measured in one run.
//   npm run bench                    everything
//   npm run bench -- authz           only what is named: authz, growth, import, groups, scale, tree, live
//   npm run -s bench -- --json       prints [{ name, value, unit, against, ratio }] and nothing else
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const parts = {
  authz: async () => (await import('./authz/run.mjs')).authz(),
  growth: async () => (await import('./growth/run.mjs')).growth(),
  import: async () => (await import('./import.mjs')).importPeople(),
  groups: async () => (await import('./groups.mjs')).groups(),
  scale: async () => (await import('./scale/run.mjs')).scale(),
  tree: async () => (await import('./tree.mjs')).tree(),
  live: async () => (await import('./live.mjs')).live(),
};

const flags = process.argv.slice(2);
const json = flags.includes('--json');
const named = flags.filter((flag) => !flag.startsWith('--'));
const unknown = named.filter((name) => !(name in parts));
if (unknown.length > 0)
  throw new Error(`There is no benchmark ${unknown.join(', ')}: ${Object.keys(parts).join(', ')}`);

compile();
const results = [];
for (const name of named.length > 0 ? named : Object.keys(parts)) {
  if (!json) console.log(`\n${name}`);
  const measured = await parts[name]();
  if (!json) show(measured);
  results.push(...measured.results);
}
if (json) console.log(JSON.stringify(results, null, 2));

/** What is measured is what is shipped: the packages as compiled. */
function compile() {
  const root = fileURLToPath(new URL('..', import.meta.url));
  const { status } = spawnSync('npx', ['tsc', '-b', 'packages/server'], {
    cwd: root,
    stdio: json ? 'ignore' : 'inherit',
  });
  if (status !== 0) throw new Error('The packages do not compile');
}

function show({ table, results: rows }) {
  if (table) console.table(table.map((row) => mapped(row)));
  console.table(rows.map((row) => mapped(row)));
}

function mapped(row) {
  const short = (value) => (typeof value === 'number' ? Number(value.toPrecision(3)) : value);
  return Object.fromEntries(Object.entries(row).map(([key, value]) => [key, short(value)]));
}
