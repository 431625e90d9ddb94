import { createRoute, z } from '@hono/zod-openapi';
import { problems } from '../contract/problem.js';
import { answer, bearer, Id, pageOf, PageQuery, ResourceSchema } from '../contract/shapes.js';

/** What can be assigned to a group. */
export const ContentTypeSchema = z.enum(['course', 'e-folder']).openapi('ContentType');

/** A course or an e-folder of the site. */
export const ContentSchema = z
  .object({
    id: Id,
    type: ContentTypeSchema,
    name: z.string(),
    items: z.int().openapi({ description: 'Lessons of a course, files of an e-folder' }),
    resource: ResourceSchema.openapi({ description: 'Ask the core about it with it' }),
  })
  .openapi('Content');

/** GET /v1/content */
export const listContent = createRoute({
  method: 'get',
  path: '/v1/content',
  operationId: 'listContent',
  tags: ['Content'],
  summary: 'Courses and e-folders you may see, by name',
  security: bearer,
  request: {
    query: PageQuery.extend({
      type: ContentTypeSchema.optional(),
      outsideGroup: Id.optional().openapi({ description: 'Only what is not assigned to this group' }),
      addableTo: Id.optional().openapi({ description: 'Only what you may assign to this group' }),
    }),
  },
  responses: {
    200: answer('A page of content', pageOf(ContentSchema, 'ContentPage')),
    ...problems(403, 404),
  },
});
