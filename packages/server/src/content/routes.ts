import { createRoute, z } from '@hono/zod-openapi';
import { problems } from '../contract/problem.js';
import { answer, bearer, Id, pageOf, PageQuery } from '../contract/shapes.js';

/** What can be assigned to a group. */
export const ContentTypeSchema = z.enum(['course', 'e-folder']).openapi('ContentType');

/** A course or an e-folder of the site. */
export const ContentSchema = z
  .object({
    id: Id,
    type: ContentTypeSchema,
    name: z.string(),
    items: z.int().openapi({ description: 'Lessons of a course, files of an e-folder' }),
  })
  .openapi('Content');

/** GET /v1/content */
export const listContent = createRoute({
  method: 'get',
  path: '/v1/content',
  operationId: 'listContent',
  tags: ['Content'],
  summary: 'Courses and e-folders of the site, by name',
  security: bearer,
  request: {
    query: PageQuery.extend({
      type: ContentTypeSchema.optional(),
      outsideGroup: Id.optional().openapi({ description: 'Only what is not assigned to this group' }),
    }),
  },
  responses: {
    200: answer('A page of content', pageOf(ContentSchema, 'ContentPage')),
    ...problems(403, 404),
  },
});
