import { openAccess, type Access, type Permission, type Policy } from '@provost/authz-core';
import { sql, type RawBuilder } from 'kysely';
import { snapshotOf } from '../access/snapshot-of.js';
import { filterSql } from '../database/filter-sql.js';
import type { Call } from '../requests/call.js';
import { findResources } from '../resources/find-resources.js';
import { storedAs } from '../resources/stored.js';

/** The permissions that giving somebody a role asks about them: who has one may see that person's access. */
function giving(policy: Policy): Permission[] {
  const ids = [...policy.roles.values()].flatMap(({ assignedBy }) => assignedBy ?? []);
  return [...new Set(ids)]
    .map((id) => policy.permission(id))
    .filter(({ type, second }) => (type === 'user' || type === 'site') && second === '');
}

/** The rows of `people r` whose access the caller may see: their own, and of those whom they could give a role. */
export function seenSql({ access, policy, site, person }: Call): RawBuilder<boolean> {
  const columns = storedAs(policy, site.id, 'user')?.columns;
  const ways = giving(policy).map((permission) => {
    if (permission.type === 'site') return sql`${access.can(permission)}::boolean`;
    return columns ? filterSql(access.filter(permission), columns, policy) : sql`false`;
  });
  return sql<boolean>`(${sql.join([sql`r.id = ${person.id}`, ...ways], sql` or `)})`;
}

/** The accesses of people, of those that the caller may see. */
export async function accessesOf(call: Call, ids: readonly string[]): Promise<Map<string, Access>> {
  const { access, policy, site, person, db, now } = call;
  const accesses = new Map([[person.id, access]]);
  const others = [...new Set(ids)].filter((id) => id !== person.id);
  const may = giving(policy);
  for (const [id, resource] of await findResources(call, 'user', others)) {
    if (!may.some((one) => access.can(one, one.type === 'site' ? undefined : resource))) continue;
    const snapshot = await snapshotOf(db, {
      site: site.id,
      person: id,
      policy,
      settings: site.settings,
      now,
    });
    accesses.set(id, openAccess(policy, snapshot, { now }));
  }
  return accesses;
}
