import type { z } from '@hono/zod-openapi';
import { sql } from 'kysely';
import { requireOffered } from '../access/refusal.js';
import { sortKey } from '../database/sort-key.js';
import { findGroup, groupResource } from '../groups/group.js';
import type { Call } from '../requests/call.js';
import { known, visible } from './find-people.js';
import type { MatchesSchema } from './lookup-routes.js';

type Matches = z.infer<typeof MatchesSchema>;

interface Found {
  readonly id: string;
  readonly external_id: string | null;
  readonly name: string;
  readonly sort_key: string;
  readonly email: string;
  readonly is_member: boolean;
}

/** Namesakes of one list that are read at most: a name that so many have says nothing. */
const ENOUGH = 5000;

/** Whom each of these means, among the people whom the person may see (or add to the group), and nobody else. */
export async function lookupPeople(
  call: Call,
  { emails, groupId }: { readonly emails: readonly string[]; readonly groupId?: string | undefined },
): Promise<Matches> {
  if (groupId !== undefined) {
    const group = await findGroup(call, groupId);
    requireOffered(call, 'members.add', groupResource(group));
  }
  const asked = emails.map((one) => one.trim());
  const sought = groupId === undefined ? visible(call) : known(call);
  const { rows } = await sql<Found>`
    select p.id, p.external_id, p.name, p.sort_key, p.email, exists (
      select 1 from members m where m.site = p.site and m.group_id = ${groupId ?? null} and m.person = p.id) as is_member
    from people p
    where ${sought} and (p.id = any(${asked}::text[]) or p.external_id = any(${asked}::text[])
      or lower(p.email) = any(${asked.map((one) => one.toLowerCase())}::text[])
      or p.sort_key = any(${asked.map(sortKey)}::text[]))
    order by p.sort_key, p.id limit ${ENOUGH}`.execute(call.db);
  const meant = index(rows);
  return {
    items: emails.map((given, at) => {
      const people = meant(asked[at] ?? '');
      const [one] = people.length === 1 ? people : [];
      return {
        asked: given,
        matches: people.length,
        user: one ? { id: one.id, name: one.name, email: one.email } : null,
        isMember: one?.is_member ?? false,
      };
    }),
  };
}

/** What is given means whoever has it as address; else as an id, ours or the feed's; else by name. */
function index(rows: readonly Found[]): (asked: string) => readonly Found[] {
  const [emails, ids, feed, names] = [
    by(({ email }) => email.toLowerCase()),
    by(({ id }) => id),
    by(({ external_id }) => external_id),
    by(({ sort_key }) => sort_key),
  ];
  return (asked) =>
    emails.get(asked.toLowerCase()) ?? ids.get(asked) ?? feed.get(asked) ?? names.get(sortKey(asked)) ?? [];

  function by(keyOf: (row: Found) => string | null): Map<string | null, Found[]> {
    const groups = new Map<string | null, Found[]>();
    for (const row of rows) {
      const group = groups.get(keyOf(row));
      if (group) group.push(row);
      else groups.set(keyOf(row), [row]);
    }
    return groups;
  }
}
