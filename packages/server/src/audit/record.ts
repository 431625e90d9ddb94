import type { Decision } from '@provost/authz-core';
import type { Call } from '../requests/call.js';

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

/** Adds changes to the audit, in the transaction that makes them. */
export async function record(
  { db, site, person, now, requestId }: Pick<Call, 'db' | 'site' | 'person' | 'now' | 'requestId'>,
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
      })),
    )
    .execute();
}
