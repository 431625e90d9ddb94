// Runs every test of the repository, part after part, and counts over all runners.
//   npm test                     everything
//   npm test -- core browser     these parts: core api browser elements stories journeys postgres
import { build } from './build.mjs';
import { provideBrowser } from './tools/browser.mjs';
import { startPostgres } from './tools/postgres.mjs';
import { clearResults, collectResults, rawFile, summary } from './tools/results.mjs';
import { root, run, seconds } from './tools/steps.mjs';

const vitest = (...projects) => ({
  command: 'vitest',
  args: (part) => [
    'run',
    ...projects.map((project) => `--project=${project}`),
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${rawFile(part)}`,
  ],
});

/** In the order of the story: what fails first is nearest to the cause. */
const parts = {
  core: vitest('core', 'sdk', 'examples'),
  api: vitest('server', 'api'),
  browser: {
    command: 'wtr',
    args: () => ['--config', 'web-test-runner.config.mjs'],
    cwd: 'test',
    browser: true,
    // The config loads the server's source, as every other test does.
    env: { NODE_OPTIONS: '--conditions=source' },
  },
  elements: { ...vitest('elements'), browser: true },
  stories: { ...vitest(), cwd: 'stories', browser: true },
  journeys: { ...vitest('journeys'), browser: true, built: true },
  postgres: {
    // elements see the API alone, whatever it stands on: the journeys are enough of them
    ...vitest('server', 'api', 'journeys'),
    browser: true,
    built: true,
    postgres: true,
    // What these start keeps its own embedded database, whatever DATABASE_URL says.
    leftOut: ['test/contract/program.test.ts'],
  },
};

const wanted = process.argv.slice(2);
const unknown = wanted.filter((name) => !(name in parts));
if (unknown.length > 0) {
  console.error(`There is no part ${unknown.join(', ')}. The parts: ${Object.keys(parts).join(' ')}`);
  process.exit(2);
}
const chosen = wanted.length > 0 ? wanted : Object.keys(parts);
const output = process.env.PROVOST_TEST_OUTPUT === 'stderr' ? 'stderr' : 'inherit';
const say = output === 'stderr' ? console.error : console.log;

try {
  const env = chosen.some((name) => parts[name].browser) ? { CHROME_PATH: provideBrowser() } : {};
  clearResults(chosen);
  const results = [];
  for (const name of chosen) {
    const result = await runPart(name, env);
    if (result) results.push(result);
  }
  report(results);
} catch (error) {
  console.error(error.message);
  say('0 passed, 1 failed');
  process.exitCode = 1;
}

async function runPart(name, env) {
  const { command, args, cwd = '.', postgres, built, leftOut = [], env: own } = parts[name];
  const server = postgres ? await startPostgres() : undefined;
  if (server?.missing) {
    say(`\n── ${name}: left out, ${server.missing}`);
    return undefined;
  }
  const start = performance.now();
  say(`\n── ${name}`);
  const onExit = () => server?.stop();
  process.once('exit', onExit);
  try {
    if (built) await build();
    const { code } = await run(command, [...args(name), ...leftOut.map((file) => `--exclude=${file}`)], {
      cwd,
      show: output,
      env: { ...env, ...own, PROVOST_RESULTS: rawFile(name), ...(server && { DATABASE_URL: server.url }) },
    });
    const result = collectResults(name, code);
    say(`── ${name}: ${summary([result])} (${seconds(start)})`);
    return result;
  } catch (error) {
    say(error.message);
    return collectResults(name, 1);
  } finally {
    process.off('exit', onExit);
    onExit();
  }
}

function report(results) {
  const failed = results.flatMap(({ part, tests }) =>
    tests
      .filter(({ status }) => status === 'failed')
      .map(({ file, title }) => `  ${part}  ${file}  ${title}`),
  );
  if (failed.length > 0) say(`\nFailed in ${root}:\n${failed.join('\n')}`);
  say(`\n${summary(results)}`);
  process.exitCode = failed.length > 0 ? 1 : 0;
}
