import { invalid } from './problem-error.js';

/** Where a page begins: after this sort key and id. */
export interface Position {
  readonly sortKey: string;
  readonly id: string;
}

/** The query that every list takes. */
export interface PageRequest {
  readonly cursor?: string | undefined;
  readonly limit: number;
  readonly search?: string | undefined;
}

/** Reads the cursor of a request; one that this server did not write is a fault of the input. */
export function positionOf({ cursor }: PageRequest): Position | undefined {
  if (cursor === undefined) return undefined;
  try {
    const [sortKey, id, ...more] = JSON.parse(fromBase64url(cursor)) as unknown[];
    if (
      typeof sortKey === 'string' &&
      typeof id === 'string' &&
      more.length === 0 &&
      !(sortKey + id).includes('\0')
    )
      return { sortKey, id };
  } catch {
    // told below
  }
  throw invalid('query.cursor', 'is not a cursor of this list');
}

/** Cuts `limit + 1` rows down to a page, with the cursor of the next one. */
export function pageOfRows<R extends { sort_key: string; id: string }>(
  rows: readonly R[],
  limit: number,
): { rows: R[]; next: string | null } {
  const page = rows.slice(0, limit);
  const last = rows.length > limit ? page.at(-1) : undefined;
  return { rows: page, next: last ? toBase64url(JSON.stringify([last.sort_key, last.id])) : null };
}

const toBase64url = (text: string): string =>
  btoa(String.fromCodePoint(...new TextEncoder().encode(text)))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '');

function fromBase64url(text: string): string {
  const bytes = Uint8Array.from(atob(text.replaceAll('-', '+').replaceAll('_', '/')), (c) => c.charCodeAt(0));
  return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
}
