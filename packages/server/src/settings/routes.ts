import { createRoute, z } from '@hono/zod-openapi';
import { problems } from '../contract/problem.js';
import { bearer, IfMatch, json, versioned } from '../contract/shapes.js';

/** The site's switches, by the ids the policy gives them. */
export const SettingsSchema = z
  .object({
    settings: z.record(z.string(), z.boolean()).openapi({ example: { editorViewer: true } }),
    version: z.int(),
  })
  .openapi('Settings');

/** GET /v1/settings */
export const getSettings = createRoute({
  method: 'get',
  path: '/v1/settings',
  operationId: 'getSettings',
  tags: ['Settings'],
  summary: 'The settings of the site',
  security: bearer,
  responses: { 200: versioned('The settings', SettingsSchema), ...problems(403) },
});

/** PATCH /v1/settings (EV-01, EV-02) */
export const updateSettings = createRoute({
  method: 'patch',
  path: '/v1/settings',
  operationId: 'updateSettings',
  tags: ['Settings'],
  summary: 'Change settings; those not named stay',
  description:
    'Turning `editorViewer` on for the first time makes every sub-manager Editor of every group there is.',
  security: bearer,
  request: {
    headers: IfMatch,
    body: json(z.strictObject({ settings: z.record(z.string(), z.boolean()) }).openapi('SettingsChange')),
  },
  responses: { 200: versioned('The settings now', SettingsSchema), ...problems(403, 412, 413, 415, 428) },
});
