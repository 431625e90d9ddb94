import { defaultRoleOf, type Policy } from '@provost/authz-core';
import { sql } from 'kysely';
import { siteSlot, slotRoles } from '../access/snapshot-of.js';
import { announce } from '../audit/record.js';
import { insertRows } from '../database/insert-rows.js';
import { sortKey } from '../database/sort-key.js';
import type { Database } from '../database/tables.js';
import { inTransaction } from '../database/transaction.js';
import { readPeople, type BadLine, type FeedPerson } from './read-people.js';

/** What an import is done with. */
export interface ImportOptions {
  readonly site: string;
  readonly policy: Policy;
  readonly newId: () => string;
  readonly now: () => number;
  readonly onBad: (bad: BadLine) => void;
  /** Called after every batch with how many people have been read. */
  readonly onProgress?: (people: number) => void;
}

/** What an import did, in people. */
export interface Imported {
  readonly added: number;
  readonly changed: number;
  readonly unchanged: number;
  readonly bad: number;
}

const BATCH = 2_000;

/**
 * Brings the people of a CSV file into a site: new ones are added, known ones (by `external_id`) are changed where
 * they differ, groups are made where they are missing. Nobody is removed, and from no group. The operator's act:
 * past any decision, recorded in the audit with the source `feed`. Each batch is one transaction, so an import
 * that is cut short is simply run again.
 */
export async function importPeople(
  db: Database,
  chunks: AsyncIterable<Uint8Array>,
  options: ImportOptions,
): Promise<Imported> {
  const done = { added: 0, changed: 0, unchanged: 0, bad: 0 };
  const onBad = (bad: BadLine) => {
    done.bad++;
    options.onBad(bad);
  };
  const take = async (people: readonly FeedPerson[]) => {
    const result = await inTransaction(db, (tx) => importBatch(tx, people, { ...options, onBad }));
    result.bad.forEach(onBad);
    done.added += result.added;
    done.changed += result.changed;
    done.unchanged += people.length - result.bad.length - result.added - result.changed;
    options.onProgress?.(done.added + done.changed + done.unchanged);
  };
  let batch: FeedPerson[] = [];
  for await (const person of readPeople(chunks, { roles: slotRoles(options.policy), onBad })) {
    if (batch.push(person) < BATCH) continue;
    await take(batch);
    batch = [];
  }
  await take(batch);
  return done;
}

interface Batch extends ImportOptions {
  readonly at: Date;
}

async function importBatch(tx: Database, all: readonly FeedPerson[], options: ImportOptions) {
  const batch = { ...options, at: new Date(options.now()) };
  await sql`select 1 from sites where site = ${batch.site} for share`.execute(tx);
  const bad = await addressesTaken(tx, all, batch);
  const badLines = new Set(bad.map(({ line }) => line));
  const people = all.filter(({ line }) => !badLines.has(line));
  if (people.length === 0) return { added: 0, changed: 0, bad };
  const written = await writePeople(tx, people, batch);
  const ids = await idsOf(tx, people, batch);
  const idOf = (person: FeedPerson) => ids.get(person.externalId) ?? '';
  const roles = await writeRoles(tx, people, { ...batch, idOf });
  const joined = await writeMembers(tx, people, { ...batch, idOf });
  const added = people.filter(({ externalId }) => written.get(externalId) === 'added');
  const changed = people.filter(
    (person) =>
      written.get(person.externalId) === 'changed' ||
      (!written.has(person.externalId) && (roles.has(idOf(person)) || joined.has(idOf(person)))),
  );
  await recordAll(tx, { ...batch, idOf }, [
    ...added.map((person) => ({ person, action: 'person-created' })),
    ...changed.map((person) => ({ person, action: 'person-changed' })),
  ]);
  await announce(tx, batch.site);
  return { added: added.length, changed: changed.length, bad };
}

/** An address belongs to one person of the site. */
async function addressesTaken(
  tx: Database,
  people: readonly FeedPerson[],
  { site }: Batch,
): Promise<BadLine[]> {
  const { rows } = await sql<{ email: string }>`
    select c.email from unnest(
      ${people.map(({ externalId }) => externalId)}::text[], ${people.map(({ email }) => email)}::text[]
    ) as c (external_id, email)
    join people p on p.site = ${site} and lower(p.email) = lower(c.email)
      and p.external_id is distinct from c.external_id`.execute(tx);
  const taken = new Set(rows.map(({ email }) => email));
  return people
    .filter(({ email }) => taken.has(email))
    .map(({ line, email }) => ({ line, reason: `email ${email} belongs to somebody else` }));
}

