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
  const derived = derivedFrom({ type, name, scopeType, row });
  if (derived) {
    const both = sql`from (
      select s.site, s.scope_id as group_id from resource_scopes s
      where s.site = ${row}.site and s.type = ${type} and s.id = ${row}.id and s.relation = ${name}
      union ${derived}) lying`;
    return scopeType === 'group'
      ? inGroups(both, sql`true`)
      : { id: sql`lying.group_id`, from: sql`${both} where true` };
  }
  const lies = sql`lying.site = ${row}.site and lying.type = ${type} and lying.id = ${row}.id
    and lying.relation = ${name}`;
  if (scopeType === 'group') {
    const rows = sql`from (select site, type, id, relation, scope_id as group_id from resource_scopes) lying`;
    return inGroups(rows, lies);
  }
  return { id: sql`lying.scope_id`, from: sql`from resource_scopes lying where ${lies}` };
}

/**
 * What somebody did in a course lies where they are and where the course is, beside what is stored of it: a record goes
 * with its person, and counts `through` the groups that have both (GL-03).
 */
function derivedFrom({ type, name, scopeType, row }: Lying): RawBuilder<unknown> | undefined {
  const ofCourse = sql`join resource_scopes c on c.site = ${row}.site and c.type = ${type} and c.id = ${row}.id
    and c.relation = 'course'`;
  if (name === 'through' && scopeType === 'group')
    return sql`select m.site, m.group_id from members m ${ofCourse}
      join group_content t on t.site = m.site and t.group_id = m.group_id and t.content = c.scope_id
      where m.site = ${row}.site and m.person = ${row}.owner`;
  if (type !== 'record') return undefined;
  switch (name) {
    case 'group':
      return sql`select m.site, m.group_id from members m where m.site = ${row}.site and m.person = ${row}.owner`;
    case 'primaryGroup':
    case 'segment':
      return sql`select u.site, u.scope_id from resource_scopes u
        where u.site = ${row}.site and u.type = 'user' and u.id = ${row}.owner and u.relation = ${name}`;
    case 'session':
      return sql`select a.site, a.scope_id from assignments a ${ofCourse}
        join resource_scopes o on o.site = a.site and o.type = 'session' and o.id = a.scope_id
          and o.relation = 'course' and o.scope_id = c.scope_id
        where a.site = ${row}.site and a.person = ${row}.owner and a.scope_type = 'session'`;
    default:
      return undefined;
  }
}

/** A deleted group is none that anything lies in. */
const inGroups = (rows: RawBuilder<unknown>, lies: RawBuilder<unknown>): Placement => ({
  id: sql`inside.id`,
  path: sql`inside.path`,
  from: sql`${rows} join groups inside on inside.site = lying.site and inside.id = lying.group_id
    where ${lies} and inside.deleted_at is null`,
});
