import { sql } from 'kysely';
import { decideRole } from '../access/decide-role.js';
import { putRole, rolesHeld } from '../assignments/held-roles.js';
import { record } from '../audit/record.js';
import type { GroupTable } from '../database/tables.js';
import { levelsOf, lower, raise, type Level } from '../groups/levels.js';
import { notFound, ProblemError } from '../requests/problem-error.js';
import { newRole, requireTimes, type Outcome } from './new-role.js';
import type { ChangeRun, Concerned } from './run.js';

/** A level that somebody is to have in a group. */
export interface LevelChange {
  readonly groupId: string;
  readonly userId: string;
  readonly area: string;
  readonly level: Level;
  readonly until?: string | undefined;
}

/** EV-09, EV-11, EV-20: sets a level, for a time or for good; from the end on it is Viewer. */
export async function setLevel(run: ChangeRun, change: LevelChange): Promise<Outcome> {
  const { call } = run;
  const { groupId, userId, area: id, level, until } = change;
  const area = editedArea(run, id);
  if (level === 'viewer' && until !== undefined)
    throw new ProblemError('invalid-change', { detail: 'Viewer is what is left, and has no end.' });
  requireTimes(run, { role: { id: area.editor }, from: undefined, until });
  const to = await run.person(userId);
  const why = await decideLevel(run, { ...change, role: area.editor, to });
  if (!call.access.areas.some((one) => one.id === id))
    throw new ProblemError('conflict', { detail: 'Levels are not told apart in this area now.' });
  const group = await groupOf(run, groupId);
  const now = await levelsOf(call, group, { people: [userId], areas: [{ id, ...area }] });
  const which = { people: [userId], roles: [area.editor], type: 'group', id: groupId };
  const [stored] = await rolesHeld(call, which);
  const before = { area: id, level: now.get(userId)?.[id]?.level ?? 'viewer', until: stored?.until ?? null };
  const after = { area: id, level, until: until ?? null };
  if (before.level === level && before.until === after.until) return { status: 'unchanged' };
  await write(run, { ...change, role: area.editor });
  const resource = { type: 'group', id: groupId };
  await record(call, [{ action: 'level-set', resource, person: userId, before, after, why }]);
  run.touch(userId, { site: group.site, ...resource });
  return { status: 'changed' };
}

function editedArea({ call }: ChangeRun, id: string) {
  const { areas } = call.policy.document;
  const area = Object.hasOwn(areas, id) ? areas[id] : undefined;
  if (area) return area;
  throw new ProblemError('invalid-change', { detail: `There is no area “${id}”.` });
}

/** What goes is asked as much as what comes: Viewer takes Editor away, and so does an end. */
async function decideLevel(
  run: ChangeRun,
  { groupId, role, to, level, until }: LevelChange & { role: string; to: Concerned },
) {
  const { call } = run;
  const at = await run.place({ type: 'group', id: groupId });
  const end = until === undefined ? undefined : Date.parse(until);
  // also for Viewer: a level that somebody may not hold is not set either way (EV-11)
  const give = await decideRole(call, { role, at, to, until: end });
  run.require(give, to.resource, at);
  if (level === 'editor' && end === undefined) return give;
  const take = await decideRole(call, { role, at, to, take: true });
  run.require(take, to.resource, at);
  return take;
}

async function groupOf({ call }: ChangeRun, id: string): Promise<GroupTable> {
  const { rows } = await sql<GroupTable>`
    select * from groups where site = ${call.site.id} and id = ${id} and deleted_at is null`.execute(call.db);
  if (!rows[0]) throw notFound('group');
  return rows[0];
}

/** An Editor for a time is excepted from what a cohort gives for good. */
async function write(
  run: ChangeRun,
  { groupId, userId, role, level, until }: LevelChange & { role: string },
): Promise<void> {
  const { db, site, person, now } = run.call;
  const setting = { site: site.id, by: person.id, at: new Date(now) };
  const one = [{ person: userId, role, group: groupId }];
  if (level === 'editor' && until === undefined) return raise(db, setting, one);
  await lower(db, setting, one);
  if (level === 'editor')
    await putRole(run.call, userId, newRole(run, { role, where: { type: 'group', id: groupId }, until }));
}
