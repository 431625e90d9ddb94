import type { Context } from 'hono';
import { inTransaction } from '../database/transaction.js';
import type { Database } from '../database/tables.js';
import { lockSite, openCall, type Call, type Dependencies, type Identity } from './call.js';
import { answerOnce, type Answer } from './idempotency.js';

/** What the middleware leaves with a request. */
export interface Env {
  Variables: { requestId: string; identity: Identity };
}

/** How a write begins. */
export interface WriteOptions {
  /** Locks the rows it is about, before anybody's rights are read: two writers take turns. */
  readonly lock?: (tx: Database, identity: Identity) => Promise<unknown>;
  /** A change of the site's settings, or of the shape of its tree, waits for all other writes, and they for it. */
  readonly alone?: boolean;
  /** A deleted group that counts as living (see `snapshotOf`). */
  readonly revived?: string;
}

/** Runs a read as the person who asks. `treeless` is for lists that ask for filters alone (see `withoutTree`). */
export async function read<T>(
  deps: Dependencies,
  c: Context<Env>,
  work: (call: Call) => Promise<T>,
  { treeless = false } = {},
): Promise<T> {
  const { identity, requestId } = c.var;
  return work(await openCall(deps, { db: deps.db, identity, requestId, treeless }));
}

/** Runs a write in one transaction: the locks, the actor's snapshot, the decision, the change and its audit. */
export async function write<T>(
  deps: Dependencies,
  c: Context<Env>,
  work: (call: Call) => Promise<T>,
  { lock, alone, revived }: WriteOptions = {},
): Promise<T> {
  const { identity, requestId } = c.var;
  return inTransaction(deps.db, async (tx) => {
    // always the site before anything in it, so that no two writers wait for each other
    await lockSite(tx, identity.site, alone ? 'update' : 'share');
    await lock?.(tx, identity);
    return work(await openCall(deps, { db: tx, identity, requestId, revived }));
  });
}

/** As `write`, for what creates or adds: the same Idempotency-Key again is given the answer of the first time. */
export async function writeOnce(
  deps: Dependencies,
  c: Context<Env>,
  work: (call: Call) => Promise<Answer>,
  options?: WriteOptions,
): Promise<Answer> {
  const key = c.req.header('idempotency-key');
  if (key === undefined) return write(deps, c, work, options);
  const request = `${c.req.method} ${c.req.path}\n${await c.req.text()}`;
  return write(deps, c, (call) => answerOnce(call, { key, request }, () => work(call)), options);
}
