import {
  defaultRoleOf,
  resolveDefaults,
  type Directory,
  type GivenRole,
  type Happening,
} from '@provost/authz-core';
import { sql, type RawBuilder } from 'kysely';
import { siteSlots, slotRoles } from '../access/snapshot-of.js';
import type { Call } from '../requests/call.js';
import { storedAs } from '../resources/stored.js';

/** The site on which something happened, in the transaction in which it did. */
export type Place = Pick<Call, 'db' | 'policy' | 'now' | 'newId'> & {
  readonly site: { readonly id: string };
};

/** What a directory was asked: which question, with which words. */
type Question = readonly [about: keyof Directory, ...words: string[]];

/**
 * The roles that events bring by the site's policy. The core asks its directory as it goes along: it is let ask once for
 * nothing, what it asked is looked up, and then it is told.
 */
export async function rolesBrought(place: Place, events: readonly Happening[]): Promise<GivenRole[]> {
  const { policy } = place;
  const known = new Map<string, readonly string[]>();
  const asked = new Map<string, Question>();
  const tell = (...question: Question): readonly string[] => {
    const key = JSON.stringify(question);
    asked.set(key, question);
    return known.get(key) ?? [];
  };
  const directory: Directory = {
    holders: (role) => tell('holders', role),
    members: (scopeType, id) => tell('members', scopeType, id),
    scopesOf: (scopeType, of, id) => tell('scopesOf', scopeType, of, id),
  };
  const resolve = () => events.flatMap((event) => resolveDefaults(policy, event, directory));
  resolve();
  for (const [key, question] of asked) known.set(key, await lookUp(place, question));
  return resolve();
}

async function lookUp(place: Place, [about, ...words]: Question): Promise<string[]> {
  const [first = '', second = '', third = ''] = words;
  const query =
    about === 'holders'
      ? holdersSql(place, first)
      : about === 'members'
        ? inside(place, 'user', { relation: first, id: second })
        : inside(place, first, { relation: second, id: third });
  return (await query.execute(place.db)).rows.map(({ id }) => id);
}

/** Everybody who holds a role at the site, now or later; of a slot's default one, also those who were given none. */
function holdersSql({ policy, site, now }: Place, role: string): RawBuilder<{ id: string }> {
  const current = sql`a.site = ${site.id} and a.scope_type = 'site' and (a.until_at is null or a.until_at > ${new Date(now)})`;
  const slot = siteSlots(policy).find((one) => defaultRoleOf(policy, one) === role);
  const held = sql`select a.person as id from assignments a where ${current} and a.role = ${role}`;
  return slot === undefined
    ? sql`${held} order by 1`
    : sql`${held} union select p.id from people p where p.site = ${site.id} and not exists (
        select 1 from assignments a where ${current} and a.person = p.id
          and a.role = any(${slotRoles(policy, slot)}::text[])) order by 1`;
}

/** The things of a type that lie in a scope by the relation that is called as the scope's type is. */
function inside(
  { policy, site }: Place,
  type: string,
  { relation, id }: { relation: string; id: string },
): RawBuilder<{ id: string }> {
  const stored = storedAs(policy, site.id, type);
  const place = stored?.columns.relations[relation];
  if (!stored || !place) return sql`select null::text as id where false`;
  const lies = place.from
    ? sql`exists (select 1 ${place.from} and ${place.id} = ${id})`
    : sql`${place.id} = ${id}`;
  return sql`select r.id from ${stored.table} r where ${stored.living} and ${lies} order by r.id`;
}
