import { sql } from 'kysely';
import { requireOffered, requireOperation } from '../access/refusal.js';
import { record } from '../audit/record.js';
import { giveDefaults } from '../defaults/give-defaults.js';
import { sortKey } from '../database/sort-key.js';
import type { Database, GroupTable } from '../database/tables.js';
import { isTaken } from '../database/transaction.js';
import { reopened, type Call } from '../requests/call.js';
import { ProblemError } from '../requests/problem-error.js';
import { requireVersion } from '../requests/version.js';
import { requireOpen, inSubtree } from './subtree.js';
import { describeGroup, findGroup, findGroupFor, groupResource } from './group.js';

const DEEPEST = 20;

/** A group to be made. */
export interface NewGroup {
  readonly name: string;
  readonly description?: string | undefined;
  readonly parentId?: string | null | undefined;
}

const depthOf = (path: string): number => path.split('/').length - 2;

const tooDeep = () => new ProblemError('too-deep', { detail: `Groups lie at most ${DEEPEST} deep.` });

/** Would every group of a subtree lie deep enough down at the most, if its top lay at this path? */
export async function requireDepth(db: Database, group: GroupTable, path: string): Promise<void> {
  const { rows } = await sql<{ depth: number }>`
    select coalesce(max(array_length(string_to_array(g.path, '/'), 1)) - 2, 0)::int as depth
    from groups g where ${inSubtree(group)} and g.deleted_at is null`.execute(db);
  const deeper = (rows[0]?.depth ?? 0) - depthOf(group.path);
  if (depthOf(path) + deeper >= DEEPEST) throw tooDeep();
}

/** EV-16 to EV-18: makes a group, with the roles that making one brings. */
export async function createGroup(call: Call, { name, description = '', parentId }: NewGroup) {
  const { db, site, person, now, newId } = call;
  requireOffered(call, parentId ? 'groups.create-below' : 'groups.create');
  const parent = parentId ? await findGroup(call, parentId) : undefined;
  const why = parent
    ? requireOperation(call, 'groups.create-below', groupResource(parent))
    : requireOperation(call, 'groups.create');
  if (parent) requireOpen(parent);
  if (parent && depthOf(parent.path) + 1 >= DEEPEST) throw tooDeep();
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
        deleted_with: null,
        archived_at: null,
        archived_with: null,
      })
      .execute(),
  );
  await giveDefaults(call, [{ name: 'group-created', scopes: { group: id } }]);
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

const update = (db: Database, { site, id }: GroupTable, values: Partial<GroupTable>): Promise<unknown> =>
  db.updateTable('groups').set(values).where('site', '=', site).where('id', '=', id).execute();

/** Turns a name that is taken beside it into a problem. */
export async function namesInUse<T>(name: string, writing: Promise<T>): Promise<T> {
  try {
    return await writing;
  } catch (error) {
    if (!isTaken(error, 'groups_name')) throw error;
    throw new ProblemError('name-taken', { detail: `There is a group “${name}” beside it already.` });
  }
}
