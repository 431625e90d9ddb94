import type { Policy } from '@provost/authz-core';
import { sql, type RawBuilder } from 'kysely';
import { isBelow } from '../database/paths.js';
import type { GroupTable } from '../database/tables.js';
import type { Call } from '../requests/call.js';
import { giveDefaults, type Given } from './give-defaults.js';

/** Whose enrolment, in which courses: all that are not named. */
interface Which {
  readonly people?: readonly string[];
  readonly courses?: readonly string[];
}

/** GL-10: what being in a group gives those who are added to it: a role there, and its courses. */
export const enrolMembers = (call: Call, group: string, people: readonly string[]): Promise<Given[]> =>
  giveDefaults(
    call,
    people.map((subject) => ({ name: 'member-added', subject, scopes: { group } })),
  );

/** GL-10: what is put into a group, for all who are in it. */
export const enrolInCourses = (call: Call, group: string, courses: readonly string[]): Promise<Given[]> =>
  giveDefaults(
    call,
    courses.map((course) => ({ name: 'course-assigned', scopes: { group, course } })),
  );

/** Gives again what the groups of a subtree give, when it comes back. */
export async function enrolAgain(call: Call, top: GroupTable): Promise<Given[]> {
  const { rows } = await sql<{ group: string; courses: string[] }>`
    select g.id as "group", array_agg(t.content) as courses
    from groups g join group_content t on t.site = g.site and t.group_id = g.id
    join content k on k.site = t.site and k.id = t.content and k.type = 'course'
    where ${inTree(top)} and g.deleted_at is null and g.archived_at is null group by g.id`.execute(call.db);
  const given: Given[] = [];
  for (const { group, courses } of rows) given.push(...(await enrolInCourses(call, group, courses)));
  return given;
}

const inTree = ({ site, path }: GroupTable): RawBuilder<boolean> =>
  sql<boolean>`g.site = ${site} and ${isBelow(sql`g.path`, sql`${path}::text`)}`;

/** Ends what a group gave whoever leaves it: their role as a member, and its courses. */
export async function dismiss(call: Call, group: string, people: readonly string[]): Promise<Given[]> {
  const gone: Given[] = [];
  for (const { role, source } of rolesOf(call.policy, 'group')) {
    const { rows } = await sql<Given>`
      delete from assignments a where a.site = ${call.site.id} and a.person = any(${[...people]}::text[])
        and a.role = ${role} and a.source = ${source} and a.scope_type = 'group' and a.scope_id = ${group}
      returning a.person, a.role, a.scope_type as type, a.scope_id as id`.execute(call.db);
    gone.push(...rows);
  }
  return [...gone, ...(await withdraw(call, { people }))];
}

/**
 * Ends the enrolments that groups gave and that none gives any more: no group, deleted and archived ones apart, has both
 * the person and the course. What was learned stays in their record.
 */
export async function withdraw(call: Call, { people, courses }: Which): Promise<Given[]> {
  return end(call, sql<boolean>`${among('a.person', people)} and ${among('a.scope_id', courses)}`);
}

/** The same for everybody and everything in a subtree that goes. */
export const withdrawAll = (call: Call, top: GroupTable): Promise<Given[]> =>
  end(
    call,
    sql<boolean>`exists (select 1 from groups g
      join members m on m.site = g.site and m.group_id = g.id and m.person = a.person
      join group_content t on t.site = g.site and t.group_id = g.id and t.content = a.scope_id
      where ${inTree(top)})`,
  );

const among = (column: string, ids: readonly string[] | undefined): RawBuilder<boolean> =>
  ids ? sql<boolean>`${sql.ref(column)} = any(${[...ids]}::text[])` : sql<boolean>`true`;

async function end(call: Call, which: RawBuilder<boolean>): Promise<Given[]> {
  const gone: Given[] = [];
  for (const { role, source } of rolesOf(call.policy, 'course')) {
    const { rows } = await sql<Given>`
      delete from assignments a where a.site = ${call.site.id} and a.role = ${role} and a.source = ${source}
        and a.scope_type = 'course' and ${which}
        and not exists (select 1 from members m
          join group_content t on t.site = m.site and t.group_id = m.group_id and t.content = a.scope_id
          join groups g on g.site = m.site and g.id = m.group_id and g.deleted_at is null and g.archived_at is null
          where m.site = a.site and m.person = a.person)
      returning a.person, a.role, a.scope_type as type, a.scope_id as id`.execute(call.db);
    gone.push(...rows);
  }
  return gone;
}

/** What being in a group gives at scopes of a type, as the policy says it. */
function rolesOf({ document }: Policy, at: string): { role: string; source: string }[] {
  const given = document.defaults
    .filter((one) => one.at === at && (one.on === 'member-added' || one.on === 'course-assigned'))
    .flatMap(({ give, source }) => give.map((role) => ({ role, source })));
  return [...new Map(given.map((one) => [JSON.stringify(one), one])).values()];
}
