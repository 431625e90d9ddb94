import type { Decision } from '@provost/authz-core';
import { sql } from 'kysely';
import { accessOf, decideRole } from '../access/decide-role.js';
import { allowed } from '../access/refusal.js';
import { endRoles } from '../assignments/end-roles.js';
import { record } from '../audit/record.js';
import type { GroupTable } from '../database/tables.js';
import { personResource, requirePeople } from '../people/find-people.js';
import type { Call } from '../requests/call.js';
import { invalid, ProblemError } from '../requests/problem-error.js';
import { requireVersion } from '../requests/version.js';
import { findGroup, groupResource } from './group.js';
import { levelsOf, lower, raise, type Level } from './levels.js';
import { describePeople } from './list-permissions.js';
import { siteRoles, type ListedPerson } from './listed-people.js';

/** A level that somebody is to have. */
export interface WantedLevel {
  readonly userId: string;
  readonly area: string;
  readonly level: Level;
}

/** EV-09, EV-11, EV-20: sets levels, all of them or none; the core decides on each. */
export async function updatePermissions(
  call: Call,
  groupId: string,
  { ifMatch, changes }: { ifMatch: string | undefined; changes: readonly WantedLevel[] },
) {
  const group = await findGroup(call, groupId);
  const wanted = changes.map((change, i) => ({ ...change, role: editorRole(call, change.area, i) }));
  refuseTwice(wanted);
  const people = await findPeople(
    call,
    wanted.map(({ userId }) => userId),
  );
  const decided: Decided[] = [];
  for (const one of wanted) decided.push({ ...one, why: await decide(call, group, one) });
  if (decided.some(({ area }) => !call.access.areas.some(({ id }) => id === area))) {
    throw new ProblemError('conflict', { detail: 'Levels are not told apart in this area now.' });
  }
  requireVersion(ifMatch, group.permissions_version);
  const now = await apply(call, group, decided);
  return { items: await describePeople(call, now, people), version: now.permissions_version };
}

function editorRole({ policy }: Call, area: string, i: number): string {
  const { areas = {} } = policy.document;
  const found = Object.hasOwn(areas, area) ? areas[area] : undefined;
  if (found) return found.editor;
  throw invalid(`json.changes[${i}].area`, `must be one of ${Object.keys(areas).join(', ')}`);
}

function refuseTwice(changes: readonly WantedLevel[]): void {
  const seen = new Set<string>();
  changes.forEach(({ userId, area }, i) => {
    const key = `${userId} ${area}`;
    if (seen.has(key)) throw invalid(`json.changes[${i}]`, 'names a person and area a second time');
    seen.add(key);
  });
}

/** With their roles held as they are until the end: a promotion meanwhile waits (EV-11). */
async function findPeople(call: Call, userIds: readonly string[]): Promise<ListedPerson[]> {
  const ids = [...new Set(userIds)];
  await requirePeople(call, ids);
  await sql`select 1 from people where site = ${call.site.id} and id = any(${ids}::text[])
    order by id for share`.execute(call.db);
  await endRoles(call, ids);
  const { rows } = await sql<ListedPerson>`
    select p.id, p.name, p.sort_key, p.email, ${siteRoles(call, 'p')} as roles from people p
    where p.site = ${call.site.id} and p.id = any(${ids}::text[]) order by p.sort_key, p.id`.execute(call.db);
  return rows;
}

/** What goes is asked as much as what comes, and also for Viewer whether they may hold the level at all (EV-11). */
async function decide(
  call: Call,
  group: GroupTable,
  { userId, role, level }: WantedLevel & { role: string },
): Promise<Decision> {
  const question = {
    role,
    at: groupResource(group),
    to: { resource: personResource(group.site, userId), access: await accessOf(call, userId) },
  };
  const give = allowed(call.policy, await decideRole(call, question));
  return level === 'editor'
    ? give
    : allowed(call.policy, await decideRole(call, { ...question, take: true }));
}

type Decided = WantedLevel & { role: string; why: Decision };

async function apply(call: Call, group: GroupTable, decided: readonly Decided[]): Promise<GroupTable> {
  const { db, site, person, now, access } = call;
  const before = await levelsOf(call, group, {
    people: decided.map(({ userId }) => userId),
    areas: access.areas,
  });
  const levelBefore = ({ userId, area }: Decided) => before.get(userId)?.[area]?.level ?? 'viewer';
  const endBefore = ({ userId, area }: Decided) => {
    const had = before.get(userId)?.[area];
    return had?.level === 'editor' ? had.until : null;
  };
  const changed = decided.filter((one) => levelBefore(one) !== one.level);
  if (changed.length === 0) return group;
  const rows = (level: Level) =>
    changed
      .filter((one) => one.level === level)
      .map(({ userId, role }) => ({ person: userId, role, group: group.id }));
  const setting = { site: site.id, by: person.id, at: new Date(now) };
  await raise(db, setting, rows('editor'));
  await lower(db, setting, rows('viewer'));
  await record(
    call,
    changed.map((one) => ({
      action: 'level-set',
      resource: { type: 'group', id: group.id },
      person: one.userId,
      before: { area: one.area, level: levelBefore(one), until: endBefore(one) },
      after: { area: one.area, level: one.level },
      why: one.why,
    })),
  );
  const permissions_version = group.permissions_version + 1;
  await sql`update groups set permissions_version = ${permissions_version}
    where site = ${group.site} and id = ${group.id}`.execute(db);
  return { ...group, permissions_version };
}
