import {
  defaultRoleOf,
  type Assignment,
  type Policy,
  type ScopeIds,
  type Snapshot,
} from '@provost/authz-core';
import { sql, type RawBuilder } from 'kysely';
import type { Database } from '../database/tables.js';

/** The slot of the one role that each person has on the site: the first that the policy has. */
export const siteSlot = (policy: Policy): string => siteSlots(policy)[0] ?? '';

/** The slots of roles that are held at the site. */
export const siteSlots = (policy: Policy): string[] => [
  ...new Set(
    [...policy.roles.values()].flatMap(({ slot, at }) => (slot && at.includes('site') ? [slot] : [])),
  ),
];

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
  bundle: string;
  source: string;
  given_by: string | null;
  from_at: Date | null;
  until_at: Date | null;
  except: ScopeIds | null;
}

/** Reads what is true of one person now, from the database and nothing else. */
export async function snapshotOf(db: Database, question: SnapshotQuestion): Promise<Snapshot> {
  const { site, person, policy, settings, now } = question;
  const assignments = withDefaultRoles(policy, assignmentsFrom(await readRows(db, question)), now);
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
  const { rows } = await sql<Row>`
    select a.role, a.scope_type, a.scope_id, a.bundle, a.source, a.given_by, a.from_at, a.until_at,
      ${exceptionsSql('a')} as except
    from assignments a
    where a.site = ${site} and a.person = ${person}
      and (a.until_at is null or a.until_at > ${new Date(now)}) and ${livesSql('a', revived)}
    order by a.role, a.scope_type, a.source, a.given_by, a.scope_id, a.bundle`.execute(db);
  return rows;
}

/** Is the scope of an assignment, which the query calls `alias`, still there? */
export function livesSql(alias: string, revived?: string): RawBuilder<boolean> {
  const a = sql.table(alias);
  const living = sql`(g.deleted_at is null or g.id = ${revived ?? null}::text)`;
  return sql<boolean>`case ${a}.scope_type
    when 'group' then exists (
      select 1 from groups g where g.site = ${a}.site and g.id = ${a}.scope_id and ${living})
    when 'cohort' then exists (
      select 1 from groups g where g.site = ${a}.site and g.cohort = ${a}.scope_id and ${living}
        and not exists (select 1 from assignment_exceptions e
          where e.site = ${a}.site and e.person = ${a}.person and e.role = ${a}.role and e.except_type = 'group'
            and e.scope_type = ${a}.scope_type and e.scope_id = ${a}.scope_id and e.bundle = ${a}.bundle
            and e.except_id = g.id))
    else true end`;
}

/** The exceptions of an assignment, which the query calls `alias`: scope type → ids. */
export function exceptionsSql(alias: string): RawBuilder<ScopeIds | null> {
  const a = sql.table(alias);
  return sql`(select jsonb_object_agg(x.except_type, x.ids) from (
    select e.except_type, jsonb_agg(e.except_id order by e.except_id) as ids from assignment_exceptions e
    where e.site = ${a}.site and e.person = ${a}.person and e.role = ${a}.role
      and e.scope_type = ${a}.scope_type and e.scope_id = ${a}.scope_id and e.bundle = ${a}.bundle
    group by e.except_type) x)`;
}

/**
 * One assignment for all scopes of a type at which a role is held in the same way, and one for each bundle: a grant may
 * ask for scopes of several types at once, and two of them do not mix.
 */
function assignmentsFrom(rows: readonly Row[]): Assignment[] {
  const merged = new Map<string, { row: Row; scopes: Record<string, string[]> }>();
  for (const row of rows) {
    const { scope_type: type, scope_id: id, ...same } = row;
    const key = JSON.stringify(row.bundle ? same : [same, type]);
    const found = merged.get(key) ?? { row, scopes: {} };
    merged.set(key, found);
    (found.scopes[type] ??= []).push(id);
  }
  return [...merged.values()].map(({ row, scopes }) => ({
    role: row.role,
    ...(row.scope_type === 'site' ? {} : { scopes }),
    ...(row.except ? { except: row.except } : {}),
    ...(row.from_at ? { from: row.from_at.getTime() } : {}),
    ...(row.until_at ? { until: row.until_at.getTime() } : {}),
    source: row.source,
    ...(row.given_by === null ? {} : { givenBy: row.given_by }),
  }));
}

/** Whoever has no role in a slot of the site has its default one: also between two roles that end and begin. */
function withDefaultRoles(policy: Policy, assignments: Assignment[], now: number): Assignment[] {
  const given = siteSlots(policy).flatMap((slot): Assignment[] => {
    const role = defaultRoleOf(policy, slot);
    if (role === undefined) return [];
    const inSlot = assignments.filter((one) => !one.scopes && policy.roles.get(one.role)?.slot === slot);
    return gapsIn(inSlot, now).map((times) => ({ role, ...times, source: 'default' }));
  });
  return [...given, ...assignments];
}

/** The times from now on at which none of the assignments holds. */
function gapsIn(assignments: readonly Assignment[], now: number): { from?: number; until?: number }[] {
  const gaps: { from?: number; until?: number }[] = [];
  let at = now;
  const inOrder = assignments.map(({ from = now, until = Infinity }) => ({ from, until }));
  for (const { from, until } of inOrder.sort((a, b) => a.from - b.from)) {
    if (from > at) gaps.push({ ...(at > now ? { from: at } : {}), until: from });
    at = Math.max(at, until);
  }
  if (at < Infinity) gaps.push(at > now ? { from: at } : {});
  return gaps;
}

/**
 * The groups whose trees the person's roles can speak of: with one role that reaches below, also what lies below what
 * is excepted, and below the groups where they hold another, since that may be what it leaves out.
 */
const groupsReachedBelow = (policy: Policy, assignments: readonly Assignment[]): string[] =>
  assignments.some(({ role }) => policy.roles.get(role)?.below)
    ? assignments.flatMap(({ scopes, except }) => [...(scopes?.group ?? []), ...(except?.group ?? [])])
    : [];

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
export const roleIn = (policy: Policy, { assignments }: Pick<Snapshot, 'assignments'>, now: number): string =>
  assignments.find(({ role, from = now }) => from <= now && policy.roles.get(role)?.slot === siteSlot(policy))
    ?.role ?? '';

/** The ids of the roles that share a slot: the one of the site. */
export const slotRoles = (policy: Policy, wanted = siteSlot(policy)): string[] =>
  [...policy.roles.values()].filter(({ slot }) => slot !== undefined && slot === wanted).map(({ id }) => id);
