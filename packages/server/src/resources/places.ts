import type { Resource } from '@provost/authz-core';
import { sql } from 'kysely';
import { knows } from '../access/knows.js';
import { insertRows } from '../database/insert-rows.js';
import type { Call } from '../requests/call.js';
import { invalid, notFound } from '../requests/problem-error.js';
import { findResources } from './find-resources.js';
import type { Which } from './find-things.js';

/** Relation → ids of scopes. */
export type Within = Readonly<Record<string, readonly string[]>>;

/** These the groups know: what is in them is changed there. */
const isOfGroups = (type: string, relation: string): boolean =>
  (type === 'course' || type === 'e-folder') && relation === 'group';

/**
 * The type of scope to which a relation of a type leads, where it can be set. Whatever it is, a session is of a course:
 * also where the policy has no use for knowing that.
 */
function scopeTypeOf({ policy }: Call, type: string, relation: string): string {
  const scopeType =
    policy.document.resources[type]?.[relation] ?? (relation === 'course' ? 'course' : undefined);
  const isOwn = relation === type && scopeType === type;
  if (scopeType !== undefined && !isOwn && !isOfGroups(type, relation)) return scopeType;
  throw invalid(`json.within.${relation}`, `is nothing that can be set of a ${type}`);
}

/** The scopes that are named, as the core is asked about them: those that the person may know of; 404 otherwise. */
export async function scopesNamed(call: Call, type: string, within: Within): Promise<Resource[]> {
  const found: Resource[] = [];
  for (const [relation, ids] of Object.entries(within)) {
    const scopeType = scopeTypeOf(call, type, relation);
    // what is no resource, such as an audience, is known by its id alone
    if (!call.policy.types.has(scopeType)) continue;
    const scopes = await findResources(call, scopeType, [...ids]);
    for (const id of new Set(ids)) {
      const scope = scopes.get(id);
      if (!scope || !knows(call, scope)) throw notFound(scopeType);
      found.push(scope);
    }
  }
  return found;
}

/** SG-12: what is for a group and of a course is for a group that has the course. */
export async function requireTogether({ db, site }: Call, within: Within): Promise<void> {
  const [groups, courses] = [within.group ?? [], within.course ?? []];
  if (groups.length === 0 || courses.length === 0) return;
  const { rows } = await sql<{ count: number }>`
    select count(*)::int as count from group_content
    where site = ${site.id} and group_id = any(${[...groups]}::text[]) and content = any(${[...courses]}::text[])`.execute(
    db,
  );
  if (rows[0]?.count === new Set(groups).size * new Set(courses).size) return;
  throw invalid('json.within.group', 'is a group that does not have the course');
}

/** Stores in which scopes something lies by the relations that are named. */
export async function place(call: Call, { type, id }: Which, within: Within): Promise<void> {
  const { db, site } = call;
  const relations = Object.keys(within);
  if (relations.length === 0) return;
  await sql`delete from resource_scopes where site = ${site.id} and type = ${type} and id = ${id}
    and relation = any(${relations}::text[])`.execute(db);
  await insertRows(
    db,
    'resource_scopes',
    Object.entries(within).flatMap(([relation, ids]) =>
      [...new Set(ids)].map((scope) => ({ site: site.id, type, id, relation, scope_id: scope })),
    ),
  );
}
