import { sql } from 'kysely';
import { inTransaction } from '../database/transaction.js';
import { lockSite, type Dependencies } from '../requests/call.js';
import { endRoles } from './end-roles.js';

/** Calls back after some milliseconds; gives what cancels it. */
export type Schedule = (callback: () => void, milliseconds: number) => () => void;

/** How a sweep is run. */
export interface SweepOptions extends Pick<Dependencies, 'db' | 'now' | 'newId'> {
  readonly schedule: Schedule;
  /** Is told of a sweep that failed; the next one tries again. */
  readonly failed: (error: unknown) => void;
}

const MINUTE = 60_000;

/** takes away and records what has ended, of every site. Several servers may do it at once. */
export async function sweepEnded({
  db,
  now,
  newId,
}: Omit<SweepOptions, 'schedule' | 'failed'>): Promise<void> {
  const moment = now();
  const { rows } = await sql<{ site: string }>`
    select distinct site from assignments where until_at <= ${new Date(moment)}`.execute(db);
  for (const { site } of rows) {
    // what others have in hand just now is left to them, or to the next sweep
    const sweep = () =>
      inTransaction(db, async (tx) => {
        await lockSite(tx, site, 'share');
        return endRoles({ db: tx, site: { id: site }, now: moment, requestId: newId() });
      });
    while ((await sweep()) > 0);
  }
}

/**
 * Sweeps once a minute, a minute after the last sweep was done.
 * @returns what stops it, once a sweep that is under way is done.
 */
export function sweepEveryMinute({ schedule, failed, ...options }: SweepOptions): () => Promise<void> {
  let sweeping: Promise<void> = Promise.resolve();
  let isStopped = false;
  let cancel = schedule(sweep, MINUTE);
  function sweep(): void {
    sweeping = sweepEnded(options)
      .catch(failed)
      .then(() => {
        if (!isStopped) cancel = schedule(sweep, MINUTE);
      });
  }
  return () => {
    isStopped = true;
    cancel();
    return sweeping;
  };
}
