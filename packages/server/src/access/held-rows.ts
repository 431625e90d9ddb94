import type { ScopeIds } from '@provost/authz-core';
import { sql, type RawBuilder } from 'kysely';

/** Assignments of one person that are alike but for the scope, as one row; times as dates. */
export interface HeldRow {
  role: string;
  scope_type: string;
  bundle: string;
  source: string;
  given_by: string | null;
  from_at: Date | null;
  until_at: Date | null;
  except: ScopeIds | null;
  scope_ids: string[];
  /** The first of them. */
  first_id: string;
}

/** Whose assignments, and as of when. */
export interface Holder {
  readonly site: string;
  readonly person: string;
  /** Milliseconds since 1970-01-01T00:00Z. */
  readonly now: number;
  /** A deleted group that counts as living: the one that is to be restored. */
  readonly revived?: string | undefined;
}

/**
 * The assignments of one person that end later than now, as a query of `HeldRow`s: a row for each way in which they
 * are held, since a person may hold a role at thousands of groups. Roles at deleted groups, and at cohorts of which no
 * group is left, give nothing (EV-18).
 */
export function heldSql({
  site,
  person,
  now,
  revived,
}: Omit<Holder, 'person'> & { person: string | RawBuilder<unknown> }): RawBuilder<HeldRow> {
  return sql`
    select a.role, a.scope_type, a.bundle, a.source, a.given_by, a.from_at, a.until_at, x.except,
      jsonb_agg(a.scope_id order by a.scope_id) as scope_ids, min(a.scope_id) as first_id
    from assignments a
    left join (
      select role, scope_type, scope_id, bundle, jsonb_object_agg(except_type, ids) as except from (
        select e.role, e.scope_type, e.scope_id, e.bundle, e.except_type,
          jsonb_agg(e.except_id order by e.except_id) as ids
        from assignment_exceptions e where e.site = ${site} and e.person = ${person} group by 1, 2, 3, 4, 5
      ) y group by 1, 2, 3, 4
    ) x on x.role = a.role and x.scope_type = a.scope_type and x.scope_id = a.scope_id and x.bundle = a.bundle
    where a.site = ${site} and a.person = ${person}
      and (a.until_at is null or a.until_at > ${new Date(now)})
      and (a.scope_type <> 'cohort' or ${cohortLivesSql('a', revived)})
      and not (a.scope_type = 'group' and exists (
        select 1 from groups d where d.site = a.site and d.id = a.scope_id and d.deleted_at is not null
          and d.id is distinct from ${revived ?? null}::text))
    group by 1, 2, 3, 4, 5, 6, 7, 8`;
}

/** The order of such a query, which another calls `h`: always the same, so that a snapshot's ETag is. */
export const inOrder = sql`h.role, h.scope_type, h.source, h.given_by, h.first_id, h.bundle`;

const isLiving = (group: string, revived: string | undefined): RawBuilder<boolean> => {
  const g = sql.table(group);
  return sql`(${g}.deleted_at is null or ${g}.id = ${revived ?? null}::text)`;
};

/** Is the scope of an assignment, which the query calls `alias`, still there? */
export function livesSql(alias: string): RawBuilder<boolean> {
  const a = sql.table(alias);
  return sql<boolean>`case ${a}.scope_type
    when 'group' then exists (
      select 1 from groups g where g.site = ${a}.site and g.id = ${a}.scope_id and g.deleted_at is null)
    when 'cohort' then ${cohortLivesSql(alias)}
    else true end`;
}

/** Is there a group in the cohort at which it is held, beside those that it excepts? */
function cohortLivesSql(alias: string, revived?: string): RawBuilder<boolean> {
  const a = sql.table(alias);
  return sql`exists (
    select 1 from groups c where c.site = ${a}.site and c.cohort = ${a}.scope_id and ${isLiving('c', revived)}
      and not exists (select 1 from assignment_exceptions e
        where e.site = ${a}.site and e.person = ${a}.person and e.role = ${a}.role and e.except_type = 'group'
          and e.scope_type = ${a}.scope_type and e.scope_id = ${a}.scope_id and e.bundle = ${a}.bundle
          and e.except_id = c.id))`;
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
