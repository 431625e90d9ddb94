import type { Decision } from '@provost/authz-core';
import type { Problem } from '../contract/problem.js';

/** Every way a request can end badly: code → status and title. */
export const problemKinds = {
  'invalid-input': [400, 'The input is not well formed'],
  'malformed-json': [400, 'The body is not JSON'],
  unauthenticated: [401, 'You are not signed in'],
  refused: [403, 'You may not do this'],
  'not-found': [404, 'There is no such thing here'],
  conflict: [409, 'It does not go with what is there'],
  'name-taken': [409, 'The name is taken'],
  'email-taken': [409, 'The e-mail address is taken'],
  'external-id-taken': [409, 'The external id is taken'],
  'has-children': [409, 'The group has groups below it'],
  'has-dependents': [409, 'Other things hang on it'],
  archived: [409, 'The group is archived'],
  'too-deep': [409, 'The group would lie too deep'],
  'confirm-needed': [409, 'It needs to be confirmed'],
  'newer-change': [409, 'Something newer stands on it'],
  'not-undoable': [409, 'It cannot be undone'],
  'key-reused': [409, 'The idempotency key was used for another request'],
  'version-conflict': [412, 'It was changed meanwhile'],
  'too-large': [413, 'The body is larger than 1 MB'],
  'wrong-content-type': [415, 'The body must be application/json'],
  'invalid-change': [422, 'There cannot be such a change'],
  'version-required': [428, 'The version is missing'],
  internal: [500, 'Something went wrong on the server'],
  busy: [503, 'The server is busy'],
} as const satisfies Record<string, readonly [status: number, title: string]>;

/** The code of a problem. */
export type ProblemCode = keyof typeof problemKinds;

/** What a problem may say beside its code. */
export type ProblemExtras = Pick<
  Problem,
  | 'detail'
  | 'missing'
  | 'issues'
  | 'currentVersion'
  | 'currentVersions'
  | 'results'
  | 'newer'
  | 'cautions'
  | 'hanging'
>;

/** Ends a request, and the transaction it runs in, with a problem document. */
export class ProblemError extends Error {
  override readonly name = 'ProblemError';

  constructor(
    readonly code: ProblemCode,
    readonly extras: ProblemExtras = {},
  ) {
    super(extras.detail ?? problemKinds[code][1]);
  }
}

/** There is no such thing, it is another site's, or the person may not know of it: all the same from outside. */
export const notFound = (what: string): ProblemError =>
  new ProblemError('not-found', {
    detail: `There is no such ${what} on this site, or you may not know of it.`,
  });

/** One fault of the input that only the data could tell. */
export const invalid = (path: string, message: string): ProblemError =>
  new ProblemError('invalid-input', { issues: [{ path, message }] });

/** The core's no, with what was missing and a sentence for people. */
export const refused = (decision: Decision, detail: string): ProblemError =>
  new ProblemError('refused', {
    detail,
    missing: decision.missing.map(({ permission, code, roles }) => ({ permission, code, roles: [...roles] })),
  });
