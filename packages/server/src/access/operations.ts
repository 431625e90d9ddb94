import { permissionsFor, type Decision, type Resource } from '@provost/authz-core';
import { sql, type RawBuilder } from 'kysely';
import { conditions } from '../database/conditions.js';
import { filterSql } from '../database/filter-sql.js';
import type { Call } from '../requests/call.js';
import { storedAs } from '../resources/stored.js';
import { allowed, requireOffered } from './refusal.js';

/** The rows of a query: of which type, under which name, and what else is at hand. */
export interface Rows {
  readonly type: string;
  readonly alias: string;
  readonly about?: readonly Resource[];
}

/**
 * Lets through the rows about which the person may do an operation: every permission it takes that is asked on their type
 * as the core's filter, and the others asked about what is at hand, as `mayDo` asks them.
 */
export function maySql(call: Call, operation: string, rows: Rows): RawBuilder<boolean> {
  const ids = permissionsFor(call.policy, operation);
  return ids.length === 0 ? sql<boolean>`false` : conditions(ids.map((id) => permissionSql(call, id, rows)));
}

function permissionSql({ access, policy, site }: Call, id: string, rows: Rows): RawBuilder<boolean> {
  const { type, second } = policy.permission(id);
  const find = (wanted: string) => (rows.about ?? []).find((one) => one.type === wanted);
  if (type !== rows.type) {
    const at = find(type);
    const isAtHand = type === 'site' || at !== undefined;
    return sql`${isAtHand ? access.can(id, at, { for: find(second) }) : access.anywhere(id)}::boolean`;
  }
  const stored = storedAs(policy, site.id, type, rows.alias);
  return stored ? filterSql(access.filter(id, { for: find(second) }), stored.columns, policy) : sql`false`;
}

/** Does an operation take a permission that is asked on things of this type? */
export const isAskedOn = ({ policy }: Call, operation: string, type: string): boolean =>
  permissionsFor(policy, operation).some((id) => policy.permission(id).type === type);

/** Is there nothing of the type that the person may not do it about? */
export const mayEverywhere = ({ access, policy }: Call, operation: string, type: string): boolean =>
  permissionsFor(policy, operation).every((id) =>
    policy.permission(id).type === type ? access.filter(id).kind === 'everything' : access.can(id),
  );

/**
 * Asks for an operation about one thing and each of others, such as a group and the courses that go into it; nothing is
 * asked on a type of which there is none.
 */
export function requireEach(
  call: Call,
  operation: string,
  { at, each }: { at: Resource; each: readonly Resource[] },
): Decision {
  requireOffered(call, operation, at);
  return requireAbout(call, operation, [at, ...each], { lenient: true });
}

/**
 * Asks for an operation about several things: each permission it takes, about every one of the type it is asked on.
 * @param lenient a permission that is asked on a type of which there is nothing is not asked; it is refused otherwise.
 */
export function requireAbout(
  { access, policy }: Call,
  operation: string,
  things: readonly Resource[],
  { lenient = false } = {},
): Decision {
  const decisions = permissionsFor(policy, operation).flatMap((id) => {
    const { type } = policy.permission(id);
    const about = things.filter((one) => one.type === type);
    const asked = type === 'site' || (about.length === 0 && !lenient) ? [undefined] : about;
    return asked.map((one) => allowed(policy, access.decide(id, one)));
  });
  const reasons = new Map(
    decisions.flatMap((one) => one.reasons).map((reason) => [JSON.stringify(reason), reason]),
  );
  return { allowed: true, reasons: [...reasons.values()], missing: [] };
}
