import { defaultsOn, type Policy, type ScopeIds } from '@provost/authz-core';
import { sql } from 'kysely';
import { insertRows } from '../database/insert-rows.js';
import { sortKey } from '../database/sort-key.js';
import type { Database } from '../database/tables.js';
import { inTransaction } from '../database/transaction.js';
import { lower, raise, type Level } from '../groups/levels.js';
import { turn } from '../settings/change-settings.js';

/** A role that somebody holds, beside the one of the site: written as in a snapshot. */
export interface AssignmentSpec {
  readonly role: string;
  /** Scope type → ids; the site where there are none. */
  readonly scopes?: ScopeIds;
  readonly except?: ScopeIds;
  /** Milliseconds since 1970-01-01T00:00Z. */
  readonly from?: number;
  readonly until?: number;
  readonly source?: string;
  readonly givenBy?: string;
}

/** Where something lies, by the relations that no group's `members` and `content` say: relation → scope ids. */
type Within = Readonly<Record<string, readonly string[]>>;

/** A person of a seeded site; `later` for one who came after the settings were turned on. */
export interface PersonSpec {
  readonly id: string;
  readonly name?: string;
  readonly email?: string;
  readonly externalId?: string;
  /** The policy's default role if none is given. */
  readonly role?: string;
  readonly holds?: readonly AssignmentSpec[];
  readonly within?: Within;
  readonly later?: boolean;
}

/** A course or an e-folder. */
export interface ContentSpec {
  readonly id: string;
  readonly type?: 'course' | 'e-folder';
  readonly name?: string;
  readonly items?: number;
  readonly owner?: string;
  readonly within?: Within;
}

/** Something of a type that has no table of its own. */
export interface ResourceSpec {
  readonly type: string;
  readonly id: string;
  readonly name?: string;
  readonly owner?: string;
  readonly within?: Within;
}

/** A group; `later` for one that was made after the settings were turned on. Its parent stands before it. */
export interface GroupSpec {
  readonly id: string;
  readonly name?: string;
  readonly description?: string;
  readonly parent?: string;
  readonly createdBy?: string;
  readonly createdAt?: string;
  readonly later?: boolean;
  /** Ids of people and of content. */
  readonly members?: readonly string[];
  readonly content?: readonly string[];
  readonly within?: Within;
}

/** Levels that somebody was set to in a group; set in the order they stand. */
export interface LevelSpec {
  readonly group: string;
  readonly person: string;
  /** Area → level. */
  readonly levels: Readonly<Record<string, Level>>;
  readonly by?: string;
  readonly at?: string;
}

/** A whole site as data, with its history: who and what was there first, what was turned on then, what came later. */
export interface SiteSpec {
  readonly id?: string;
  readonly name?: string;
  readonly policy?: string;
  readonly settings?: Readonly<Record<string, boolean>>;
  readonly people?: readonly PersonSpec[];
  readonly content?: readonly ContentSpec[];
  readonly groups?: readonly GroupSpec[];
  readonly resources?: readonly ResourceSpec[];
  readonly levels?: readonly LevelSpec[];
}

/** What seeding is done with. */
export interface SeedOptions {
  readonly policies: readonly Policy[];
  readonly newId: () => string;
  /** Milliseconds since 1970-01-01T00:00Z; what was there first is 30 days older. */
  readonly now: number;
}

const MONTH = 30 * 24 * 3_600_000;

interface Seeding {
  readonly db: Database;
  readonly policy: Policy;
  readonly site: string;
  readonly spec: SiteSpec;
}

/**
 * Makes a site from a spec, in bulk: thousands of people and groups take a second. Past any decision: it is for
 * demos, tests and whoever sets up a database.
 * @returns the site's id.
 */
