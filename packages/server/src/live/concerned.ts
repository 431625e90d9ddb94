import { sql } from 'kysely';
import type { Database } from '../database/tables.js';
import type { Change } from './read-changes.js';

/** Whose own rights a change may have touched. */
export type Concerned = 'everybody' | ReadonlySet<string>;

/** They leave rights as they are, but for those of people they name: what a group is called, who and what is in it. */
const INERT = /^(group-changed|(members|content)-(added|removed))$/;

/** These touch whoever holds something there or above. */
const STRUCTURAL = /^group-(created|deleted|restored|archived|unarchived)$/;

/** Works out whom changes concern, of those who listen. What it does not know concerns everybody. */
export async function concernedBy(
  db: Database,
  site: string,
  { changes, readers }: { changes: readonly Change[]; readers: readonly string[] },
): Promise<Concerned> {
  const people = new Set<string>();
  const groups = new Set<string>();
  for (const { type, action, resource, actor, person, people: named } of changes) {
    const isStructural = type === 'group' && STRUCTURAL.test(action);
    const isKnown = person !== null || isStructural || type === 'user' || INERT.test(action);
    if (!isKnown) return 'everybody';
    if (person !== null) people.add(person);
    if (type === 'user') people.add(resource);
    for (const one of named) people.add(one);
    if (!isStructural) continue;
    groups.add(resource);
    // making one may bring a role there
    if (actor !== null) people.add(actor);
  }
  if (groups.size > 0) for (const one of await holdersAt(db, site, { groups, readers })) people.add(one);
  return people;
}

/** Who holds anything at one of the groups, above it, or at its cohort; deleted ones, too. */
async function holdersAt(
  db: Database,
  site: string,
  { groups, readers }: { groups: ReadonlySet<string>; readers: readonly string[] },
): Promise<string[]> {
  const { rows } = await sql<{ person: string }>`
    with g as (select path, cohort from groups where site = ${site} and id = any(${[...groups]}::text[]))
    select distinct a.person from assignments a
    where a.site = ${site} and a.person = any(${[...readers]}::text[]) and (
      a.scope_type = 'group' and a.scope_id in (select unnest(string_to_array(g.path, '/')) from g)
      or a.scope_type = 'cohort' and a.scope_id in (select g.cohort from g))`.execute(db);
  return rows.map(({ person }) => person);
}
