import { bodyLimit } from 'hono/body-limit';
import { createMiddleware } from 'hono/factory';
import type { Identity } from './call.js';
import type { Env } from './handle.js';
import { ProblemError } from './problem-error.js';
import { problemOf } from './problems.js';

/** Who a bearer token says is asking; `undefined` for a token that does not hold. */
export type VerifyToken = (token: string) => Promise<Identity | undefined>;

const LARGEST = 1024 * 1024;

/** Gives each request an id, and says it in the answer. */
export const withRequestId = (newId: () => string) =>
  createMiddleware<Env>(async (c, next) => {
    c.set('requestId', newId());
    c.header('x-request-id', c.var.requestId);
    await next();
  });

/** Bodies are at most 1 MB, whether they say their length or not. */
export const limitBody = () =>
  bodyLimit({
    maxSize: LARGEST,
    onError: async (c) => {
      if (!(await isDrained(c.req.raw.body))) c.header('connection', 'close');
      return problemOf(c, 'too-large');
    },
  });

/** Who is still sending hears an answer only after what was sent has been taken; up to a point. */
async function isDrained(body: ReadableStream<Uint8Array> | null): Promise<boolean> {
  if (!body || body.locked) return false;
  const reader = body.getReader();
  for (let size = 0; size < 16 * LARGEST;) {
    const { done, value } = await reader.read();
    if (done) return true;
    size += value.byteLength;
  }
  return false;
}

/** A body is JSON and says so. */
export const wantJson = () =>
  createMiddleware<Env>(async (c, next) => {
    const type = c.req.header('content-type')?.split(';')[0]?.trim().toLowerCase();
    if (type !== 'application/json' && wantsBody(c.req.raw)) throw new ProblemError('wrong-content-type');
    await next();
  });

/** A change always has a body. Of a POST the headers tell: Node gives every one a body, be it empty. */
const wantsBody = ({ method, headers }: Request): boolean =>
  method === 'PATCH' ||
  (method === 'POST' &&
    (headers.has('content-type') ||
      headers.has('transfer-encoding') ||
      Number(headers.get('content-length')) > 0));

/** Lets in who shows a bearer token that holds (RFC 6750). */
export const authenticate = (verifyToken: VerifyToken) =>
  createMiddleware<Env>(async (c, next) => {
    const [, token] = /^Bearer +([\w.~+/=-]+)$/i.exec(c.req.header('authorization') ?? '') ?? [];
    if (token === undefined) throw new ProblemError('unauthenticated', { detail: 'Send a bearer token.' });
    const identity = await verifyToken(token);
    if (!identity) {
      throw new ProblemError('unauthenticated', {
        detail: 'The token is expired, or was not made for this server.',
      });
    }
    c.set('identity', identity);
    await next();
  });
