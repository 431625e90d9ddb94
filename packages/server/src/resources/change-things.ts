import { permissionsFor, type Decision, type Resource } from '@provost/authz-core';
import { sql } from 'kysely';
import { requireAbout } from '../access/operations.js';
import { requireOffered } from '../access/refusal.js';
import { record } from '../audit/record.js';
import { EVERYONE, giveDefaults } from '../defaults/give-defaults.js';
import { sortKey } from '../database/sort-key.js';
import { requirePeople } from '../people/find-people.js';
import { reopened, type Call } from '../requests/call.js';
import { ProblemError } from '../requests/problem-error.js';
import { requireVersion } from '../requests/version.js';
import {
  describeMade,
  describeThing,
  findThing,
  storedThings,
  thingResource,
  type Thing,
  type Which,
} from './find-things.js';
import { trimmer } from './on-the-wire.js';
import { place, requireTogether, scopesNamed, type Within } from './places.js';

const isContent = (type: string): boolean => type === 'course' || type === 'e-folder';

/** SG-14: creates a thing, with what creating it brings whoever does. */
export async function createThing(
  call: Call,
  type: string,
  { name, within = {} }: { name: string; within?: Within | undefined },
): Promise<Thing> {
  const { db, site, person, newId } = call;
  storedThings(call, type);
  requireOffered(call, `${type}s.create`);
  const scopes = await scopesNamed(call, type, within);
  const id = newId();
  // asked on its own type, it is asked about the thing that would be
  const made = { site: site.id, type, id, within: { ...within, [type]: [id] }, owner: person.id };
  const why = requireAbout(call, `${type}s.create`, [...scopes, made]);
  await requireTogether(call, within);
  await (
    isContent(type)
      ? sql`insert into content (site, id, type, name, sort_key, items, owner)
        values (${site.id}, ${id}, ${type}, ${name}, ${sortKey(name)}, 0, ${person.id})`
      : sql`insert into resources (site, type, id, name, owner)
        values (${site.id}, ${type}, ${id}, ${name}, ${person.id})`
  ).execute(db);
  await place(call, { type, id }, within);
  const audience = call.policy.document.scopes.audience ? { audience: EVERYONE } : {};
  await giveDefaults(call, [{ name: `${type}-created`, scopes: { ...audience, [type]: id } }]);
  await record(call, [
    { action: `${type}-created`, resource: { type, id }, person: person.id, after: { name, within }, why },
  ]);
  return describeMade(await reopened(call), { type, id });
}

/** What is to be other about a thing. */
export interface ThingChange {
  readonly ifMatch: string | undefined;
  readonly name?: string | undefined;
  readonly ownerId?: string | null | undefined;
  readonly within?: Within | undefined;
}

/** Changes a thing; whoever does so may edit it as it was, and as it is then. */
export async function updateThing(call: Call, which: Which, change: ThingChange): Promise<Thing> {
  const { type, id } = which;
  const row = await findThing(call, which);
  const resource = await thingResource(call, which);
  const why = requireAbout(call, `${type}s.edit`, [resource]);
  requireVersion(change.ifMatch, row.version);
  const within = await wantedPlaces(call, resource, change.within ?? {});
  const before = { name: row.name, owner: row.owner, within: pick(resource.within ?? {}, within) };
  const after = {
    name: change.name ?? row.name,
    owner: change.ownerId === undefined ? row.owner : change.ownerId,
    within,
  };
  if (after.owner !== null && after.owner !== row.owner) await requirePeople(call, [after.owner]);
  if (JSON.stringify(before) === JSON.stringify(after)) return describeThing(call, which);
  await store(call, which, after);
  await place(call, which, within);
  const then = await thingResource(call, which);
  requireAbout(call, `${type}s.edit`, [then]);
  await requireTogether(call, then.within ?? {});
  await record(call, [{ action: `${type}-changed`, resource: { type, id }, before, after, why }]);
  return describeThing(call, which);
}

/** What is named is set, but for what the person may not know of; into what is new it takes what creating there takes. */
async function wantedPlaces(call: Call, resource: Resource, named: Within): Promise<Within> {
  const { type } = resource;
  const shown = trimmer(call)(resource).within ?? {};
  const added = Object.fromEntries(
    Object.entries(named).map(([relation, ids]) => [
      relation,
      ids.filter((id) => !(resource.within?.[relation] ?? []).includes(id)),
    ]),
  );
  const scopes = await scopesNamed(call, type, added);
  const asked = permissionsFor(call.policy, `${type}s.create`).map((id) => call.policy.permission(id).type);
  const taking = scopes.filter((one) => asked.includes(one.type));
  if (taking.length > 0) requireAbout(call, `${type}s.create`, taking);
  return Object.fromEntries(
    Object.entries(named).map(([relation, ids]) => {
      const unseen = (resource.within?.[relation] ?? []).filter((id) => !shown[relation]?.includes(id));
      return [relation, [...new Set([...unseen, ...ids])].sort()];
    }),
  );
}

