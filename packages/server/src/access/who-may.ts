import { defaultRoleOf, type Policy, type Resource, type Role, type RoleLine } from '@provost/authz-core';
import { sql, type RawBuilder } from 'kysely';
import { conditions } from '../database/conditions.js';
import { groupsAbove, type Place } from '../resources/find-resources.js';
import { exceptionsSql, livesSql } from './held-rows.js';
import { siteSlots, slotRoles } from './snapshot-of.js';

type Query = RawBuilder<{ person: string }>;
type Condition = RawBuilder<boolean>;
type Way = RoleLine['way'];

/** The site as it is now, to be asked who may. */
export interface Situation extends Place {
  readonly settings: Readonly<Record<string, boolean>>;
  /** Milliseconds since 1970-01-01T00:00Z. */
  readonly now: number;
}

/** What it is about: the resource, and the second one of a permission about two. */
export interface About {
  readonly resource: Resource;
  readonly second?: Resource | undefined;
}

/** A resource as lines look at it: the scopes it lies in, and those with the groups above them. */
interface Lying {
  readonly resource: Resource;
  scopes(relation: string, below: boolean): readonly string[];
}

/**
 * The people whom the core would allow a permission on a resource, as a query: the question `can` asks, asked the other way
 * round, from the same lines of the same policy (X-08, X-16). One row a reason: a person may come several times.
 */
export async function whoMay(situation: Situation, permission: string, about: About): Promise<Query> {
  const { policy } = situation;
  const token = policy.permission(permission);
  const { resource, second } = about;
  if (!token.type || resource.type !== token.type || (second?.type ?? '') !== token.second) return nobody;
  const first = await lying(situation, resource);
  const other = second && (await lying(situation, second));
  const parts = (token.allOf ?? [token]).map(({ word, bit }) => {
    const queries = [...policy.roles.values()].flatMap((role) =>
      role.lines
        .filter(({ bits, when }) => ((bits[word] ?? 0) & bit) !== 0 && areSo(when ?? {}, situation.settings))
        .map((line) => holdersOf(situation, { role, line, first, other })),
    );
    return queries.length > 0 ? sql`${sql.join(queries, sql` union all `)}` : nobody;
  });
  const [one, ...more] = parts;
  return more.length === 0 && one
    ? (one as Query)
    : sql`${sql.join(
        parts.map((part) => sql`(${part})`),
        sql` intersect `,
      )}`;
}

const nobody: Query = sql`select null::text as person where false`;

async function lying(place: Place, resource: Resource): Promise<Lying> {
  const { within = {}, type } = resource;
  const relations = Object.entries(place.policy.document.resources[type] ?? {});
  const isTree = (scopeType: string) => place.policy.document.scopes?.[scopeType]?.tree === true;
  const above = await groupsAbove(
    place,
    relations.flatMap(([name, scopeType]) => (isTree(scopeType) ? (within[name] ?? []) : [])),
  );
  return {
    resource,
    scopes(relation, below) {
      const ids = within[relation] ?? [];
      const scopeType = place.policy.document.resources[type]?.[relation] ?? '';
      return below && isTree(scopeType) ? ids.flatMap((id) => above.get(id) ?? [id]) : ids;
    },
  };
}

/** What settings have to be, and are. */
export const areSo = (
  when: Readonly<Record<string, boolean>>,
  settings: Readonly<Record<string, boolean>>,
): boolean => Object.entries(when).every(([id, value]) => settings[id] === value);

interface LineAbout {
  readonly role: Role;
  readonly line: RoleLine;
  readonly first: Lying;
  readonly other: Lying | undefined;
}

/** Everybody whom one line of one role reaches that far. */
function holdersOf(situation: Situation, { role, line, first, other }: LineAbout): Query {
  const { policy } = situation;
  const ways = [
    { way: line.way, lies: first },
    ...(line.second && other ? [{ way: line.second, lies: other }] : []),
  ];
  const asked = ways.flatMap(({ way, lies }) => way.relations.map((number) => ({ way, lies, number })));
  const own = asked.filter(({ way, number }) => !way.via && policy.relations[number]?.scopeType);
  const parts = asked.map(({ way, lies, number }) => {
    const { name, scopeType } = policy.relations[number] ?? { name: '', scopeType: '' };
    const relation = { way, lies, name, scopeType };
    if (!scopeType) return kept(situation, relation);
    if (way.via) return through(situation, way.via, relation);
    // a single scope is the very one at which the role is held
    return own.length === 1
      ? holdsAt(situation, role, { ...relation, alias: 'a' })
      : alike(situation, role, relation);
  });
  return sql`select a.person from ${holding(situation, [role.id])} a
    where a.scope_type = any(${[...role.at]}::text[]) and ${mayHold(situation, role, 'a')}
      and ${conditions(parts)}`;
}

interface Relation {
  readonly way: Way;
  readonly lies: Lying;
  readonly name: string;
  readonly scopeType: string;
}

/** The ways that every resource knows: everything, oneself, one's own. */
function kept(situation: Situation, { way, lies, name }: Relation): Condition {
  const { resource } = lies;
  const id = name === 'self' ? resource.id : resource.owner;
  const is =
    name === 'everything'
      ? sql<boolean>`true`
      : sql<boolean>`coalesce(a.person = ${id ?? null}::text, false)`;
  return conditions([is, outside(situation, { way, lies, below: false })]);
}

