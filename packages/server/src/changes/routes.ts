import { createRoute, z } from '@hono/zod-openapi';
import { problems } from '../contract/problem.js';
import { answer, bearer, Id, IdempotencyKey, json, PersonSchema, Text, Time } from '../contract/shapes.js';

const Role = Text.min(1).max(64).openapi({ example: 'leader' });

/** A scope: a group, a course, a session … */
export const ScopeSchema = z
  .strictObject({ type: Text.min(1).max(64).openapi({ example: 'group' }), id: Id })
  .openapi('Scope');

const at = ScopeSchema.optional().openapi({ description: 'Where the role is held; left out: the site' });
const until = Time.optional().openapi({ description: 'The moment from which it is not held any more' });

/** One change of who holds or is in what. */
export const ChangeSchema = z
  .discriminatedUnion('kind', [
    z.strictObject({
      kind: z.literal('give-role'),
      userId: Id,
      role: Role,
      at,
      from: Time.optional().openapi({ description: 'The moment from which it is held' }),
      until,
    }),
    z.strictObject({ kind: z.literal('take-role'), userId: Id, role: Role, at }),
    z.strictObject({
      kind: z.literal('set-level'),
      groupId: Id,
      userId: Id,
      area: Text.max(64),
      level: z.enum(['editor', 'viewer']),
      until,
    }),
    z.strictObject({ kind: z.literal('add-member'), groupId: Id, userId: Id }),
    z.strictObject({ kind: z.literal('remove-member'), groupId: Id, userId: Id }),
    z.strictObject({ kind: z.literal('add-content'), groupId: Id, contentId: Id }),
    z.strictObject({ kind: z.literal('remove-content'), groupId: Id, contentId: Id }),
  ])
  .openapi('Change');

/** What became of one change of a set. */
const ChangeResultSchema = z
  .object({
    index: z.int(),
    status: z.enum(['changed', 'unchanged']),
    cautions: z
      .array(z.string())
      .optional()
      .openapi({ description: 'What it takes `confirm` for', example: ['replaces'] }),
    replaces: z
      .array(PersonSchema)
      .optional()
      .openapi({ description: 'Who loses the role by it, of those you may see' }),
  })
  .openapi('ChangeResult');

const ImpactPermission = z.object({
  permission: z.string(),
  label: z.string(),
  everywhere: z.boolean().openapi({ description: 'On the whole site' }),
  scopes: z
    .array(z.object({ type: z.string(), id: z.string(), name: z.string() }))
    .openapi({ description: 'Where, of what you may see; twenty at most' }),
});

/** Who gains and who loses what. */
export const ImpactSchema = z
  .object({
    people: z
      .array(
        z.object({
          user: PersonSchema,
          gains: z.array(ImpactPermission),
          losses: z.array(ImpactPermission),
        }),
      )
      .openapi({ description: 'Of those you may see; a hundred at most' }),
    affected: z.int().openapi({ description: 'How many people gain or lose something' }),
    permissions: z.array(
      z.object({ permission: z.string(), label: z.string(), gain: z.int(), lose: z.int() }),
    ),
  })
  .openapi('Impact');

/** What a set of changes did, or would do. */
export const ChangesDoneSchema = z
  .object({
    id: z.string().openapi({ description: 'The change set, by which it is undone' }),
    results: z.array(ChangeResultSchema),
    impact: ImpactSchema.optional().openapi({ description: 'With `dryRun`' }),
    groups: z
      .array(z.object({ id: Id, version: z.int() }))
      .openapi({ description: 'The version of the permissions of each group that was changed' }),
  })
  .openapi('ChangesDone');

/** POST /v1/changes */
export const applyChanges = createRoute({
  method: 'post',
  path: '/v1/changes',
  operationId: 'applyChanges',
  tags: ['Changes'],
  summary: 'Change who holds what and who is where: all of it or none',
  description:
    'Each change is decided on its own, in order, in one transaction. When one cannot be made, none is: the problem’s `results` say of each why, or that it could have been made. With `dryRun` nothing is written, and the answer says what it would mean.',
  security: bearer,
  request: {
    headers: IdempotencyKey,
    body: json(
      z
        .strictObject({
          changes: z.array(ChangeSchema).min(1).max(500),
          dryRun: z.boolean().optional(),
          confirm: z
            .boolean()
            .optional()
            .openapi({ description: 'Go on in spite of cautions: somebody is replaced' }),
          groups: z
            .array(z.strictObject({ id: Id, version: z.int() }))
            .max(500)
            .optional()
            .openapi({
              description: 'Versions of groups’ permissions that were read; 412 when one is another',
            }),
        })
        .openapi('ChangeSet'),
    ),
  },
  responses: {
    200: answer('What was done', ChangesDoneSchema),
    ...problems(403, 404, 409, 412, 413, 415, 422),
  },
});

/** What undoing did. */
export const UndoneSchema = z
  .object({
    id: z.string().openapi({ description: 'The change set that undid it: it can be undone, too' }),
    undone: z.int().openapi({ description: 'Entries of the audit' }),
  })
  .openapi('Undone');

/** POST /v1/changes/{id}/undo */
export const undoChanges = createRoute({
  method: 'post',
  path: '/v1/changes/{id}/undo',
  operationId: 'undoChanges',
  tags: ['Changes'],
  summary: 'Undo a set of changes, while nothing newer stands on it',
  description: 'Decided anew, as a change by the one who undoes it.',
  security: bearer,
  request: { params: z.object({ id: Id }), headers: IdempotencyKey },
  responses: {
    200: answer('The change set that undid it', UndoneSchema),
    ...problems(403, 404, 409, 422),
  },
});