const pick = (within: Within, like: Within): Within =>
  Object.fromEntries(Object.keys(like).map((relation) => [relation, [...(within[relation] ?? [])].sort()]));

const store = (
  { db, site }: Call,
  { type, id }: Which,
  { name, owner }: { name: string; owner: string | null },
): Promise<unknown> =>
  (isContent(type)
    ? sql`update content set name = ${name}, sort_key = ${sortKey(name)}, owner = ${owner}, version = version + 1
        where site = ${site.id} and id = ${id}`
    : sql`update resources set name = ${name}, owner = ${owner}, version = version + 1
        where site = ${site.id} and type = ${type} and id = ${id}`
  ).execute(db);

/** Deletes a thing; what hangs on it is told first. Learning records stay, with what they were of. */
export async function deleteThing(
  call: Call,
  which: Which,
  { ifMatch, withAll }: { ifMatch: string | undefined; withAll: boolean },
): Promise<void> {
  const { type, id } = which;
  const row = await findThing(call, which);
  const resource = await thingResource(call, which);
  const why: Decision = requireAbout(call, `${type}s.delete`, [resource]);
  requireVersion(ifMatch, row.version);
  const hanging = await hangingOn(call, which);
  if (!withAll && Object.values(hanging).some((count) => count > 0)) {
    throw new ProblemError('has-dependents', { detail: 'What hangs on it goes with it. Say so.', hanging });
  }
  await remove(call, which);
  const before = { name: row.name, owner: row.owner, within: resource.within ?? {}, hanging };
  await record(call, [{ action: `${type}-deleted`, resource: { type, id }, before, why }]);
}

async function hangingOn({ db, site, policy }: Call, { type, id }: Which) {
  const leading = leadingTo(policy.document.resources, type);
  const { rows } = await sql<{ roles: number; groups: number; things: number }>`
    select (select count(*)::int from assignments a
        where a.site = ${site.id} and a.scope_type = ${type} and a.scope_id = ${id}) as roles,
      (select count(*)::int from group_content t
        where t.site = ${site.id} and t.content = ${isContent(type) ? id : null}::text) as groups,
      (select count(*)::int from resource_scopes s join ${leading} as n (type, relation)
        on n.type = s.type and n.relation = s.relation
        where s.site = ${site.id} and s.scope_id = ${id} and s.type <> 'record'
          and not (s.type = ${type} and s.id = ${id})) as things`.execute(db);
  return rows[0] ?? { roles: 0, groups: 0, things: 0 };
}

/** The relations, by the type that has them, that lead to scopes of a type. */
function leadingTo(resources: Readonly<Record<string, Readonly<Record<string, string>>>>, type: string) {
  const pairs = Object.entries(resources).flatMap(([from, relations]) =>
    Object.entries(relations).flatMap(([relation, to]) => (to === type ? [{ from, relation }] : [])),
  );
  return sql`unnest(${pairs.map(({ from }) => from)}::text[], ${pairs.map(({ relation }) => relation)}::text[])`;
}

/** A role held here and elsewhere at once is held nowhere then: half of it would be another role. */
async function remove({ db, site, policy }: Call, { type, id }: Which): Promise<void> {
  const at = sql`site = ${site.id}`;
  await sql`delete from assignments where ${at} and (scope_type = ${type} and scope_id = ${id}
    or bundle <> '' and (person, role, bundle) in (select a.person, a.role, a.bundle from assignments a
      where a.site = ${site.id} and a.scope_type = ${type} and a.scope_id = ${id}))`.execute(db);
  await sql`delete from resource_scopes where ${at} and type = ${type} and id = ${id}`.execute(db);
  await sql`delete from resource_scopes s using ${leadingTo(policy.document.resources, type)} as n (type, relation)
    where s.site = ${site.id} and s.type = n.type and s.relation = n.relation and s.scope_id = ${id}
      and s.type <> 'record'`.execute(db);
  if (!isContent(type)) {
    await sql`delete from resources where ${at} and type = ${type} and id = ${id}`.execute(db);
    return;
  }
  await sql`delete from group_content where ${at} and content = ${id}`.execute(db);
  await sql`delete from content where ${at} and id = ${id}`.execute(db);
}
