import { givenAt, permissionsFor, type Area } from '@provost/authz-core';
import { sql, type RawBuilder } from 'kysely';
import { holdsOneOf, isCurrent, rolesEverywhere } from '../access/editors-of.js';
import { filterSql } from '../database/filter-sql.js';
import { conditions } from '../database/conditions.js';
import type { GroupTable } from '../database/tables.js';
import { searchesPerson } from '../people/find-people.js';
import type { Call } from '../requests/call.js';
import { positionOf, type PageRequest } from '../requests/page.js';

/** What the list of who holds what in a group is narrowed to. */
export interface PermissionsQuery extends PageRequest {
  /** Editors of an area; who holds a role at the group; whose level or role ends soon (X-04). */
  readonly only?: 'editors' | 'holders' | 'ending' | undefined;
  /** How many days are soon. */
  readonly within?: number | undefined;
  readonly area?: string | undefined;
  readonly role?: string | undefined;
}

/** Somebody who is listed, with the roles that they hold at the site. */
export interface ListedPerson {
  readonly id: string;
  readonly name: string;
  readonly sort_key: string;
  readonly email: string;
  readonly roles: readonly string[];
}

type Ids = RawBuilder<{ person: string }>;

const DAY = 24 * 3_600_000;

/** The ids of the group and of the groups above it. */
export const wayDown = ({ path }: GroupTable): string[] => path.split('/').filter(Boolean);

/**
 * One page of the people who are listed, the number of all of them, and of those who are Editor of everything and are
 * not listed (EV-10, EV-11): one statement, which begins with the few who are listed, however many people there are.
 */
export async function listPeople(call: Call, group: GroupTable, query: PermissionsQuery) {
  const { areas } = call.access;
  const position = positionOf(query);
  const after = position && sql`(m.sort_key, m.id) > (${position.sortKey}, ${position.id})`;
  const ids = query.only ? narrowed(call, group, query) : everybody(call, group, areas);
  const { rows } = await sql<ListedPerson & { total: number; managers: number }>`
    with listed as (${ids}), matching as materialized (
      select p.id, p.name, p.sort_key, p.email from listed l join people p on p.site = ${group.site} and p.id = l.person
      where ${conditions([searchesPerson(query.search), maySee(call)])})
    select t.total, t.managers, m.*, ${siteRoles(call, 'm')} as roles
    from (select (select count(*)::int from matching) as total, ${editorsEverywhere(call, areas)} as managers) t
    left join (
      select * from matching m where ${conditions([after])} order by m.sort_key, m.id limit ${query.limit + 1}
    ) m on true
    order by m.sort_key, m.id`.execute(call.db);
  const [first] = rows;
  // with no row left there is still one, for the numbers
  const people = rows.filter(({ id }) => (id as string | null) !== null);
  return { people, total: first?.total ?? 0, managers: first?.managers ?? 0 };
}

/** The roles that people hold at the site now, of the rows that the query calls `alias`, which have an `id`. */
export const siteRoles = (call: Call, alias: string): RawBuilder<string[]> => sql<string[]>`array(
  select h.role from assignments h
  where h.site = ${call.site.id} and h.person = ${sql.ref(`${alias}.id`)} and h.scope_type = 'site'
    and ${isCurrent(call, 'h')} order by h.role)`;

/** Where seeing permissions is asked about people, the list is limited to those of whom it is allowed. */
function maySee({ access, policy }: Call): RawBuilder<boolean> {
  const columns = { type: 'user', id: sql.ref<string>('p.id'), relations: {} };
  return conditions(
    permissionsFor(policy, 'permissions.view')
      .filter((id) => policy.permission(id).type === 'user')
      .map((id) => filterSql(access.filter(id), columns, policy)),
  );
}

/** Who may hold an area's editor role at all, and who holds a role that is given at groups: here, or above and below. */
function everybody(call: Call, group: GroupTable, areas: readonly Area[]): Ids {
  const mayHold = areas.flatMap(({ editor }) => call.policy.roles.get(editor)?.mayHold ?? []);
  return united([
    mayHold.length > 0 && atSite(call, [...new Set(mayHold)]),
    holdersAt(call, group, rolesAt(call), notOver(call)),
  ]);
}

