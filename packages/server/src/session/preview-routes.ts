import { createRoute, z } from '@hono/zod-openapi';
import { problems } from '../contract/problem.js';
import { answer, bearer, Id, PersonSchema } from '../contract/shapes.js';
import { SnapshotSchema } from './routes.js';

/** What another person may do, to be looked at and not to be acted by. */
export const SessionPreviewSchema = z
  .object({
    user: PersonSchema,
    whole: z.boolean().openapi({
      description: 'All that they hold; else what they hold at the site, at the group and above it alone',
    }),
    snapshot: SnapshotSchema,
  })
  .openapi('SessionPreview');

/** GET /v1/users/{id}/session-preview */
export const previewSession = createRoute({
  method: 'get',
  path: '/v1/users/{id}/session-preview',
  operationId: 'previewSession',
  tags: ['Session'],
  summary: 'What another person may do in a group, without acting as them',
  description:
    'For whoever may see who holds what in the group. All that the person holds is told only where none of it lies beyond your own; else the part about the group, which the list of its permissions tells anyway. Nothing can be done with it: no request is ever answered as that person.',
  security: bearer,
  request: { params: z.object({ id: Id }), query: z.object({ group: Id }) },
  responses: { 200: answer('What they may do', SessionPreviewSchema), ...problems(403, 404) },
});
