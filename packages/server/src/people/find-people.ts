import type { Resource } from '@provost/authz-core';
import type { z } from '@hono/zod-openapi';
import { sql, type RawBuilder } from 'kysely';
import { holdsOneOf, slotRoleSql } from '../access/editors-of.js';
import { isAskedOn, maySql } from '../access/operations.js';
import { containing, sortKey } from '../database/sort-key.js';
import type { PersonTable } from '../database/tables.js';
import { findGroup } from '../groups/group.js';
import { conditions } from '../database/conditions.js';
import type { Call } from '../requests/call.js';
import { pageOfRows, positionOf, type PageRequest } from '../requests/page.js';
import { notFound } from '../requests/problem-error.js';
import { wireResources, type WireResource } from '../resources/on-the-wire.js';
import { findResources } from '../resources/find-resources.js';
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

/** A person of whom nothing is known but who they are. */
export const personResource = (site: string, id: string): Resource => ({ site, type: 'user', id });

/** What the core is asked about a person of the site: with the groups, courses … that they are in. */
export async function resourceOf(call: Call, id: string): Promise<Resource> {
  return (await findResources(call, 'user', [id])).get(id) ?? personResource(call.site.id, id);
}

/** Lets through the rows of `people p` whom the person may see. */
export const visible = (call: Call): RawBuilder<boolean> => sql<boolean>`p.site = ${call.site.id}
  and ${maySql(call, 'people.view', { type: 'user', alias: 'p' })}`;

/** Lets through the rows of `people p` whom the person sees anywhere: also those of whom they see that they are members. */
export const known = (call: Call): RawBuilder<boolean> =>
  isAskedOn(call, 'members.view', 'user')
    ? sql<boolean>`p.site = ${call.site.id} and (${maySql(call, 'people.view', { type: 'user', alias: 'p' })}
        or ${maySql(call, 'members.view', { type: 'user', alias: 'p' })})`
    : visible(call);

/** The rows of `people p` whose name or e-mail address holds the text. */
export function searchesPerson(search: string | undefined): RawBuilder<boolean> | undefined {
  const text = search?.trim();
  if (!text) return undefined;
  return sql<boolean>`(p.sort_key like ${containing(sortKey(text))}
    or lower(p.email) like ${containing(text.toLowerCase())})`;
}

/** A page of the people the person may see; of those outside a group, whoever they could add to it. */
export async function listUsers(call: Call, query: PeopleQuery) {
  const { outsideGroup, role, search, limit } = query;
  const position = positionOf(query);
  if (outsideGroup !== undefined) await findGroup(call, outsideGroup);
  const wanted = conditions([
    outsideGroup === undefined ? visible(call) : known(call),
    searchesPerson(search),
    role === undefined ? undefined : holdsOneOf(call, 'p', [role]),
    outsideGroup === undefined
      ? undefined
      : // not `not in`: a large group is too large to hash, and would be read through for every person
        sql`not exists (select 1 from members m
          where m.site = p.site and m.group_id = ${outsideGroup} and m.person = p.id)`,
  ]);
  const after = position && sql`(p.sort_key, p.id) > (${position.sortKey}, ${position.id})`;
  const found = await sql<PersonRow>`
    select p.*, ${slotRoleSql(call, 'p')} as role from people p where ${conditions([wanted, after])}
    order by p.sort_key, p.id limit ${limit + 1}`.execute(call.db);
  const total = await sql<{
    count: number;
  }>`select count(*)::int as count from people p where ${wanted}`.execute(call.db);
  const { rows, next } = pageOfRows(found.rows, limit);
  return { items: await describeUsers(call, rows), next, total: total.rows[0]?.count ?? 0 };
}

/** A person of the site whom the caller may see; 404 otherwise. */
export async function findPerson(call: Call, id: string): Promise<PersonRow> {
  const { rows } = await sql<PersonRow>`
    select p.*, ${slotRoleSql(call, 'p')} as role from people p
    where p.id = ${id} and ${visible(call)}`.execute(call.db);
  if (!rows[0]) throw notFound('person');
  return rows[0];
}

/** All of these are people of the site whom the caller may see, or those `others` let through; 404 otherwise. */
export async function requirePeople(
  call: Call,
  ids: readonly string[],
  others: RawBuilder<boolean> = sql<boolean>`false`,
): Promise<void> {
  const { rows } = await sql<{ count: number }>`
    select count(*)::int as count from people p
    where p.site = ${call.site.id} and p.id = any(${[...ids]}::text[]) and (${known(call)} or ${others})`.execute(
    call.db,
  );
  if (rows[0]?.count !== ids.length) throw notFound('person');
}

/** Rows as the API shows them. */
export async function describeUsers(call: Call, rows: readonly PersonRow[]): Promise<User[]> {
  const resourceFor = await wireResources(
    call,
    'user',
    rows.map(({ id }) => id),
  );
  return rows.map((row) => toUser(row, resourceFor(row.id)));
}

/** One person as the API shows them. */
export async function describeUser(call: Call, id: string): Promise<User> {
  const row = await findPerson(call, id);
  return toUser(row, (await wireResources(call, 'user', [id]))(id));
}

const toUser = (row: PersonRow, resource: WireResource): User => ({
  id: row.id,
  externalId: row.external_id,
  name: row.name,
  email: row.email,
  role: row.role,
  createdAt: row.created_at.toISOString(),
  version: row.version,
  resource,
});
