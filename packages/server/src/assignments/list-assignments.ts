import type { z } from '@hono/zod-openapi';
import { sql, type RawBuilder } from 'kysely';
import { knownNames, type NameOf } from '../access/knows.js';
import { maySql } from '../access/operations.js';
import { seenSql } from '../authzen/subjects.js';
import { conditions } from '../database/conditions.js';
import { filterSql } from '../database/filter-sql.js';
import { containing, sortKey } from '../database/sort-key.js';
import type { Call } from '../requests/call.js';
import { pageOfRows, positionOf, type PageRequest } from '../requests/page.js';
import { invalid } from '../requests/problem-error.js';
import { storedAs } from '../resources/stored.js';
import { heldColumns, toHeld, type HeldRow } from './held-roles.js';
import type { AssignmentSchema } from './routes.js';

type Assignment = z.infer<typeof AssignmentSchema>;

/** What a list of assignments is narrowed by. */
export interface AssignmentQuery extends PageRequest {
  readonly userId?: string | undefined;
  readonly scopeType?: string | undefined;
  readonly scopeId?: string | undefined;
  readonly role?: string | undefined;
  readonly source?: string | undefined;
  readonly endsBefore?: string | undefined;
}

interface Row extends HeldRow {
  sort_key: string;
}

/** A page of who holds what, by name: of `assignments a` of `people r`, those that the person may see. */
export async function listAssignments(call: Call, query: AssignmentQuery) {
  const wanted = conditions([
    sql`a.site = ${call.site.id} and (a.until_at is null or a.until_at > ${new Date(call.now)})`,
    narrowed(query),
    visible(call),
  ]);
  const from = sql`from assignments a join people r on r.site = a.site and r.id = a.person`;
  const found = await sql<Row>`
    select ${heldColumns}, r.sort_key ${from} where ${conditions([wanted, after(query)])}
    order by r.sort_key, ${order} limit ${query.limit + 1}`.execute(call.db);
  const total = await sql<{ count: number }>`select count(*)::int as count ${from} where ${wanted}`.execute(
    call.db,
  );
  const { rows, next } = pageOfRows(
    found.rows.map((row) => ({ ...row, id: idOf(row) })),
    query.limit,
  );
  const held = rows.map(toHeld);
  const nameOf = await knownNames(
    call,
    held.flatMap(({ person, givenBy, type, id }) => [
      { type, id },
      ...[person, givenBy].flatMap((one) => (one === null ? [] : [{ type: 'user', id: one }])),
    ]),
  );
  return { items: held.map((one) => describe(one, nameOf)), next, total: total.rows[0]?.count ?? 0 };
}

const order = sql`a.person, a.role, a.scope_type, a.scope_id, a.bundle`;

/** What tells a row apart, as the second half of a cursor. */
const idOf = ({ person, role, scope_type, scope_id, bundle }: Row): string =>
  JSON.stringify([person, role, scope_type, scope_id, bundle]);

function after(query: AssignmentQuery): RawBuilder<boolean> | undefined {
  const position = positionOf(query);
  if (!position) return undefined;
  try {
    const key = JSON.parse(position.id) as unknown[];
    if (key.length === 5 && key.every((part) => typeof part === 'string'))
      return sql<boolean>`(r.sort_key, ${order}) > (${sql.join([position.sortKey, ...key])})`;
  } catch {
    // told below
  }
  throw invalid('query.cursor', 'is not a cursor of this list');
}

const narrowed = ({ userId, scopeType, scopeId, role, source, endsBefore, search }: AssignmentQuery) =>
  conditions([
    userId && sql`a.person = ${userId}`,
    scopeType && sql`a.scope_type = ${scopeType}`,
    scopeId && sql`a.scope_id = ${scopeId}`,
    role && sql`a.role = ${role}`,
    source && sql`a.source = ${source}`,
    endsBefore && sql`a.until_at < ${new Date(endsBefore)}`,
    search?.trim() && sql`r.sort_key like ${containing(sortKey(search.trim()))}`,
  ]);

/** One’s own, those of people whose roles one may change, and those at scopes one looks after. */
function visible(call: Call): RawBuilder<boolean> {
  const inGroups = sql`(a.scope_type = 'group' and exists (select 1 from groups u
    where u.site = a.site and u.id = a.scope_id and u.deleted_at is null
      and ${maySql(call, 'permissions.view', { type: 'group', alias: 'u' })}))`;
  return sql<boolean>`(${sql.join([seenSql(call), inGroups, ...givenSql(call)], sql` or `)})`;
}

/** Roles that one may give where they are held: permission by permission. */
function givenSql({ access, policy, site }: Call): RawBuilder<unknown>[] {
  const roles = [...policy.roles.values()];
  const permissions = new Set(roles.flatMap(({ assignedBy }) => assignedBy ?? []));
  return [...permissions].flatMap((id) => {
    const { type, second } = policy.permission(id);
    if (type === 'user' || type === 'site') return [];
    const stored = storedAs(policy, site.id, type, 's');
    const people = second === 'user' ? storedAs(policy, site.id, 'user', 'r') : undefined;
    if (!stored || (second !== '' && !people)) return [];
    const given = roles.filter(({ assignedBy }) => assignedBy === id).map((role) => role.id);
    const reached = filterSql(access.filter(id), stored.columns, policy, people?.columns);
    return [
      sql`(a.role = any(${given}::text[]) and a.scope_type = ${type} and exists (
        select 1 from ${stored.table} s where ${stored.living} and s.id = a.scope_id and ${reached}))`,
    ];
  });
}

function describe(
  {
    person,
    role,
    type,
    id,
    except,
    bundle,
    from,
    until,
    source,
    givenBy,
    givenAt,
  }: ReturnType<typeof toHeld>,
  nameOf: NameOf,
): Assignment {
  const someone = (user: string) => ({ id: user, name: nameOf('user', user) ?? null });
  return {
    user: someone(person),
    role,
    scope: type === 'site' ? null : { type, id, name: nameOf(type, id) ?? null },
    ...(except === null ? {} : { except: listsOf(except) }),
    ...(bundle === '' ? {} : { bundle }),
    from,
    until,
    source,
    givenBy: givenBy === null ? null : someone(givenBy),
    givenAt,
  };
}

const listsOf = (scopes: Readonly<Record<string, readonly string[]>>): Record<string, string[]> =>
  Object.fromEntries(Object.entries(scopes).map(([type, ids]) => [type, [...ids]]));
