import type { Access, Role, RoleLine } from '@provost/authz-core';
import { sql, type RawBuilder } from 'kysely';
import type { GroupTable } from '../database/tables.js';
import type { Call } from '../requests/call.js';
import { ROLE_SLOT, slotRoles } from './snapshot-of.js';

type Query = RawBuilder<{ person: string }>;

/** Area → how many people could do what its Editors do, in this group. */
export async function editorsOf(call: Call, group: GroupTable): Promise<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const { id, edit } of call.access.areas) {
    const { rows } = await sql<{ count: number }>`
      select count(distinct person)::int as count from (${whoMay(call, edit, group)}) who`.execute(call.db);
    counts[id] = rows[0]?.count ?? 0;
  }
  return counts;
}

/**
 * The people whom the core would allow a permission on this group: the question `can` asks, asked the other way
 * round, from the same lines of the same policy.
 */
function whoMay(call: Call, permission: string, group: GroupTable): Query {
  const queries = linesFor(call.access, permission).map(({ role, line }) =>
    isEverywhere(line)
      ? holders(call, role)
      : holdersAlong(call, {
          role,
          relation: call.policy.relations[line.way.relations[0] ?? 0]?.name ?? '',
          group,
        }),
  );
  const nobody = sql<{ person: string }>`select null::text as person where false`;
  return queries.length === 0 ? nobody : sql`${sql.join(queries, sql` union all `)}`;
}

function linesFor({ policy, settings }: Access, permission: string) {
  const { word, bit } = policy.permission(permission);
  return [...policy.roles.values()].flatMap((role) =>
    role.lines
      .filter(({ bits, when }) => ((bits[word] ?? 0) & bit) !== 0 && areSo(when ?? {}, settings))
      .map((line) => ({ role, line })),
  );
}

/** The number 0 is the relation to the whole site. */
const isEverywhere = ({ way }: RoleLine): boolean => way.relations.every((number) => number === 0);

const areSo = (when: Readonly<Record<string, boolean>>, settings: Readonly<Record<string, boolean>>) =>
  Object.entries(when).every(([id, value]) => settings[id] === value);

/** Roles that give a permission everywhere on the site, while the settings are as they are. */
export const rolesEverywhere = (access: Access, permission: string): string[] =>
  linesFor(access, permission)
    .filter(({ role, line }) => isEverywhere(line) && role.at.includes('site'))
    .map(({ role }) => role.id);

/** Everybody who holds a role anywhere it may be held. */
function holders(call: Call, role: Role): Query {
  return sql`select p.id as person from people p where p.site = ${call.site.id}
    and ${holdsOneOf(call, 'p', [role.id])}`;
}

/** Everybody who holds a role at the scope in which the group lies by the relation. */
function holdersAlong(
  call: Call,
  { role, relation, group }: { role: Role; relation: string; group: GroupTable },
): Query {
  const ids = scopesOf(relation, group, role.below === true);
  const scopeType = call.policy.document.resources.group?.[relation] ?? '';
  return sql`select a.person from assignments a
    where a.site = ${call.site.id} and a.scope_type = ${scopeType} and a.scope_id = any(${ids}::text[])
      and a.role = ${role.id} and ${isCurrent(call)}
      and ${role.mayHold ? holdsOneOf(call, 'a', role.mayHold) : sql`true`}
      and not exists (select 1 from assignment_exceptions e
        where e.site = a.site and e.person = a.person and e.role = a.role and e.except_type = 'group'
          and e.scope_type = a.scope_type and e.scope_id = a.scope_id
          and e.except_id = any(${scopesOf('group', group, role.below === true)}::text[]))`;
}

export function scopesOf(relation: string, { id, path, cohort }: GroupTable, below: boolean): string[] {
  if (relation === 'cohort') return cohort === null ? [] : [cohort];
  if (relation !== 'group') return [];
  return below ? path.split('/').filter(Boolean) : [id];
}

/** X-04, for the assignments that a query calls `a` (or `h`): from ≤ now < until. */
export const isCurrent = ({ now }: Call, alias = 'a'): RawBuilder<boolean> => sql<boolean>`
  (${sql.ref(`${alias}.from_at`)} is null or ${sql.ref(`${alias}.from_at`)} <= ${new Date(now)})
  and (${sql.ref(`${alias}.until_at`)} is null or ${sql.ref(`${alias}.until_at`)} > ${new Date(now)})`;

/** Does the person of the row (`people p`, or `assignments a`) hold one of the roles at the site now? */
export function holdsOneOf(call: Call, alias: 'p' | 'a', roles: readonly string[]): RawBuilder<boolean> {
  const site = sql.ref(`${alias}.site`);
  const person = sql.ref(alias === 'p' ? 'p.id' : 'a.person');
  const holds = (some: readonly string[]) => sql<boolean>`exists (
    select 1 from assignments h where h.site = ${site} and h.person = ${person} and h.scope_type = 'site'
      and h.role = any(${[...some]}::text[]) and ${isCurrent(call, 'h')})`;
  const hasDefault = roles.some((id) => call.policy.roles.get(id)?.byDefault);
  return hasDefault ? sql<boolean>`(${holds(roles)} or not ${holds(slotRoles(call.policy))})` : holds(roles);
}

/** The role in the slot `role` of the person of the row. */
export function slotRoleSql(call: Call, alias: 'p'): RawBuilder<string> {
  const byDefault = [...call.policy.roles.values()].find(
    ({ slot, byDefault }) => slot === ROLE_SLOT && byDefault,
  );
  return sql<string>`coalesce((
    select h.role from assignments h
    where h.site = ${sql.ref(`${alias}.site`)} and h.person = ${sql.ref(`${alias}.id`)} and h.scope_type = 'site'
      and h.role = any(${slotRoles(call.policy)}::text[]) and ${isCurrent(call, 'h')} limit 1
  ), ${byDefault?.id ?? ''}::text)`;
}
