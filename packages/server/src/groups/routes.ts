import { createRoute, z } from '@hono/zod-openapi';
import { problems } from '../contract/problem.js';
import {
  answer,
  bearer,
  Id,
  IdempotencyKey,
  IfMatch,
  json,
  Name,
  pageOf,
  PageQuery,
  PersonSchema,
  ResourceSchema,
  Text,
  Time,
  versioned,
} from '../contract/shapes.js';

const Description = Text.max(2000);

/** A group, as every list and answer shows it. */
export const GroupSchema = z
  .object({
    id: Id,
    name: z.string(),
    description: z.string(),
    parentId: Id.nullable(),
    path: z
      .array(PersonSchema)
      .openapi({ description: 'The groups above it, the topmost first: id and name' }),
    memberCount: z.int(),
    contentCount: z.int(),
    childCount: z.int().openapi({ description: 'Groups right below it' }),
    createdAt: Time,
    createdBy: z.union([PersonSchema, z.null()]),
    archivedAt: Time.nullable().openapi({ description: 'Since when it is put aside' }),
    version: z.int(),
    resource: ResourceSchema.openapi({ description: 'Ask the core about the group with it' }),
  })
  .openapi('Group');

/** One group, with what only its own page tells. */
export const GroupDetailSchema = GroupSchema.extend({
  editors: z.record(z.string(), z.int()).openapi({
    description: 'Area → how many people are Editor of it here (EV-09)',
    example: { users: 2, content: 3 },
  }),
}).openapi('GroupDetail');

const params = z.object({ id: Id });

/** GET /v1/groups */
export const listGroups = createRoute({
  method: 'get',
  path: '/v1/groups',
  operationId: 'listGroups',
  tags: ['Groups'],
  summary: 'Groups you may see, by name: one level of the tree, or all that match a search',
  security: bearer,
  request: {
    query: PageQuery.extend({
      parent: z
        .union([z.literal('none'), Id])
        .optional()
        .openapi({ description: 'Only groups right below this one; `none` for those at the top' }),
      archived: z
        .enum(['without', 'with', 'only'])
        .default('without')
        .openapi({ description: 'Groups that are put aside: left out, too, or alone' }),
    }),
  },
  responses: { 200: answer('A page of groups', pageOf(GroupSchema, 'GroupPage')), ...problems(404) },
});

/** POST /v1/groups (EV-16 to EV-18) */
export const createGroup = createRoute({
  method: 'post',
  path: '/v1/groups',
  operationId: 'createGroup',
  tags: ['Groups'],
  summary: 'Create a group',
  description: 'Below a parent it takes the permission to edit the parent, too.',
  security: bearer,
  request: {
    headers: IdempotencyKey,
    body: json(
      z
        .strictObject({ name: Name, description: Description.optional(), parentId: Id.nullable().optional() })
        .openapi('NewGroup'),
    ),
  },
  responses: { 201: versioned('The group', GroupDetailSchema), ...problems(403, 404, 409, 413, 415) },
});

/** GET /v1/groups/{id} */
export const getGroup = createRoute({
  method: 'get',
  path: '/v1/groups/{id}',
  operationId: 'getGroup',
  tags: ['Groups'],
  summary: 'One group',
  security: bearer,
  request: { params },
  responses: { 200: versioned('The group', GroupDetailSchema), ...problems(404) },
});

/** PATCH /v1/groups/{id} (EV-08) */
export const updateGroup = createRoute({
  method: 'patch',
  path: '/v1/groups/{id}',
  operationId: 'updateGroup',
  tags: ['Groups'],
  summary: 'Change a group’s name or description',
  security: bearer,
  request: {
    params,
    headers: IfMatch,
    body: json(
      z.strictObject({ name: Name.optional(), description: Description.optional() }).openapi('GroupChange'),
    ),
  },
  responses: {
    200: versioned('The group now', GroupDetailSchema),
    ...problems(403, 404, 409, 412, 413, 415, 428),
  },
});

/** DELETE /v1/groups/{id} (EV-08) */
export const deleteGroup = createRoute({
  method: 'delete',
  path: '/v1/groups/{id}',
  operationId: 'deleteGroup',
  tags: ['Groups'],
  summary: 'Delete a group; it can be restored',
  description:
    'A group that has groups below it is deleted `withBelow` alone; the problem says what would go, too.',
  security: bearer,
  request: {
    params,
    headers: IfMatch,
    query: z.object({ withBelow: z.enum(['true', 'false']).optional() }),
  },
  responses: { 204: { description: 'Deleted' }, ...problems(403, 404, 409, 412, 428) },
});

/** POST /v1/groups/{id}/restore */
export const restoreGroup = createRoute({
  method: 'post',
  path: '/v1/groups/{id}/restore',
  operationId: 'restoreGroup',
  tags: ['Groups'],
  summary: 'Undo a deletion: the group with its members, content and permissions, and what went with it',
  security: bearer,
  request: { params },
  responses: { 200: versioned('The group', GroupDetailSchema), ...problems(403, 404, 409) },
});
