import type { Access, Resource, RoleLine } from '@provost/authz-core';
import { sql, type RawBuilder } from 'kysely';
import type { GroupTable } from '../database/tables.js';
import type { Call } from '../requests/call.js';
import { siteSlot, slotRoles } from './snapshot-of.js';
import { areSo, whoMay } from './who-may.js';

/** Area → how many people could do what its Editors do, in this group. */
export async function editorsOf(call: Call, resource: Resource): Promise<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const { id, edit } of call.access.areas) {
    const who = await whoMay({ ...call, settings: call.access.settings }, edit, { resource });
    const { rows } = await sql<{ count: number }>`
      select count(distinct person)::int as count from (${who}) who`.execute(call.db);
    counts[id] = rows[0]?.count ?? 0;
  }
  return counts;
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

/** Roles that give a permission everywhere on the site, while the settings are as they are. */
export const rolesEverywhere = (access: Access, permission: string): string[] =>
  linesFor(access, permission)
    .filter(({ role, line }) => isEverywhere(line) && role.at.includes('site'))
    .map(({ role }) => role.id);

/** The ids of the scopes in which a group lies by a relation. */
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
    ({ slot, byDefault }) => slot === siteSlot(call.policy) && byDefault,
  );
  return sql<string>`coalesce((
    select h.role from assignments h
    where h.site = ${sql.ref(`${alias}.site`)} and h.person = ${sql.ref(`${alias}.id`)} and h.scope_type = 'site'
      and h.role = any(${slotRoles(call.policy)}::text[]) and ${isCurrent(call, 'h')} limit 1
  ), ${byDefault?.id ?? ''}::text)`;
}
