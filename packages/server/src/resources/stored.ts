import type { Policy } from '@provost/authz-core';
import { sql, type RawBuilder } from 'kysely';
import type { Placement, ResourceColumns } from '../database/filter-sql.js';

/** Where the resources of one type are kept: `select … from ${table} r where ${living}`. */
export interface Stored {
  readonly table: RawBuilder<unknown>;
  readonly living: RawBuilder<boolean>;
  readonly columns: ResourceColumns;
}

const id = sql.ref<string>('r.id');
const inSite = (site: string): RawBuilder<boolean> => sql<boolean>`r.site = ${site}`;

/** People, groups and content have tables of their own, everything else one together; none for an unknown type. */
export function storedAs(policy: Policy, site: string, type: string): Stored | undefined {
  // a Map: no type that every object inherits
  if (!policy.types.has(type)) return undefined;
  const relations = Object.entries(policy.document.resources[type] ?? {}).map(
    ([name, scopeType]) => [name, placementOf(type, name, scopeType)] as const,
  );
  const { table, living, owner } = tableOf(site, type);
  return {
    table,
    living,
    columns: { type, id, ...(owner ? { owner } : {}), relations: Object.fromEntries(relations) },
  };
}

function tableOf(site: string, type: string) {
  const owner = sql.ref<string | null>('r.owner');
  switch (type) {
    case 'site':
      return { table: sql`(select site, site as id from sites)`, living: inSite(site) };
    case 'user':
      return { table: sql`people`, living: inSite(site) };
    case 'group':
      return { table: sql`groups`, living: sql<boolean>`r.site = ${site} and r.deleted_at is null` };
    case 'course':
    case 'e-folder':
      return { table: sql`content`, living: sql<boolean>`r.site = ${site} and r.type = ${type}`, owner };
    default:
      return { table: sql`resources`, living: sql<boolean>`r.site = ${site} and r.type = ${type}`, owner };
  }
}

/** By a relation of its own name a thing lies in itself: a group in the group, a course in the course. */
function placementOf(type: string, name: string, scopeType: string): Placement {
  if (name === type && scopeType === type)
    return { id, ...(type === 'group' ? { path: sql.ref<string>('r.path') } : {}) };
  if (type === 'group' && name === 'cohort') return { id: sql.ref('r.cohort') };
  if (type === 'user' && name === 'group' && scopeType === 'group') return inGroups('members', 'person');
  if ((type === 'course' || type === 'e-folder') && name === 'group' && scopeType === 'group')
    return inGroups('group_content', 'content');
  const rows = sql`l.site = r.site and l.type = ${type} and l.id = r.id and l.relation = ${name}`;
  if (scopeType !== 'group')
    return { id: sql.ref('l.scope_id'), from: sql`from resource_scopes l where ${rows}` };
  return {
    ...group,
    from: sql`from resource_scopes l join groups g on g.site = l.site and g.id = l.scope_id
      where ${rows} and g.deleted_at is null`,
  };
}

const group = { id: sql.ref<string>('g.id'), path: sql.ref<string>('g.path') };

const inGroups = (table: 'members' | 'group_content', column: string): Placement => ({
  ...group,
  from: sql`from ${sql.table(table)} m join groups g on g.site = m.site and g.id = m.group_id
    where m.site = r.site and m.${sql.raw(column)} = r.id and g.deleted_at is null`,
});
