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
  versioned,
} from '../contract/shapes.js';

/** A type of the policy. */
const Type = z
  .string()
  .regex(/^[\w-]{1,64}$/)
  .openapi({ example: 'session', description: 'A type of the policy: `session`, `offering`, `space` …' });

/** Something of a type that the site’s policy has. */
export const ThingSchema = z
  .object({
    type: Type,
    id: Id,
    name: z.string(),
    owner: z.union([PersonSchema, z.null()]).openapi({ description: 'null, too, where you may not know' }),
    version: z.int(),
    resource: ResourceSchema.openapi({ description: 'Ask the core about it with it' }),
  })
  .openapi('Thing');

const Within = z
  .record(z.string().max(64), z.array(Id).max(100))
  .openapi({ description: 'Relation → ids of scopes', example: { course: ['safety'], group: ['delivery'] } });

const ofType = z.object({ type: Type });
const ofThing = z.object({ type: Type, id: Id });

/** GET /v1/resources/{type} */
export const listThings = createRoute({
  method: 'get',
  path: '/v1/resources/{type}',
  operationId: 'listThings',
  tags: ['Resources'],
  summary: 'Things of a type that you may see, by name',
  security: bearer,
  request: {
    params: ofType,
    query: PageQuery.extend({
      relation: z.string().max(64).optional().openapi({ description: 'With `scope`: how they lie in it' }),
      scope: Id.optional().openapi({ description: 'Only what lies in this scope' }),
    }),
  },
  responses: { 200: answer('A page of things', pageOf(ThingSchema, 'ThingPage')), ...problems(403, 404) },
});

/** POST /v1/resources/{type} (SG-12, SG-14) */
export const createThing = createRoute({
  method: 'post',
  path: '/v1/resources/{type}',
  operationId: 'createThing',
  tags: ['Resources'],
  summary: 'Create a thing of a type, and get what creating it brings',
  description:
    'Where creating is asked about what it lies in, such as the course of a session, `within` names it.',
  security: bearer,
  request: {
    params: ofType,
    headers: IdempotencyKey,
    body: json(z.strictObject({ name: Name, within: Within.optional() }).openapi('NewThing')),
  },
  responses: { 201: versioned('The thing', ThingSchema), ...problems(403, 404, 409, 413, 415) },
});

/** GET /v1/resources/{type}/{id} */
export const getThing = createRoute({
  method: 'get',
  path: '/v1/resources/{type}/{id}',
  operationId: 'getThing',
  tags: ['Resources'],
  summary: 'One thing',
  security: bearer,
  request: { params: ofThing },
  responses: { 200: versioned('The thing', ThingSchema), ...problems(404) },
});

/** PATCH /v1/resources/{type}/{id} */
export const updateThing = createRoute({
  method: 'patch',
  path: '/v1/resources/{type}/{id}',
  operationId: 'updateThing',
  tags: ['Resources'],
  summary: 'Change a thing’s name, owner or what it lies in',
  description:
    'It must be yours to edit before and after. A relation that is named is set to the scopes given; those that you may not know of stay.',
  security: bearer,
  request: {
    params: ofThing,
    headers: IfMatch,
    body: json(
      z
        .strictObject({
          name: Name.optional(),
          ownerId: Id.nullable().optional(),
          within: Within.optional(),
        })
        .openapi('ThingChange'),
    ),
  },
  responses: { 200: versioned('The thing now', ThingSchema), ...problems(403, 404, 409, 412, 413, 415, 428) },
});

/** DELETE /v1/resources/{type}/{id} */
export const deleteThing = createRoute({
  method: 'delete',
  path: '/v1/resources/{type}/{id}',
  operationId: 'deleteThing',
  tags: ['Resources'],
  summary: 'Delete a thing',
  description: 'What hangs on it is told first, and goes `withAll` alone. Learning records stay.',
  security: bearer,
  request: {
    params: ofThing,
    headers: IfMatch,
    query: z.object({ withAll: z.enum(['true', 'false']).optional() }),
  },
  responses: { 204: { description: 'Deleted' }, ...problems(403, 404, 409, 412, 428) },
});
