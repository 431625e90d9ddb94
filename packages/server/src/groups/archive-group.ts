import { sql } from 'kysely';
import { record } from '../audit/record.js';
import { enrolAgain, withdrawAll } from '../defaults/enrolment.js';
import { concerning } from '../defaults/give-defaults.js';
import type { Call } from '../requests/call.js';
import { ProblemError } from '../requests/problem-error.js';
import { requireVersion } from '../requests/version.js';
import { describeGroup, findGroupFor } from './group.js';
import { inSubtree, requireBelow } from './subtree.js';

/** Puts a group aside, with all below it that is not yet. */
export async function archiveGroup(call: Call, id: string, ifMatch: string | undefined) {
  const { group, why } = await findGroupFor(call, id, 'groups.archive');
  requireVersion(ifMatch, group.version);
  if (group.archived_at !== null) return describeGroup(call, id);
  await requireBelow(call, group, 'groups.archive');
  await sql`update groups g set archived_at = ${new Date(call.now)}, archived_with = ${id}, version = g.version + 1
    where ${inSubtree(group)} and g.deleted_at is null and g.archived_at is null`.execute(call.db);
  const gone = await withdrawAll(call, group);
  await record(call, [
    {
      action: 'group-archived',
      resource: { type: 'group', id },
      before: { name: group.name, ...concerning(gone) },
      why,
    },
  ]);
  return describeGroup(call, id);
}

/** Takes a group up again, with what was archived together with it. */
export async function unarchiveGroup(call: Call, id: string, ifMatch: string | undefined) {
  const { group, why } = await findGroupFor(call, id, 'groups.archive');
  requireVersion(ifMatch, group.version);
  if (group.archived_at === null) return describeGroup(call, id);
  await requireBelow(call, group, 'groups.archive');
  await requireParentOpen(call, group.parent_id);
  await sql`update groups g set archived_at = null, archived_with = null, version = g.version + 1
    where ${inSubtree(group)} and g.archived_with = ${group.archived_with}`.execute(call.db);
  const enrolled = await enrolAgain(call, group);
  await record(call, [
    {
      action: 'group-unarchived',
      resource: { type: 'group', id },
      after: { name: group.name, ...concerning(enrolled) },
      why,
    },
  ]);
  return describeGroup(call, id);
}

async function requireParentOpen({ db, site }: Call, parent: string | null): Promise<void> {
  const { rows } = await sql`
    select 1 from groups where site = ${site.id} and id = ${parent} and archived_at is not null`.execute(db);
  if (rows.length === 0) return;
  throw new ProblemError('archived', {
    detail: 'The group above it is archived: take that one up again first.',
  });
}
