// Finds the Chromium that element tests, stories and journeys run in.
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { delimiter, join } from 'node:path';

const programs = [
  'chromium',
  'chromium-browser',
  'google-chrome-stable',
  'google-chrome',
  'chrome',
  'microsoft-edge-stable',
  'microsoft-edge',
];

/**
 * The path of a browser to test in: CHROME_PATH, an installed one, Playwright's own.
 * @returns {string | undefined}
 */
export function findBrowser() {
  const named = process.env.CHROME_PATH;
  if (named) {
    if (existsSync(named)) return named;
    throw new Error(`CHROME_PATH is ${named}, and no such file exists.`);
  }
  return [...installed(), playwrights()].find((path) => path && existsSync(path));
}

/** Flags that every run needs: root has no sandbox, containers have a small /dev/shm. */
export const browserFlags = ['--no-sandbox', '--disable-dev-shm-usage'];

/** A browser to test in: found, or installed where that needs no question; else an error that says what to do. */
export function provideBrowser() {
  const found = findBrowser();
  if (found) return found;
  if (mayInstall()) {
    console.error('No browser found: installing the Debian package chromium …');
    const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
    const options = { stdio: ['ignore', 2, 2], env };
    spawnSync('apt-get', ['update', '-q'], options);
    spawnSync('apt-get', ['install', '-y', '-q', '--no-install-recommends', 'chromium'], options);
    const fresh = findBrowser();
    if (fresh) return fresh;
  }
  throw new Error(
    [
      'No Chrome, Chromium or Edge was found to test in. Do one of these, then run the tests again:',
      '  · install Chrome, Chromium or Edge',
      '  · set CHROME_PATH to the program of one',
      '  · npx playwright@1.65.1 install --with-deps chromium',
    ].join('\n'),
  );
}

function* installed() {
  if (process.platform === 'darwin') {
    for (const app of ['Google Chrome', 'Chromium', 'Microsoft Edge']) {
      for (const home of ['', process.env.HOME])
        yield `${home}/Applications/${app}.app/Contents/MacOS/${app}`;
    }
  }
  if (process.platform === 'win32') {
    for (const base of ['PROGRAMFILES', 'PROGRAMFILES(X86)', 'LOCALAPPDATA']) {
      const folder = process.env[base];
      if (!folder) continue;
      yield join(folder, 'Google/Chrome/Application/chrome.exe');
      yield join(folder, 'Chromium/Application/chrome.exe');
      yield join(folder, 'Microsoft/Edge/Application/msedge.exe');
    }
  }
  for (const program of programs) {
    for (const folder of (process.env.PATH ?? '').split(delimiter)) yield join(folder, program);
  }
}

function playwrights() {
  try {
    const require = createRequire(new URL('../../test/package.json', import.meta.url));
    return require('playwright-core').chromium.executablePath();
  } catch {
    return undefined; // Playwright knows of no browser for this platform
  }
}

/** Only Debian's own chromium is a package that works as it is: Ubuntu's is a stub that wants snap. */
function mayInstall() {
  if (process.getuid?.() !== 0 || !existsSync('/etc/os-release')) return false;
  return /^ID=["']?debian/m.test(readFileSync('/etc/os-release', 'utf8'));
}
