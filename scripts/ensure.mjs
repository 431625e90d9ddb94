// Makes a fresh clone ready to work: the right Node, then every package of the lockfile.
// Runs before anything is installed, so it may use nothing but Node itself.
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, statSync } from 'node:fs';

const root = new URL('..', import.meta.url);
const manifest = JSON.parse(readFileSync(new URL('package.json', root), 'utf8'));

const [major, minor] = process.versions.node.split('.').map(Number);
if (major < 20 || (major === 20 && minor < 19)) {
  console.error(
    `Provost needs Node 20.19 or newer; this is ${process.versions.node}. See https://nodejs.org`,
  );
  process.exit(1);
}

/** True when what is installed is at least as new as every file that says what to install. */
function isInstalled() {
  const marker = new URL('node_modules/.modules.yaml', root);
  if (!existsSync(marker)) return false;
  const installed = statSync(marker).mtimeMs;
  return ['pnpm-lock.yaml', 'pnpm-workspace.yaml'].every(
    (file) => statSync(new URL(file, root)).mtimeMs <= installed,
  );
}

if (!isInstalled()) {
  const pnpm = manifest.packageManager;
  console.error(`Installing with ${pnpm} …`);
  const { status, error } = spawnSync(
    'npx',
    ['--yes', pnpm, 'install', '--frozen-lockfile', '--prefer-offline'],
    {
      cwd: root,
      // Installation speaks on stderr, so that a script's own output stays clean.
      stdio: ['ignore', 2, 2],
      shell: process.platform === 'win32',
      env: { ...process.env, CI: 'true' },
    },
  );
  if (status !== 0) {
    console.error(
      `Installation failed${error ? `: ${error.message}` : ', see above'}. It needs the package registry, or its packages in the store.`,
    );
    process.exit(status ?? 1);
  }
}
