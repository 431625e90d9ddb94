// Element tests: in a real browser, on a real server that this run starts.
import { writeFileSync } from 'node:fs';
import { relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { esbuildPlugin } from '@web/dev-server-esbuild';
import { defaultReporter } from '@web/test-runner';
import { chromeLauncher } from '@web/test-runner-chrome';
import { tsImport } from 'tsx/esm/api';
import { browserFlags, findBrowser } from '../scripts/tools/browser.mjs';
import { titled } from '../scripts/tools/results.mjs';

const here = (path) => fileURLToPath(new URL(path, import.meta.url));
const server = await startServer();

export default {
  rootDir: here('..'),
  files: ['browser/**/*.test.ts', '../packages/components/src/**/*.test.ts'],
  concurrency: 2,
  nodeResolve: { exportConditions: ['source', 'development', 'browser'] },
  // esbuild reads one file and nothing it extends: the base is where the decorator flags stand.
  plugins: [esbuildPlugin({ ts: true, target: 'es2022', tsconfig: here('../tsconfig.base.json') })],
  browsers: [chromeLauncher({ launchOptions: { executablePath: findBrowser(), args: browserFlags } })],
  testFramework: { config: { timeout: 20_000 } },
  testsFinishTimeout: 300_000,
  filterBrowserLogs: ({ args }) => !args.some((text) => /Lit is in dev mode/.test(String(text))),
  reporters: [defaultReporter(), resultsReporter(process.env.PROVOST_RESULTS)],
  // The resize loop notice is the browser's, about a frame it skipped; it is no failure of a test.
  testRunnerHtml: (framework) => `<!doctype html>
    <html lang="en">
      <head><title>Element tests</title></head>
      <body>
        <script>
          window.process = { env: { NODE_ENV: 'test' } };
          window.PROVOST_TEST_URL = ${JSON.stringify(server.url)};
          // test files run side by side, one of them behind the other: every page is one that somebody looks at
          Object.defineProperty(document, 'visibilityState', { get: () => 'visible' });
          addEventListener('error', (e) => /ResizeObserver loop/.test(e.message) && e.stopImmediatePropagation(), true);
        </script>
        <script type="module" src="${framework}"></script>
      </body>
    </html>`,
};

/** The server of test/fixtures, which is TypeScript; it goes when this process does. */
async function startServer() {
  const { startTestServer } = await tsImport('./fixtures/server.ts', import.meta.url);
  return startTestServer();
}

/** Leaves what ran in `file`, in the shape that scripts/tools/results.mjs reads; and stops the server. */
function resultsReporter(file) {
  return {
    async stop({ sessions }) {
      await server.close();
      if (!file) return;
      const tests = [...sessions].flatMap((session) => [
        ...testsOf(session.testResults, [], fileOf(session)),
        ...session.errors.map((error) => ({
          title: error.message,
          file: fileOf(session),
          status: 'failed',
        })),
      ]);
      writeFileSync(file, JSON.stringify({ tests }));
    },
  };
}

const fileOf = (session) => relative(here('..'), session.testFile);

function testsOf(suite, ancestors, file) {
  if (!suite) return [];
  const own = suite.tests.map((test) => ({
    title: titled(ancestors, test.name),
    file,
    status: test.skipped ? 'skipped' : test.passed ? 'passed' : 'failed',
  }));
  return [...own, ...suite.suites.flatMap((inner) => testsOf(inner, [...ancestors, inner.name], file))];
}
