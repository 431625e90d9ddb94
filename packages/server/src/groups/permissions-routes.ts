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
    from: Time.nullable().openapi({
      description: 'From when a Viewer is Editor; null where that is not to come',
    }),
    until: Time.nullable().openapi({ description: 'Until when they are Editor; null: without an end' }),
  })
  .openapi('AreaLevel');

/** A role somebody holds in a group, and through what. */
export const HeldRoleSchema = z
  .object({
    role: z.string().openapi({ example: 'group-administrator' }),
    at: z
      .union([z.object({ type: z.string(), id: Id, name: z.string() }), z.null()])
      .openapi({ description: 'Where it is held; null where you may not see that group' }),
    inherited: z.boolean().openapi({ description: 'It is held at a group above, and reaches this one' }),
    from: Time.nullable(),
    until: Time.nullable(),
    source: z.string().openapi({ example: 'set', description: 'By hand, by default, by the people feed' }),
    givenBy: z.union([PersonSchema, z.null()]),
    givenAt: Time,
  })
  .openapi('HeldRole');

/** One person who may have levels here, managers apart (EV-10, EV-11), or who holds a role here. */
export const PermissionRowSchema = z
  .object({
    user: PersonSchema.extend({ email: z.string() }),
    roles: z.array(z.string()).openapi({ description: 'Roles held at the site', example: ['sub-manager'] }),
    resource: ResourceSchema.openapi({ description: 'The person, to ask the core about' }),
    levels: z
      .record(z.string(), AreaLevelSchema)
      .openapi({ description: 'By area of the policy; of those areas in which the person may be Editor' }),
    held: z.array(HeldRoleSchema).openapi({
      description: 'Roles held at the group, or above it and reaching it, by order of the policy',
    }),
  })
  .openapi('PermissionRow');

const params = z.object({ id: Id });
const etag = z.object({
  etag: z.string().openapi({ description: 'Version of the group’s permissions as a whole' }),
});

const ListQuery = PageQuery.extend({
  only: z.enum(['editors', 'holders', 'ending']).optional().openapi({
    description:
      'Only Editors; only who holds a role; only whose level or role at the group or above ends soon',
  }),
  within: z.coerce
    .number()
    .int()
    .min(1)
    .max(366)
    .default(30)
    .openapi({ description: 'With `only=ending`: how many days are soon' }),
  area: Text.max(64).optional().openapi({ description: 'With `only`: Editors of this area alone' }),
  role: Text.max(64).optional().openapi({ description: 'With `only`: holders of this role alone' }),
});

/** GET /v1/groups/{id}/permissions (EV-09 to EV-11, X-16) */
export const listPermissions = createRoute({
  method: 'get',
  path: '/v1/groups/{id}/permissions',
  operationId: 'listPermissions',
  tags: ['Permissions'],
  summary: 'Who holds what in a group',
  description:
    'By name: everybody who may be Editor or Viewer of an area, and everybody who holds a role at the group or one that reaches it from above. Those who are Editor of everything are not listed.',
  security: bearer,
  request: { params, query: ListQuery },
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
