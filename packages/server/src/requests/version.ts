import { ProblemError } from './problem-error.js';

/** The ETag of a version. */
export const etagOf = (version: number): string => `"${version}"`;

/** The ETag of a body: equal bodies have equal ones. */
export async function etagOfBody(body: unknown): Promise<string> {
  return `"${(await sha256(JSON.stringify(body))).slice(0, 32)}"`;
}

/** SHA-256 in hex. */
export async function sha256(text: string): Promise<string> {
  const hash = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text));
  return Array.from(new Uint8Array(hash), (byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** RFC 9110 entity tags of an If-Match or If-None-Match header. */
const tagsOf = (header: string): string[] => header.split(',').map((tag) => tag.trim());

/** Does If-None-Match name this ETag? */
export const isKnown = (header: string | undefined, etag: string): boolean =>
  header !== undefined && tagsOf(header).some((tag) => tag === '*' || tag.replace(/^W\//, '') === etag);

/**
 * Holds a write to the version that its sender has read.
 * @throws {ProblemError} 428 without If-Match, 412 when it names another version.
 */
export function requireVersion(ifMatch: string | undefined, current: number): void {
  if (ifMatch === undefined) {
    throw new ProblemError('version-required', { detail: 'Send the ETag that you read as If-Match.' });
  }
  const matches = tagsOf(ifMatch).some((tag) => tag === '*' || tag === etagOf(current));
  if (!matches) {
    throw new ProblemError('version-conflict', {
      detail: 'Somebody changed it since you read it. Read it again, then repeat your change.',
      currentVersion: current,
    });
  }
}
