import { z } from '@hono/zod-openapi';
import { Text } from '../contract/shapes.js';

const Properties = z.record(z.string(), z.unknown()).optional();

/** Who is asked about: `user` and the person's id. */
export const SubjectSchema = z
  .object({
    type: Text.openapi({ example: 'user' }),
    id: Text.openapi({ example: 'amara-okafor' }),
    properties: Properties,
  })
  .openapi('AuthzenSubject');

/** What they would do: a permission of the policy. */
export const ActionSchema = z
  .object({ name: Text.openapi({ example: 'members.add' }), properties: Properties })
  .openapi('AuthzenAction');

/** What they would do it to. */
export const AuthzenResourceSchema = z
  .object({
    type: Text.openapi({ example: 'group' }),
    id: Text.openapi({ example: 'sales-north' }),
    properties: z
      .looseObject({
        within: z
          .record(z.string(), z.array(Text))
          .optional()
          .openapi({ description: 'Relation → ids of scopes', example: { group: ['sales-north'] } }),
        owner: Text.optional().openapi({ description: 'The id of the person it belongs to' }),
      })
      .optional()
      .openapi({
        description:
          'Where it lies, of something this server does not store; of what it stores it knows better',
      }),
  })
  .openapi('AuthzenResource');

/** A permission about two is asked with the second one in `for`. */
export const ContextSchema = z
  .looseObject({
    for: AuthzenResourceSchema.optional().openapi({
      description:
        'The second resource of a permission about two: the course that this person is to be booked onto',
    }),
  })
  .openapi('AuthzenContext');

/** Subject, action and resource: one question. */
export const EvaluationSchema = z
  .object({
    subject: SubjectSchema,
    action: ActionSchema,
    resource: AuthzenResourceSchema,
    context: ContextSchema.optional(),
  })
  .openapi('Evaluation');

/** One question, as it came. */
export type Evaluation = z.infer<typeof EvaluationSchema>;
/** A resource as it is named in a question. */
export type Entity = z.infer<typeof AuthzenResourceSchema>;

/** Which part of a search is wanted. */
export const PageSchema = z
  .object({
    token: Text.max(512).optional().openapi({ description: '`next_token` of the page before' }),
    limit: z.int().min(1).optional().openapi({ description: 'Results a page, at most 1,000', example: 100 }),
    properties: Properties,
  })
  .openapi('AuthzenPage');

/** What a page of a search was asked for. */
export type PageQuery = z.infer<typeof PageSchema>;
