import { mayDo } from '@provost/authz-core';
import { sql } from 'kysely';
import { requireOperation } from '../access/refusal.js';
import { record } from '../audit/record.js';
import { enrolAgain, withdrawAll } from '../defaults/enrolment.js';
import { concerning } from '../defaults/give-defaults.js';
import type { Call } from '../requests/call.js';
import { notFound, ProblemError } from '../requests/problem-error.js';
import { requireVersion } from '../requests/version.js';
import { namesInUse } from './change-group.js';
import { describeGroup, findGroupFor, groupResource } from './group.js';
import { hangingOn, inSubtree, requireBelow } from './subtree.js';

/** How a group is deleted: with the groups below it, if it is said. */
export interface GroupDeletion {
  readonly ifMatch: string | undefined;
  readonly withBelow?: boolean;
}

/**
 * EV-08: deletes a group; its rows stay, so that it can be restored as it was. Groups below it go with it only where that
 * is asked for, by whoever may delete each of them; before, they are told what would go.
 */
export async function deleteGroup(
  call: Call,
  id: string,
  { ifMatch, withBelow = false }: GroupDeletion,
): Promise<void> {
  const { group, why } = await findGroupFor(call, id, 'groups.delete');
  requireVersion(ifMatch, group.version);
  const hanging = await hangingOn(call, group);
  if (hanging.below > 0) {
    await requireBelow(call, group, 'groups.delete');
    if (!withBelow) {
      throw new ProblemError('has-children', {
        detail: 'Delete or move the groups below it first, or delete them with it.',
        hanging,
      });
    }
  }
  await sql`update groups g set deleted_at = ${new Date(call.now)}, deleted_with = ${id}, version = g.version + 1
    where ${inSubtree(group)} and g.deleted_at is null`.execute(call.db);
  const gone = await withdrawAll(call, group);
  await record(call, [
    {
      action: 'group-deleted',
      resource: { type: 'group', id },
      before: { name: group.name, ...(hanging.below > 0 ? { hanging } : {}), ...concerning(gone) },
      why,
    },
  ]);
}

/** Undoes a deletion with all that went; it takes the right to delete. The call counts the group as living (`revived`). */
export async function restoreGroup(call: Call, id: string) {
  const { db, site } = call;
  const group = await db
    .selectFrom('groups')
    .selectAll()
    .where('site', '=', site.id)
    .where('id', '=', id)
    .executeTakeFirst();
  if (!group || !mayDo(call.access, 'groups.view', groupResource(group))) throw notFound('group');
  const why = requireOperation(call, 'groups.delete', groupResource(group));
  if (group.deleted_at === null) throw new ProblemError('conflict', { detail: 'The group is not deleted.' });
  if (group.parent_id !== null) await requireLiving(call, group.parent_id);
  await namesInUse(
    group.name,
    sql`update groups g set deleted_at = null, deleted_with = null, version = g.version + 1
      where ${inSubtree(group)} and (g.id = ${id} or g.deleted_with = ${group.deleted_with ?? id})`.execute(
      db,
    ),
  );
  const enrolled = await enrolAgain(call, group);
  await record(call, [
    {
      action: 'group-restored',
      resource: { type: 'group', id },
      after: { name: group.name, ...concerning(enrolled) },
      why,
    },
  ]);
  return describeGroup(call, id);
}

async function requireLiving({ db, site }: Call, id: string): Promise<void> {
  const { rows } = await sql`
    select 1 from groups where site = ${site.id} and id = ${id} and deleted_at is null for share`.execute(db);
  if (rows.length === 0) {
    throw new ProblemError('conflict', { detail: 'The group above it is deleted: restore that one first.' });
  }
}
