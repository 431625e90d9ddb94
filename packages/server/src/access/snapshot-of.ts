import {
  defaultRoleOf,
  type Assignment,
  type Policy,
  type ScopeIds,
  type Snapshot,
} from '@provost/authz-core';
import { sql } from 'kysely';
import type { Database } from '../database/tables.js';

/** The slot of the one role that each person has on a site. */
export const ROLE_SLOT = 'role';

/** A snapshot holds for ten to fifteen minutes; its end moves in steps, so that its body stays the same meanwhile. */
const STEP = 5 * 60_000;

/** Whose snapshot, and as of when. */
export interface SnapshotQuestion {
  readonly site: string;
  readonly person: string;
  readonly policy: Policy;
  readonly settings: Readonly<Record<string, boolean>>;
  /** Milliseconds since 1970-01-01T00:00Z. */
  readonly now: number;
  /** A deleted group that counts as living: the one that is to be restored. */
  readonly revived?: string | undefined;
}

interface Row {
  role: string;
  scope_type: string;
  scope_id: string;
  source: string;
  given_by: string | null;
  from_at: Date | null;
  until_at: Date | null;
  except: string[] | null;
}

/** Reads what is true of one person now, from the database and nothing else. */
export async function snapshotOf(db: Database, question: SnapshotQuestion): Promise<Snapshot> {
  const { site, person, policy, settings, now } = question;
  const assignments = withDefaultRole(policy, assignmentsFrom(await readRows(db, question)));
  return {
    site,
    policy: policy.id,
    subject: { id: person },
    settings,
    groups: await readGroups(db, site, groupsReachedBelow(policy, assignments)),
    assignments,
    expires: Math.floor(now / STEP) * STEP + 2 * STEP,
  };
}

/** Roles at deleted groups, and at cohorts of which no group is left, give nothing (EV-18). */
async function readRows(db: Database, { site, person, now, revived }: SnapshotQuestion): Promise<Row[]> {
  const living = sql`(g.deleted_at is null or g.id = ${revived ?? null}::text)`;
  const { rows } = await sql<Row>`
    select a.role, a.scope_type, a.scope_id, a.source, a.given_by, a.from_at, a.until_at,
      (select array_agg(e.except_id order by e.except_id) from assignment_exceptions e
        where e.site = a.site and e.person = a.person and e.role = a.role and e.except_type = 'group'
          and e.scope_type = a.scope_type and e.scope_id = a.scope_id) as except
    from assignments a
    where a.site = ${site} and a.person = ${person}
      and (a.until_at is null or a.until_at > ${new Date(now)})
      and case a.scope_type
        when 'group' then exists (
          select 1 from groups g where g.site = a.site and g.id = a.scope_id and ${living})
        when 'cohort' then exists (
          select 1 from groups g where g.site = a.site and g.cohort = a.scope_id and ${living}
            and not exists (select 1 from assignment_exceptions e
              where e.site = a.site and e.person = a.person and e.role = a.role and e.except_type = 'group'
                and e.scope_type = a.scope_type and e.scope_id = a.scope_id and e.except_id = g.id))
        else true end
    order by a.role, a.scope_type, a.source, a.given_by, a.scope_id`.execute(db);
  return rows;
}

/** One assignment for all scopes that a role is held at in the same way. */
function assignmentsFrom(rows: readonly Row[]): Assignment[] {
  const merged = new Map<string, { row: Row; ids: string[] }>();
  for (const row of rows) {
    const { scope_id: id, ...same } = row;
    const key = JSON.stringify(same);
    const found = merged.get(key);
    if (found) found.ids.push(id);
    else merged.set(key, { row, ids: [id] });
  }
  return [...merged.values()].map(({ row, ids }) => ({
    role: row.role,
    ...(row.scope_type === 'site' ? {} : { scopes: { [row.scope_type]: ids } satisfies ScopeIds }),
    ...(row.except ? { except: { group: row.except } } : {}),
    ...(row.from_at ? { from: row.from_at.getTime() } : {}),
    ...(row.until_at ? { until: row.until_at.getTime() } : {}),
    source: row.source,
    ...(row.given_by === null ? {} : { givenBy: row.given_by }),
  }));
}

function withDefaultRole(policy: Policy, assignments: Assignment[]): Assignment[] {
  const isSlotRole = ({ role }: Assignment) => policy.roles.get(role)?.slot === ROLE_SLOT;
  const role = defaultRoleOf(policy, ROLE_SLOT);
  return role === undefined || assignments.some(isSlotRole)
    ? assignments
    : [{ role, source: 'default' }, ...assignments];
}

const groupsReachedBelow = (policy: Policy, assignments: readonly Assignment[]): string[] =>
  assignments.flatMap(({ role, scopes }) => (policy.roles.get(role)?.below ? (scopes?.group ?? []) : []));

/** The trees below these groups, in preorder; paths end in `/`, so that a parent sorts before what is below it. */
async function readGroups(db: Database, site: string, tops: readonly string[]): Promise<Snapshot['groups']> {
  if (tops.length === 0) return [];
  const { rows } = await sql<{ id: string; path: string }>`
    select id, path from groups
    where site = ${site} and deleted_at is null and string_to_array(path, '/') && ${[...tops]}::text[]
    order by string_to_array(path, '/')`.execute(db);
  const open: string[] = [];
  return rows.map(({ id, path }) => {
    while (open.length > 0 && !path.startsWith(open.at(-1) ?? '')) open.pop();
    open.push(path);
    return [id, open.length - 1] as const;
  });
}

/** The role that a person has on the site. */
export const roleIn = (policy: Policy, { assignments }: Pick<Snapshot, 'assignments'>): string =>
  assignments.find(({ role }) => policy.roles.get(role)?.slot === ROLE_SLOT)?.role ?? '';

/** The ids of the roles that share the slot `role`. */
export const slotRoles = (policy: Policy): string[] =>
  [...policy.roles.values()].filter(({ slot }) => slot === ROLE_SLOT).map(({ id }) => id);