export async function seedSite(db: Database, spec: SiteSpec, options: SeedOptions): Promise<string> {
  const policy = options.policies.find(({ id }) => id === (spec.policy ?? 'editor-viewer'));
  if (!policy) throw new Error(`There is no policy ${spec.policy}`);
  const site = spec.id ?? options.newId();
  await inTransaction(db, async (tx) => {
    const seeding = { db: tx, policy, site, spec };
    const { now, newId } = options;
    await tx
      .insertInto('sites')
      .values({
        site,
        name: spec.name ?? site,
        policy: policy.id,
        settings: '{}',
        settings_version: 1,
        turned_on: '{}',
      })
      .execute();
    await seedContent(seeding);
    await seedPeople(seeding, false, now - MONTH);
    await seedGroups(seeding, false, now - MONTH);
    const actor = spec.people?.find(({ role, later }) => role === 'manager' && !later);
    const call = {
      db: tx,
      policy,
      newId,
      now: now - MONTH / 2,
      site: { id: site, turnedOn: {} },
      person: actor,
    };
    await turn(call, spec.settings ?? {});
    await seedPeople(seeding, true, now);
    await seedGroups(seeding, true, now);
    await seedLevels(seeding, now);
    await seedHeld(seeding, now);
    await seedResources(seeding);
  });
  return site;
}

const seedContent = ({ db, site, spec }: Seeding): Promise<number> =>
  insertRows(
    db,
    'content',
    (spec.content ?? []).map(({ id, type = 'course', name = id, items = 1, owner }) => ({
      site,
      id,
      type,
      name,
      sort_key: sortKey(name),
      items,
      owner: owner ?? null,
    })),
  );

async function seedPeople({ db, site, spec, policy }: Seeding, later: boolean, now: number): Promise<void> {
  const people = (spec.people ?? []).filter((person) => (person.later ?? false) === later);
  await insertRows(
    db,
    'people',
    people.map(({ id, name = id, email = `${id}@example.org`, externalId }) => ({
      site,
      id,
      external_id: externalId ?? null,
      name,
      sort_key: sortKey(name),
      email,
      created_at: new Date(now),
    })),
  );
  const given = people.filter(({ role }) => role !== undefined && !policy.roles.get(role)?.byDefault);
  await insertRows(
    db,
    'assignments',
    given.map(({ id, role = '' }) => ({
      site,
      person: id,
      role,
      scope_type: 'site',
      scope_id: site,
      source: 'set',
      given_at: new Date(now),
    })),
  );
}

async function seedGroups({ db, site, spec, policy }: Seeding, later: boolean, now: number): Promise<void> {
  const paths = pathsOf(spec.groups ?? []);
  const groups = (spec.groups ?? [])
    .filter((group) => (group.later ?? false) === later)
    .map((group) => ({ ...group, at: new Date(group.createdAt ?? now) }));
  await insertRows(
    db,
    'groups',
    groups.map(({ id, name = id, description = '', parent, createdBy, at, within }) => ({
      site,
      id,
      parent_id: parent ?? null,
      path: paths.get(id) ?? '',
      name,
      sort_key: sortKey(name),
      description,
      cohort: within?.['cohort']?.[0] ?? null,
      created_at: at,
      created_by: createdBy ?? null,
    })),
  );
  const defaults = defaultsOn(policy, 'group-created').filter(({ to }) => to === 'actor');
  await insertRows(
    db,
    'assignments',
    groups.flatMap(({ id, createdBy, at }) =>
      createdBy === undefined
        ? []
        : defaults.flatMap(({ give, source }) =>
            give.map((role) => ({
              site,
              person: createdBy,
              role,
              scope_type: 'group',
              scope_id: id,
              source,
              given_at: at,
            })),
          ),
    ),
  );
  await insertRows(
    db,
    'members',
    groups.flatMap(({ id, members = [], createdBy, at }) =>
      members.map((person) => ({ site, group_id: id, person, added_at: at, added_by: createdBy ?? null })),
    ),
  );
  await insertRows(
    db,
    'group_content',
    groups.flatMap(({ id, content = [], createdBy, at }) =>
      content.map((one) => ({ site, group_id: id, content: one, added_at: at, added_by: createdBy ?? null })),
    ),
  );
}

