import type { Resource } from '@provost/authz-core';
import { sql, type RawBuilder } from 'kysely';
import { maySql } from '../access/operations.js';
import { isBelow } from '../database/paths.js';
import type { GroupTable } from '../database/tables.js';
import type { Call } from '../requests/call.js';
import { ProblemError } from '../requests/problem-error.js';

/** The rows of `groups g` that are the group or below it, deleted ones too. */
export const inSubtree = ({ site, path }: GroupTable): RawBuilder<boolean> =>
  sql<boolean>`g.site = ${site} and ${isBelow(sql`g.path`, sql`${path}::text`)}`;

/** What is done to a whole subtree may be done to every group of it, seen or not. */
export async function requireBelow(call: Call, group: GroupTable, operation: string): Promise<void> {
  const { rows } = await sql<{ count: number }>`
    select count(*)::int as count from groups g
    where ${inSubtree(group)} and g.id <> ${group.id} and g.deleted_at is null
      and not ${maySql(call, operation, { type: 'group', alias: 'g' })}`.execute(call.db);
  const count = rows[0]?.count ?? 0;
  if (count === 0) return;
  throw new ProblemError('refused', {
    detail: `Below it are ${count} groups to which you may not do this.`,
    missing: [],
  });
}

/** What hangs on a group and those below it. */
export type Hanging = Readonly<Record<'below' | 'members' | 'content' | 'roles', number>>;

/** Counts what would go with a group. */
export async function hangingOn(call: Call, group: GroupTable): Promise<Hanging> {
  const { rows } = await sql<Hanging>`
    with gone as (select g.site, g.id from groups g where ${inSubtree(group)} and g.deleted_at is null)
    select (select count(*)::int - 1 from gone) as below,
      (select count(*)::int from gone g join members m on m.site = g.site and m.group_id = g.id) as members,
      (select count(*)::int from gone g join group_content t on t.site = g.site and t.group_id = g.id) as content,
      (select count(*)::int from gone g join assignments a
        on a.site = g.site and a.scope_type = 'group' and a.scope_id = g.id) as roles`.execute(call.db);
  return rows[0] ?? { below: 0, members: 0, content: 0, roles: 0 };
}

/** The ids of the groups above one, the topmost first. */
export const idsAbove = ({ path, id }: Pick<GroupTable, 'path' | 'id'>): string[] =>
  path.split('/').filter((one) => one !== '' && one !== id);

/** A group that has been archived takes nothing in. */
export function requireOpen({ archived_at }: GroupTable): void {
  if (archived_at === null) return;
  throw new ProblemError('archived', { detail: 'The group is archived: take it up again first.' });
}

/** A group at the top of which there is none: what is asked about a parent that is not there. */
export const topOf = ({ site }: Pick<GroupTable, 'site'>): Resource => ({ site, type: 'group', id: '' });
