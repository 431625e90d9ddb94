// Takes the pictures of the README from the demo: starts it on data of its own, fixed window, no motion.
//   node scripts/screenshots.mjs        writes docs/screenshots/*.png
import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from './build.mjs';
import { browserFlags, provideBrowser } from './tools/browser.mjs';
import { root } from './tools/steps.mjs';

const { chromium } = createRequire(new URL('../test/package.json', import.meta.url))('playwright-core');
const folder = join(root, 'docs/screenshots');

/** Name, theme, and what to do before the picture is taken. */
const pictures = [
  ['demo-light', 'light'],
  ['demo-dark', 'dark'],
  ['manage-permissions', 'light', managePermissions],
];

await build();
const data = mkdtempSync(join(tmpdir(), 'provost-screenshots-'));
const server = spawn(process.execPath, ['packages/server/dist/main.js', 'serve', '--demo'], {
  cwd: root,
  env: { ...process.env, PORT: '0', PROVOST_DATA: data, DATABASE_URL: '', OULAD_DIR: '' },
  stdio: ['ignore', 'pipe', 'inherit'],
});
let browser;
try {
  const address = await addressOf(server);
  browser = await chromium.launch({
    executablePath: provideBrowser(),
    args: [...browserFlags, '--font-render-hinting=none'],
  });
  mkdirSync(folder, { recursive: true });
  for (const [name, theme, act] of pictures) {
    await take({ address, name, theme, act });
    console.log(`Wrote docs/screenshots/${name}.png`);
  }
} finally {
  await browser?.close();
  const ended = new Promise((resolve) => server.once('exit', resolve));
  if (server.exitCode === null && server.kill('SIGTERM')) await ended;
  rmSync(data, { recursive: true });
}

async function take({ address, name, theme, act }) {
  const context = await browser.newContext({
    viewport: { width: 1280, height: 800 },
    deviceScaleFactor: 1.5,
    colorScheme: theme,
    reducedMotion: 'reduce',
    locale: 'en-GB',
    timezoneId: 'UTC',
  });
  // the note of what to try would take the room of what the picture is to show
  await context.addInitScript(() => globalThis.localStorage.setItem('damson-tour', 'closed'));
  const page = await context.newPage();
  await page.goto(`${address}/?as=editor`);
  await page.getByRole('heading', { name: 'Sales North', exact: true }).waitFor();
  await page.getByRole('tabpanel').locator('table:not([aria-busy])').waitFor();
  await act?.(page);
  await page.screenshot({ path: join(folder, `${name}.png`), animations: 'disabled', caret: 'hide' });
  await context.close();
}

/** Opens the dialog, and makes a change that is not saved. */
async function managePermissions(page) {
  await page.getByRole('button', { name: 'Manage Permissions', exact: true }).click();
  const change = page.getByRole('radiogroup', { name: 'User Access of Priya Natarajan' });
  await change.getByRole('radio', { name: 'Viewer' }).check();
  await page.getByText('1 unsaved change').waitFor();
  await page.mouse.move(0, 0);
}

async function addressOf({ stdout }) {
  for await (const text of stdout) {
    const [address] = /http:\/\/\S+/.exec(String(text)) ?? [];
    if (address) return address;
  }
  throw new Error('The demo did not start.');
}