function pathsOf(groups: readonly GroupSpec[]): Map<string, string> {
  const paths = new Map<string, string>();
  for (const { id, parent } of groups) {
    const above = parent === undefined ? '/' : paths.get(parent);
    if (above === undefined) throw new Error(`Group ${id} stands before its parent ${parent}`);
    paths.set(id, `${above}${id}/`);
  }
  return paths;
}

async function seedLevels({ db, site, spec, policy }: Seeding, now: number): Promise<void> {
  for (const { group, person, levels, by, at } of spec.levels ?? []) {
    const setting = { site, by: by ?? null, at: new Date(at ?? now) };
    for (const [area, level] of Object.entries(levels)) {
      const role = policy.document.areas?.[area]?.editor;
      if (role === undefined) throw new Error(`The policy has no area ${area}`);
      await (level === 'editor' ? raise : lower)(db, setting, [{ person, role, group }]);
      const before = JSON.stringify({ area });
      const after = JSON.stringify({ area, level });
      await sql`
        insert into audit (site, at, actor, action, resource_type, resource_id, person, before, after, request_id)
        values (${site}, ${setting.at}, ${setting.by}::text, 'level-set', 'group', ${group}, ${person},
          ${before}::jsonb, ${after}::jsonb, 'seed')`.execute(db);
    }
  }
}

/** Each scope is a row; each exception of an assignment is one for each of its scopes. */
async function seedHeld({ db, site, spec }: Seeding, now: number): Promise<void> {
  const rows = (spec.people ?? []).flatMap(({ id: person, holds = [] }) =>
    holds.flatMap(({ role, scopes = { site: [site] }, except, from, until, source = 'set', givenBy }, i) =>
      listed(scopes).map(([type, scope]) => ({
        row: {
          site,
          person,
          role,
          scope_type: type,
          scope_id: scope,
          bundle: Object.keys(scopes).length > 1 ? String(i) : '',
          given_by: givenBy ?? null,
        },
        times: { from_at: dateOrNull(from), until_at: dateOrNull(until) },
        source,
        except: listed(except ?? {}),
      })),
    ),
  );
  await insertRows(
    db,
    'assignments',
    rows.map(({ row, times, source }) => ({ ...row, ...times, source, given_at: new Date(now) })),
  );
  await insertRows(
    db,
    'assignment_exceptions',
    rows.flatMap(({ row, except }) =>
      except.map(([type, id]) => ({ ...row, except_type: type, except_id: id, given_at: new Date(now) })),
    ),
  );
}

const dateOrNull = (ms: number | undefined): Date | null => (ms === undefined ? null : new Date(ms));

const listed = (scopes: ScopeIds): (readonly [type: string, id: string])[] =>
  Object.entries(scopes).flatMap(([type, ids]) => ids.map((id) => [type, id] as const));

/** Whatever lies somewhere by a relation that no table of its own knows: people, groups and content, too. */
async function seedResources({ db, site, spec }: Seeding): Promise<void> {
  const { people = [], content = [], groups = [], resources = [] } = spec;
  await insertRows(
    db,
    'resources',
    resources.map(({ type, id, name = id, owner }) => ({ site, type, id, name, owner: owner ?? null })),
  );
  const lying = [
    ...people.map((one) => ({ ...one, type: 'user' })),
    ...content.map((one) => ({ ...one, type: one.type ?? 'course' })),
    ...groups.map((one) => ({ ...one, type: 'group' })),
    ...resources,
  ];
  await insertRows(
    db,
    'resource_scopes',
    lying.flatMap(({ type, id, within = {} }) =>
      listed(within).map(([relation, scope]) => ({ site, type, id, relation, scope_id: scope })),
    ),
  );
}
