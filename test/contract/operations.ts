import { readFileSync } from 'node:fs';
import type { TestSite } from '../fixtures/site.js';

/** The part of a JSON schema that the tests read. */
interface Schema {
  readonly $ref?: string;
  readonly type?: string;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
}

interface Parameter {
  readonly name: string;
  readonly in: 'path' | 'query' | 'header';
}

interface Described {
  readonly operationId: string;
  readonly parameters?: readonly Parameter[];
  readonly requestBody?: { readonly content: { readonly 'application/json': { readonly schema: Schema } } };
  readonly responses: Readonly<Record<string, unknown>>;
}

interface Document {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Described>>>>;
  readonly components: { readonly schemas: Readonly<Record<string, Schema>> };
}

/** The committed contract. */
export const contract = JSON.parse(
  readFileSync(new URL('../../packages/sdk/openapi.json', import.meta.url), 'utf8'),
) as Document;

/** One operation of the contract. */
export interface Operation extends Described {
  readonly method: string;
  /** With the ids of `world` filled in. */
  readonly path: string;
  readonly takes: (name: string) => boolean;
  /** The schema of its body. */
  readonly body: Schema | undefined;
}

const ids: Readonly<Record<string, string>> = { groups: 'sales', users: 'ulf' };

const resolve = (schema: Schema): Schema =>
  schema.$ref ? (contract.components.schemas[schema.$ref.split('/').at(-1) ?? ''] ?? {}) : schema;

/**
 * What has a test of its own: what is undone has to be done first (audit.test.ts), things are of other policies than that
 * of `world` (api-resources.test.ts), and so are messages (api-messages.test.ts); a preview wants to know of which group
 * (session-preview.test.ts).
 */
const apart = [/\/undo$/, /^\/v1\/resources\//, /^\/v1\/messages$/, /\/session-preview$/];

/** Every operation of our own; the AuthZEN ones have the manners of their standard (test/rules/authzen.test.ts). */
const paths = Object.entries(contract.paths).filter(
  ([path]) => path.startsWith('/v1/') && !apart.some((pattern) => pattern.test(path)),
);

/** Every operation there is. */
export const operations: readonly Operation[] = paths.flatMap(([path, methods]) =>
  Object.entries(methods).map(([method, described]) => ({
    ...described,
    method: method.toUpperCase(),
    path: path.replace('{id}', ids[path.split('/')[2] ?? ''] ?? ''),
    takes: (name: string) => described.parameters?.some((one) => one.name === name) ?? false,
    body: described.requestBody && resolve(described.requestBody.content['application/json'].schema),
  })),
);

/** A body that each operation takes, on `world`. */
export const bodies: Readonly<Record<string, Record<string, unknown>>> = {
  updateSettings: { settings: { editorViewer: false } },
  createUser: { name: 'Nia', email: 'nia@example.org', role: 'sub-manager', externalId: 'X-1' },
  updateUser: { name: 'Ulrike', email: 'ulrike@example.org', role: 'sub-manager' },
  lookupUsers: { emails: ['ulf@example.org'], groupId: 'sales' },
  createGroup: { name: 'New', description: 'A new one', parentId: 'sales' },
  updateGroup: { name: 'Renamed', description: 'Another' },
  moveGroup: { parentId: 'north' },
  addMembers: { userIds: ['kim'] },
  removeMembers: { userIds: ['ulf'] },
  addContent: { contentIds: ['forms'] },
  removeContent: { contentIds: ['fire'] },
  applyChanges: {
    changes: [{ kind: 'set-level', groupId: 'sales', userId: 'sam', area: 'users', level: 'viewer' }],
  },
  updatePermissions: { changes: [{ userId: 'sam', area: 'users', level: 'viewer' }] },
};

/** A site on which every operation goes through as `mia`. */
export const world = {
  settings: { editorViewer: true },
  people: [{ id: 'mia', role: 'manager' }, { id: 'sam', role: 'sub-manager' }, { id: 'ulf' }, { id: 'kim' }],
  content: [{ id: 'fire' }, { id: 'forms', type: 'e-folder' as const }],
  groups: [{ id: 'sales', members: ['ulf'], content: ['fire'] }, { id: 'north' }],
};

/** Sends an operation as it should be sent, or with something changed. */
export function perform(
  site: Pick<TestSite, 'url' | 'tokens'>,
  { method, path, operationId, takes }: Operation,
  {
    body = bodies[operationId],
    token = site.tokens.mia ?? '',
    headers = {},
    query = '',
  }: { body?: unknown; token?: string; headers?: Record<string, string>; query?: string } = {},
): Promise<Response> {
  return fetch(`${site.url}${path}${query}`, {
    method,
    headers: {
      authorization: `Bearer ${token}`,
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      ...(takes('if-match') ? { 'if-match': '*' } : {}),
      ...headers,
    },
    ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
  });
}
