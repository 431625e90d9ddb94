import { openAccess, type Access } from '../access/access.js';
import type { Policy } from '../policy/policy.js';
import type { Snapshot } from '../snapshot/snapshot.js';

/** What is not saved yet: other roles, settings or groups, and a policy in which roles are changed. */
export interface Unsaved extends Partial<Pick<Snapshot, 'assignments' | 'settings' | 'groups'>> {
  readonly policy?: Policy;
}

/**
 * What a person would see after a change that is not saved yet: the access that they would have then. Of somebody
 * else, open their snapshot and preview that: whoever looks acts as nobody but themselves.
 */
export const preview = (
  { policy: before, snapshot, now }: Access,
  { policy = before, ...change }: Unsaved = {},
): Access => openAccess(policy, { ...snapshot, ...change, policy: policy.id }, { now });
