import type { Area } from '@provost/authz-core';
import { sql } from 'kysely';
import type { z } from '@hono/zod-openapi';
import { scopesOf } from '../access/editors-of.js';
import type { Database, GroupTable } from '../database/tables.js';
import type { Call } from '../requests/call.js';
import type { AreaLevelSchema } from './permissions-routes.js';

/** A person's level in an area, and why it is so. */
export type AreaLevel = z.infer<typeof AreaLevelSchema>;
/** Editor or Viewer. */
export type Level = AreaLevel['level'];

/** Person → area → level. */
export type Levels = ReadonlyMap<string, Readonly<Record<string, AreaLevel>>>;

interface HeldRow {
  person: string;
  role: string;
  scope_type: string;
  source: string;
  given_by: string | null;
  giver_name: string | null;
  given_at: Date;
  from_at: Date | null;
  until_at: Date | null;
  lowered: boolean;
  lowered_by: string | null;
  lowerer_name: string | null;
  lowered_at: Date | null;
}

interface LoweredRow {
  person: string;
  area: string;
  actor: string | null;
  actor_name: string | null;
  at: Date;
}

/** Reads the levels of some people in a group: three short queries, however many people. */
export async function levelsOf(
  call: Call,
  group: GroupTable,
  { people, areas }: { people: readonly string[]; areas: readonly Area[] },
): Promise<Levels> {
  if (areas.length === 0 || people.length === 0) return new Map();
  const held = await readHeld(call, group, { people, roles: areas.map(({ editor }) => editor) });
  const lowered = await readLowered(call, group, people);
  return new Map(
    people.map((person) => [
      person,
      Object.fromEntries(
        areas.map(({ id, editor }) => [
          id,
          levelFrom(
            held.filter((row) => row.person === person && row.role === editor),
            { lowered: lowered.find((row) => row.person === person && row.area === id), now: call.now },
          ),
        ]),
      ),
    ]),
  );
}

/** A row at the group itself says more than one at its cohort; one that is yet to begin gives nothing now. */
function levelFrom(
  rows: readonly HeldRow[],
  { lowered, now }: { lowered: LoweredRow | undefined; now: number },
): AreaLevel {
  const isToCome = ({ from_at }: HeldRow) => from_at !== null && from_at.getTime() > now;
  const held = rows.filter((row) => !isToCome(row));
  const editor = held.find((row) => row.scope_type === 'group') ?? held.find((row) => !row.lowered);
  if (editor) {
    const source = editor.source === 'created' || editor.source === 'existing' ? editor.source : 'set';
    return {
      level: 'editor',
      source,
      ...givenOf(editor, source),
      from: null,
      until: textOf(editor.until_at),
    };
  }
  const next = rows.find((row) => isToCome(row) && row.scope_type === 'group');
  if (next) {
    const times = { from: textOf(next.from_at), until: textOf(next.until_at) };
    return { level: 'viewer', source: 'set', ...givenOf(next, 'set'), ...times };
  }
  return { ...viewerFrom(held, lowered), from: null, until: null };
}

function viewerFrom(held: readonly HeldRow[], lowered: LoweredRow | undefined) {
  const excepted = held.find((row) => row.lowered_at !== null);
  const level = 'viewer' as const;
  if (excepted?.lowered_at) {
    const by = personOrNull(excepted.lowered_by, excepted.lowerer_name);
    return { level, source: 'set' as const, by, at: excepted.lowered_at.toISOString() };
  }
  if (lowered) {
    const by = personOrNull(lowered.actor, lowered.actor_name);
    return { level, source: 'set' as const, by, at: lowered.at.toISOString() };
  }
  return { level, source: 'default' as const, by: null, at: null };
}

const givenOf = (row: HeldRow, source: AreaLevel['source']) => ({
  by: source === 'set' ? personOrNull(row.given_by, row.giver_name) : null,
  at: row.given_at.toISOString(),
});

const textOf = (time: Date | null) => time?.toISOString() ?? null;

const personOrNull = (id: string | null, name: string | null) =>
  id === null ? null : { id, name: name ?? '' };

