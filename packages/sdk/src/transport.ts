import { ApiError, errorFrom, unanswered } from './problems.js';

/** Where the server is and who asks. */
export interface TransportOptions {
  /** Bearer token, or what gives one; asked again for every request. */
  readonly token: string | (() => string | Promise<string>);
  /** Instead of the platform's `fetch`. */
  readonly fetch?: ((request: Request) => Promise<Response>) | undefined;
  /** How often what is safe to repeat is tried again, and the first pause in milliseconds (it doubles, with jitter). */
  readonly retry?: { readonly retries: number; readonly pause: number } | undefined;
}

const PASSING = [0, 429, 502, 503, 504];

/** Repeating it does nothing twice: it only reads, or the server knows it by its key. */
const isSafe = (request: Request): boolean =>
  ['GET', 'HEAD'].includes(request.method) || request.headers.has('idempotency-key');

/**
 * A `fetch` that signs requests, repeats those that are safe to repeat while the fault may pass, and
 * raises `ApiError` for every answer that is neither a success nor 304.
 */
export function transport({ token, fetch, retry = { retries: 2, pause: 300 } }: TransportOptions) {
  const send = fetch ?? ((request: Request) => globalThis.fetch(request));
  return async (request: Request): Promise<Response> => {
    const attempt = async () => {
      const copy = request.clone();
      copy.headers.set('authorization', `Bearer ${typeof token === 'string' ? token : await token()}`);
      const response = await send(copy).catch((cause: unknown) => {
        request.signal.throwIfAborted();
        throw Object.assign(unanswered('no-connection', 'The server cannot be reached'), { cause });
      });
      if (response.ok || response.status === 304) return response;
      throw await errorFrom(response);
    };
    return isSafe(request) ? persist(attempt, retry, request.signal) : attempt();
  };
}

/** Tries again while the fault may pass. Written here, since a library for it would be a twentieth of the page. */
async function persist<T>(
  attempt: () => Promise<T>,
  { retries, pause }: NonNullable<TransportOptions['retry']>,
  signal: AbortSignal,
): Promise<T> {
  for (let tries = 0; ; tries++) {
    signal.throwIfAborted();
    try {
      return await attempt();
    } catch (error) {
      if (tries === retries || !(error instanceof ApiError && PASSING.includes(error.status))) throw error;
      await rest(pause * 2 ** tries * (1 + Math.random()), signal);
    }
  }
}

/** Waits, or until the caller has given up. */
const rest = (milliseconds: number, signal: AbortSignal) =>
  new Promise<void>((resolve) => {
    const timer = setTimeout(resolve, milliseconds);
    const stop = () => {
      clearTimeout(timer);
      resolve();
    };
    signal.addEventListener('abort', stop, { once: true });
  });
