import { sql, type RawBuilder } from 'kysely';
import { mayEverywhere } from '../access/operations.js';
import { conditions } from '../database/conditions.js';
import { containing, sortKey } from '../database/sort-key.js';
import type { Call } from '../requests/call.js';
import { pageOfRows, positionOf, type PageRequest } from '../requests/page.js';
import { describeGroups, findGroup, readGroupRows, visible, type Group } from './group.js';

const ARCHIVED = {
  without: sql`g.archived_at is null`,
  with: undefined,
  only: sql`g.archived_at is not null`,
};

/** What a list of groups is asked for. */
export interface GroupQuery extends PageRequest {
  readonly parent?: string | undefined;
  readonly archived?: keyof typeof ARCHIVED | undefined;
}

/** A page of the groups the person may see: the filter of the core, as SQL. */
export async function listGroups(call: Call, query: GroupQuery) {
  const { parent, search, limit, archived = 'without' } = query;
  const position = positionOf(query);
  if (parent !== undefined && parent !== 'none') await findGroup(call, parent);
  const wanted = conditions([
    ARCHIVED[archived],
    parent === undefined ? undefined : underneath(call, parent),
    search?.trim() ? sql`g.sort_key like ${containing(sortKey(search.trim()))}` : undefined,
  ]);
  const after = position && sql`(g.sort_key, g.id) > (${position.sortKey}, ${position.id})`;
  const found = await readGroupRows(call, {
    condition: conditions([wanted, after]),
    limit: limit + 1,
    // in the same statement: one way to the database less, and of one moment with the rows
    total: sql`select count(*)::int from groups g where ${visible(call, 'g')} and ${wanted}`,
  });
  const { rows, next } = pageOfRows(found, limit);
  const items: Group[] = await describeGroups(call, rows);
  const isAll = position === undefined && next === null;
  return {
    items,
    next,
    total: isAll ? items.length : (found[0]?.total ?? (await countGroups(call, wanted))),
  };
}

/** A group whose parent the person may not see stands at the top of what they see. */
function underneath(call: Call, parent: string): RawBuilder<boolean> {
  if (parent !== 'none') return sql`g.parent_id = ${parent}`;
  return mayEverywhere(call, 'groups.view', 'group')
    ? sql`g.parent_id is null`
    : sql`not exists (select 1 from groups u where u.id = g.parent_id and ${visible(call, 'u')})`;
}

async function countGroups(call: Call, condition: RawBuilder<boolean>): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*)::int as count from groups g where ${visible(call, 'g')} and ${condition}`.execute(
    call.db,
  );
  return rows[0]?.count ?? 0;
}
