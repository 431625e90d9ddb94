import type { z } from '@hono/zod-openapi';
import { requireOffered } from '../access/refusal.js';
import type { GroupTable } from '../database/tables.js';
import { personResource } from '../people/find-people.js';
import type { Call } from '../requests/call.js';
import { pageOfRows } from '../requests/page.js';
import { findGroup, groupResource, wire } from './group.js';
import { heldRolesOf } from './held-roles.js';
import { levelsOf } from './levels.js';
import { listPeople, type ListedPerson, type PermissionsQuery } from './listed-people.js';
import type { PermissionRowSchema } from './permissions-routes.js';

type PermissionRow = z.infer<typeof PermissionRowSchema>;

/**
 * EV-09 to EV-11, X-16: everybody who may be Editor or Viewer of the group, or holds a role given at groups here or above;
 * managers counted and not listed.
 */
export async function listPermissions(call: Call, groupId: string, query: PermissionsQuery) {
  const group = await findGroup(call, groupId);
  requireOffered(call, 'permissions.view', groupResource(group));
  const { people, total, managers } = await listPeople(call, group, query);
  const { rows, next } = pageOfRows(people, query.limit);
  return {
    items: await describePeople(call, group, rows),
    next,
    total,
    managers,
    version: group.permissions_version,
  };
}

/** The rows of these people: their levels and their roles in the group. */
export async function describePeople(
  call: Call,
  group: GroupTable,
  people: readonly ListedPerson[],
): Promise<PermissionRow[]> {
  const ids = people.map(({ id }) => id);
  const levels = await levelsOf(call, group, { people: ids, areas: call.access.areas });
  const held = await heldRolesOf(call, group, ids);
  return people.map(({ id, name, email, roles }) => ({
    user: { id, name, email },
    roles: [...roles],
    resource: wire(personResource(group.site, id)),
    levels: levelsFor(call, roles, levels.get(id) ?? {}),
    held: held.get(id) ?? [],
  }));
}

/** A level in an area is for those who may hold its editor role. */
const levelsFor = ({ access, policy }: Call, roles: readonly string[], levels: PermissionRow['levels']) =>
  Object.fromEntries(
    access.areas.flatMap(({ id, editor }) => {
      const mayHold = policy.roles.get(editor)?.mayHold;
      const level = levels[id];
      return level && (!mayHold || mayHold.some((one) => roles.includes(one))) ? [[id, level]] : [];
    }),
  );
