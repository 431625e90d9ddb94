import type { Problem } from './schemas.js';

/** The server answered with a problem, or with something that is no answer. */
export class ApiError extends Error {
  override name = 'ApiError';

  constructor(readonly problem: Problem) {
    super(problem.detail ?? problem.title);
  }

  /** HTTP status; 0 when nothing was answered. */
  get status(): number {
    return this.problem.status;
  }

  /** Stable and kebab-case: `refused`, `not-found`, `version-conflict`, `invalid-input` … */
  get code(): string {
    return this.problem.code;
  }

  /** For support: also in the server's log. */
  get requestId(): string {
    return this.problem.requestId;
  }
}

/** 403: the core refused; `problem.missing` says what was lacking. */
export class RefusedError extends ApiError {
  override name = 'RefusedError';
}

/** 412: changed by somebody else meanwhile; `problem.currentVersion` is the version now. */
export class ConflictError extends ApiError {
  override name = 'ConflictError';
}

/** No answer, an answer that broke off, or one too many tries: the connection, or the server, is down. */
export class ConnectionError extends ApiError {
  override name = 'ConnectionError';
}

const kinds: Record<number, typeof ApiError> = { 0: ConnectionError, 403: RefusedError, 412: ConflictError };

/** The error of a problem. */
export const errorOf = (problem: Problem): ApiError => new (kinds[problem.status] ?? ApiError)(problem);

/** An error of our own making, where the server gave none. */
export const unanswered = (code: string, title: string, { status = 0, requestId = '' } = {}): ApiError =>
  errorOf({ type: `urn:provost:problem:${code}`, title, status, code, requestId });

/** The error of an answer that is not a success. */
export async function errorFrom(response: Response): Promise<ApiError> {
  const requestId = response.headers.get('x-request-id') ?? '';
  const body: unknown = await response.json().catch(() => undefined);
  const isProblem = typeof body === 'object' && body !== null && 'code' in body && 'title' in body;
  if (isProblem) return errorOf({ ...(body as Problem), status: response.status });
  return unanswered('no-problem', `The server answered ${response.status} without saying why`, {
    status: response.status,
    requestId,
  });
}
