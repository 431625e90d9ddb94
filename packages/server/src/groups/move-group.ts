import { decideMove, type Access, type ChangeDecision, type Resource } from '@provost/authz-core';
import type { z } from '@hono/zod-openapi';
import { sql } from 'kysely';
import { accessOf } from '../access/decide-role.js';
import { allowed, requireOperation } from '../access/refusal.js';
import { record } from '../audit/record.js';
import type { GroupTable } from '../database/tables.js';
import { reopened, type Call } from '../requests/call.js';
import { DryRun } from '../requests/dry-run.js';
import { ProblemError } from '../requests/problem-error.js';
import { requireVersion } from '../requests/version.js';
import { namesInUse, requireDepth } from './change-group.js';
import { describeGroup, findGroup, groupResource } from './group.js';
import { moveImpact, type Changed } from './move-impact.js';
import { idsAbove, inSubtree, requireOpen, topOf } from './subtree.js';
import type { GroupMovedSchema } from './tree-changes-routes.js';

type GroupMoved = z.infer<typeof GroupMovedSchema>;

/** Where a group is to lie. */
export interface GroupMove {
  readonly ifMatch: string | undefined;
  readonly parentId: string | null;
  readonly confirm?: boolean | undefined;
  readonly dryRun?: boolean | undefined;
}

/** A group with where it comes from and where it goes. */
interface Moving {
  readonly group: GroupTable;
  readonly from: GroupTable | undefined;
  readonly to: GroupTable | undefined;
}

/**
 * SG-18: moves a group and all below it, in one statement. It is done first and decided on then, with the accesses of
 * everybody whose reach changes as they were and as they are; a refusal undoes it.
 */
export async function moveGroup(call: Call, id: string, move: GroupMove): Promise<GroupMoved> {
  const { ifMatch, parentId, confirm = false, dryRun = false } = move;
  const group = await findGroup(call, id);
  requireOperation(call, 'groups.move', groupResource(group));
  const to = parentId === null ? undefined : await findGroup(call, parentId);
  const from = group.parent_id === null ? undefined : await readGroup(call, group.parent_id);
  requireVersion(ifMatch, group.version);
  if (to) requireOpen(to);
  const moving = { group, from, to };
  refuseCycle(call, moving);
  const people = await peopleAbove(call, moving);
  const before = await accessesOf(call, people);
  if (parentId !== group.parent_id) await put(call, moving);
  const after = await accessesOf(call, people);
  const changed = people.flatMap((person) => {
    const [had, has] = [before.get(person), after.get(person)];
    return had && has ? [{ before: had, after: has }] : [];
  });
  const why = decide(call, moving, changed);
  const cautions = [...why.cautions];
  if (dryRun) {
    throw new DryRun<GroupMoved>({
      group: await describeGroup(call, id).catch(unseen),
      cautions,
      impact: await moveImpact(call, group, changed),
    });
  }
  requireConfirmed(cautions, confirm);
  await tell(call, moving, why);
  return { group: await describeGroup(await reopened(call), id).catch(unseen), cautions };
}

/** Whoever moved it out of their own sight is not told of it any more. */
function unseen(error: unknown): null {
  if (error instanceof ProblemError && error.code === 'not-found') return null;
  throw error;
}

async function readGroup({ db, site }: Call, id: string): Promise<GroupTable | undefined> {
  const { rows } = await sql<GroupTable>`
    select * from groups where site = ${site.id} and id = ${id}`.execute(db);
  return rows[0];
}

/** SG-18: nothing lies below itself, whatever the policy says of trees. */
function refuseCycle({ policy, access }: Call, { group, to }: Moving): void {
  if (!to || !to.path.startsWith(group.path)) return;
  const permission = policy.document.scopes.group?.movedBy ?? '';
  const decision = decideMove(access, {
    group: groupResource(group),
    to: groupResource(to),
    above: [group.id],
    people: [],
  });
  if (permission) allowed(policy, decision);
  throw new ProblemError('conflict', { detail: 'A group cannot lie below itself.' });
}

