import { z } from '@hono/zod-openapi';

/** Why something was refused, as the core's decision says it. */
export const MissingSchema = z
  .object({
    permission: z.string().openapi({ example: 'members.add' }),
    code: z.string().openapi({ example: 'not-granted' }),
    roles: z
      .array(z.string())
      .openapi({ description: 'Roles that would supply it', example: ['users-editor'] }),
  })
  .openapi('Missing');

/** An RFC 9457 problem document. */
export const ProblemSchema = z
  .object({
    type: z.string().openapi({ example: 'urn:provost:problem:refused' }),
    title: z.string().openapi({ example: 'You may not do this' }),
    status: z.int().openapi({ example: 403 }),
    detail: z
      .string()
      .optional()
      .openapi({ example: 'Adding members takes Editor of User Access in this group.' }),
    code: z.string().openapi({ example: 'refused', description: 'Stable, kebab-case' }),
    requestId: z.string().openapi({ description: 'Also in the X-Request-Id header' }),
    missing: z
      .array(MissingSchema)
      .optional()
      .openapi({ description: 'What the decision lacked; with `refused`' }),
    issues: z
      .array(z.object({ path: z.string(), message: z.string() }))
      .optional()
      .openapi({ description: 'Every fault of the input; with `invalid-input`' }),
    currentVersion: z.int().optional().openapi({ description: 'With `version-conflict`' }),
    currentVersions: z
      .array(z.object({ id: z.string(), version: z.int() }))
      .optional()
      .openapi({ description: 'With `version-conflict` of several groups' }),
    results: z
      .array(
        z.object({
          index: z.int(),
          status: z.enum(['refused', 'possible']),
          code: z.string().optional(),
          detail: z.string().optional(),
          missing: z.array(MissingSchema).optional(),
          replaces: z.array(z.object({ id: z.string(), name: z.string() })).optional(),
        }),
      )
      .optional()
      .openapi({ description: 'Of a set of changes: why each cannot be made, or that it could be' }),
    cautions: z
      .array(z.string())
      .optional()
      .openapi({ description: 'With `confirm-needed`: what has to be confirmed' }),
    hanging: z
      .record(z.string(), z.int())
      .optional()
      .openapi({
        description: 'With `has-…`: how many of what would go, too',
        example: { below: 2, members: 14, content: 3, roles: 1 },
      }),
    newer: z
      .object({ id: z.string(), action: z.string(), at: z.string() })
      .optional()
      .openapi({ description: 'With `newer-change`: the entry of the audit that stands on it' }),
  })
  .openapi('Problem');

/** A problem document, as the server answers it. */
export type Problem = z.infer<typeof ProblemSchema>;

const problem = (description: string) => ({
  description,
  content: { 'application/problem+json': { schema: ProblemSchema } },
});

const all = {
  400: problem('The input is not well formed; `issues` lists every fault'),
  401: problem('No token, or one that does not hold'),
  403: problem('The core refused; `missing` says what was lacking'),
  404: problem('There is no such thing on this site, or you may not know of it'),
  409: problem('It does not go with what is there'),
  412: problem('It was changed meanwhile; `currentVersion` is the version now'),
  413: problem('The body is larger than 1 MB'),
  422: problem('It names what there cannot be'),
  415: problem('The body is not application/json'),
  428: problem('`If-Match` is missing'),
};

/** The problems an operation answers with, beside 401 and 400 which all have. */
export const problems = <S extends keyof typeof all>(...statuses: S[]): Pick<typeof all, S | 400 | 401> =>
  Object.fromEntries(([400, 401, ...statuses] as const).map((status) => [status, all[status]])) as Pick<
    typeof all,
    S | 400 | 401
  >;
