import { createRoute, z } from '@hono/zod-openapi';
import { ContentTypeSchema } from '../content/routes.js';
import { problems } from '../contract/problem.js';
import {
  answer,
  bearer,
  Id,
  IdempotencyKey,
  json,
  pageOf,
  PageQuery,
  PersonSchema,
  ResourceSchema,
  Time,
} from '../contract/shapes.js';
import { ChangedSchema } from './members-routes.js';

/** A course or e-folder assigned to a group. */
export const AssignedContentSchema = z
  .object({
    id: Id,
    type: ContentTypeSchema,
    name: z.string(),
    items: z.int().openapi({ description: 'Lessons of a course, files of an e-folder' }),
    resource: ResourceSchema.openapi({ description: 'Ask the core about it with it' }),
    addedAt: Time,
    addedBy: z.union([PersonSchema, z.null()]),
  })
  .openapi('AssignedContent');

const params = z.object({ id: Id });
const Items = z.strictObject({ contentIds: z.array(Id).min(1).max(500) }).openapi('ContentIds');

/** GET /v1/groups/{id}/content (EV-05, EV-06) */
export const listGroupContent = createRoute({
  method: 'get',
  path: '/v1/groups/{id}/content',
  operationId: 'listGroupContent',
  tags: ['Content'],
  summary: 'Courses and e-folders assigned to a group, by name',
  security: bearer,
  request: { params, query: PageQuery.extend({ type: ContentTypeSchema.optional() }) },
  responses: {
    200: answer('A page of content', pageOf(AssignedContentSchema, 'AssignedContentPage')),
    ...problems(403, 404),
  },
});

/** POST /v1/groups/{id}/content (EV-06) */
export const addContent = createRoute({
  method: 'post',
  path: '/v1/groups/{id}/content',
  operationId: 'addContent',
  tags: ['Content'],
  summary: 'Assign courses and e-folders to a group: all of them or none',
  security: bearer,
  request: { params, headers: IdempotencyKey, body: json(Items) },
  responses: { 200: answer('What changed', ChangedSchema), ...problems(403, 404, 413, 415) },
});

/** POST /v1/groups/{id}/content/remove (EV-06) */
export const removeContent = createRoute({
  method: 'post',
  path: '/v1/groups/{id}/content/remove',
  operationId: 'removeContent',
  tags: ['Content'],
  summary: 'Take courses and e-folders from a group: all of them or none',
  security: bearer,
  request: { params, headers: IdempotencyKey, body: json(Items) },
  responses: { 200: answer('What changed', ChangedSchema), ...problems(403, 404, 413, 415) },
});
