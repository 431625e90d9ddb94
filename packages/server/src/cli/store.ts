import { randomBytes } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { openDatabase } from '../database/open-database.js';
import type { Database } from '../database/tables.js';
import { lockFolder } from './lock.js';

/** Environment variables, as `process.env`. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** An open database, and what closes it. */
export interface Store {
  readonly db: Database;
  close(): Promise<void>;
}

/** The folder with the embedded database, its lock and the demo's secret. */
export const folderOf = (env: Environment): string => resolve(env.PROVOST_DATA ?? 'data');

/** Where the data is, as people are told; an address without its user and password. */
export function placeOf(env: Environment): string {
  if (!env.DATABASE_URL) return folderOf(env);
  if (!URL.canParse(env.DATABASE_URL)) return 'the database of DATABASE_URL';
  const { host, pathname } = new URL(env.DATABASE_URL);
  return `${host}${pathname}`;
}

/** Opens the database that the environment names: DATABASE_URL, or the embedded one in PROVOST_DATA. */
export async function openStore(env: Environment): Promise<Store> {
  if (env.DATABASE_URL) {
    const db = await openDatabase({ url: env.DATABASE_URL });
    return { db, close: () => db.destroy() };
  }
  const folder = folderOf(env);
  mkdirSync(folder, { recursive: true });
  const unlock = lockFolder(folder);
  process.once('exit', unlock);
  const db = await openDatabase({ folder: join(folder, 'database') });
  return {
    db,
    async close() {
      await db.destroy();
      unlock();
    },
  };
}

/** The secret that the demo signs its tokens with: made once, kept beside the data. */
export function demoSecret(env: Environment): string {
  const folder = folderOf(env);
  const file = join(folder, 'demo-secret');
  try {
    return readFileSync(file, 'utf8');
  } catch {
    mkdirSync(folder, { recursive: true });
    const secret = randomBytes(32).toString('base64url');
    writeFileSync(file, secret, { mode: 0o600 });
    return secret;
  }
}
