import type { Policy, Snapshot } from '@provost/authz-core';
import { sql } from 'kysely';
import { heldSql, inOrder, type HeldRow } from '../access/held-rows.js';
import { snapshotFrom } from '../access/snapshot-of.js';
import type { Database } from '../database/tables.js';
import { etagOfBody } from '../requests/version.js';
import { describeSession } from '../session/session.js';

/** The site as it is now, with all that decides what people may do there beside what they hold. */
export interface Rules {
  readonly site: { readonly id: string; readonly name: string };
  readonly policy: Policy;
  readonly settings: Snapshot['settings'];
}

/** What is known of a reader. */
export interface Known {
  /** Without the groups in reach, which may be all there are: those that are asked about come with the question. */
  readonly snapshot: Snapshot;
  /** What they would read as their session, as the text of an event; none when groups in reach belong to it. */
  readonly session: string | undefined;
}

type Row = { person: string; name: string; email: string } & (HeldRow | { role: null });

/** Reads what people hold, all in one query; those who are not on the site are not in the answer. */
export async function readReaders(
  db: Database,
  { site, policy, settings }: Rules,
  { people, now }: { people: readonly string[]; now: number },
): Promise<Map<string, Known>> {
  const held = heldSql({ site: site.id, person: sql`p.id`, now });
  const { rows } = await sql<Row>`
    select p.id as person, p.name, p.email, h.*
    from people p left join lateral (${held}) h on true
    where p.site = ${site.id} and p.id = any(${[...people]}::text[]) order by p.id, ${inOrder}`.execute(db);
  const known = new Map<string, Known>();
  for (const [person, own] of byPerson(rows)) {
    const question = { site: site.id, person, policy, settings, now, treeless: true };
    const snapshot = await snapshotFrom(db, question, own.filter(isHeld));
    const isWhole = !snapshot.assignments.some(({ role }) => policy.roles.get(role)?.below);
    const { name = '', email = '' } = own[0] ?? {};
    const call = { site, person: { id: person, name, email }, policy, access: { snapshot }, now };
    known.set(person, { snapshot, session: isWhole ? await toText(describeSession(call)) : undefined });
  }
  return known;
}

function byPerson(rows: readonly Row[]): Map<string, Row[]> {
  const found = new Map<string, Row[]>();
  for (const row of rows) {
    const own = found.get(row.person);
    if (own) own.push(row);
    else found.set(row.person, [row]);
  }
  return found;
}

const isHeld = (row: Row): row is Row & HeldRow => row.role !== null;

const toText = async (session: object) => JSON.stringify({ session, etag: await etagOfBody(session) });
