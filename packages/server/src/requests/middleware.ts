import { createMiddleware } from 'hono/factory';
import type { Identity } from './call.js';
import type { Env } from './handle.js';
import { ProblemError } from './problem-error.js';
import { problemOf } from './problems.js';

/** Who a bearer token says is asking; `undefined` for a token that does not hold. */
export type VerifyToken = (token: string) => Promise<Identity | undefined>;

const LARGEST = 1024 * 1024;

/** How much of a body that is too large is waited for, and for how long. */
const DRAINED = { bytes: 16 * LARGEST, ms: 30_000 };

/** Gives each request an id, and says it in the answer. */
export const withRequestId = (newId: () => string) =>
  createMiddleware<Env>(async (c, next) => {
    c.set('requestId', newId());
    c.header('x-request-id', c.var.requestId);
    await next();
  });

/**
 * Bodies are at most 1 MB, whether they say their length or not. All of a body is taken in before anything is
 * answered: a client may look for its answer only after it has sent all, and a connection that ends while it sends
 * takes the answer with it.
 */
export const limitBody = () =>
  createMiddleware<Env>(async (c, next) => {
    const { body, headers } = c.req.raw;
    if (!body) return next();
    const reader = body.getReader();
    const isTooLarge = Number(headers.get('content-length')) > LARGEST;
    const read = isTooLarge ? undefined : await readUpTo(LARGEST, reader);
    if (!read) {
      if (!(await isDrained(reader))) c.header('connection', 'close');
      return problemOf(c, 'too-large');
    }
    c.req.raw = new Request(c.req.raw, { body: read });
    return next();
  });

type Reader = ReadableStreamDefaultReader<Uint8Array<ArrayBuffer>>;

/** All that comes; `undefined` as soon as it is more. */
async function readUpTo(largest: number, reader: Reader): Promise<Blob | undefined> {
  const chunks = [];
  for (let size = 0; ;) {
    const { done, value } = await reader.read().catch(() => {
      throw new ProblemError('malformed-json', { detail: 'The body broke off.' });
    });
    if (done) return new Blob(chunks);
    size += value.byteLength;
    if (size > largest) return undefined;
    chunks.push(value);
  }
}

/** Takes in what is still being sent, and drops it. False when there was more than is waited for. */
async function isDrained(reader: Reader): Promise<boolean> {
  let late = false;
  const timer = setTimeout(() => {
    late = true;
    // ends a read that waits
    reader.cancel().catch(() => undefined);
  }, DRAINED.ms);
  try {
    for (let size = 0; size < DRAINED.bytes;) {
      const { done, value } = await reader.read();
      if (done) return !late;
      size += value.byteLength;
    }
    return false;
  } catch {
    return false; // who sent it is gone
  } finally {
    clearTimeout(timer);
  }
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
