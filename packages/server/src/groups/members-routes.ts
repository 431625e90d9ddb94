import { createRoute, z } from '@hono/zod-openapi';
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

/** A member of a group. */
export const MemberSchema = z
  .object({
    user: PersonSchema.extend({ email: z.string() }),
    role: z.string().openapi({ example: 'user' }),
    resource: ResourceSchema.openapi({ description: 'The person, to ask the core about' }),
    addedAt: Time,
    addedBy: z.union([PersonSchema, z.null()]).openapi({ description: 'null: the people feed' }),
  })
  .openapi('Member');

const params = z.object({ id: Id });
const People = z.strictObject({ userIds: z.array(Id).min(1).max(500) }).openapi('MemberIds');

/** What a change of many did: how many rows, and how many were so already. */
export const ChangedSchema = z
  .object({
    changed: z.int(),
    unchanged: z.int(),
    total: z.int().openapi({ description: 'In the group now' }),
  })
  .openapi('Changed');

/** GET /v1/groups/{id}/members (EV-03, EV-04) */
export const listMembers = createRoute({
  method: 'get',
  path: '/v1/groups/{id}/members',
  operationId: 'listMembers',
  tags: ['Members'],
  summary: 'Members of a group, by name',
  security: bearer,
  request: { params, query: PageQuery },
  responses: { 200: answer('A page of members', pageOf(MemberSchema, 'MemberPage')), ...problems(403, 404) },
});

/** POST /v1/groups/{id}/members (EV-04) */
export const addMembers = createRoute({
  method: 'post',
  path: '/v1/groups/{id}/members',
  operationId: 'addMembers',
  tags: ['Members'],
  summary: 'Add people to a group: all of them or none',
  security: bearer,
  request: { params, headers: IdempotencyKey, body: json(People) },
  responses: { 200: answer('What changed', ChangedSchema), ...problems(403, 404, 413, 415) },
});

/** POST /v1/groups/{id}/members/remove (EV-04) */
export const removeMembers = createRoute({
  method: 'post',
  path: '/v1/groups/{id}/members/remove',
  operationId: 'removeMembers',
  tags: ['Members'],
  summary: 'Remove people from a group: all of them or none',
  security: bearer,
  request: { params, headers: IdempotencyKey, body: json(People) },
  responses: { 200: answer('What changed', ChangedSchema), ...problems(403, 404, 413, 415) },
});
