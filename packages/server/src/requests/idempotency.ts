import type { Call } from './call.js';
import { ProblemError } from './problem-error.js';
import { sha256 } from './version.js';

/** What a write answers. */
export interface Answer {
  readonly status: number;
  readonly body: unknown;
  readonly etag?: string;
}

const DAY = 24 * 3_600_000;

/**
 * Does the work once for a key: within a day, the same person's same request is given the first answer again.
 * The answer is stored in the transaction of the work, so there is never one without the other.
 * @throws {ProblemError} 409 when the key comes with another request.
 */
export async function answerOnce(
  { db, site, person, now }: Call,
  { key, request }: { key: string; request: string },
  work: () => Promise<Answer>,
): Promise<Answer> {
  const hash = await sha256(request);
  const mine = { site: site.id, person: person.id, key };
  await db
    .deleteFrom('idempotency_keys')
    .where('site', '=', site.id)
    .where('person', '=', person.id)
    .where('created_at', '<=', new Date(now - DAY))
    .execute();
  // waits here while another transaction has the same key in hand
  const taken = await db
    .insertInto('idempotency_keys')
    .values({ ...mine, request_hash: hash, status: null, etag: null, body: null, created_at: new Date(now) })
    .onConflict((conflict) => conflict.doNothing())
    .returning('key')
    .executeTakeFirst();
  const row = db.selectFrom('idempotency_keys').selectAll();
  if (!taken) {
    const stored = await row
      .where('site', '=', site.id)
      .where('person', '=', person.id)
      .where('key', '=', key)
      .executeTakeFirstOrThrow();
    if (stored.request_hash !== hash) {
      throw new ProblemError('key-reused', { detail: 'Send another Idempotency-Key with another request.' });
    }
    return {
      status: stored.status ?? 200,
      body: JSON.parse(stored.body ?? 'null') as unknown,
      ...(stored.etag === null ? {} : { etag: stored.etag }),
    };
  }
  const answer = await work();
  await db
    .updateTable('idempotency_keys')
    .set({ status: answer.status, body: JSON.stringify(answer.body), etag: answer.etag ?? null })
    .where('site', '=', site.id)
    .where('person', '=', person.id)
    .where('key', '=', key)
    .execute();
  return answer;
}
