import type { Decision } from '@provost/authz-core';
import { sql, type RawBuilder } from 'kysely';
import type { Database } from '../database/tables.js';
import type { Call } from '../requests/call.js';

/** Where it is said that the audit of a site has grown. */
export const AUDIT_CHANNEL = 'provost';

/** The payload: servers that share a database, each in a schema of its own, share its channels, too. */
const noticeSql = (site: string): RawBuilder<string> => sql`current_schema() || '/' || ${site}::text`;

/** What is said of a site, by those who write to this database. */
export async function noticeOf(db: Database): Promise<(site: string) => string> {
  const { rows } = await sql<{ schema: string }>`select ${noticeSql('')} as schema`.execute(db);
  return (site) => `${rows[0]?.schema}${site}`;
}

/** Whoever writes to the audit says so; it is heard once the transaction is committed, and once whatever it wrote. */
export const announce = (tx: Database, site: string): Promise<unknown> =>
  sql`select pg_notify(${AUDIT_CHANNEL}, ${noticeSql(site)})`.execute(tx);

/** One change, as it goes into the audit. */
export interface Change {
  /** `group-created`, `members-added` … */
  readonly action: string;
  readonly resource: { readonly type: string; readonly id: string };
  /** Whose rights it concerns. */
  readonly person?: string;
  readonly before?: unknown;
  readonly after?: unknown;
  /** The decision that allowed it. */
  readonly why?: Decision;
}

/** Who changes something, in which request and change set. */
export type Recorder = Pick<Call, 'db' | 'site' | 'person' | 'now' | 'requestId' | 'changeId' | 'undoes'>;

/** Adds changes to the audit, in the transaction that makes them, and says so. */
export async function record(
  { db, site, person, now, requestId, changeId, undoes }: Recorder,
  changes: readonly Change[],
): Promise<void> {
  if (changes.length === 0) return;
  await db
    .insertInto('audit')
    .values(
      changes.map(({ action, resource, person: about, before, after, why }) => ({
        site: site.id,
        at: new Date(now),
        actor: person.id,
        action,
        resource_type: resource.type,
        resource_id: resource.id,
        person: about ?? null,
        before: JSON.stringify(before ?? null),
        after: JSON.stringify(after ?? null),
        why: JSON.stringify(why?.reasons ?? null),
        request_id: requestId,
        change_id: changeId,
        undoes: undoes ?? null,
      })),
    )
    .returning(sql`pg_notify(${AUDIT_CHANNEL}, ${noticeSql(site.id)})`.as('told'))
    .execute();
}
