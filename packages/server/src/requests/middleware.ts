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
export const limitBody = () => bodyLimit({ maxSize: LARGEST, onError: (c) => problemOf(c, 'too-large') });

/** A body is JSON and says so. */
export const wantJson = () =>
  createMiddleware<Env>(async (c, next) => {
    const type = c.req.header('content-type')?.split(';')[0]?.trim().toLowerCase();
    if (type !== 'application/json' && hasBody(c.req.raw)) throw new ProblemError('wrong-content-type');
    await next();
  });

/** Node gives every POST a body, be it empty: the headers tell. */
const hasBody = ({ method, headers }: Request): boolean =>
  !['GET', 'HEAD', 'DELETE'].includes(method) &&
  (headers.has('content-type') ||
    headers.has('transfer-encoding') ||
    Number(headers.get('content-length')) > 0);

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
