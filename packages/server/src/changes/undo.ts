import { mayDo } from '@provost/authz-core';
import { sql } from 'kysely';
import { endRoles } from '../assignments/end-roles.js';
import { familyOf, standsOn } from '../audit/stands-on.js';
import { entriesOf, type Entry } from '../audit/entries.js';
import { findGroups } from '../audit/group-resources.js';
import type { Database } from '../database/tables.js';
import type { Call, Identity } from '../requests/call.js';
import { notFound, ProblemError } from '../requests/problem-error.js';
import { ChangeRun } from './run.js';
import { undoers } from './undoers.js';

/** Takes turns with everybody who changes what the entries speak of, in the same order as a change of it does. */
export const lockUndone =
  (entries: readonly Entry[]) =>
  async (tx: Database, { site, person }: Identity): Promise<void> => {
    const groups = entries.flatMap(({ resource }) => (resource.type === 'group' ? [resource.id] : []));
    const people = [person, ...entries.flatMap((one) => (one.person === null ? [] : [one.person]))];
    await sql`select 1 from groups where site = ${site} and id = any(${groups}::text[])
      order by id for update`.execute(tx);
    await sql`select 1 from people where site = ${site} and id = any(${people}::text[])
      order by id for update`.execute(tx);
  };

/** undoes a set of changes, all of it, decided by the core as changes by the one who undoes. */
export async function undoChange(call: Call, changeId: string): Promise<{ id: string; undone: number }> {
  const entries = await entriesOf(call, changeId);
  if (entries.length === 0 || !(await mayKnow(call, entries))) throw notFound('change');
  const [stuck] = entries.filter(({ action }) => !Object.hasOwn(undoers, action));
  if (stuck) throw new ProblemError('not-undoable', { detail: `“${stuck.action}” cannot be undone.` });
  await endRoles(
    call,
    entries.flatMap(({ person }) => person ?? []),
  );
  await requireNewest(call, changeId, entries);
  const run = new ChangeRun({ ...call, undoes: changeId }, true);
  for (const entry of [...entries].reverse()) await undoers[entry.action]?.(run, entry);
  await run.countUp();
  return { id: call.changeId, undone: entries.length };
}

/** Whoever made it, who may see the whole audit, or the history of every group that it is about. */
async function mayKnow(call: Call, entries: readonly Entry[]): Promise<boolean> {
  const { access, person } = call;
  if (entries.every(({ actor }) => actor === person.id) || mayDo(access, 'audit.view')) return true;
  const groups = await findGroups(
    call,
    entries.map(({ resource }) => (resource.type === 'group' ? resource.id : '')),
  );
  return entries.every(({ resource }) => {
    const group = resource.type === 'group' ? groups.get(resource.id) : undefined;
    return group !== undefined && mayDo(access, 'history.view', group);
  });
}

/** What was undone since, and by what, stands on nothing. */
async function requireNewest(call: Call, changeId: string, entries: readonly Entry[]): Promise<void> {
  const newer = await newerThan(call, entries);
  const gone = new Set<string>();
  const changes = new Set(newer.map((one) => one.changeId));
  for (const one of newer) {
    if (one.changeId !== null && gone.has(one.changeId)) continue;
    if (one.undoes !== null && changes.has(one.undoes) && one.undoes !== changeId) {
      gone.add(one.undoes);
      continue;
    }
    if (!entries.some((entry) => standsOn(call.policy, one, entry))) continue;
    const { id, action, at } = one;
    throw new ProblemError('newer-change', {
      detail: 'Something newer stands on it: undo that first.',
      newer: { id, action, at },
    });
  }
}

/** The newest first: what was recorded since about the same things. */
async function newerThan(call: Call, entries: readonly Entry[]): Promise<Entry[]> {
  const last = entries.at(-1)?.id ?? '0';
  const about = entries.map(({ resource }) => resource);
  const found = await entriesOf(call, undefined, {
    after: last,
    types: about.map(({ type }) => type),
    ids: about.map(({ id }) => id),
  });
  return found.filter(({ action }) => familyOf(action) !== undefined).reverse();
}
