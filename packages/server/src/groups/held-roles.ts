import { givenAt } from '@provost/authz-core';
import { sql } from 'kysely';
import type { z } from '@hono/zod-openapi';
import type { GroupTable } from '../database/tables.js';
import type { Call } from '../requests/call.js';
import { visible } from './group.js';
import { reaches } from './listed-people.js';
import type { HeldRoleSchema } from './permissions-routes.js';

/** A role that somebody holds in a group, and through what. */
export type HeldRole = z.infer<typeof HeldRoleSchema>;

interface HeldRow {
  person: string;
  role: string;
  scope_id: string;
  at_name: string | null;
  source: string;
  given_by: string | null;
  giver_name: string | null;
  given_at: Date;
  from_at: Date | null;
  until_at: Date | null;
}

/** The roles given at groups that these people hold in one: at it, or above it and reaching below; to come, too. */
export async function heldRolesOf(
  call: Call,
  group: GroupTable,
  people: readonly string[],
): Promise<ReadonlyMap<string, HeldRole[]>> {
  const roles = givenAt(call.policy, 'group').map(({ id }) => id);
  const held = new Map<string, HeldRole[]>();
  if (roles.length === 0 || people.length === 0) return held;
  const { rows } = await sql<HeldRow>`
    select a.person, a.role, a.scope_id, g.name as at_name, a.source, a.given_by, b.name as giver_name, a.given_at,
      a.from_at, a.until_at
    from assignments a
    left join groups g on g.id = a.scope_id and ${visible(call, 'g')}
    left join people b on b.site = a.site and b.id = a.given_by
    where a.site = ${group.site} and a.person = any(${[...people]}::text[]) and a.scope_type = 'group'
      and ${reaches(call, group, roles)} and (a.until_at is null or a.until_at > ${new Date(call.now)})
    order by array_position(${roles}::text[], a.role), a.scope_id <> ${group.id}, a.scope_id`.execute(
    call.db,
  );
  for (const row of rows) held.set(row.person, [...(held.get(row.person) ?? []), heldFrom(row, group)]);
  return held;
}

/** A group above that the reader may not see stays unnamed. */
const heldFrom = (row: HeldRow, group: GroupTable): HeldRole => ({
  role: row.role,
  at: row.at_name === null ? null : { type: 'group', id: row.scope_id, name: row.at_name },
  inherited: row.scope_id !== group.id,
  from: row.from_at?.toISOString() ?? null,
  until: row.until_at?.toISOString() ?? null,
  source: row.source,
  givenBy: row.given_by === null ? null : { id: row.given_by, name: row.giver_name ?? '' },
  givenAt: row.given_at.toISOString(),
});
