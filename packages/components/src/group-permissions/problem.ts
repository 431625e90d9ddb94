import { msg } from '@lit/localize';
import type { Problem } from '@provost/sdk';

/** What went wrong, in a sentence, and the id to tell support. */
export interface Failure {
  readonly text: string;
  readonly requestId?: string;
}

/** The problem a client's error carries; a host's own client may raise anything. */
export function documentOf(error: unknown): Partial<Problem> {
  const problem = (error as { problem?: Partial<Problem> } | null | undefined)?.problem;
  return typeof problem === 'object' && problem !== null ? problem : {};
}

/** Is it not there, or not to be seen any more? */
export const isGone = (error: unknown): boolean => documentOf(error).status === 404;

/** An error as a person can read it. */
export function problemOf(error: unknown): Failure {
  const { status, code, detail, title, requestId } = documentOf(error);
  const text =
    status === 0 && code !== 'malformed-answer'
      ? msg('The server cannot be reached. Nothing was changed.')
      : status === 401
        ? msg('You are no longer signed in.')
        : status === 412
          ? msg('Somebody else changed this meanwhile. Load it again, then repeat your change.')
          : (detail ?? title ?? msg('The answer could not be read. Nothing was changed.'));
  // a refusal is an answer, not a fault: there is nothing to tell support
  return requestId && status !== 403 ? { text, requestId } : { text };
}