/** The core decides where the policy has a tree; where it has none, a move is only asked on the group and the parents. */
function decide(call: Call, { group, from, to }: Moving, people: readonly Changed[]): ChangeDecision {
  const { access, policy } = call;
  const [moved, parents] = [groupResource(group), [from, to].map((one) => one && groupResource(one))];
  if (policy.document.scopes.group?.movedBy === undefined) {
    const about: Resource[] = parents.map((one) => one ?? topOf(group));
    const [first = requireOperation(call, 'groups.move', moved)] = about.map((one) =>
      requireOperation(call, 'groups.move', one),
    );
    return { ...first, cautions: [], exceeding: [] };
  }
  const decision = decideMove(access, {
    group: moved,
    from: parents[0],
    to: parents[1],
    above: to ? [...idsAbove(to), to.id] : [],
    people,
  });
  allowed(policy, decision);
  return decision;
}

/** */
function requireConfirmed(cautions: readonly string[], confirm: boolean): void {
  if (cautions.length === 0 || confirm) return;
  throw new ProblemError('confirm-needed', {
    detail: 'You could do less with this group than before. Send `confirm` to move it all the same.',
    cautions: [...cautions],
  });
}

/** Whose reach a move changes: who moves it, and who holds something above it before or after, but not both. */
async function peopleAbove(call: Call, { group, to }: Moving): Promise<string[]> {
  const { db, site, policy, person, now } = call;
  const [before, after] = [idsAbove(group), to ? [...idsAbove(to), to.id] : []];
  const places = [...before, ...after].filter((id) => !(before.includes(id) && after.includes(id)));
  const roles = [...policy.roles.values()];
  const isLimit = roles.some(({ lines }) =>
    lines.some(({ way, second }) => [way, second].some((one) => one?.outside.includes('group'))),
  );
  const reaching = roles.filter(({ below }) => below || isLimit).map(({ id }) => id);
  const { rows } = await sql<{ person: string }>`
    select distinct a.person from assignments a
    left join assignment_exceptions e on e.site = a.site and e.person = a.person and e.role = a.role
      and e.scope_type = a.scope_type and e.scope_id = a.scope_id and e.bundle = a.bundle and e.except_type = 'group'
    where a.site = ${site.id} and a.role = any(${reaching}::text[])
      and (a.until_at is null or a.until_at > ${new Date(now)})
      and (a.scope_type = 'group' and a.scope_id = any(${places}::text[]) or e.except_id = any(${places}::text[]))
    order by a.person`.execute(db);
  return [...new Set([person.id, ...rows.map((row) => row.person)])];
}

async function accessesOf(call: Call, people: readonly string[]): Promise<Map<string, Access>> {
  const accesses = new Map<string, Access>();
  for (const person of people) accesses.set(person, await accessOf(call, person));
  return accesses;
}

/** One statement for the whole subtree: no reader sees half of it. */
async function put({ db }: Call, { group, to }: Moving): Promise<void> {
  const path = `${to?.path ?? '/'}${group.id}/`;
  await requireDepth(db, group, path);
  await namesInUse(
    group.name,
    sql`update groups g set
        path = ${path}::text || substr(g.path, ${group.path.length + 1}::int),
        parent_id = case when g.id = ${group.id} then ${to?.id ?? null}::text else g.parent_id end,
        version = case when g.id = ${group.id} then g.version + 1 else g.version end
      where ${inSubtree(group)}`.execute(db),
  );
}

const tell = (call: Call, { group, to }: Moving, why: ChangeDecision): Promise<void> =>
  record(call, [
    {
      action: 'group-moved',
      resource: { type: 'group', id: group.id },
      before: { parentId: group.parent_id },
      after: { parentId: to?.id ?? null },
      why,
    },
  ]);