async function readHeld(
  call: Call,
  group: GroupTable,
  { people, roles }: { people: readonly string[]; roles: readonly string[] },
): Promise<HeldRow[]> {
  const { rows } = await sql<HeldRow>`
    select a.person, a.role, a.scope_type, a.source, a.given_by, b.name as giver_name, a.given_at, a.from_at, a.until_at,
      e.person is not null as lowered, e.given_by as lowered_by, l.name as lowerer_name, e.given_at as lowered_at
    from assignments a
    left join assignment_exceptions e on e.site = a.site and e.person = a.person and e.role = a.role
      and e.scope_type = a.scope_type and e.scope_id = a.scope_id and e.bundle = a.bundle and e.except_type = 'group'
      and e.except_id = ${group.id}
    left join people b on b.site = a.site and b.id = a.given_by
    left join people l on l.site = e.site and l.id = e.given_by
    where a.site = ${group.site} and a.person = any(${[...people]}::text[]) and a.role = any(${[...roles]}::text[])
      and (a.until_at is null or a.until_at > ${new Date(call.now)})
      and (a.scope_type = 'group' and a.scope_id = ${group.id}
        or a.scope_type = 'cohort' and a.scope_id = any(${scopesOf('cohort', group, false)}::text[]))`.execute(
    call.db,
  );
  return rows;
}

/** Who was set to Viewer and holds nothing since is told apart from who never was anything by the audit alone. */
async function readLowered(
  { db }: Call,
  group: GroupTable,
  people: readonly string[],
): Promise<LoweredRow[]> {
  const { rows } = await sql<LoweredRow & { level: Level }>`
    select distinct on (u.person, u.after ->> 'area')
      u.person, u.after ->> 'area' as area, u.after ->> 'level' as level, u.actor, b.name as actor_name, u.at
    from audit u left join people b on b.site = u.site and b.id = u.actor
    where u.site = ${group.site} and u.resource_type = 'group' and u.resource_id = ${group.id}
      and u.person = any(${[...people]}::text[]) and u.action = 'level-set'
    order by u.person, u.after ->> 'area', u.id desc`.execute(db);
  return rows.filter(({ level }) => level === 'viewer');
}

/** One level to be written: the area's editor role, of a person, at a group. */
export interface LevelChange {
  readonly person: string;
  readonly role: string;
  readonly group: string;
}

/** Who sets levels, and when. */
export interface Setting {
  readonly site: string;
  readonly by: string | null;
  readonly at: Date;
}

const listed = (changes: readonly LevelChange[]) => sql`unnest(
  ${changes.map(({ person }) => person)}::text[],
  ${changes.map(({ role }) => role)}::text[],
  ${changes.map(({ group }) => group)}::text[]) as c (person, role, group_id)`;

/** Editor is a row at the group, beside what a cohort gives: so that the row says who set it. */
export async function raise(
  db: Database,
  { site, by, at }: Setting,
  changes: readonly LevelChange[],
): Promise<void> {
  await sql`
    insert into assignments (site, person, role, scope_type, scope_id, source, given_by, given_at)
    select ${site}, c.person, c.role, 'group', c.group_id, 'set', ${by}::text, ${at} from ${listed(changes)}
    on conflict (site, person, role, scope_type, scope_id, bundle) do update
      set source = excluded.source, given_by = excluded.given_by, given_at = excluded.given_at,
        from_at = null, until_at = null`.execute(db);
  await sql`
    delete from assignment_exceptions e using ${listed(changes)}
    where e.site = ${site} and e.person = c.person and e.role = c.role
      and e.except_type = 'group' and e.except_id = c.group_id`.execute(db);
}

/** Viewer is no row at the group, and an exception from what a cohort would give. */
export async function lower(
  db: Database,
  { site, by, at }: Setting,
  changes: readonly LevelChange[],
): Promise<void> {
  await sql`
    delete from assignments a using ${listed(changes)}
    where a.site = ${site} and a.person = c.person and a.role = c.role
      and a.scope_type = 'group' and a.scope_id = c.group_id`.execute(db);
  await sql`
    insert into assignment_exceptions
      (site, person, role, scope_type, scope_id, except_type, except_id, given_by, given_at)
    select a.site, a.person, a.role, a.scope_type, a.scope_id, 'group', g.id, ${by}::text, ${at}
    from ${listed(changes)}
    join groups g on g.site = ${site} and g.id = c.group_id
    join assignments a on a.site = g.site and a.person = c.person and a.role = c.role
      and a.scope_type = 'cohort' and a.scope_id = g.cohort
    on conflict do nothing`.execute(db);
}
