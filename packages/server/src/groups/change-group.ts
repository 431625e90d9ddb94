import { defaultsOn, mayDo } from '@provost/authz-core';
import { sql } from 'kysely';
import { requireOffered, requireOperation } from '../access/refusal.js';
import { record } from '../audit/record.js';
import { sortKey } from '../database/sort-key.js';
import type { Database, GroupTable } from '../database/tables.js';
import { isTaken } from '../database/transaction.js';
import { reopened, type Call } from '../requests/call.js';
import { notFound, ProblemError } from '../requests/problem-error.js';
import { requireVersion } from '../requests/version.js';
import { describeGroup, findGroup, findGroupFor, groupResource } from './group.js';

const DEEPEST = 20;

/** A group to be made. */
export interface NewGroup {
  readonly name: string;
  readonly description?: string | undefined;
  readonly parentId?: string | null | undefined;
}

/** EV-16 to EV-18: makes a group, with the roles that making one brings. */
export async function createGroup(call: Call, { name, description = '', parentId }: NewGroup) {
  const { db, site, person, now, newId } = call;
  requireOffered(call, parentId ? 'groups.create-below' : 'groups.create');
  const parent = parentId ? await findGroup(call, parentId) : undefined;
  const why = parent
    ? requireOperation(call, 'groups.create-below', groupResource(parent))
    : requireOperation(call, 'groups.create');
  if (parent && parent.path.split('/').length > DEEPEST) {
    throw new ProblemError('too-deep', { detail: `Groups lie at most ${DEEPEST} deep.` });
  }
  const id = newId();
  const created_at = new Date(now);
  await namesInUse(
    name,
    db
      .insertInto('groups')
      .values({
        site: site.id,
        id,
        parent_id: parent?.id ?? null,
        path: `${parent?.path ?? '/'}${id}/`,
        name,
        sort_key: sortKey(name),
        description,
        cohort: null,
        version: 1,
        permissions_version: 1,
        created_at,
        created_by: person.id,
        deleted_at: null,
      })
      .execute(),
  );
  await giveToCreator(call, id);
  await record(call, [
    {
      action: 'group-created',
      resource: { type: 'group', id },
      after: { name, description, parentId: parent?.id ?? null },
      why,
    },
  ]);
  return describeGroup(await reopened(call), id);
}

/** What the policy says a new group brings the person who made it: rows for them alone. */
async function giveToCreator({ db, policy, site, person, now }: Call, group: string): Promise<void> {
  const given = defaultsOn(policy, 'group-created').filter(({ to, at }) => to === 'actor' && at === 'group');
  for (const { give, source } of given) {
    for (const role of give) {
      await db
        .insertInto('assignments')
        .values({
          site: site.id,
          person: person.id,
          role,
          scope_type: 'group',
          scope_id: group,
          source,
          given_by: null,
          given_at: new Date(now),
          from_at: null,
          until_at: null,
        })
        .execute();
    }
  }
}

/** EV-08: changes what a group is called. */
export async function updateGroup(
  call: Call,
  id: string,
  {
    ifMatch,
    ...change
  }: { ifMatch: string | undefined; name?: string | undefined; description?: string | undefined },
) {
  const { group, why } = await findGroupFor(call, id, 'groups.edit');
  requireVersion(ifMatch, group.version);
  const after = { name: change.name ?? group.name, description: change.description ?? group.description };
  const before = { name: group.name, description: group.description };
  if (after.name !== before.name || after.description !== before.description) {
    await namesInUse(
      after.name,
      update(call.db, group, { ...after, sort_key: sortKey(after.name), version: group.version + 1 }),
    );
    await record(call, [{ action: 'group-changed', resource: { type: 'group', id }, before, after, why }]);
  }
  return describeGroup(call, id);
}

/** EV-08: deletes a group; its rows stay, so that it can be restored as it was. */
export async function deleteGroup(call: Call, id: string, ifMatch: string | undefined): Promise<void> {
  const { group, why } = await findGroupFor(call, id, 'groups.delete');
  requireVersion(ifMatch, group.version);
  const child = await call.db
    .selectFrom('groups')
    .select('id')
    .where('site', '=', call.site.id)
    .where('parent_id', '=', id)
    .where('deleted_at', 'is', null)
    .limit(1)
    .executeTakeFirst();
  if (child) throw new ProblemError('has-children', { detail: 'Delete or move the groups below it first.' });
  await update(call.db, group, { deleted_at: new Date(call.now), version: group.version + 1 });
  await record(call, [
    { action: 'group-deleted', resource: { type: 'group', id }, before: { name: group.name }, why },
  ]);
}

/** Undoes a deletion; it takes the right to delete. The call counts the group as living (`revived`). */
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
  await namesInUse(group.name, update(db, group, { deleted_at: null, version: group.version + 1 }));
  await record(call, [
    { action: 'group-restored', resource: { type: 'group', id }, after: { name: group.name }, why },
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

const update = (db: Database, { site, id }: GroupTable, values: Partial<GroupTable>): Promise<unknown> =>
  db.updateTable('groups').set(values).where('site', '=', site).where('id', '=', id).execute();

async function namesInUse<T>(name: string, writing: Promise<T>): Promise<T> {
  try {
    return await writing;
  } catch (error) {
    if (!isTaken(error, 'groups_name')) throw error;
    throw new ProblemError('name-taken', { detail: `There is a group “${name}” beside it already.` });
  }
}
