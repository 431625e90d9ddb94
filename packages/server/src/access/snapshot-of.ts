import { defaultRoleOf, type Assignment, type Policy, type Snapshot } from '@provost/authz-core';
import { sql } from 'kysely';
import { isBelow } from '../database/paths.js';
import type { Database } from '../database/tables.js';
import { heldSql, inOrder, type HeldRow, type Holder } from './held-rows.js';

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
export interface SnapshotQuestion extends Holder {
  readonly policy: Policy;
  readonly settings: Readonly<Record<string, boolean>>;
  /** Leaves the tree out, which may be thousands of groups: for who asks for filters alone (see `withoutTree`). */
  readonly treeless?: boolean | undefined;
}

/** Reads what is true of one person now, from the database and nothing else. */
export async function snapshotOf(db: Database, question: SnapshotQuestion): Promise<Snapshot> {
  const { rows } = await sql<HeldRow>`select h.* from (${heldSql(question)}) h order by ${inOrder}`.execute(
    db,
  );
  return snapshotFrom(db, question, rows);
}

/** The same, where what the person holds has been read already. */
export async function snapshotFrom(
  db: Database,
  { site, person, policy, settings, now, revived, treeless = false }: SnapshotQuestion,
  rows: readonly HeldRow[],
): Promise<Snapshot> {
  const assignments = withDefaultRoles(policy, assignmentsFrom(rows), now);
  const tops = treeless ? [] : groupsReachedBelow(policy, assignments);
  return {
    site,
    policy: policy.id,
    subject: { id: person },
    settings,
    groups: await readGroups(db, site, { tops, revived }),
    assignments,
    expires: Math.floor(now / STEP) * STEP + 2 * STEP,
  };
}

/**
 * One assignment for all scopes of a type at which a role is held in the same way, and one for each bundle: a grant may
 * ask for scopes of several types at once, and two of them do not mix.
 */
function assignmentsFrom(rows: readonly HeldRow[]): Assignment[] {
  const merged = new Map<string, { row: HeldRow; scopes: Record<string, string[]> }>();
  for (const row of rows) {
    const {
      role,
      scope_type: type,
      scope_ids: ids,
      bundle,
      source,
      given_by,
      from_at,
      until_at,
      except,
    } = row;
    const same = [role, bundle, source, given_by, from_at, until_at, except];
    const key = JSON.stringify(bundle ? same : [same, type]);
    const found = merged.get(key) ?? { row, scopes: {} };
    merged.set(key, found);
    found.scopes[type] = ids;
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

/** Whoever has no role in a slot of the site has its default one: also between two roles that end and begin (X-04). */
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
 * is excepted, and below the groups where they hold another, since that may be what it leaves out (X-17).
 */
const groupsReachedBelow = (policy: Policy, assignments: readonly Assignment[]): string[] =>
  assignments.some(({ role }) => policy.roles.get(role)?.below)
    ? assignments.flatMap(({ scopes, except }) => [...(scopes?.group ?? []), ...(except?.group ?? [])])
    : [];

/** The trees below these groups, in preorder: by path, since a parent's is the beginning of its children's. */
async function readGroups(
  db: Database,
  site: string,
  { tops, revived }: { tops: readonly string[]; revived: string | undefined },
): Promise<Snapshot['groups']> {
  if (tops.length === 0) return [];
  // two steps, so that each top is a range of the index; `distinct`, since one may lie below another
  const { rows } = await sql<{ id: string; parent: string | null }>`
    select distinct on (g.path) g.id, g.parent_id as parent
    from groups t join groups g on g.site = t.site and ${isBelow(sql`g.path`, sql`t.path`)}
    where t.site = ${site} and t.id = any(${[...new Set(tops)]}::text[]) 
      and (g.deleted_at is null or g.id = ${revived ?? null}::text)
    order by g.path`.execute(db);
  const open: string[] = [];
  return rows.map(({ id, parent }) => {
    while (open.length > 0 && open.at(-1) !== parent) open.pop();
    open.push(id);
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
