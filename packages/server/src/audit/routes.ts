import { createRoute, z } from '@hono/zod-openapi';
import { problems } from '../contract/problem.js';
import { answer, bearer, Id, IdempotencyKey, PageQuery, Text, Time } from '../contract/shapes.js';
import { UndoneSchema } from '../changes/routes.js';

const Named = z.object({
  type: z.string(),
  id: z.string(),
  name: z.string().nullable().openapi({ description: 'null: what you may not see, or what is gone' }),
});
const Someone = z.union([z.object({ id: z.string(), name: z.string().nullable() }), z.null()]);

/** One entry of the audit. */
export const AuditEntrySchema = z
  .object({
    id: z.string(),
    at: Time,
    actor: Someone.openapi({
      description: 'Who did it; null: nobody, such as the end of a role that had one',
    }),
    action: z.string().openapi({ example: 'role-given' }),
    resource: Named,
    person: Someone.openapi({ description: 'Whose rights it is about' }),
    before: z.unknown().openapi({ description: 'What of it was so before' }),
    after: z.unknown().openapi({ description: 'What of it is so since' }),
    why: z.unknown().openapi({ description: 'The reasons of the decision that allowed it' }),
    changeId: z.string().nullable().openapi({ description: 'Shared by what was changed at once' }),
    undoes: z.string().nullable().openapi({ description: 'The change set that it undid' }),
    undoneBy: z.string().nullable().openapi({ description: 'The change set that undid it last' }),
    undoable: z.boolean().openapi({
      description: 'It is a kind of change that can be undone, and was not; the core still decides',
    }),
  })
  .openapi('AuditEntry');

const Filters = z.object({
  resourceType: Text.max(64).optional().openapi({ example: 'group' }),
  resourceId: Id.optional(),
  person: Id.optional().openapi({ description: 'Whose rights it is about' }),
  actor: Id.optional(),
  action: Text.max(200).optional().openapi({ description: 'One, or several with commas between them' }),
  changeId: Id.optional(),
  from: Time.optional().openapi({ description: 'From this moment on' }),
  to: Time.optional().openapi({ description: 'Before this moment' }),
});

/** GET /v1/audit */
export const listAudit = createRoute({
  method: 'get',
  path: '/v1/audit',
  operationId: 'listAudit',
  tags: ['Audit'],
  summary: 'What was changed, the newest first',
  description:
    'The whole site’s takes the operation `audit.view`; a group’s (`resourceType=group` and `resourceId`) takes `history.view` on it.',
  security: bearer,
  request: { query: PageQuery.extend(Filters.shape) },
  responses: {
    200: answer(
      'A page of entries',
      z
        .object({
          items: z.array(AuditEntrySchema),
          next: z.string().nullable(),
          total: z.int(),
          names: z.array(z.object({ type: z.string(), id: z.string(), name: z.string() })).openapi({
            description: 'What things that `before` and `after` name are called, as far as you may see',
          }),
        })
        .openapi('AuditPage'),
    ),
    ...problems(403, 404),
  },
});

/** GET /v1/audit.csv */
export const exportAudit = createRoute({
  method: 'get',
  path: '/v1/audit.csv',
  operationId: 'exportAudit',
  tags: ['Audit'],
  summary: 'The same as CSV, all pages of it',
  security: bearer,
  request: { query: Filters.extend({ search: PageQuery.shape.search }) },
  responses: {
    200: {
      description:
        'RFC 4180, UTF-8; a cell that a spreadsheet would take for a formula begins with an apostrophe',
      content: { 'text/csv': { schema: z.string() } },
    },
    ...problems(403, 404),
  },
});

/** POST /v1/audit/{id}/undo */
export const undoEntry = createRoute({
  method: 'post',
  path: '/v1/audit/{id}/undo',
  operationId: 'undoEntry',
  tags: ['Audit'],
  summary: 'Undo the whole change that an entry belongs to, while nothing newer stands on it',
  security: bearer,
  request: {
    params: z.object({ id: z.string().regex(/^\d{1,18}$/, 'must be the id of an entry') }),
    headers: IdempotencyKey,
  },
  responses: { 200: answer('The change set that undid it', UndoneSchema), ...problems(403, 404, 409, 422) },
});