function narrowed(call: Call, group: GroupTable, query: PermissionsQuery): Ids {
  const { only, within = 30, area, role } = query;
  const areas = call.access.areas.filter(({ id }) => only !== 'holders' && (area ?? id) === id);
  const roles = rolesAt(call).filter((id) => only !== 'editors' && (role ?? id) === id);
  const soon = new Date(call.now + within * DAY);
  const ends = sql<boolean>`a.until_at <= ${soon} and ${notOver(call)}`;
  const isEnding = only === 'ending';
  // who narrows to an area does not mean the roles, and the other way round
  return united([
    (area !== undefined || role === undefined) &&
      editorsOf(call, group, areas, isEnding ? ends : isCurrent(call)),
    (role !== undefined || area === undefined) &&
      holdersAt(call, group, roles, isEnding ? ends : notOver(call)),
  ]);
}

const rolesAt = ({ policy }: Call): string[] => givenAt(policy, 'group').map(({ id }) => id);

const notOver = ({ now }: Call): RawBuilder<boolean> =>
  sql<boolean>`(a.until_at is null or a.until_at > ${new Date(now)})`;

/** Each person once: who holds two roles is one, also where there is nothing to unite. */
const united = (parts: readonly (Ids | false)[]): Ids => {
  const given = parts.filter((part) => part !== false);
  return given.length > 0
    ? sql`select distinct u.person from (${sql.join(given, sql` union all `)}) u`
    : sql`select null::text as person where false`;
};

const isDefault = ({ policy }: Call, roles: readonly string[]) =>
  roles.some((id) => policy.roles.get(id)?.byDefault);

function atSite(call: Call, roles: readonly string[]): Ids {
  const site = call.site.id;
  // nobody has a row for the default role
  if (isDefault(call, roles))
    return sql`select p.id as person from people p where p.site = ${site} and ${holdsOneOf(call, 'p', roles)}`;
  return sql`select a.person from assignments a
    where a.site = ${site} and a.scope_type = 'site' and a.scope_id = ${site} and a.role = any(${[...roles]}::text[])
      and ${isCurrent(call)}`;
}

function holdersAt(call: Call, group: GroupTable, roles: readonly string[], when: RawBuilder<boolean>): Ids {
  return sql`select a.person from assignments a where a.site = ${group.site} and a.scope_type = 'group'
    and ${reaches(call, group, roles)} and ${when}`;
}

/** Of the roles in `a`: held at the group itself, or above and reaching below. */
export function reaches({ policy }: Call, group: GroupTable, roles: readonly string[]): RawBuilder<boolean> {
  const below = roles.filter((id) => policy.roles.get(id)?.below);
  return sql<boolean>`(a.scope_id = ${group.id} and a.role = any(${[...roles]}::text[])
    or a.scope_id = any(${wayDown(group)}::text[]) and a.role = any(${below}::text[]))`;
}

/** At the group itself, or at its cohort and not lowered here. */
function editorsOf(call: Call, group: GroupTable, areas: readonly Area[], when: RawBuilder<boolean>): Ids {
  const roles = areas.map(({ editor }) => editor);
  const mayHold = areas.flatMap(({ editor }) => call.policy.roles.get(editor)?.mayHold ?? []);
  return sql`select a.person from assignments a
    where a.site = ${group.site} and a.role = any(${roles}::text[]) and ${when}
      and (a.scope_type = 'group' and a.scope_id = ${group.id}
        or a.scope_type = 'cohort' and a.scope_id = ${group.cohort} and not exists (
          select 1 from assignment_exceptions e
          where e.site = a.site and e.person = a.person and e.role = a.role and e.scope_type = a.scope_type
            and e.scope_id = a.scope_id and e.bundle = a.bundle and e.except_type = 'group'
            and e.except_id = ${group.id}))
      and a.person in (${atSite(call, [...new Set(mayHold)])})`;
}

function editorsEverywhere(call: Call, areas: readonly Area[]): RawBuilder<number> {
  const roles = [...new Set(areas.flatMap(({ edit }) => rolesEverywhere(call.access, edit)))];
  if (roles.length === 0) return sql<number>`0`;
  return sql<number>`(select count(distinct e.person)::int from (${atSite(call, roles)}) e)`;
}
