import type { ScopeIds } from '@provost/authz-core';
import { sql, type RawBuilder } from 'kysely';
import { conditions } from '../database/conditions.js';
import type { Call } from '../requests/call.js';
import type { Database } from '../database/tables.js';

/** A role that somebody holds at one scope, as it is stored, and as the audit keeps it. */
export interface HeldRole {
  readonly role: string;
  /** The type and id of the scope; of the site, `site` and its id. */
  readonly type: string;
  readonly id: string;
  readonly bundle: string;
  readonly source: string;
  readonly givenBy: string | null;
  readonly givenAt: string;
  readonly from: string | null;
  readonly until: string | null;
  readonly except: ScopeIds | null;
}

/** A row of a role, with its exceptions. */
export interface HeldRow {
  person: string;
  role: string;
  scope_type: string;
  scope_id: string;
  bundle: string;
  source: string;
  given_by: string | null;
  given_at: Date;
  from_at: Date | null;
  until_at: Date | null;
  except: ScopeIds | null;
}

/** The columns of a row of `assignments a`. */
export const heldColumns: RawBuilder<unknown> = sql`a.person, a.role, a.scope_type, a.scope_id, a.bundle, a.source, a.given_by, a.given_at,
  a.from_at, a.until_at, (select jsonb_object_agg(x.except_type, x.ids) from (
    select e.except_type, jsonb_agg(e.except_id order by e.except_id) as ids from assignment_exceptions e
    where e.site = a.site and e.person = a.person and e.role = a.role
      and e.scope_type = a.scope_type and e.scope_id = a.scope_id and e.bundle = a.bundle
    group by e.except_type) x) as except`;

/** A role from its row. */
export const toHeld = (row: HeldRow): HeldRole & { readonly person: string } => ({
  person: row.person,
  role: row.role,
  type: row.scope_type,
  id: row.scope_id,
  bundle: row.bundle,
  source: row.source,
  givenBy: row.given_by,
  givenAt: row.given_at.toISOString(),
  from: row.from_at?.toISOString() ?? null,
  until: row.until_at?.toISOString() ?? null,
  except: row.except,
});

/** Which roles: of whom, which, and at which scope. */
export interface WhichRoles {
  readonly people?: readonly string[];
  readonly roles: readonly string[];
  readonly type: string;
  readonly id: string;
}

const isOneOf = (site: string, { people, roles, type, id }: WhichRoles): RawBuilder<boolean> =>
  conditions([
    sql`a.site = ${site} and a.scope_type = ${type} and a.scope_id = ${id} and a.role = any(${[...roles]}::text[])`,
    people && sql`a.person = any(${[...people]}::text[])`,
  ]);

/** The rows of roles that people hold at a scope, the oldest first: those that have ended, too, while they are there. */
export async function rolesHeld({ db, site }: Pick<Call, 'db' | 'site'>, which: WhichRoles) {
  const { rows } = await sql<HeldRow>`
    select ${heldColumns} from assignments a where ${isOneOf(site.id, which)}
    order by a.given_at, a.person, a.role, a.bundle`.execute(db);
  return rows.map(toHeld);
}

/** Takes roles away, with their exceptions. */
export const removeRoles = ({ db, site }: Pick<Call, 'db' | 'site'>, which: WhichRoles): Promise<unknown> =>
  sql`delete from assignments a where ${isOneOf(site.id, which)}`.execute(db);

/** Stores a role as it was, or is to be, with its exceptions. */
export async function putRole(
  { db, site }: { db: Database; site: { id: string } },
  person: string,
  one: HeldRole,
): Promise<void> {
  const at = {
    site: site.id,
    person,
    role: one.role,
    scope_type: one.type,
    scope_id: one.id,
    bundle: one.bundle,
    given_by: one.givenBy,
    given_at: new Date(one.givenAt),
  };
  const more = { source: one.source, from_at: dateOf(one.from), until_at: dateOf(one.until) };
  await db
    .insertInto('assignments')
    .values({ ...at, ...more })
    .execute();
  const excepted = Object.entries(one.except ?? {}).flatMap(([type, ids]) =>
    ids.map((id) => ({ ...at, except_type: type, except_id: id })),
  );
  if (excepted.length > 0) await db.insertInto('assignment_exceptions').values(excepted).execute();
}

const dateOf = (time: string | null): Date | null => (time === null ? null : new Date(time));
