import type { z } from '@hono/zod-openapi';
import { sql } from 'kysely';
import { maySql } from '../access/operations.js';
import { requireOperation } from '../access/refusal.js';
import { record } from '../audit/record.js';
import { findGroup } from '../groups/group.js';
import { known } from '../people/find-people.js';
import type { Call } from '../requests/call.js';
import { notFound, ProblemError } from '../requests/problem-error.js';
import { findResources } from '../resources/find-resources.js';
import type { NewMessageSchema } from './routes.js';

type NewMessage = z.infer<typeof NewMessageSchema>;

/** GL-05: puts a message into the outbox, for every recipient or for none. */
export async function sendMessage(call: Call, message: NewMessage) {
  const { db, site, person, now, newId } = call;
  const recipients = await recipientsOf(call, message);
  const why = await requireToWrite(call, recipients);
  const id = newId();
  await sql`
    insert into outbox (site, message, sender, recipient, subject, body, written_at)
    select ${site.id}, ${id}, ${person.id}, recipient, ${message.subject}, ${message.text}, ${new Date(now)}
    from unnest(${[...recipients]}::text[]) as recipient`.execute(db);
  const to = 'groupId' in message ? { groupId: message.groupId } : { userIds: recipients };
  await record(call, [
    {
      action: 'message-sent',
      resource: { type: 'message', id },
      after: { ...to, recipients: recipients.length, subject: message.subject },
      why,
    },
  ]);
  return { id, recipients: recipients.length };
}

/** Everybody it goes to, once each; 404 for whoever is not there, or may not be known of. */
async function recipientsOf(call: Call, message: NewMessage): Promise<string[]> {
  if ('groupId' in message) {
    const group = await findGroup(call, message.groupId);
    const { rows } = await sql<{ person: string }>`
      select person from members where site = ${group.site} and group_id = ${group.id}
      order by person`.execute(call.db);
    if (rows.length === 0) throw new ProblemError('conflict', { detail: 'The group has no members yet.' });
    return rows.map(({ person }) => person);
  }
  const ids = [...new Set(message.userIds)];
  const { rows } = await sql<{ count: number }>`
    select count(*)::int as count from people p where p.id = any(${ids}::text[]) and ${known(call)}`.execute(
    call.db,
  );
  if (rows[0]?.count !== ids.length) throw notFound('person');
  return ids;
}

/** One query for all of them; of the first to whom they may not write, the core says why. */
async function requireToWrite(call: Call, recipients: readonly string[]) {
  const { rows } = await sql<{ id: string }>`
    select p.id from people p where p.site = ${call.site.id} and p.id = any(${[...recipients]}::text[])
      and not ${maySql(call, 'messages.send', { type: 'user', alias: 'p' })}
    order by p.id limit 1`.execute(call.db);
  const asked = rows[0]?.id ?? recipients[0] ?? '';
  const resource = (await findResources(call, 'user', [asked])).get(asked);
  return requireOperation(call, 'messages.send', resource);
}
