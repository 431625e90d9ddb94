import type { Resource } from '@provost/authz-core';
import type { z } from '@hono/zod-openapi';
import { sql } from 'kysely';
import { knows } from '../access/knows.js';
import { maySql } from '../access/operations.js';
import { requireOffered } from '../access/refusal.js';
import { conditions } from '../database/conditions.js';
import { containing } from '../database/sort-key.js';
import type { Call } from '../requests/call.js';
import { pageOfRows, positionOf, type PageRequest } from '../requests/page.js';
import { notFound } from '../requests/problem-error.js';
import { findResources } from './find-resources.js';
import { wireResources } from './on-the-wire.js';
import type { ThingSchema } from './routes.js';
import { storedAs } from './stored.js';

/** Something of a type, as the API shows it. */
export type Thing = z.infer<typeof ThingSchema>;

/** Which one. */
export interface Which {
  readonly type: string;
  readonly id: string;
}

/** What a list of things is asked for. */
export interface ThingQuery extends PageRequest {
  readonly relation?: string | undefined;
  readonly scope?: string | undefined;
}

/** A thing as it is stored. */
export interface ThingRow extends Which {
  readonly name: string;
  readonly sort_key: string;
  readonly owner: string | null;
  readonly version: number;
}

/** These have addresses of their own. */
const OTHERS = new Set(['site', 'user', 'group']);

/** Where things of a type are kept; there is no such address for a type that the policy does not know. */
export function storedThings({ policy, site }: Call, type: string) {
  const stored = OTHERS.has(type) ? undefined : storedAs(policy, site.id, type);
  if (!stored) throw notFound('type of thing');
  return stored;
}

const columns = sql`r.type, r.id, r.name, lower(r.name) collate "C" as sort_key, r.owner, r.version`;

/** A page of the things of a type that the person may see: the filter of the core, as SQL (X-08). */
export async function listThings(call: Call, type: string, query: ThingQuery) {
  const { table, living, columns: places } = storedThings(call, type);
  requireOffered(call, `${type}s.view`);
  const { search, limit, relation = '', scope } = query;
  const position = positionOf(query);
  const place = places.relations[relation];
  const wanted = conditions([
    living,
    maySql(call, `${type}s.view`, { type, alias: 'r' }),
    search?.trim() ? sql`lower(r.name) like ${containing(search.trim().toLowerCase())}` : undefined,
    scope === undefined
      ? undefined
      : place?.from
        ? sql`exists (select 1 ${place.from} and ${place.id} = ${scope})`
        : sql`coalesce(${place?.id ?? sql`null`} = ${scope}, false)`,
  ]);
  const after =
    position && sql`(lower(r.name) collate "C", r.id) > (${position.sortKey}::text, ${position.id}::text)`;
  const found = await sql<ThingRow>`
    select ${columns} from ${table} r where ${conditions([wanted, after])}
    order by lower(r.name) collate "C", r.id limit ${limit + 1}`.execute(call.db);
  const total = await sql<{ count: number }>`
    select count(*)::int as count from ${table} r where ${wanted}`.execute(call.db);
  const { rows, next } = pageOfRows(found.rows, limit);
  return { items: await describeThings(call, type, rows), next, total: total.rows[0]?.count ?? 0 };
}

/** One thing that the person may see; 404 otherwise. */
export async function findThing(call: Call, { type, id }: Which): Promise<ThingRow> {
  const { table, living } = storedThings(call, type);
  const { rows } = await sql<ThingRow>`
    select ${columns} from ${table} r
    where r.id = ${id} and ${living} and ${maySql(call, `${type}s.view`, { type, alias: 'r' })}`.execute(
    call.db,
  );
  if (!rows[0]) throw notFound(type);
  return rows[0];
}

/** What the core is asked about it. */
export async function thingResource(call: Call, { type, id }: Which): Promise<Resource> {
  const found = (await findResources(call, type, [id])).get(id);
  if (!found) throw notFound(type);
  return found;
}

/** One thing as the API shows it. */
export async function describeThing(call: Call, which: Which): Promise<Thing> {
  const [thing] = await describeThings(call, which.type, [await findThing(call, which)]);
  if (!thing) throw notFound(which.type);
  return thing;
}

/** What the person has just made, whether or not they may see such things. */
export async function describeMade(call: Call, { type, id }: Which): Promise<Thing> {
  const { table, living } = storedThings(call, type);
  const { rows } = await sql<ThingRow>`
    select ${columns} from ${table} r where r.id = ${id} and ${living}`.execute(call.db);
  const [thing] = await describeThings(call, type, rows);
  if (!thing) throw notFound(type);
  return thing;
}

async function describeThings(call: Call, type: string, rows: readonly ThingRow[]): Promise<Thing[]> {
  const resourceFor = await wireResources(
    call,
    type,
    rows.map(({ id }) => id),
  );
  const owners = [...new Set(rows.flatMap(({ owner }) => owner ?? []))];
  const known = [...(await findResources(call, 'user', owners)).values()].filter((one) => knows(call, one));
  const { rows: named } = await sql<{ id: string; name: string }>`
    select id, name from people where site = ${call.site.id} and id = any(${known.map(({ id }) => id)}::text[])`.execute(
    call.db,
  );
  return rows.map(({ id, name, owner, version }) => ({
    type,
    id,
    name,
    owner: named.find((one) => one.id === owner) ?? null,
    version,
    resource: resourceFor(id),
  }));
}
