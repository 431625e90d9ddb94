import type { Context } from 'hono';
import { HTTPException } from 'hono/http-exception';
import type { ZodError } from 'zod';
import type { Problem } from '../contract/problem.js';
import { BusyError } from '../database/transaction.js';
import { ProblemError, problemKinds, type ProblemCode } from './problem-error.js';

/** What the log is told of a request that failed on the server's side. */
export interface Failure {
  readonly requestId: string;
  readonly method: string;
  readonly path: string;
  readonly error: unknown;
}

/** The answer to whatever a request ended with; what is inside an unknown error goes to the log alone. */
export function answerError(error: unknown, c: Context, log: (failure: Failure) => void): Response {
  if (error instanceof ProblemError) return problemResponse(c, error);
  if (error instanceof BusyError) {
    c.header('retry-after', '1');
    return problemResponse(c, new ProblemError('busy', { detail: 'Try again in a moment.' }));
  }
  if (error instanceof HTTPException && error.status === 400) {
    return problemResponse(c, new ProblemError('malformed-json'));
  }
  log({ requestId: requestIdOf(c), method: c.req.method, path: c.req.path, error });
  return problemResponse(
    c,
    new ProblemError('internal', { detail: 'It was written to the log under this id.' }),
  );
}

/** An RFC 9457 problem document. */
export function problemResponse(c: Context, { code, extras }: ProblemError): Response {
  const [status, title] = problemKinds[code];
  const problem: Problem = {
    type: `urn:provost:problem:${code}`,
    title,
    status,
    code,
    requestId: requestIdOf(c),
    ...extras,
  };
  if (status === 401) c.header('www-authenticate', 'Bearer realm="provost"');
  return c.body(JSON.stringify(problem), status, { 'content-type': 'application/problem+json' });
}

/** A problem by its code alone. */
export const problemOf = (c: Context, code: ProblemCode, detail?: string): Response =>
  problemResponse(c, new ProblemError(code, detail === undefined ? {} : { detail }));

const requestIdOf = (c: Context): string => (c.var as { requestId?: string }).requestId ?? '';

/** Every fault of an input, each with where it is: `json.userIds[0]`, `query.limit`, `headers.if-match`. */
export function refuseInput(target: string, { issues }: ZodError): never {
  throw new ProblemError('invalid-input', {
    issues: issues.map(({ path, message }) => ({ path: pathOf([target, ...path]), message })),
  });
}

const pathOf = (parts: readonly PropertyKey[]): string =>
  parts
    .map((part, i) => (typeof part === 'number' ? `[${part}]` : `${i > 0 ? '.' : ''}${String(part)}`))
    .join('');
