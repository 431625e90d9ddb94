import { unanswered } from './problems.js';

/** Options of every call. */
export interface CallOptions {
  readonly signal?: AbortSignal;
}

/** The header of a write to something that has a version. */
export const ifMatch = (version: number) => ({ 'if-match': `"${version}"` });

/** The header of a write that is done once, however often it is sent. */
export const once = () => ({ 'idempotency-key': crypto.randomUUID() });

/** What loads a page of a list, from what loads it by its query. */
export const listed =
  <T>(load: (query: { cursor?: string }) => Promise<T>) =>
  (cursor: string | undefined): Promise<T> =>
    load(cursor === undefined ? {} : { cursor });

/** What a call gave: the transport has raised for everything but success, so only the shape is left to doubt. */
export const body = <T>({ data }: { data?: T }): NonNullable<T> => expect(data);

/** Raises where an answer is not what was asked for. */
export function expect<T>(data: T | undefined): NonNullable<T> {
  if (typeof data === 'object' && data !== null) return data;
  throw unanswered('malformed-answer', 'The server’s answer is not what was asked for');
}
