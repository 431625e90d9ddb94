import type { Client } from 'openapi-fetch';
import type { paths } from './generated/schema.js';

/** Where requests go, and what sends them; it raises whatever is neither a success nor 304. */
export interface ApiClientOptions {
  readonly baseUrl: string;
  readonly fetch: (request: Request) => Promise<Response>;
}

type Value = string | number | boolean;
type Values = Readonly<Record<string, Value | readonly Value[] | null | undefined>>;

interface Init {
  readonly params?: { readonly path?: Values; readonly query?: Values; readonly header?: Values };
  readonly body?: unknown;
  readonly parseAs?: 'json' | 'text' | 'stream';
  readonly signal?: AbortSignal;
}

/**
 * Calls the API by the paths of its document, with its types. Instead of openapi-fetch itself, whose types these are: what is
 * used of that is a twentieth of it, and every page would carry the rest.
 */
export function apiClient({ baseUrl, fetch }: ApiClientOptions): Client<paths> {
  const base = baseUrl.replace(/\/$/, '');
  const calling =
    (method: string) =>
    async (path: string, { params, body, parseAs, ...init }: Init = {}) => {
      const given = textsOf(params?.header);
      const headers = new Headers(
        body === undefined ? given : [['content-type', 'application/json'], ...given],
      );
      const url = base + filled(path, params?.path) + queryOf(params?.query);
      const response = await fetch(new Request(url, { ...init, method, headers, body: json(body) }));
      return { data: await dataOf(response, parseAs), response };
    };
  const calls = { GET: calling('GET'), POST: calling('POST'), PUT: calling('PUT') };
  // as: which path takes what, the types say; at run time all are called alike
  return { ...calls, PATCH: calling('PATCH'), DELETE: calling('DELETE') } as unknown as Client<paths>;
}

const json = (body: unknown): string | null => (body === undefined ? null : JSON.stringify(body));

const filled = (path: string, values: Values = {}): string =>
  path.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(String(values[name])));

/** Each value, or each of several, as text; what is not given is left out. */
const textsOf = (values: Values = {}): [string, string][] =>
  Object.entries(values).flatMap(([name, value]) =>
    [value ?? []].flat().map((one): [string, string] => [name, String(one)]),
  );

function queryOf(values: Values | undefined): string {
  const query = new URLSearchParams(textsOf(values)).toString();
  return query && `?${query}`;
}

async function dataOf(response: Response, parseAs: Init['parseAs']): Promise<unknown> {
  if (parseAs === 'stream') return response.body;
  const text = await response.text();
  return parseAs === 'text' ? text : text ? (JSON.parse(text) as unknown) : undefined;
}