/** External id → what happened; those that were so already are not in it. */
async function writePeople(tx: Database, people: readonly FeedPerson[], { site, newId, at }: Batch) {
  const column = (value: (person: FeedPerson) => string) => sql`${people.map(value)}::text[]`;
  const { rows } = await sql<{ external_id: string; added: boolean }>`
    insert into people as p (site, id, external_id, name, sort_key, email, note, created_at)
    select ${site}, c.id, c.external_id, c.name, c.sort_key, c.email, c.note, ${at}
    from unnest(${column(newId)}, ${column(({ externalId }) => externalId)}, ${column(({ name }) => name)},
      ${column(({ name }) => sortKey(name))}, ${column(({ email }) => email)}, ${column(({ note }) => note)}
    ) as c (id, external_id, name, sort_key, email, note)
    on conflict (site, external_id) do update
      set name = excluded.name, sort_key = excluded.sort_key, email = excluded.email, note = excluded.note,
        version = p.version + 1
      where (p.name, p.email, p.note) is distinct from (excluded.name, excluded.email, excluded.note)
    returning external_id, xmax = 0 as added`.execute(tx);
  return new Map(rows.map(({ external_id, added }) => [external_id, added ? 'added' : 'changed'] as const));
}

async function idsOf(
  tx: Database,
  people: readonly FeedPerson[],
  { site }: Batch,
): Promise<Map<string, string>> {
  const { rows } = await sql<{ id: string; external_id: string }>`
    select id, external_id from people
    where site = ${site} and external_id = any(${people.map(({ externalId }) => externalId)}::text[])
    order by id for update`.execute(tx);
  return new Map(rows.map(({ id, external_id }) => [external_id, id]));
}

interface Identified extends Batch {
  readonly idOf: (person: FeedPerson) => string;
}

/** Gives the roles that the file names; people whose role was another before are in the answer. */
async function writeRoles(
  tx: Database,
  people: readonly FeedPerson[],
  { site, policy, at, idOf }: Identified,
) {
  const named = people.filter(({ role }) => role !== undefined);
  const ids = named.map(idOf);
  const wanted = named.map(({ role }) =>
    role === defaultRoleOf(policy, siteSlot(policy)) ? null : (role ?? null),
  );
  const gone = await sql<{ person: string }>`
    delete from assignments a using unnest(${ids}::text[], ${wanted}::text[]) as c (person, role)
    where a.site = ${site} and a.person = c.person and a.scope_type = 'site'
      and a.role = any(${slotRoles(policy)}::text[]) and a.role is distinct from c.role
    returning a.person`.execute(tx);
  const given = await sql<{ person: string }>`
    insert into assignments (site, person, role, scope_type, scope_id, source, given_at)
    select ${site}, c.person, c.role, 'site', ${site}, 'feed', ${at}
    from unnest(${ids}::text[], ${wanted}::text[]) as c (person, role) where c.role is not null
    on conflict do nothing returning person`.execute(tx);
  return new Set([...gone.rows, ...given.rows].map(({ person }) => person));
}

/** Makes people members of the groups that the file names; those who were not in all of them are in the answer. */
async function writeMembers(tx: Database, people: readonly FeedPerson[], batch: Identified) {
  const groups = await groupsByName(tx, [...new Set(people.flatMap((person) => person.groups))], batch);
  const wanted = people.flatMap((person) =>
    person.groups.map((name) => ({ person: batch.idOf(person), group: groups.get(name) ?? '' })),
  );
  const { rows } = await sql<{ person: string }>`
    insert into members (site, group_id, person, added_at)
    select ${batch.site}, c.group_id, c.person, ${batch.at} from unnest(
      ${wanted.map(({ group }) => group)}::text[], ${wanted.map(({ person }) => person)}::text[]
    ) as c (group_id, person)
    on conflict do nothing returning person`.execute(tx);
  return new Set(rows.map(({ person }) => person));
}

/** The group of each name, the topmost where there are several; made at the top where there is none. */
async function groupsByName(tx: Database, names: readonly string[], { site, newId, at }: Batch) {
  const { rows } = await sql<{ id: string; name: string }>`
    select distinct on (name) id, name from groups
    where site = ${site} and deleted_at is null and name = any(${[...names]}::text[])
    order by name, length(path), id`.execute(tx);
  const ids = new Map(rows.map(({ id, name }) => [name, id]));
  const missing = names.filter((name) => !ids.has(name));
  const made = missing.map((name) => {
    const id = newId();
    ids.set(name, id);
    return { site, id, path: `/${id}/`, name, sort_key: sortKey(name), created_at: at };
  });
  await insertRows(tx, 'groups', made);
  await insertRows(
    tx,
    'audit',
    made.map(({ id, name }) => ({
      ...feedEntry(site, at),
      action: 'group-created',
      resource_type: 'group',
      resource_id: id,
      person: null,
      after: JSON.stringify({ name }),
    })),
  );
  return ids;
}

const feedEntry = (site: string, at: Date) => ({
  site,
  at,
  why: JSON.stringify({ source: 'feed' }),
  request_id: 'import',
});

const recordAll = (
  tx: Database,
  { site, at, idOf }: Identified,
  changes: readonly { person: FeedPerson; action: string }[],
): Promise<number> =>
  insertRows(
    tx,
    'audit',
    changes.map(({ person, action }) => {
      const { externalId, name, email, role, groups } = person;
      return {
        ...feedEntry(site, at),
        action,
        resource_type: 'user',
        resource_id: idOf(person),
        person: idOf(person),
        after: JSON.stringify({ externalId, name, email, role, groups }),
      };
    }),
  );
