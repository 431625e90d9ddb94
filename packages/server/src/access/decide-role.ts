import {
  decideAssignment,
  openAccess,
  type Access,
  type ChangeDecision,
  type Policy,
  type Resource,
} from '@provost/authz-core';
import { sql } from 'kysely';
import type { Call } from '../requests/call.js';
import { isCurrent } from './editors-of.js';
import { snapshotOf } from './snapshot-of.js';

/** A role that somebody is to get or to lose. */
export interface RoleQuestion {
  readonly role: string;
  /** The resource it is held at; none: the site. */
  readonly at?: Resource | undefined;
  readonly to: { readonly resource: Resource; readonly access: Access };
  readonly take?: boolean;
  /** Milliseconds since 1970-01-01T00:00Z. */
  readonly from?: number | undefined;
  readonly until?: number | undefined;
}

/** What another person may do, in the transaction of the call. */
export async function accessOf({ db, site, policy, now }: Call, person: string): Promise<Access> {
  const { id, settings } = site;
  return openAccess(policy, await snapshotOf(db, { site: id, person, policy, settings, now }), { now });
}

/**
 * Asks the core about giving or taking a role, with all that the other person may do and with how many hold it: the one
 * place from which routes do so (LR-17, X-13). Of a slot, it takes the right to give the role that goes as well. The
 * rows of the person must be locked by then.
 */
export async function decideRole(call: Call, question: RoleQuestion): Promise<ChangeDecision> {
  const counts = await countHolders(call, question.role, question.at);
  const decision = ask(call, question, counts);
  if (question.take || !decision.allowed) return decision;
  const going = leaving(call.policy, question).map((role) => ask(call, { ...question, role }, counts));
  return going.find(({ allowed }) => !allowed) ?? decision;
}

const ask = (
  { access }: Call,
  { role, at, to, take, from, until }: RoleQuestion,
  counts: ReadonlyMap<string, number>,
): ChangeDecision =>
  decideAssignment(access, {
    role,
    at,
    to: { id: to.resource.id, roles: rolesAtSite(to.access), resource: to.resource, access: to.access },
    take,
    from,
    until,
    holders: (id) => counts.get(id),
  });

/** The roles of a slot that one of it takes the place of. */
function leaving({ roles }: Policy, { role, to }: RoleQuestion): string[] {
  const slot = roles.get(role)?.slot;
  return rolesAtSite(to.access).filter(
    (one) => one !== role && slot !== undefined && roles.get(one)?.slot === slot,
  );
}

/** The roles that somebody holds at the site now. */
export const rolesAtSite = ({ snapshot, now }: Access): string[] =>
  snapshot.assignments
    .filter(({ scopes, from = now, until = Infinity }) => !scopes && from <= now && now < until)
    .map(({ role }) => role);

/** The roles of which it matters how many hold them, when this one is given or taken. */
function guardedWith({ roles }: Policy, id: string): string[] {
  const slot = roles.get(id)?.slot;
  return [...roles.values()]
    .filter((role) => role.holders && (role.id === id || (slot !== undefined && role.slot === slot)))
    .map((role) => role.id);
}

/** How many hold such roles there now and without an end. From here on nobody else gives or takes one on the site. */
async function countHolders(call: Call, role: string, at?: Resource): Promise<Map<string, number>> {
  const { db, site, policy } = call;
  const guarded = guardedWith(policy, role);
  if (guarded.length === 0) return new Map();
  await sql`select pg_advisory_xact_lock(hashtextextended(${`provost holders ${site.id}`}, 0))`.execute(db);
  const { rows } = await sql<{ role: string; count: number }>`
    select a.role, count(distinct a.person)::int as count from assignments a
    where a.site = ${site.id} and a.scope_type = ${at?.type ?? 'site'} and a.scope_id = ${at?.id ?? site.id}
      and a.role = any(${guarded}::text[]) and a.until_at is null and ${isCurrent(call)}
    group by a.role`.execute(db);
  const counts = new Map(guarded.map((id) => [id, 0]));
  for (const { role: id, count } of rows) counts.set(id, count);
  return counts;
}
