import type { GivenRole, Happening, Policy } from '@provost/authz-core';
import { sql } from 'kysely';
import type { Call } from '../requests/call.js';
import { rolesBrought, type Place } from './directory.js';
import { openRecords } from './records.js';

/** The audience that everybody on a site is in. */
export const EVERYONE = 'everyone';

/** A role that somebody got. */
export interface Given {
  readonly person: string;
  readonly role: string;
  readonly type: string;
  readonly id: string;
}

/** Something that happened, by whoever caused it. */
export type Event = Omit<Happening, 'actor' | 'settings'>;

/** Gives what events bring by themselves, as the policy says it (SG-08, SG-14, GL-10, EV-17). */
export async function giveDefaults(call: Call, events: readonly Event[]): Promise<Given[]> {
  const { person, access } = call;
  const happened = events.map((event) => ({ ...event, actor: person.id, settings: access.settings }));
  return giveRoles(call, await rolesBrought(call, happened));
}

/** Stores roles that were brought by an event. Who has one already keeps it as they got it. */
export async function giveRoles(place: Place, brought: readonly GivenRole[], by?: string): Promise<Given[]> {
  const rows = brought.flatMap((one) => rowsOf(place, one));
  if (rows.length === 0) return [];
  const column = (name: keyof (typeof rows)[number]) => sql`${rows.map((row) => row[name])}::text[]`;
  const { rows: given } = await sql<Given>`
    insert into assignments (site, person, role, scope_type, scope_id, source, given_by, given_at)
    select distinct on (n.person, n.role, n.type, n.id)
      ${place.site.id}, n.person, n.role, n.type, n.id, n.source, ${by ?? null}::text, ${new Date(place.now)}::timestamptz
    from unnest(${column('person')}, ${column('role')}, ${column('type')}, ${column('id')}, ${column('source')})
      as n (person, role, type, id, source)
    on conflict (site, person, role, scope_type, scope_id, bundle) do update
      set source = excluded.source, given_by = excluded.given_by, given_at = excluded.given_at,
        from_at = null, until_at = null
      where assignments.until_at <= excluded.given_at
    returning person, role, scope_type as type, scope_id as id`.execute(place.db);
  await openRecords(place, given);
  return given;
}

/** One row a scope. Nobody has a row for what everybody has in a slot. */
function rowsOf({ policy, site }: Place, { person, assignment }: GivenRole) {
  const { role, scopes = { site: [site.id] }, source = 'default' } = assignment;
  if (!assignment.scopes && isSlotDefault(policy, role)) return [];
  return Object.entries(scopes).flatMap(([type, ids]) =>
    ids.map((id) => ({ person, role, type, id, source })),
  );
}

const isSlotDefault = ({ roles }: Policy, id: string): boolean => {
  const role = roles.get(id);
  return role?.slot !== undefined && role.byDefault === true;
};

/** The people who got or lost something, each once: as the audit names them, and whoever listens is told. */
export const concerning = (given: readonly Given[]): { readonly userIds?: string[] } =>
  given.length === 0 ? {} : { userIds: [...new Set(given.map(({ person }) => person))] };
