// Runs a program and tells how it went: shown as it comes, or kept and shown only when it failed.
import { spawn } from 'node:child_process';
import { delimiter, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('../..', import.meta.url));

const running = new Set();
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
  process.once(signal, () => {
    for (const child of running) child.kill(signal);
    process.exitCode = 1;
  });
}

/**
 * Runs `command` in the repository with the workspace's programs on its path.
 * `show` passes the output on as it comes (to stderr with `show: 'stderr'`); otherwise it is returned,
 * all of it as `output` and what went to stdout alone as `stdout`.
 */
export function run(command, args, { env = {}, cwd = '.', show } = {}) {
  return new Promise((done) => {
    const out = show === 'stderr' ? 2 : 'inherit';
    const child = spawn(command, args, {
      cwd: resolve(root, cwd),
      stdio: ['ignore', show ? out : 'pipe', show ? 2 : 'pipe'],
      shell: process.platform === 'win32',
      env: { ...process.env, ...env, PATH: programs(cwd) },
    });
    running.add(child);
    const output = [];
    const stdout = [];
    child.stdout?.on('data', (chunk) => stdout.push(chunk) && output.push(chunk));
    child.stderr?.on('data', (chunk) => output.push(chunk));
    child.on('error', (error) => output.push(Buffer.from(`${command}: ${error.message}\n`)));
    child.on('close', (code) => {
      running.delete(child);
      done({ ok: code === 0, code: code ?? 1, output: text(output), stdout: text(stdout) });
    });
  });
}

const text = (chunks) => Buffer.concat(chunks).toString();

function programs(cwd) {
  const folders = [resolve(root, cwd, 'node_modules/.bin'), resolve(root, 'node_modules/.bin')];
  return [...folders, process.env.PATH].join(delimiter);
}

/** Seconds since `start`, as read in a line of a report. */
export const seconds = (start) => `${((performance.now() - start) / 1000).toFixed(1)} s`;
