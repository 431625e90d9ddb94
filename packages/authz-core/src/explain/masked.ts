import { giving } from '../access/reach.js';
import { withIncluded } from '../policy/chosen.js';
import type { Policy, Role } from '../policy/policy.js';

/** RL-05, RL-17: permissions that a role names and does not give, with what it lacks that they do not work without. */
export function maskedIn(role: Role, policy: Policy): ReadonlyMap<string, readonly string[]> {
  const { permissions } = policy.document;
  const chosen = [
    ...withIncluded(role.can ?? [], policy.document),
    ...(role.grants ?? []).flatMap(({ can }) => can),
  ].flatMap((id) => permissions[id]?.allOf ?? [id]);
  const gives = (id: string): boolean => giving(role.lines, policy.permission(id)).length > 0;
  return new Map(
    chosen
      .filter((id) => !gives(id))
      .map((id) => [id, (permissions[id]?.requires ?? []).filter((needed) => !gives(needed))] as const)
      .filter(([, requires]) => requires.length > 0),
  );
}
