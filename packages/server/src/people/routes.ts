import { createRoute, z } from '@hono/zod-openapi';
import { problems } from '../contract/problem.js';
import {
  bearer,
  answer,
  Id,
  IdempotencyKey,
  IfMatch,
  json,
  Name,
  pageOf,
  PageQuery,
  ResourceSchema,
  Text,
  Time,
  versioned,
} from '../contract/shapes.js';

const Role = Text.max(64).openapi({ example: 'sub-manager', description: 'A role of the slot `role`' });

/** A person of the site. */
export const UserSchema = z
  .object({
    id: Id,
    externalId: z.string().nullable().openapi({ description: 'Their id in the people feed' }),
    name: z.string(),
    email: z.string(),
    role: Role,
    createdAt: Time,
    version: z.int(),
    resource: ResourceSchema,
  })
  .openapi('User');

const params = z.object({ id: Id });
const Email = z.email().max(254);

/** GET /v1/users */
export const listUsers = createRoute({
  method: 'get',
  path: '/v1/users',
  operationId: 'listUsers',
  tags: ['People'],
  summary: 'People you may see, by name',
  security: bearer,
  request: {
    query: PageQuery.extend({
      outsideGroup: Id.optional().openapi({ description: 'Only people who are not members of this group' }),
      role: Role.optional(),
    }),
  },
  responses: { 200: answer('A page of people', pageOf(UserSchema, 'UserPage')), ...problems(404) },
});

/** POST /v1/users (EV-15) */
export const createUser = createRoute({
  method: 'post',
  path: '/v1/users',
  operationId: 'createUser',
  tags: ['People'],
  summary: 'Add a person to the site',
  security: bearer,
  request: {
    headers: IdempotencyKey,
    body: json(
      z
        .strictObject({
          name: Name,
          email: Email,
          role: Role.optional(),
          externalId: Text.min(1).max(128).optional(),
        })
        .openapi('NewUser'),
    ),
  },
  responses: { 201: versioned('The person', UserSchema), ...problems(403, 409, 413, 415) },
});

/** GET /v1/users/{id} */
export const getUser = createRoute({
  method: 'get',
  path: '/v1/users/{id}',
  operationId: 'getUser',
  tags: ['People'],
  summary: 'One person',
  security: bearer,
  request: { params },
  responses: { 200: versioned('The person', UserSchema), ...problems(404) },
});

/** PATCH /v1/users/{id} (EV-13, EV-19) */
export const updateUser = createRoute({
  method: 'patch',
  path: '/v1/users/{id}',
  operationId: 'updateUser',
  tags: ['People'],
  summary: 'Change a person’s name, address or role',
  security: bearer,
  request: {
    params,
    headers: IfMatch,
    body: json(
      z
        .strictObject({ name: Name.optional(), email: Email.optional(), role: Role.optional() })
        .openapi('UserChange'),
    ),
  },
  responses: { 200: versioned('The person now', UserSchema), ...problems(403, 404, 409, 412, 413, 415, 428) },
});
