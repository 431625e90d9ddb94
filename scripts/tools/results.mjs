// What the test runners found, in one shape: test-results/<part>.json holds { part, tests: [{ title, file, status }] }.
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { root } from './steps.mjs';

const folder = join(root, 'test-results');
const ruleIds = /^((?:[A-Z]{1,2}-\d{2},? )+)([CAU]+): /;

export const rawFile = (part) => join(folder, 'raw', `${part}.json`);

/** Forgets what earlier runs left of these parts. */
export function clearResults(parts) {
  mkdirSync(join(folder, 'raw'), { recursive: true });
  for (const part of parts) {
    for (const file of [rawFile(part), join(folder, `${part}.json`)]) rmSync(file, { force: true });
  }
}

/** Takes over a runner's own report; a runner that failed without a failed test, or ran none, failed once. */
export function collectResults(part, exitCode) {
  const raw = existsSync(rawFile(part)) ? JSON.parse(readFileSync(rawFile(part), 'utf8')) : { tests: [] };
  const tests = 'testResults' in raw ? raw.testResults.flatMap(fromVitest) : raw.tests;
  const ran = tests.some(({ status }) => status !== 'skipped');
  const failed = tests.some(({ status }) => status === 'failed');
  if (!ran) tests.push({ title: `${part}: no test ran`, file: '', status: 'failed' });
  else if (exitCode !== 0 && !failed)
    tests.push({ title: `${part}: the runner ended with code ${exitCode}`, file: '', status: 'failed' });
  const results = { part, tests };
  writeFileSync(join(folder, `${part}.json`), `${JSON.stringify(results, null, 2)}\n`);
  return results;
}

/** The results of the last run, every part of it. */
export function readResults() {
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .filter((name) => name.endsWith('.json'))
    .map((name) => JSON.parse(readFileSync(join(folder, name), 'utf8')));
}

/** `12 passed, 0 failed, 3 skipped`: the skipped only where there are any. */
export function summary(results) {
  const tests = results.flatMap((result) => result.tests);
  const count = (status) => tests.filter((test) => test.status === status).length;
  const skipped = count('skipped');
  return `${count('passed')} passed, ${count('failed')} failed${skipped ? `, ${skipped} skipped` : ''}`;
}

/** The rules and layers that a title claims: `EV-03 EV-05 U: a viewer …`. */
export function claims(title) {
  const [, ids, layers] = ruleIds.exec(title) ?? [];
  if (!ids) return [];
  const rules = ids.trim().split(/,? /);
  return rules.flatMap((rule) => [...layers].map((layer) => ({ rule, layer })));
}

function fromVitest({ name, assertionResults, status, message }) {
  const file = relative(root, name);
  const tests = assertionResults.map((test) => ({
    title: titled(test.ancestorTitles, test.title),
    file,
    status: { passed: 'passed', failed: 'failed' }[test.status] ?? 'skipped',
  }));
  // A file that does not load has no tests to fail.
  if (status === 'failed' && !tests.some((test) => test.status === 'failed')) {
    tests.push({ title: `${file}: ${message?.split('\n')[0] || 'did not load'}`, file, status: 'failed' });
  }
  return tests;
}

/** A test's title from where the rule ids stand: its own, or that of the suite around it. */
export function titled(ancestors, title) {
  const all = [...ancestors.filter(Boolean), title];
  const first = all.findIndex((part) => claims(part).length > 0);
  return (first === -1 ? all : all.slice(first)).join(' › ');
}
