import { createRoute, z } from '@hono/zod-openapi';
import { ImpactSchema } from '../changes/routes.js';
import { problems } from '../contract/problem.js';
import { answer, bearer, Id, IfMatch, json, versioned } from '../contract/shapes.js';
import { GroupDetailSchema } from './routes.js';

const params = z.object({ id: Id });

/** What a move did, or would do. */
export const GroupMovedSchema = z
  .object({
    group: z
      .union([GroupDetailSchema, z.null()])
      .openapi({ description: 'As it is now; null for whoever has moved it out of their own sight' }),
    cautions: z.array(z.string()).openapi({
      description: 'What has to be confirmed: `own-reach`, you could do less here than before',
      example: ['own-reach'],
    }),
    impact: ImpactSchema.optional().openapi({ description: 'With `dryRun`: who gains and who loses what' }),
  })
  .openapi('GroupMoved');

/** POST /v1/groups/{id}/move (SG-18, X-13, X-17) */
export const moveGroup = createRoute({
  method: 'post',
  path: '/v1/groups/{id}/move',
  operationId: 'moveGroup',
  tags: ['Groups'],
  summary: 'Put a group, with all below it, below another one or at the top',
  description:
    'It takes the right to move groups on the group and on both parents. Whoever holds roles above gains or loses it; nobody may give or take more by it than they have. `dryRun` says what it would mean and changes nothing; what has a caution needs `confirm`.',
  security: bearer,
  request: {
    params,
    headers: IfMatch,
    body: json(
      z
        .strictObject({
          parentId: Id.nullable(),
          confirm: z.boolean().optional(),
          dryRun: z.boolean().optional(),
        })
        .openapi('GroupMove'),
    ),
  },
  responses: {
    200: answer('What it did', GroupMovedSchema),
    ...problems(403, 404, 409, 412, 413, 415, 428),
  },
});

/** POST /v1/groups/{id}/archive */
export const archiveGroup = createRoute({
  method: 'post',
  path: '/v1/groups/{id}/archive',
  operationId: 'archiveGroup',
  tags: ['Groups'],
  summary: 'Put a group aside, with all below it: it enrols nobody, and nothing can be added to it',
  security: bearer,
  request: { params, headers: IfMatch },
  responses: { 200: versioned('The group now', GroupDetailSchema), ...problems(403, 404, 409, 412, 428) },
});

/** POST /v1/groups/{id}/unarchive */
export const unarchiveGroup = createRoute({
  method: 'post',
  path: '/v1/groups/{id}/unarchive',
  operationId: 'unarchiveGroup',
  tags: ['Groups'],
  summary: 'Take a group up again, with what was archived together with it',
  security: bearer,
  request: { params, headers: IfMatch },
  responses: { 200: versioned('The group now', GroupDetailSchema), ...problems(403, 404, 409, 412, 428) },
});
