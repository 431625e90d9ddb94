import { createRoute, z } from '@hono/zod-openapi';
import { problems } from '../contract/problem.js';
import { answer, bearer, Id, json, PersonSchema, Text } from '../contract/shapes.js';

const Match = z
  .object({
    asked: z.string().openapi({ description: 'As it was given' }),
    matches: z.int().openapi({ description: 'People it could mean; with a name there may be several' }),
    user: z.union([PersonSchema.extend({ email: z.string() }), z.null()]).openapi({
      description: 'Whom it means; null where nobody you may see, or several',
    }),
    isMember: z.boolean().openapi({ description: 'In `groupId` already' }),
  })
  .openapi('PersonMatch');

/** What each line of a pasted list means. */
export const MatchesSchema = z.object({ items: z.array(Match) }).openapi('PersonMatches');

/** POST /v1/users/lookup */
export const lookupUsers = createRoute({
  method: 'post',
  path: '/v1/users/lookup',
  operationId: 'lookupUsers',
  tags: ['People'],
  summary: 'Whom e-mail addresses, ids or names mean',
  description:
    'Finds only people you may see, or add to the group; anybody else is as if they were not there. Changes nothing.',
  security: bearer,
  request: {
    body: json(
      z
        .strictObject({
          emails: z
            .array(Text.min(1).max(254))
            .min(1)
            .max(500)
            .openapi({ description: 'E-mail addresses; ids, external ids and whole names do as well' }),
          groupId: Id.optional().openapi({ description: 'A group they may be added to' }),
        })
        .openapi('PeopleWanted'),
    ),
  },
  responses: { 200: answer('One row for each, in order', MatchesSchema), ...problems(403, 404, 413, 415) },
});
