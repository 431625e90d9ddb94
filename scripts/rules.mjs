// Which rule is checked where, told by what ran: writes docs/rules.md from the results of the tests.
//   npm run rules               runs all tests, then writes the page
//   npm run rules -- --last     takes the results of the last run
//   npm run -s rules -- --json  prints [{ rule, layer, checks }] and writes nothing
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { claims, readResults } from './tools/results.mjs';
import { root, run } from './tools/steps.mjs';

const page = join(root, 'docs/rules.md');
const flags = new Set(process.argv.slice(2));
const layerNames = { C: 'core', A: 'API', U: 'element' };

if (!flags.has('--last')) {
  await run(process.execPath, ['scripts/test.mjs'], {
    show: 'stderr',
    env: { PROVOST_TEST_OUTPUT: 'stderr' },
  });
}
const policies = parse(readFileSync(join(root, 'test/rules/rules.yaml'), 'utf8'));
const rows = checked(policies, readResults());

if (flags.has('--json')) console.log(JSON.stringify(rows, null, 2));
else if (flags.has('--check')) check();
else {
  writeFileSync(page, markdown(policies, rows));
  console.log(`Wrote docs/rules.md: ${tally(rows)}`);
}

/** One row a rule and layer named for it, with the titles of the checks that passed. */
function checked(groups, results, counts = ['passed']) {
  const passed = results.flatMap(({ tests }) => tests.filter(({ status }) => counts.includes(status)));
  const titles = new Map();
  for (const { title } of passed) {
    for (const { rule, layer } of claims(title)) {
      const key = `${rule} ${layer}`;
      titles.set(key, (titles.get(key) ?? new Set()).add(title));
    }
  }
  return groups.flatMap(({ rules }) =>
    rules.flatMap(({ id, layers }) =>
      layers.map((layer) => ({ rule: id, layer, checks: [...(titles.get(`${id} ${layer}`) ?? [])].sort() })),
    ),
  );
}

/** The page says what the last whole run showed; with no results at hand there is nothing to compare. */
function check() {
  const parts = new Set(readResults().map(({ part }) => part));
  if (!['core', 'api', 'browser', 'elements', 'stories', 'journeys'].every((part) => parts.has(part))) {
    console.log('no results of a whole run to compare with');
    return;
  }
  // What was left out here, for want of its data, may have been written where the data is.
  const elsewhere = checked(policies, readResults(), ['passed', 'skipped']);
  const current = existsSync(page) ? readFileSync(page, 'utf8') : '';
  if ([rows, elsewhere].some((found) => current === markdown(policies, found))) return;
  console.error('docs/rules.md is not what the last run showed: npm run rules -- --last writes it anew');
  process.exitCode = 1;
}

function markdown(groups, all) {
  const lines = [
    '# The rules, and where each is checked',
    '',
    'Written by `npm run rules` from the results of a run: a check is a test that passed and whose title begins',
    'with the rule and its layer. **C** is the permission core, **A** the HTTP API, **U** an element in a real',
    'browser. *(ours)* marks what no source says and we chose.',
    '',
    `${tally(all)}.`,
  ];
  for (const { policy, rules } of groups) {
    lines.push('', `## ${policy}`);
    for (const { id, rule, layers } of rules) {
      lines.push(
        '',
        `### ${id}`,
        '',
        rule
          .trim()
          .replaceAll(/\(ours/g, '*(ours')
          .replaceAll(/(\*\(ours[^)]*\))/g, '$1*'),
        '',
      );
      for (const layer of layers) lines.push(...checksOf(id, layer, all));
    }
  }
  return `${lines.join('\n')}\n`;
}

function checksOf(id, layer, all) {
  const { checks } = all.find((row) => row.rule === id && row.layer === layer);
  const name = `**${layer}** ${layerNames[layer]}`;
  if (checks.length === 0) return [`- ${name}: not checked yet`];
  return [`- ${name}`, ...checks.map((title) => `  - ${sentence(title)}`)];
}

/** The rule and the layer stand above it already; the rest may hold signs that Markdown would read. */
function sentence(title) {
  return title.replace(/^[^:]*: /, '').replaceAll(/[<>*_`[\]|]/g, String.raw`\$&`);
}

function tally(all) {
  const done = all.filter(({ checks }) => checks.length > 0).length;
  return `${done} of ${all.length} pairs of rule and layer are checked`;
}
