import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const repository = fileURLToPath(new URL('../..', import.meta.url));
const main = fileURLToPath(new URL('../../packages/server/src/main.ts', import.meta.url));

/** The `provost` program, run as its user runs it. */
export interface Program {
  readonly child: ChildProcess;
  /** All that came out so far. */
  readonly out: { stdout: string; stderr: string };
  /** Ends with the exit code, or the signal that ended it. */
  readonly ended: Promise<number | NodeJS.Signals | null>;
}

/** Starts `provost` from source, with an environment that holds nothing of the machine's. */
export function provost(args: readonly string[], env: Record<string, string>): Program {
  const child = spawn(process.execPath, ['--conditions=source', '--import=tsx', main, ...args], {
    cwd: repository,
    env: {
      PATH: process.env.PATH ?? '',
      PROVOST_SECRET: 'a secret for tests, long enough to sign with',
      ...env,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const out = { stdout: '', stderr: '' };
  child.stdout.on('data', (chunk) => (out.stdout += String(chunk)));
  child.stderr.on('data', (chunk) => (out.stderr += String(chunk)));
  const ended = new Promise<number | NodeJS.Signals | null>((resolve) =>
    child.once('close', (code, signal) => resolve(code ?? signal)),
  );
  return { child, out, ended };
}

/** Waits for the one line that says where the server listens. */
export function ready({ child, out, ended }: Program): Promise<string> {
  return new Promise((resolve, reject) => {
    const look = () => {
      const [, url] = /ready at (\S+)/.exec(out.stdout) ?? [];
      if (url) resolve(url);
    };
    child.stdout?.on('data', look);
    look();
    void ended.then((how) => reject(new Error(`It ended with ${how}: ${out.stderr}`)));
  });
}

/** An empty folder, and what removes it. */
export function temporaryFolder(): { folder: string; remove(): void } {
  const folder = mkdtempSync(join(tmpdir(), 'provost-test-'));
  return { folder, remove: () => rmSync(folder, { recursive: true, force: true }) };
}

/** A port that nobody listens on. */
export function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => resolve(port));
    });
  });
}
