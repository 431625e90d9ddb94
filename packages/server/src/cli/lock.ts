import { linkSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** The data folder belongs to another process that lives. */
export class LockedError extends Error {
  override readonly name = 'LockedError';
}

/**
 * Takes the data folder for this process: the embedded database has no lock of its own, and two processes on it
 * would ruin it. The lock of a process that is gone is taken over.
 * @returns what gives it back.
 * @throws {LockedError} while another process has it.
 */
export function lockFolder(folder: string): () => void {
  const lock = join(folder, 'provost.lock');
  const mine = `${lock}.${process.pid}`;
  writeFileSync(mine, String(process.pid));
  try {
    take(lock, mine, folder);
  } finally {
    rmSync(mine, { force: true });
  }
  return () => {
    if (holderOf(lock) === process.pid) rmSync(lock, { force: true });
  };
}

/** A hard link appears whole or not at all, and only where there is none yet. */
function take(lock: string, mine: string, folder: string): void {
  for (let tries = 0; tries < 10; tries++) {
    try {
      linkSync(mine, lock);
      return;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    }
    const holder = holderOf(lock);
    if (holder !== undefined && isAlive(holder)) {
      throw new LockedError(
        `Process ${holder} uses the data folder ${folder}. Stop it first, or set PROVOST_DATA to another folder.`,
      );
    }
    clear(lock, holder);
  }
  throw new LockedError(`The data folder ${folder} is being taken by another process.`);
}

/** Moves a dead process's lock away; a lock that somebody took in that moment is put back. */
function clear(lock: string, dead: number | undefined): void {
  const aside = `${lock}.stale-${process.pid}`;
  try {
    renameSync(lock, aside);
    if (holderOf(aside) !== dead) linkSync(aside, lock);
  } catch {
    // another process was quicker: the next try sees what it left
  } finally {
    rmSync(aside, { force: true });
  }
}

function holderOf(lock: string): number | undefined {
  try {
    return Number(readFileSync(lock, 'utf8')) || undefined;
  } catch {
    return undefined;
  }
}

/** A process of another user may not be signalled, and lives all the same. */
function isAlive(pid: number): boolean {
  if (pid === process.pid) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
