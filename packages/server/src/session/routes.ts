import { createRoute, z } from '@hono/zod-openapi';
import { problems } from '../contract/problem.js';
import { answer, bearer, Id, Time } from '../contract/shapes.js';

const ScopeIdsSchema = z.record(z.string(), z.array(z.string()));

/** A snapshot on the wire; `parseSnapshot` of the core reads it. */
export const SnapshotSchema = z
  .object({
    site: z.string(),
    policy: z.string().openapi({ example: 'editor-viewer' }),
    subject: z.object({ id: Id }),
    settings: z.record(z.string(), z.boolean()),
    groups: z
      .array(z.tuple([z.string(), z.int()]))
      .openapi({ description: 'Groups in reach, preorder: id, depth' }),
    assignments: z.array(
      z.object({
        role: z.string(),
        scopes: ScopeIdsSchema.optional(),
        except: ScopeIdsSchema.optional(),
        from: Time.optional(),
        until: Time.optional(),
        source: z.string().optional(),
        givenBy: z.string().optional(),
      }),
    ),
    expires: Time,
  })
  .openapi('Snapshot');

/** Who is signed in, where, and what they may do. */
export const SessionSchema = z
  .object({
    site: z.object({ id: Id, name: z.string() }),
    user: z.object({ id: Id, name: z.string(), email: z.string(), role: z.string() }),
    snapshot: SnapshotSchema,
  })
  .openapi('Session');

/** GET /v1/session */
export const getSession = createRoute({
  method: 'get',
  path: '/v1/session',
  operationId: 'getSession',
  tags: ['Session'],
  summary: 'Who is signed in, and the snapshot their access is opened from',
  security: bearer,
  request: { headers: z.object({ 'if-none-match': z.string().optional() }) },
  responses: {
    200: { ...answer('The session', SessionSchema), headers: z.object({ etag: z.string() }) },
    304: { description: 'Nothing has changed' },
    ...problems(),
  },
});

/** GET /v1/catalogue */
export const getCatalogue = createRoute({
  method: 'get',
  path: '/v1/catalogue',
  operationId: 'getCatalogue',
  tags: ['Session'],
  summary: 'The policy of the site as data: permissions, roles, areas, settings',
  security: bearer,
  request: { headers: z.object({ 'if-none-match': z.string().optional() }) },
  responses: {
    200: {
      ...answer(
        'The policy document; `definePolicy` of the core reads it',
        z.object({ policy: z.record(z.string(), z.unknown()) }).openapi('Catalogue'),
      ),
      headers: z.object({ etag: z.string() }),
    },
    304: { description: 'Nothing has changed' },
    ...problems(),
  },
});
