import { createRoute, z } from '@hono/zod-openapi';
import { problems } from '../contract/problem.js';
import {
  answer,
  bearer,
  Id,
  IfMatch,
  json,
  PageQuery,
  PersonSchema,
  ResourceSchema,
  Text,
  Time,
} from '../contract/shapes.js';

/** Editor or Viewer. */
export const LevelSchema = z.enum(['editor', 'viewer']).openapi('Level');

/** A person's level in one area of the group, and why it is so. */
export const AreaLevelSchema = z
  .object({
    level: LevelSchema,
    source: z.enum(['set', 'created', 'existing', 'default']).openapi({
      description: 'Set by somebody, creator of the group, kept when the feature came, or the default',
    }),
    by: z.union([PersonSchema, z.null()]).openapi({ description: 'Who set it' }),
    at: Time.nullable(),
  })
  .openapi('AreaLevel');

/** One person with the Group Management permission, managers apart (EV-10, EV-11). */
export const PermissionRowSchema = z
  .object({
    user: PersonSchema.extend({ email: z.string() }),
    roles: z.array(z.string()).openapi({ description: 'Roles held at the site', example: ['sub-manager'] }),
    resource: ResourceSchema.openapi({ description: 'The person, to ask the core about' }),
    levels: z.record(z.string(), AreaLevelSchema).openapi({ description: 'By area of the policy' }),
  })
  .openapi('PermissionRow');

const params = z.object({ id: Id });
const etag = z.object({
  etag: z.string().openapi({ description: 'Version of the group’s permissions as a whole' }),
});

/** GET /v1/groups/{id}/permissions (EV-09 to EV-11) */
export const listPermissions = createRoute({
  method: 'get',
  path: '/v1/groups/{id}/permissions',
  operationId: 'listPermissions',
  tags: ['Permissions'],
  summary: 'Who is Editor or Viewer of what in a group',
  description:
    'Everybody with the Group Management permission by name; managers, Editor of everything, are not listed.',
  security: bearer,
  request: { params, query: PageQuery },
  responses: {
    200: {
      ...answer(
        'A page of people',
        z
          .object({
            items: z.array(PermissionRowSchema),
            next: z.string().nullable(),
            total: z.int(),
            managers: z
              .int()
              .openapi({ description: 'People who are Editor of every group and are not listed' }),
            version: z.int(),
          })
          .openapi('PermissionPage'),
      ),
      headers: etag,
    },
    ...problems(403, 404, 409),
  },
});

/** PATCH /v1/groups/{id}/permissions (EV-09, EV-11, EV-20) */
export const updatePermissions = createRoute({
  method: 'patch',
  path: '/v1/groups/{id}/permissions',
  operationId: 'updatePermissions',
  tags: ['Permissions'],
  summary: 'Set levels of people in a group: all of them or none',
  security: bearer,
  request: {
    params,
    headers: IfMatch,
    body: json(
      z
        .strictObject({
          changes: z
            .array(z.strictObject({ userId: Id, area: Text.max(64), level: LevelSchema }))
            .min(1)
            .max(1000),
        })
        .openapi('PermissionChange'),
    ),
  },
  responses: {
    200: {
      ...answer(
        'The rows that were named, as they are now',
        z.object({ items: z.array(PermissionRowSchema), version: z.int() }).openapi('PermissionsChanged'),
      ),
      headers: etag,
    },
    ...problems(403, 404, 409, 412, 413, 415, 428),
  },
});
