import { createRoute, z } from '@hono/zod-openapi';
import { problems } from '../contract/problem.js';
import { answer, bearer, Id, pageOf, PageQuery, Text, Time } from '../contract/shapes.js';

const Someone = z.object({
  id: Id,
  name: z.string().nullable().openapi({ description: 'null: you may not see who it is' }),
});

/** A role that somebody holds, at one scope or at the site (X-04, LR-15). */
export const AssignmentSchema = z
  .object({
    user: Someone,
    role: z.string().openapi({ example: 'course-tutor' }),
    scope: z
      .object({
        type: z.string().openapi({ example: 'course' }),
        id: z.string(),
        name: z.string().nullable().openapi({ description: 'null: you may not see it' }),
      })
      .nullable()
      .openapi({ description: 'null: the site' }),
    except: z
      .record(z.string(), z.array(z.string()))
      .optional()
      .openapi({ description: 'Scopes it does not reach: type → ids' }),
    bundle: z
      .string()
      .optional()
      .openapi({ description: 'Shared by the rows of one assignment at scopes of several types' }),
    from: Time.nullable(),
    until: Time.nullable().openapi({ description: 'The moment from which it is not held any more' }),
    source: z.string().openapi({
      example: 'set',
      description: '`set` by somebody, `feed`, `default`, `created`, `existing`, `group` …',
    }),
    givenBy: z.union([Someone, z.null()]),
    givenAt: Time,
  })
  .openapi('Assignment');

/** GET /v1/assignments (X-04, LR-15) */
export const listAssignments = createRoute({
  method: 'get',
  path: '/v1/assignments',
  operationId: 'listAssignments',
  tags: ['Changes'],
  summary: 'Who holds which role where, until when, from whom',
  description:
    'Your own, those of people whose roles you may change, those in groups of which you may see who holds what, and those of roles that you may give where they are held. What has ended is not listed; nor is the role that everybody has who has none.',
  security: bearer,
  request: {
    query: PageQuery.extend({
      userId: Id.optional(),
      scopeType: Text.max(64).optional().openapi({ example: 'group', description: '`site` for the site' }),
      scopeId: Id.optional(),
      role: Text.max(64).optional(),
      source: Text.max(64).optional(),
      endsBefore: Time.optional().openapi({ description: 'Only what has an end before this moment' }),
    }),
  },
  responses: {
    200: answer('A page of assignments', pageOf(AssignmentSchema, 'AssignmentPage')),
    ...problems(),
  },
});
