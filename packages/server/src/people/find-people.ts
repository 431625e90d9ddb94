import type { Resource } from '@provost/authz-core';
import type { z } from '@hono/zod-openapi';
import { sql, type RawBuilder } from 'kysely';
import { holdsOneOf, slotRoleSql } from '../access/editors-of.js';
import { filterSql } from '../database/filter-sql.js';
import { containing, sortKey } from '../database/sort-key.js';
import type { PersonTable } from '../database/tables.js';
import { findGroup } from '../groups/group.js';
import { conditions } from '../database/conditions.js';
import type { Call } from '../requests/call.js';
import { pageOfRows, positionOf, type PageRequest } from '../requests/page.js';
import { notFound } from '../requests/problem-error.js';
import type { UserSchema } from './routes.js';

/** A person as the API shows them. */
export type User = z.infer<typeof UserSchema>;

/** What a list of people is asked for. */
export interface PeopleQuery extends PageRequest {
  readonly outsideGroup?: string | undefined;
  readonly role?: string | undefined;
}

/** A row of the table, with the role in the slot `role`. */
export interface PersonRow extends PersonTable {
  role: string;
}

/** What the core is asked about a person. */
export const personResource = (site: string, id: string): Resource => ({ site, type: 'user', id });

const visible = ({ access, policy, site }: Call): RawBuilder<boolean> => sql<boolean>`p.site = ${site.id}
  and ${filterSql(access.filter('people.view'), { type: 'user', id: sql.ref('p.id'), relations: {} }, policy)}`;

/** The rows of `people p` whose name or e-mail address holds the text. */
export function searchesPerson(search: string | undefined): RawBuilder<boolean> | undefined {
  const text = search?.trim();
  if (!text) return undefined;
  return sql<boolean>`(p.sort_key like ${containing(sortKey(text))}
    or lower(p.email) like ${containing(text.toLowerCase())})`;
}

/** A page of the people the person may see. */
export async function listUsers(call: Call, query: PeopleQuery) {
  const { outsideGroup, role, search, limit } = query;
  const position = positionOf(query);
  if (outsideGroup !== undefined) await findGroup(call, outsideGroup);
  const wanted = conditions([
    visible(call),
    searchesPerson(search),
    role === undefined ? undefined : holdsOneOf(call, 'p', [role]),
    outsideGroup === undefined
      ? undefined
      : // not in: hashed once, whatever the planner knows of tables that were just filled
        sql`p.id not in (select m.person from members m
          where m.site = ${call.site.id} and m.group_id = ${outsideGroup})`,
  ]);
  const after = position && sql`(p.sort_key, p.id) > (${position.sortKey}, ${position.id})`;
  const found = await sql<PersonRow>`
    select p.*, ${slotRoleSql(call, 'p')} as role from people p where ${conditions([wanted, after])}
    order by p.sort_key, p.id limit ${limit + 1}`.execute(call.db);
  const total = await sql<{
    count: number;
  }>`select count(*)::int as count from people p where ${wanted}`.execute(call.db);
  const { rows, next } = pageOfRows(found.rows, limit);
  return { items: rows.map(toUser), next, total: total.rows[0]?.count ?? 0 };
}

/** A person of the site whom the caller may see; 404 otherwise. */
export async function findPerson(call: Call, id: string): Promise<PersonRow> {
  const { rows } = await sql<PersonRow>`
    select p.*, ${slotRoleSql(call, 'p')} as role from people p
    where p.id = ${id} and ${visible(call)}`.execute(call.db);
  if (!rows[0]) throw notFound('person');
  return rows[0];
}

/** All of these are people of the site whom the caller may see; 404 otherwise. */
export async function requirePeople(call: Call, ids: readonly string[]): Promise<void> {
  const { rows } = await sql<{ count: number }>`
    select count(*)::int as count from people p
    where p.id = any(${[...ids]}::text[]) and ${visible(call)}`.execute(call.db);
  if (rows[0]?.count !== ids.length) throw notFound('person');
}

/** A row as the API shows it. */
export const toUser = (row: PersonRow): User => ({
  id: row.id,
  externalId: row.external_id,
  name: row.name,
  email: row.email,
  role: row.role,
  createdAt: row.created_at.toISOString(),
  version: row.version,
  resource: { site: row.site, type: 'user', id: row.id },
});
