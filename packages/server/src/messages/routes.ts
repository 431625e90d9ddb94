import { createRoute, z } from '@hono/zod-openapi';
import { problems } from '../contract/problem.js';
import { answer, bearer, Id, IdempotencyKey, json, Text } from '../contract/shapes.js';

const subject = Text.trim().min(1).max(200);
const text = Text.trim().min(1).max(20_000);

/** A message, and to whom: to these people, or to all members of a group. */
export const NewMessageSchema = z
  .union([
    z.strictObject({ userIds: z.array(Id).min(1).max(500), subject, text }),
    z.strictObject({ groupId: Id, subject, text }),
  ])
  .openapi('NewMessage');

/** POST /v1/messages (GL-05) */
export const sendMessage = createRoute({
  method: 'post',
  path: '/v1/messages',
  operationId: 'sendMessage',
  tags: ['Messages'],
  summary: 'Write to people, singly or to all members of a group',
  description:
    'To all of them or to none: one recipient to whom you may not write makes the whole request fail.',
  security: bearer,
  request: { headers: IdempotencyKey, body: json(NewMessageSchema) },
  responses: {
    201: answer(
      'It is in the outbox, once for each recipient',
      z.object({ id: Id, recipients: z.int() }).openapi('MessageSent'),
    ),
    ...problems(403, 404, 409, 413, 415),
  },
});
