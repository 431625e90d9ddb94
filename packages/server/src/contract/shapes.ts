import { z } from '@hono/zod-openapi';

/** An id: opaque, at most 64 characters. */
export const Id = z
  .string()
  .min(1)
  .max(64)
  .regex(/^[\w.:-]+$/, 'must be letters, digits, and . _ : -');

/** A moment, RFC 3339. */
export const Time = z.iso.datetime().openapi({ example: '2026-03-04T09:00:00.000Z' });

/** Text that every database can keep: no NUL character, no half of a surrogate pair. */
export const Text = z.string().regex(/^[^\0\p{Cs}]*$/u, 'must be well-formed text');

/** A name people read: trimmed, not empty, at most 200 characters, no control characters. */
export const Name = z
  .string()
  .trim()
  .min(1)
  .max(200)
  .regex(/^[^\p{Cc}\p{Cs}]*$/u, 'must not hold control characters');

/** A person, as far as a list names them. */
export const PersonSchema = z.object({ id: Id, name: z.string() }).openapi('Person');

/** A resource of the core: what a permission is asked about. */
export const ResourceSchema = z
  .object({
    site: z.string(),
    type: z.string().openapi({ example: 'group' }),
    id: z.string(),
    within: z
      .record(z.string(), z.array(z.string()))
      .optional()
      .openapi({ description: 'Relation → scope ids' }),
    owner: z.string().optional(),
  })
  .openapi('Resource');

/** The query of every list. */
export const PageQuery = z.object({
  cursor: z.string().max(512).optional().openapi({ description: '`next` of the page before' }),
  limit: z.coerce.number().int().min(1).max(200).default(50).openapi({ description: 'Rows a page, at most' }),
  search: Text.max(200).optional().openapi({ description: 'Part of the name (or e-mail address), any case' }),
});

/** A page of a list. */
export const pageOf = <T extends z.ZodType>(item: T, name: string) =>
  z
    .object({
      items: z.array(item),
      next: z.string().nullable().openapi({ description: 'Cursor of the next page; null on the last' }),
      total: z.int().openapi({ description: 'Rows over all pages' }),
    })
    .openapi(name);

/** Headers of a write to something that has a version. */
export const IfMatch = z.object({
  'if-match': z
    .string()
    .optional()
    .openapi({ description: 'The ETag that was read; 412 when it is not the current one' }),
});

/** Headers of a write that creates or adds. */
export const IdempotencyKey = z.object({
  'idempotency-key': Text.min(1)
    .max(128)
    .optional()
    .openapi({ description: 'The same key again within a day gives the same answer and does nothing twice' }),
});

/** A JSON body. */
export const json = <T extends z.ZodType>(schema: T) => ({
  content: { 'application/json': { schema } },
  required: true,
});

/** A JSON answer. */
export const answer = <T extends z.ZodType>(description: string, schema: T) => ({
  description,
  content: { 'application/json': { schema } },
});

/** A JSON answer that carries its version as an ETag. */
export const versioned = <T extends z.ZodType>(description: string, schema: T) => ({
  ...answer(description, schema),
  headers: z.object({ etag: z.string().openapi({ example: '"7"' }) }),
});

/** Every operation but the public ones wants a bearer token. */
export const bearer = [{ bearer: [] }];
