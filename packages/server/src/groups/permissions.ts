import { decideAssignment, type Area, type Decision } from '@provost/authz-core';
import type { z } from '@hono/zod-openapi';
import { sql } from 'kysely';
import { holdsOneOf, rolesEverywhere } from '../access/editors-of.js';
import { allowed } from '../access/refusal.js';
import { record } from '../audit/record.js';
import { conditions } from '../database/conditions.js';
import type { GroupTable } from '../database/tables.js';
import { personResource, requirePeople, searchesPerson } from '../people/find-people.js';
import type { Call } from '../requests/call.js';
import { pageOfRows, positionOf, type PageRequest } from '../requests/page.js';
import { invalid, ProblemError } from '../requests/problem-error.js';
import { requireVersion } from '../requests/version.js';
import { findGroup, findGroupFor, groupResource, wire } from './group.js';
import { levelsOf, lower, raise, type Level } from './levels.js';
import type { PermissionRowSchema } from './permissions-routes.js';

type PermissionRow = z.infer<typeof PermissionRowSchema>;

/** A level that somebody is to have. */
export interface WantedLevel {
  readonly userId: string;
  readonly area: string;
  readonly level: Level;
}

interface PersonOfGroup {
  id: string;
  name: string;
  sort_key: string;
  email: string;
  roles: string[];
}

/** EV-09 to EV-11: everybody who may be Editor or Viewer of the group, managers counted and not listed. */
export async function listPermissions(call: Call, groupId: string, query: PageRequest) {
  const { group } = await findGroupFor(call, groupId, 'permissions.view');
  const { areas } = call.access;
  const position = positionOf(query);
  const wanted = conditions([
    sql`p.site = ${group.site}`,
    isListed(call, areas),
    searchesPerson(query.search),
  ]);
  const after = position && sql`(p.sort_key, p.id) > (${position.sortKey}, ${position.id})`;
  const found = await readPeople(call, conditions([wanted, after]), query.limit + 1);
  const { rows, next } = pageOfRows(found, query.limit);
  return {
    items: await describe(call, group, rows),
    next,
    total: await countPeople(call, wanted),
    managers: await countPeople(call, sql`p.site = ${group.site} and ${isEditorEverywhere(call, areas)}`),
    version: group.permissions_version,
  };
}

/** Who may hold an area's editor role at all: the policy says it, by the roles they hold at the site. */
const isListed = (call: Call, areas: readonly Area[]) =>
  holdsOneOf(call, 'p', [
    ...new Set(areas.flatMap(({ editor }) => call.policy.roles.get(editor)?.mayHold ?? [])),
  ]);

const isEditorEverywhere = (call: Call, areas: readonly Area[]) =>
  holdsOneOf(call, 'p', [...new Set(areas.flatMap(({ edit }) => rolesEverywhere(call.access, edit)))]);

async function readPeople(call: Call, condition: ReturnType<typeof conditions>, limit: number) {
  const { rows } = await sql<PersonOfGroup>`
    select p.id, p.name, p.sort_key, p.email, array(
      select h.role from assignments h
      where h.site = p.site and h.person = p.id and h.scope_type = 'site' order by h.role) as roles
    from people p where ${condition} order by p.sort_key, p.id limit ${limit}`.execute(call.db);
  return rows;
}

async function countPeople({ db }: Call, condition: ReturnType<typeof conditions>): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*)::int as count from people p where ${condition}`.execute(db);
  return rows[0]?.count ?? 0;
}

async function describe(
  call: Call,
  group: GroupTable,
  people: readonly PersonOfGroup[],
): Promise<PermissionRow[]> {
  const levels = await levelsOf(call, group, {
    people: people.map(({ id }) => id),
    areas: call.access.areas,
  });
  return people.map(({ id, name, email, roles }) => ({
    user: { id, name, email },
    roles,
    resource: wire(personResource(group.site, id)),
    levels: { ...levels.get(id) },
  }));
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
  const decided = wanted.map((one) => ({ ...one, why: decide(call, group, one, people) }));
  if (decided.some(({ area }) => !call.access.areas.some(({ id }) => id === area))) {
    throw new ProblemError('conflict', { detail: 'Levels are not told apart in this area now.' });
  }
  requireVersion(ifMatch, group.permissions_version);
  const now = await apply(call, group, decided);
  return { items: await describe(call, now, people), version: now.permissions_version };
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
async function findPeople(call: Call, userIds: readonly string[]): Promise<PersonOfGroup[]> {
  const ids = [...new Set(userIds)];
  await requirePeople(call, ids);
  await sql`select 1 from people where site = ${call.site.id} and id = any(${ids}::text[])
    order by id for share`.execute(call.db);
  const these = sql<boolean>`p.site = ${call.site.id} and p.id = any(${ids}::text[])`;
  return readPeople(call, these, ids.length);
}

function decide(
  { access, policy }: Call,
  group: GroupTable,
  { userId, role }: { userId: string; role: string },
  people: readonly PersonOfGroup[],
): Decision {
  const roles = people.find(({ id }) => id === userId)?.roles ?? [];
  const to = { id: userId, roles, resource: personResource(group.site, userId) };
  return allowed(policy, decideAssignment(access, { role, at: groupResource(group), to }));
}

type Decided = WantedLevel & { role: string; why: Decision };

async function apply(call: Call, group: GroupTable, decided: readonly Decided[]): Promise<GroupTable> {
  const { db, site, person, now, access } = call;
  const before = await levelsOf(call, group, {
    people: decided.map(({ userId }) => userId),
    areas: access.areas,
  });
  const levelBefore = ({ userId, area }: Decided) => before.get(userId)?.[area]?.level ?? 'viewer';
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
      before: { area: one.area, level: levelBefore(one) },
      after: { area: one.area, level: one.level },
      why: one.why,
    })),
  );
  const permissions_version = group.permissions_version + 1;
  await sql`update groups set permissions_version = ${permissions_version}
    where site = ${group.site} and id = ${group.id}`.execute(db);
  return { ...group, permissions_version };
}
