import type { Policy } from '@provost/authz-core';
import { sql, type RawBuilder } from 'kysely';
import type { Placement, ResourceColumns } from '../database/filter-sql.js';

/** Where the resources of one type are kept: `select … from ${table} r where ${living}`. */
export interface Stored {
  readonly table: RawBuilder<unknown>;
  readonly living: RawBuilder<boolean>;
  readonly columns: ResourceColumns;
}

/**
 * People, groups and content have tables of their own, everything else one together; none for an unknown type.
 * @param alias the name of its rows in the query: any but `lying` and `inside`.
 */
export function storedAs(policy: Policy, site: string, type: string, alias = 'r'): Stored | undefined {
  // a Map: no type that every object inherits
  if (!policy.types.has(type)) return undefined;
  const { resources, scopes } = policy.document;
  const isTree = scopes?.group?.tree === true;
  const relations = Object.entries(resources[type] ?? {}).map(([name, scopeType]) => {
    const { path, ...place } = placementOf({ type, name, scopeType, row: sql.table(alias) });
    return [name, path && isTree ? { ...place, path } : place] as const;
  });
  const { table, isOfType, hasOwner } = tableOf(type, sql.table(alias));
  return {
    table,
    living: sql<boolean>`${sql.table(alias)}.site = ${site} and ${isOfType}`,
    columns: {
      type,
      id: sql.ref<string>(`${alias}.id`),
      ...(hasOwner ? { owner: sql.ref<string | null>(`${alias}.owner`) } : {}),
      relations: Object.fromEntries(relations),
      pathOf: (id) =>
        sql<string>`(select top.path from groups top where top.site = ${site} and top.id = ${id})`,
    },
  };
}

function tableOf(type: string, row: RawBuilder<unknown>) {
  const isOfType = sql`${row}.type = ${type}`;
  switch (type) {
    case 'site':
      return { table: sql`(select site, site as id from sites)`, isOfType: sql`true` };
    case 'user':
      return { table: sql`people`, isOfType: sql`true` };
    case 'group':
      return { table: sql`groups`, isOfType: sql`${row}.deleted_at is null` };
    case 'course':
    case 'e-folder':
      return { table: sql`content`, isOfType, hasOwner: true };
    default:
      return { table: sql`resources`, isOfType, hasOwner: true };
  }
}

interface Lying {
  readonly type: string;
  readonly name: string;
  readonly scopeType: string;
  readonly row: RawBuilder<unknown>;
}

/** By a relation of its own name a thing lies in itself: a group in the group, a course in the course. */
function placementOf({ type, name, scopeType, row }: Lying): Placement {
  const isContent = type === 'course' || type === 'e-folder';
  if (name === type && scopeType === type)
    return { id: sql`${row}.id`, ...(type === 'group' ? { path: sql`${row}.path` } : {}) };
  if (type === 'group' && name === 'cohort') return { id: sql`${row}.cohort` };
  if (type === 'user' && name === 'group' && scopeType === 'group')
    return inGroups(sql`from members lying`, sql`lying.person = ${row}.id and lying.site = ${row}.site`);
  if (isContent && name === 'group' && scopeType === 'group')
    return inGroups(
      sql`from group_content lying`,
      sql`lying.content = ${row}.id and lying.site = ${row}.site`,
    );
  const lies = sql`lying.site = ${row}.site and lying.type = ${type} and lying.id = ${row}.id
    and lying.relation = ${name}`;
  if (scopeType === 'group') {
    const rows = sql`from (select site, type, id, relation, scope_id as group_id from resource_scopes) lying`;
    return inGroups(rows, lies);
  }
  return { id: sql`lying.scope_id`, from: sql`from resource_scopes lying where ${lies}` };
}

/** A deleted group is none that anything lies in. */
const inGroups = (rows: RawBuilder<unknown>, lies: RawBuilder<unknown>): Placement => ({
  id: sql`inside.id`,
  path: sql`inside.path`,
  from: sql`${rows} join groups inside on inside.site = lying.site and inside.id = lying.group_id
    where ${lies} and inside.deleted_at is null`,
});
