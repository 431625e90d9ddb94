import type { z } from '@hono/zod-openapi';
import { sql } from 'kysely';
import { knows } from '../access/knows.js';
import { endRoles } from '../assignments/end-roles.js';
import type { Problem } from '../contract/problem.js';
import type { Database } from '../database/tables.js';
import { addContent, removeContent } from '../groups/assigned-content.js';
import { addMembers, removeMembers } from '../groups/members.js';
import type { Call, Identity } from '../requests/call.js';
import { DryRun } from '../requests/dry-run.js';
import { notFound, ProblemError } from '../requests/problem-error.js';
import { giveRole, takeRole, type At } from './change-role.js';
import { impactOf } from './impact-of.js';
import type { Outcome } from './new-role.js';
import type { ChangeSchema, ChangesDoneSchema } from './routes.js';
import { ChangeRun } from './run.js';
import { setLevel } from './set-level.js';

/** One change of a set. */
export type Change = z.infer<typeof ChangeSchema>;
type ChangesDone = z.infer<typeof ChangesDoneSchema>;

/** A set of changes, and how it is to be made. */
export interface ChangeSet {
  readonly changes: readonly Change[];
  readonly dryRun?: boolean | undefined;
  readonly confirm?: boolean | undefined;
  readonly groups?: readonly { id: string; version: number }[] | undefined;
}

/** Takes turns with everybody who changes the same groups or people: groups first, each in the order of their ids. */
export const lockChanged =
  (changes: readonly Change[]) =>
  async (tx: Database, { site, person }: Identity): Promise<void> => {
    const groups = changes.flatMap((change) => groupsOf(change));
    const people = [person, ...changes.flatMap((change) => peopleOf(change))];
    await sql`select 1 from groups where site = ${site} and id = any(${groups}::text[])
      order by id for update`.execute(tx);
    await sql`select 1 from people where site = ${site} and id = any(${people}::text[])
      order by id for update`.execute(tx);
  };

const peopleOf = (change: Change): string[] => ('userId' in change ? [change.userId] : []);

function groupsOf(change: Change): string[] {
  if ('groupId' in change) return [change.groupId];
  return change.at?.type === 'group' ? [change.at.id] : [];
}

/** makes all of the changes, each decided by the core in its turn, or none of them. */
export async function applyChanges(call: Call, set: ChangeSet): Promise<ChangesDone> {
  const { changes, dryRun = false, confirm = false, groups = [] } = set;
  await endRoles(call, changes.flatMap(peopleOf));
  const run = new ChangeRun(call, confirm || dryRun);
  await run.expect(changes.flatMap(peopleOf));
  const results = [];
  for (const [index, change] of changes.entries()) {
    if (dryRun) for (const person of peopleOf(change)) await run.person(person).catch(() => undefined);
    results.push({ index, ...(await attempt(run, change)) });
  }
  requireAll(results);
  await requireVersions(call, groups);
  if (dryRun) for (const person of changes.flatMap(peopleOf)) run.touch(person);
  const done = {
    id: call.changeId,
    results: results.flatMap((one) => ('refusal' in one ? [] : [one])),
    groups: await run.countUp(),
  };
  if (dryRun)
    throw new DryRun<ChangesDone>({ ...done, impact: await impactOf(call, await run.changed(), run.groups) });
  return done;
}

interface Refused {
  readonly refusal: ProblemError;
}

/** A refusal ends one change; that none is made is seen to in the end, so that all of them are told. */
async function attempt(run: ChangeRun, change: Change): Promise<Outcome | Refused> {
  try {
    return await make(run, change);
  } catch (error) {
    if (error instanceof ProblemError) return { refusal: error };
    throw error;
  }
}

async function make(run: ChangeRun, change: Change): Promise<Outcome> {
  const { call } = run;
  switch (change.kind) {
    case 'give-role':
      return giveRole(run, { ...change, at: scopeOf(run, change) });
    case 'take-role':
      return takeRole(run, { ...change, at: scopeOf(run, change) });
    case 'set-level':
      return setLevel(run, change);
    case 'add-member':
      return counted(await addMembers(call, change.groupId, [change.userId]));
    case 'remove-member':
      return counted(await removeMembers(call, change.groupId, [change.userId]));
    case 'add-content':
      return counted(await addContent(call, change.groupId, [change.contentId]));
    case 'remove-content':
      return counted(await removeContent(call, change.groupId, [change.contentId]));
  }
}

/** The site is no scope among others: a role is held there without one. */
const scopeOf = ({ call }: ChangeRun, { at }: { at?: At }): At =>
  at?.type === 'site' && at.id === call.site.id ? undefined : at;

const counted = ({ changed }: { changed: number }): Outcome => ({
  status: changed > 0 ? 'changed' : 'unchanged',
});

type Result = { readonly index: number } & (Outcome | Refused);

/** One problem for all that was refused: what the first one is, with each one’s own reason. */
function requireAll(results: readonly Result[]): void {
  const refused = results.filter((one) => 'refusal' in one);
  const [first] = refused;
  if (!first) return;
  const { code, extras } = first.refusal;
  const { detail, missing } = extras;
  throw new ProblemError(code, {
    ...(detail === undefined ? {} : { detail }),
    ...(missing ? { missing } : {}),
    results: results.map((one) =>
      'refusal' in one ? reasonOf(one) : { index: one.index, status: 'possible' },
    ),
  });
}

function reasonOf({ index, refusal }: { index: number } & Refused): NonNullable<Problem['results']>[number] {
  const { detail, missing, results } = refusal.extras;
  const replaces = results?.[0]?.replaces;
  return {
    index,
    status: 'refused',
    code: refusal.code,
    ...(detail === undefined ? {} : { detail }),
    ...(missing ? { missing } : {}),
    ...(replaces ? { replaces } : {}),
  };
}

/** what somebody else has changed since it was read is not changed over their head. */
async function requireVersions(call: Call, read: NonNullable<ChangeSet['groups']>): Promise<void> {
  if (read.length === 0) return;
  const { rows } = await sql<{ id: string; cohort: string | null; version: number }>`
    select id, cohort, permissions_version as version from groups
    where site = ${call.site.id} and deleted_at is null and id = any(${read.map(({ id }) => id)}::text[])
    order by id`.execute(call.db);
  const known = rows.filter(({ id, cohort }) =>
    knows(call, {
      site: call.site.id,
      type: 'group',
      id,
      within: { group: [id], ...(cohort === null ? {} : { cohort: [cohort] }) },
    }),
  );
  const versions = new Map(known.map(({ id, version }) => [id, version]));
  if (read.some(({ id }) => !versions.has(id))) throw notFound('group');
  if (read.every(({ id, version }) => versions.get(id) === version)) return;
  throw new ProblemError('version-conflict', {
    detail: 'Somebody changed it since you read it. Read it again, then repeat your change.',
    currentVersions: known.map(({ id, version }) => ({ id, version })),
  });
}
