import { createRoute, z } from '@hono/zod-openapi';
import { answer, bearer, json, Text } from '../contract/shapes.js';
import {
  ActionSchema,
  AuthzenResourceSchema,
  ContextSchema,
  EvaluationSchema,
  PageSchema,
  SubjectSchema,
} from './entities.js';

const message = (description: string) => ({
  description,
  content: { 'text/plain': { schema: z.string() } },
});

const faults = {
  400: message('The request is not well formed, or not JSON; a sentence says what is wrong'),
  401: message('No token, or one that does not hold'),
  413: message('The body is larger than 1 MB'),
};

const shared = { method: 'post' as const, tags: ['AuthZEN'], security: bearer };

const DecisionSchema = z
  .object({
    decision: z.boolean(),
    context: z.object({
      reason_user: z.string().openapi({
        description: 'Why, in a sentence for people (X-01)',
        example: '“Add members” is not allowed: no role held here gives it.',
      }),
      reason_admin: z
        .record(z.string(), z.unknown())
        .openapi({ description: 'The core’s `reasons` of a yes, or what was `missing`' }),
    }),
  })
  .openapi('AuthzenDecision');

/** An answer to one question. */
export type AuthzenDecision = z.infer<typeof DecisionSchema>;

/** POST /access/v1/evaluation */
export const evaluate = createRoute({
  ...shared,
  path: '/access/v1/evaluation',
  operationId: 'evaluate',
  summary: 'May this person do that to this? With the reason',
  description:
    'Asking about yourself is free. Asking about somebody else takes a permission by which you could give them a ' +
    'role; without it the answer is the one for somebody who is not here.',
  request: { body: json(EvaluationSchema) },
  responses: { 200: answer('The decision', DecisionSchema), ...faults },
});

const entity = (what: string) =>
  z
    .record(z.string(), z.unknown())
    .optional()
    .openapi({ description: `The ${what} of every question that has none of its own` });

const EvaluationsSchema = z
  .object({
    subject: entity('subject'),
    action: entity('action'),
    resource: entity('resource'),
    context: entity('context'),
    evaluations: z
      .array(z.unknown())
      .max(1000)
      .optional()
      .openapi({
        description: 'Questions; what one leaves out is taken whole from above',
        example: [{}, { action: { name: 'members.remove' } }],
      }),
    options: z
      .looseObject({
        evaluations_semantic: z
          .enum(['execute_all', 'deny_on_first_deny', 'permit_on_first_permit'])
          .optional()
          .openapi({ description: 'When to stop; `execute_all` if missing' }),
      })
      .optional(),
  })
  .openapi('Evaluations');

/** Many questions, as they came. */
export type Evaluations = z.infer<typeof EvaluationsSchema>;

/** POST /access/v1/evaluations */
export const evaluateAll = createRoute({
  ...shared,
  path: '/access/v1/evaluations',
  operationId: 'evaluateAll',
  summary: 'Many questions at once, answered in their order',
  description: 'Without `evaluations` it is one question, answered as by `evaluation`.',
  request: { body: json(EvaluationsSchema) },
  responses: {
    200: answer(
      'The decisions, or the one',
      z.union([z.object({ evaluations: z.array(DecisionSchema) }), DecisionSchema]),
    ),
    ...faults,
  },
});

const found = <T extends z.ZodType>(result: T, name: string) =>
  z
    .object({
      results: z.array(result),
      page: z.object({ next_token: z.string().openapi({ description: 'Empty on the last page' }) }),
    })
    .openapi(name);

const common = { context: ContextSchema.optional(), page: PageSchema.optional() };
const FoundSchema = z.object({ type: z.string(), id: z.string() });
const wanted = z.object({ type: Text.openapi({ example: 'user' }) });

/** POST /access/v1/search/subject */
export const searchSubjects = createRoute({
  ...shared,
  path: '/access/v1/search/subject',
  operationId: 'searchSubjects',
  summary: 'Who may do this here? Of the people whose access you may see',
  request: {
    body: json(
      z
        .object({ subject: wanted, action: ActionSchema, resource: AuthzenResourceSchema, ...common })
        .openapi('SubjectSearch'),
    ),
  },
  responses: { 200: answer('People, by id', found(FoundSchema, 'SubjectsFound')), ...faults },
});

/** POST /access/v1/search/resource */
export const searchResources = createRoute({
  ...shared,
  path: '/access/v1/search/resource',
  operationId: 'searchResources',
  summary: 'What may this person do that to?',
  request: {
    body: json(
      z
        .object({ subject: SubjectSchema, action: ActionSchema, resource: wanted, ...common })
        .openapi('ResourceSearch'),
    ),
  },
  responses: { 200: answer('Resources, by id', found(FoundSchema, 'ResourcesFound')), ...faults },
});

/** POST /access/v1/search/action */
export const searchActions = createRoute({
  ...shared,
  path: '/access/v1/search/action',
  operationId: 'searchActions',
  summary: 'What may this person do here?',
  request: {
    body: json(
      z
        .object({ subject: SubjectSchema, resource: AuthzenResourceSchema, ...common })
        .openapi('ActionSearch'),
    ),
  },
  responses: {
    200: answer('Permissions, by name', found(z.object({ name: z.string() }), 'ActionsFound')),
    ...faults,
  },
});

const url = (path: string) => z.url().openapi({ example: `https://lms.example${path}` });

/** GET /.well-known/authzen-configuration */
export const getConfiguration = createRoute({
  method: 'get',
  path: '/.well-known/authzen-configuration',
  operationId: 'getAuthzenConfiguration',
  tags: ['AuthZEN'],
  summary: 'Where the AuthZEN endpoints are; for all sites, which the token tells apart',
  responses: {
    200: answer(
      'The metadata of this policy decision point',
      z
        .object({
          policy_decision_point: url(''),
          access_evaluation_endpoint: url(evaluate.path),
          access_evaluations_endpoint: url(evaluateAll.path),
          search_subject_endpoint: url(searchSubjects.path),
          search_resource_endpoint: url(searchResources.path),
          search_action_endpoint: url(searchActions.path),
          capabilities: z.array(z.string()),
        })
        .openapi('AuthzenConfiguration'),
    ),
  },
});
