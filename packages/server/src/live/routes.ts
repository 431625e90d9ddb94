import { createRoute, z } from '@hono/zod-openapi';
import { problems } from '../contract/problem.js';
import { bearer } from '../contract/shapes.js';

const DESCRIPTION = `Server-sent events, until the token ends:

- \`access\`: what you may do may have changed: here is the session with its ETag, as \`{ "session": …, "etag": … }\`;
  where it is \`{}\`, read it again.
- \`change\`: \`{ "type": "group", "id": "…", "action": "members-added" }\`: something you may see was changed.
- \`reset\`: it is not known what you have missed: read everything again.

What is told twice was not missed. A comment comes at least every quarter of a minute.`;

/** GET /v1/events */
export const getEvents = createRoute({
  method: 'get',
  path: '/v1/events',
  operationId: 'getEvents',
  tags: ['Session'],
  summary: 'What changes from now on, as far as you may see it',
  description: DESCRIPTION,
  security: bearer,
  request: {
    headers: z.object({
      'last-event-id': z
        .string()
        .optional()
        .openapi({ description: 'The last `id` that was read: what was changed since is told first' }),
    }),
  },
  responses: {
    200: {
      description: 'The events',
      content: {
        'text/event-stream': {
          schema: z.string(),
          example:
            'event: change\ndata: {"type":"group","id":"sales","action":"group-changed"}\nid: 812:812:\n\n',
        },
      },
    },
    ...problems(),
  },
});