/** A role held at one of the scopes in which it lies by the relation, and not left out there. */
function holdsAt(situation: Situation, role: Role, relation: Relation & { alias: 'a' | 's' }): Condition {
  const { way, lies, name, scopeType, alias } = relation;
  if (!role.at.includes(scopeType)) return sql<boolean>`false`;
  const row = sql.table(alias);
  const below = role.below === true;
  return conditions([
    sql`${row}.role = ${role.id} and ${row}.scope_type = ${scopeType}
      and ${row}.scope_id = any(${[...lies.scopes(name, below)]}::text[])`,
    sql`not exists (select 1 from assignment_exceptions e
      where e.site = ${situation.site.id} and e.person = ${row}.person and e.role = ${row}.role
        and e.scope_type = ${row}.scope_type and e.scope_id = ${row}.scope_id and e.bundle = ${row}.bundle
        and ${liesIn(situation.policy, lies, below)})`,
    outside(situation, { way, lies, below }),
  ]);
}

/** Does it lie in what the exception `e` names? */
function liesIn({ document }: Policy, lies: Lying, below: boolean): Condition {
  const places = Object.entries(document.resources[lies.resource.type] ?? {}).map(
    ([name, type]) =>
      sql`e.except_type = ${type} and e.except_id = any(${[...lies.scopes(name, below)]}::text[])`,
  );
  return places.length === 0 ? sql<boolean>`false` : sql<boolean>`(${sql.join(places, sql` or `)})`;
}

/** X-17: not where the person holds anything at a scope of these types. */
function outside(
  situation: Situation,
  { way, lies, below }: { way: Way; lies: Lying; below: boolean },
): Condition | undefined {
  if (way.outside.length === 0) return undefined;
  const relations = Object.entries(situation.policy.document.resources[lies.resource.type] ?? {});
  return conditions(
    way.outside.map((type) => {
      const ids = relations.flatMap(([name, to]) => (to === type ? lies.scopes(name, below) : []));
      return sql`not exists (select 1 from ${holding(situation)} o
        where o.person = a.person and o.scope_type = ${type} and o.scope_id = any(${ids}::text[]))`;
    }),
  );
}

/** The scopes come from other roles that the person holds. */
function through(situation: Situation, via: readonly string[], relation: Relation): Condition {
  const ways = via.flatMap((id) => {
    const role = situation.policy.roles.get(id);
    return role
      ? [sql`${mayHold(situation, role, 's')} and ${holdsAt(situation, role, { ...relation, alias: 's' })}`]
      : [];
  });
  if (ways.length === 0) return sql<boolean>`false`;
  return sql<boolean>`exists (select 1 from ${holding(situation, via)} s
    where s.person = a.person and (${sql.join(ways, sql` or `)}))`;
}

/** Several scopes at once: each a row of the same assignment (see `snapshotOf`). */
function alike(situation: Situation, role: Role, relation: Relation): Condition {
  return sql<boolean>`exists (select 1 from ${holding(situation, [role.id])} s
    where s.person = a.person and s.scope_type <> 'site' and a.scope_type <> 'site' and s.bundle = a.bundle
      and (a.bundle <> '' or s.scope_type = a.scope_type) and s.source = a.source
      and s.given_by is not distinct from a.given_by
      and s.from_at is not distinct from a.from_at and s.until_at is not distinct from a.until_at
      and ${exceptionsSql('s')} is not distinct from ${exceptionsSql('a')}
      and ${holdsAt(situation, role, { ...relation, alias: 's' })})`;
}

/** LR-09, EV-11: a role that only holders of others have. */
const mayHold = (situation: Situation, { mayHold: others }: Role, alias: 'a' | 's'): Condition =>
  others
    ? sql<boolean>`exists (select 1 from ${holding(situation, others)} m
        where m.person = ${sql.table(alias)}.person)`
    : sql<boolean>`true`;

/** Roles held now (X-04), the slots' defaults with them, as a table; all roles, or some. */
function holding(situation: Situation, roles?: readonly string[]): RawBuilder<unknown> {
  const { site, policy, now } = situation;
  const moment = new Date(now);
  const current = sql`(a.from_at is null or a.from_at <= ${moment}) and (a.until_at is null or a.until_at > ${moment})`;
  const held = sql`select a.site, a.person, a.role, a.scope_type, a.scope_id, a.bundle, a.source, a.given_by, a.from_at,
      a.until_at from assignments a
    where a.site = ${site.id} and ${roles ? sql`a.role = any(${[...roles]}::text[])` : sql`true`}
      and ${current} and ${livesSql('a')}`;
  const defaults = siteSlots(policy).flatMap((slot) => {
    const role = defaultRoleOf(policy, slot);
    if (role === undefined || (roles && !roles.includes(role))) return [];
    return [
      sql`select p.site, p.id, ${role}::text, 'site', p.site, '', 'default', null::text, null::timestamptz, null::timestamptz
        from people p where p.site = ${site.id} and not exists (select 1 from assignments a
          where a.site = p.site and a.person = p.id and a.scope_type = 'site'
            and a.role = any(${slotRoles(policy, slot)}::text[]) and ${current})`,
    ];
  });
  return sql`(${sql.join([held, ...defaults], sql` union all `)})`;
}
