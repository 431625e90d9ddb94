// Starts a PostgreSQL server of its own for one test run, where PostgreSQL is installed.
import { spawnSync } from 'node:child_process';
import { chownSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';

const oldest = 15;

/** One that folds the case of all letters, as a production database does. */
const locale = process.platform === 'linux' ? 'C.UTF-8' : 'en_US.UTF-8';

/**
 * Starts a server and gives `{ url, stop }`; or `{ missing }`, the sentence that says why there is none.
 * @param options `keep`: the folder whose data is used and stays, made where it is not there; `settings`: `name=value`.
 */
export async function startPostgres({ keep, settings: more = [] } = {}) {
  const bin = findPostgres();
  if (!bin) return { missing: `PostgreSQL ${oldest} or newer is not installed` };
  const owner = process.getuid?.() === 0 ? postgresUser() : undefined;
  if (process.getuid?.() === 0 && !owner)
    return { missing: 'PostgreSQL does not run as root, and there is no user postgres' };

  const folder = keep ?? mkdtempSync(join(tmpdir(), 'provost-postgres-'));
  mkdirSync(folder, { recursive: true });
  if (owner) chownSync(folder, owner.uid, owner.gid);
  const port = await freePort();
  const data = join(folder, 'data');
  const settings = [
    `unix_socket_directories=${folder}`,
    'listen_addresses=127.0.0.1',
    `port=${port}`,
    'fsync=off',
    'max_connections=200',
    ...more,
  ];
  const program = (name, args) => runAs(owner, join(bin, name), args);
  const stop = () => {
    program('pg_ctl', ['-D', data, '-m', keep ? 'fast' : 'immediate', '-w', 'stop']);
    if (!keep) rmSync(folder, { recursive: true, force: true });
  };

  const initdb = [
    '-D',
    data,
    '-A',
    'trust',
    '-U',
    'postgres',
    '--no-sync',
    '-E',
    'UTF8',
    `--locale=${locale}`,
  ];
  const made = existsSync(join(data, 'PG_VERSION')) ? { status: 0 } : program('initdb', initdb);
  const options = settings.map((one) => `-c ${one}`).join(' ');
  const started =
    made.status === 0
      ? program('pg_ctl', ['-D', data, '-w', '-l', join(folder, 'log'), '-o', options, 'start'])
      : made;
  if (started.status !== 0) {
    stop();
    return { missing: `PostgreSQL did not start: ${String(started.stderr || started.error).trim()}` };
  }
  return { url: `postgres://postgres@127.0.0.1:${port}/postgres`, stop };
}

/** The folder with initdb and pg_ctl of a version that will do, the newest first. */
function findPostgres() {
  const debian = '/usr/lib/postgresql';
  const versions = existsSync(debian) ? readdirSync(debian).sort((a, b) => Number(b) - Number(a)) : [];
  const folders = [
    ...(process.env.PATH ?? '').split(delimiter),
    ...versions.map((v) => join(debian, v, 'bin')),
  ];
  return folders.find(
    (folder) =>
      existsSync(join(folder, 'initdb')) && existsSync(join(folder, 'pg_ctl')) && versionOf(folder) >= oldest,
  );
}

function versionOf(folder) {
  const { stdout } = spawnSync(join(folder, 'initdb'), ['--version'], { encoding: 'utf8' });
  return Number(/(\d+)/.exec(stdout ?? '')?.[1] ?? 0);
}

function postgresUser() {
  const line = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .find((entry) => entry.startsWith('postgres:'));
  if (!line) return undefined;
  const [, , uid, gid] = line.split(':');
  return { uid: Number(uid), gid: Number(gid) };
}

/** Output goes nowhere but stderr: a server that inherits a pipe would keep it open for ever. */
function runAs(owner, command, args) {
  return spawnSync(command, args, {
    ...owner,
    cwd: '/',
    stdio: ['ignore', 'ignore', 'pipe'],
    encoding: 'utf8',
  });
}

function freePort() {
  return new Promise((done, failed) => {
    const server = createServer().once('error', failed);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address();
      server.close(() => done(port));
    });
  });
}
