import { createRoute, z } from '@hono/zod-openapi';
import { problems } from '../contract/problem.js';
import { answer, bearer, Id } from '../contract/shapes.js';

/** A tree as columns, since 50,000 groups as objects would be three times as long to send and to read. */
export const GroupTreeSchema = z
  .object({
    ids: z.array(Id),
    names: z.array(z.string()),
    depths: z.array(z.int()).openapi({ description: '1 at the top; one more than the group it is below' }),
    members: z.array(z.int()).openapi({ description: 'How many people are in each' }),
    within: z
      .record(Id, z.record(z.string(), z.array(z.string())))
      .openapi({ description: 'Of those that lie in more than groups: id → relation → scope ids' }),
  })
  .openapi('GroupTree');

/** GET /v1/group-tree */
export const getGroupTree = createRoute({
  method: 'get',
  path: '/v1/group-tree',
  operationId: 'getGroupTree',
  tags: ['Groups'],
  summary: 'All groups you may see, as one tree',
  description:
    'In preorder, by name among those side by side. A group whose parent you may not see stands at the top.',
  security: bearer,
  request: { headers: z.object({ 'if-none-match': z.string().optional() }) },
  responses: {
    200: { ...answer('The tree', GroupTreeSchema), headers: z.object({ etag: z.string() }) },
    304: { description: 'Nothing has changed' },
    ...problems(),
  },
});
