import { mayDo } from '@provost/authz-core';
import type { z } from '@hono/zod-openapi';
import { sql, type RawBuilder } from 'kysely';
import { knownNames, type NameOf } from '../access/knows.js';
import { requireOperation } from '../access/refusal.js';
import { conditions } from '../database/conditions.js';
import { containing } from '../database/sort-key.js';
import type { Call } from '../requests/call.js';
import { pageOfRows, positionOf, type PageRequest } from '../requests/page.js';
import { invalid, notFound } from '../requests/problem-error.js';
import type { Named } from '../resources/names.js';
import { entryColumns, toEntry, type Entry, type EntryRow } from './entries.js';
import { findGroups } from './group-resources.js';
import type { AuditEntrySchema } from './routes.js';

type AuditEntry = z.infer<typeof AuditEntrySchema>;

/** What of the audit is asked for. */
export interface AuditFilters {
  readonly resourceType?: string | undefined;
  readonly resourceId?: string | undefined;
  readonly person?: string | undefined;
  readonly actor?: string | undefined;
  readonly action?: string | undefined;
  readonly changeId?: string | undefined;
  readonly from?: string | undefined;
  readonly to?: string | undefined;
  readonly search?: string | undefined;
}

interface Row extends EntryRow {
  undone_by: string | null;
}

/** What somebody may see of it: all, or the history of one group. */
export async function requireAudit(call: Call, { resourceType, resourceId }: AuditFilters): Promise<void> {
  if (mayDo(call.access, 'audit.view')) return;
  if (resourceType !== 'group' || resourceId === undefined) {
    requireOperation(call, 'audit.view');
    return;
  }
  const group = (await findGroups(call, [resourceId])).get(resourceId);
  if (!group || !mayDo(call.access, 'groups.view', group)) throw notFound('group');
  requireOperation(call, 'history.view', group);
}

/** The rows of `audit u` that are asked for. */
export function wantedSql({ site }: Call, filters: AuditFilters): RawBuilder<boolean> {
  const { resourceType, resourceId, person, actor, action, changeId, from, to } = filters;
  return conditions([
    sql`u.site = ${site.id}`,
    resourceType && sql`u.resource_type = ${resourceType}`,
    resourceId && sql`u.resource_id = ${resourceId}`,
    person && sql`u.person = ${person}`,
    actor && sql`u.actor = ${actor}`,
    action && sql`u.action = any(${action.split(',').map((one) => one.trim())}::text[])`,
    changeId && sql`u.change_id = ${changeId}`,
    from && sql`u.at >= ${new Date(from)}`,
    to && sql`u.at < ${new Date(to)}`,
    searches(filters.search),
  ]);
}

function searches(search: string | undefined): RawBuilder<boolean> | undefined {
  const text = search?.trim().toLowerCase();
  if (!text) return undefined;
  const like = containing(text);
  return sql<boolean>`(u.action like ${like} or lower(u.before::text) like ${like}
    or lower(u.after::text) like ${like} or exists (
      select 1 from people p where p.site = u.site and p.id in (u.actor, u.person) and lower(p.name) like ${like}))`;
}

/** Entries before one, the newest first. */
export async function readEntries(
  call: Call,
  { wanted, before, limit }: { wanted: RawBuilder<boolean>; before?: string | undefined; limit: number },
): Promise<Row[]> {
  const { rows } = await sql<Row>`
    select ${entryColumns}, (select n.change_id from audit n
      where n.site = u.site and n.undoes = u.change_id order by n.id desc limit 1) as undone_by
    from audit u where ${conditions([wanted, before && sql`u.id < ${before}::bigint`])}
    order by u.id desc limit ${limit}`.execute(call.db);
  return rows;
}

/** X-05: a page of the audit, the newest first, with names as far as the person may see them. */
export async function listAudit(
  call: Call,
  query: PageRequest & AuditFilters,
  canUndo: (action: string) => boolean,
) {
  await requireAudit(call, query);
  const position = positionOf(query);
  if (position && !/^\d{1,18}$/.test(position.id))
    throw invalid('query.cursor', 'is not a cursor of this list');
  const wanted = wantedSql(call, query);
  const found = await readEntries(call, { wanted, before: position?.id, limit: query.limit + 1 });
  const { rows, next } = pageOfRows(
    found.map((row) => ({ ...row, sort_key: '' })),
    query.limit,
  );
  const total = await sql<{ count: number }>`
    select count(*)::int as count from audit u where ${wanted}`.execute(call.db);
  const entries = rows.map(toEntry);
  const told = entries.flatMap(toldIn);
  const nameOf = await knownNames(call, [...entries.flatMap(namedIn), ...told]);
  return {
    items: entries.map((entry, i): AuditEntry => {
      const undoneBy = rows[i]?.undone_by ?? null;
      const undoable = entry.changeId !== null && undoneBy === null && canUndo(entry.action);
      return { ...describe(entry, nameOf), undoneBy, undoable };
    }),
    next,
    total: total.rows[0]?.count ?? 0,
    names: namesIn(told, nameOf),
  };
}

/** Whom and what an entry is about. */
export const namedIn = ({ actor, person, resource }: Entry): Named[] => [
  resource,
  ...[actor, person].flatMap((id) => (id === null ? [] : [{ type: 'user', id }])),
];

/** What its two sides name by id. */
function toldIn({ before, after }: Entry): Named[] {
  // as: what `record` was given, of whatever action
  const sides = [before, after].map((side) => (side ?? {}) as Record<string, unknown>);
  const ids = (value: unknown): string[] => (Array.isArray(value) ? value.map(String) : []);
  return sides.flatMap(({ userIds, contentIds, parentId, held }) => [
    ...ids(userIds).map((id) => ({ type: 'user', id })),
    ...ids(contentIds).flatMap((id) => ['course', 'e-folder'].map((type) => ({ type, id }))),
    ...(typeof parentId === 'string' ? [{ type: 'group', id: parentId }] : []),
    ...(Array.isArray(held) ? (held as Named[]).map(({ type, id }) => ({ type, id })) : []),
  ]);
}

function namesIn(wanted: readonly Named[], nameOf: NameOf): { type: string; id: string; name: string }[] {
  const found = wanted.flatMap(({ type, id }) => {
    const name = nameOf(type, id);
    return name === undefined ? [] : [{ type, id, name }];
  });
  return [...new Map(found.map((one) => [`${one.type} ${one.id}`, one])).values()];
}

/** An entry as the API shows it. */
export function describe(
  { actor, person, resource, ...entry }: Entry,
  nameOf: NameOf,
): Omit<AuditEntry, 'undoneBy' | 'undoable'> {
  const someone = (id: string | null) => (id === null ? null : { id, name: nameOf('user', id) ?? null });
  return {
    ...entry,
    actor: someone(actor),
    person: someone(person),
    resource: { ...resource, name: nameOf(resource.type, resource.id) ?? null },
  };
}
