import createClient from 'openapi-fetch';
import { body, expect, ifMatch, listed, once, type CallOptions } from './answers.js';
import { changesClient, type ChangesClient } from './changes.js';
import type { paths } from './generated/schema.js';
import { groupMovesClient, type GroupMovesClient } from './group-moves.js';
import { Pages } from './pages.js';
import { unanswered } from './problems.js';
import type {
  AssignedContent,
  Catalogue,
  Changed,
  Content,
  ContentQuery,
  Group,
  GroupChange,
  GroupContentQuery,
  GroupDetail,
  GroupQuery,
  GroupTree,
  Level,
  Member,
  MemberQuery,
  NewGroup,
  NewUser,
  PermissionPage,
  PermissionQuery,
  PermissionRow,
  PermissionsChanged,
  PersonMatches,
  Session,
  SessionPreview,
  Settings,
  User,
  UserChange,
  UserQuery,
} from './schemas.js';
import { openSession, type LiveSession, type SessionAnswer, type SessionOptions } from './session.js';
import { thingsClient, type ThingsClient } from './things.js';
import { transport, type TransportOptions } from './transport.js';

/** A level to be set: of whom, in which area of the policy. */
export interface LevelChange {
  readonly userId: string;
  readonly area: string;
  readonly level: Level;
}

/** The tree of groups as read, with what to ask for it again by. */
export interface GroupTreeAnswer {
  readonly tree: GroupTree;
  readonly etag: string;
}

/** The API as a typed client. Every call raises `ApiError` (or one of its kinds) when it is not answered well. */
export interface Provost extends ChangesClient, ThingsClient {
  /** Who is signed in and what they may do, kept fresh while somebody listens. */
  session(options?: SessionOptions): LiveSession;
  /** The session once; `undefined` when it is still the one of `etag`. */
  readSession(etag?: string, options?: CallOptions): Promise<SessionAnswer | undefined>;
  /** What changes, as a stream of server-sent events from where it was left. `session()` reads it. */
  readEvents(lastEventId?: string, options?: CallOptions): Promise<ReadableStream<Uint8Array>>;
  /** The policy of the site, as data. */
  readCatalogue(options?: CallOptions): Promise<Catalogue>;
  readonly settings: {
    get(options?: CallOptions): Promise<Settings>;
    update(settings: Record<string, boolean>, version: number, options?: CallOptions): Promise<Settings>;
  };
  readonly users: {
    list(query?: UserQuery, options?: CallOptions): Pages<User>;
    get(id: string, options?: CallOptions): Promise<User>;
    /** What another person may do in a group: to be looked at, never to be acted by. */
    preview(id: string, groupId: string, options?: CallOptions): Promise<SessionPreview>;
    /** Whom e-mail addresses (or ids, or names) mean; `groupId`: a group they may be added to. Changes nothing. */
    lookup(
      emails: readonly string[],
      query?: { groupId?: string },
      options?: CallOptions,
    ): Promise<PersonMatches>;
    create(user: NewUser, options?: CallOptions): Promise<User>;
    update(id: string, change: UserChange, version: number, options?: CallOptions): Promise<User>;
  };
  readonly groups: GroupMovesClient & {
    list(query?: GroupQuery, options?: CallOptions): Pages<Group>;
    /** All groups at once, in preorder; `undefined` when the tree is still the one of `etag`. */
    tree(etag?: string, options?: CallOptions): Promise<GroupTreeAnswer | undefined>;
    get(id: string, options?: CallOptions): Promise<GroupDetail>;
    create(group: NewGroup, options?: CallOptions): Promise<GroupDetail>;
    update(id: string, change: GroupChange, version: number, options?: CallOptions): Promise<GroupDetail>;
    /** Undoes a deletion, with all that went. */
    restore(id: string, options?: CallOptions): Promise<GroupDetail>;
    members(id: string, query?: MemberQuery, options?: CallOptions): Pages<Member>;
    addMembers(id: string, userIds: readonly string[], options?: CallOptions): Promise<Changed>;
    removeMembers(id: string, userIds: readonly string[], options?: CallOptions): Promise<Changed>;
    content(id: string, query?: GroupContentQuery, options?: CallOptions): Pages<AssignedContent>;
    addContent(id: string, contentIds: readonly string[], options?: CallOptions): Promise<Changed>;
    removeContent(id: string, contentIds: readonly string[], options?: CallOptions): Promise<Changed>;
    permissions(
      id: string,
      query?: PermissionQuery,
      options?: CallOptions,
    ): Pages<PermissionRow, PermissionPage>;
    /** All changes or none; `version` is the page's. */
    setLevels(
      id: string,
      changes: readonly LevelChange[],
      version: number,
      options?: CallOptions,
    ): Promise<PermissionsChanged>;
  };
  readonly content: {
    list(query?: ContentQuery, options?: CallOptions): Pages<Content>;
  };
}

/** Options of `createProvost`. */
export interface ProvostOptions extends TransportOptions {
  /** Where the API is, without `/v1`. */
  readonly baseUrl: string;
}

/** Makes a client of the API. Works in browsers, workers and Node. */
export function createProvost({ baseUrl, ...options }: ProvostOptions): Provost {
  const api = createClient<paths>({ baseUrl, fetch: transport(options) });

  const provost: Provost = {
    session: (sessionOptions) => openSession(provost, sessionOptions),
    async readSession(etag, call) {
      const header = etag === undefined ? {} : { 'if-none-match': etag };
      const { data, response } = await api.GET('/v1/session', { ...call, params: { header } });
      if (response.status === 304) return undefined;
      const date = Date.parse(response.headers.get('date') ?? '');
      return {
        // openapi-fetch widens the tuples of `groups`; parseSnapshot reads them whatever they are
        session: expect(data) as Session,
        etag: response.headers.get('etag') ?? '',
        ahead: date === date ? date - Date.now() : 0,
      };
    },
    async readEvents(lastEventId, call) {
      const header = lastEventId === undefined ? {} : { 'last-event-id': lastEventId };
      const { data, response } = await api.GET('/v1/events', {
        ...call,
        params: { header },
        parseAs: 'stream',
      });
      if (response.headers.get('content-type')?.startsWith('text/event-stream')) return expect(data);
      throw unanswered('malformed-answer', 'The server’s answer is no stream of events', { status: 501 });
    },
    readCatalogue: async (call) => body(await api.GET('/v1/catalogue', { ...call })),
    settings: {
      get: async (call) => body(await api.GET('/v1/settings', { ...call })),
      update: async (settings, version, call) =>
        body(
          await api.PATCH('/v1/settings', {
            ...call,
            params: { header: ifMatch(version) },
            body: { settings },
          }),
        ),
    },
    users: {
      list: (query, call) =>
        new Pages(
          listed(async (at) =>
            body(await api.GET('/v1/users', { ...call, params: { query: { ...query, ...at } } })),
          ),
        ),
      get: async (id, call) => body(await api.GET('/v1/users/{id}', { ...call, params: { path: { id } } })),
      preview: async (id, group, call) =>
        // openapi-fetch widens the tuples of `groups`; parseSnapshot reads them whatever they are
        body(
          await api.GET('/v1/users/{id}/session-preview', {
            ...call,
            params: { path: { id }, query: { group } },
          }),
        ) as SessionPreview,
      lookup: async (emails, query, call) =>
        body(await api.POST('/v1/users/lookup', { ...call, body: { emails: [...emails], ...query } })),
      create: async (user, call) =>
        body(await api.POST('/v1/users', { ...call, params: { header: once() }, body: user })),
      update: async (id, change, version, call) =>
        body(
          await api.PATCH('/v1/users/{id}', {
            ...call,
            params: { path: { id }, header: ifMatch(version) },
            body: change,
          }),
        ),
    },
    groups: {
      ...groupMovesClient(api),
      list: (query, call) =>
        new Pages(
          listed(async (at) =>
            body(await api.GET('/v1/groups', { ...call, params: { query: { ...query, ...at } } })),
          ),
        ),
      tree: async (etag, call) => {
        const header = etag === undefined ? {} : { 'if-none-match': etag };
        const { data, response } = await api.GET('/v1/group-tree', { ...call, params: { header } });
        if (response.status === 304) return undefined;
        return { tree: expect(data), etag: response.headers.get('etag') ?? '' };
      },
      get: async (id, call) => body(await api.GET('/v1/groups/{id}', { ...call, params: { path: { id } } })),
      create: async (group, call) =>
        body(await api.POST('/v1/groups', { ...call, params: { header: once() }, body: group })),
      update: async (id, change, version, call) =>
        body(
          await api.PATCH('/v1/groups/{id}', {
            ...call,
            params: { path: { id }, header: ifMatch(version) },
            body: change,
          }),
        ),
      restore: async (id, call) =>
        body(await api.POST('/v1/groups/{id}/restore', { ...call, params: { path: { id } } })),
      members: (id, query, call) =>
        new Pages(
          listed(async (at) =>
            body(
              await api.GET('/v1/groups/{id}/members', {
                ...call,
                params: { path: { id }, query: { ...query, ...at } },
              }),
            ),
          ),
        ),
      addMembers: async (id, userIds, call) =>
        body(
          await api.POST('/v1/groups/{id}/members', {
            ...call,
            params: { path: { id }, header: once() },
            body: { userIds: [...userIds] },
          }),
        ),
      removeMembers: async (id, userIds, call) =>
        body(
          await api.POST('/v1/groups/{id}/members/remove', {
            ...call,
            params: { path: { id }, header: once() },
            body: { userIds: [...userIds] },
          }),
        ),
      content: (id, query, call) =>
        new Pages(
          listed(async (at) =>
            body(
              await api.GET('/v1/groups/{id}/content', {
                ...call,
                params: { path: { id }, query: { ...query, ...at } },
              }),
            ),
          ),
        ),
      addContent: async (id, contentIds, call) =>
        body(
          await api.POST('/v1/groups/{id}/content', {
            ...call,
            params: { path: { id }, header: once() },
            body: { contentIds: [...contentIds] },
          }),
        ),
      removeContent: async (id, contentIds, call) =>
        body(
          await api.POST('/v1/groups/{id}/content/remove', {
            ...call,
            params: { path: { id }, header: once() },
            body: { contentIds: [...contentIds] },
          }),
        ),
      permissions: (id, query, call) =>
        new Pages(
          listed(async (at) =>
            body(
              await api.GET('/v1/groups/{id}/permissions', {
                ...call,
                params: { path: { id }, query: { ...query, ...at } },
              }),
            ),
          ),
        ),
      setLevels: async (id, changes, version, call) =>
        body(
          await api.PATCH('/v1/groups/{id}/permissions', {
            ...call,
            params: { path: { id }, header: ifMatch(version) },
            body: { changes: [...changes] },
          }),
        ),
    },
    ...changesClient(api, baseUrl),
    ...thingsClient(api),
    content: {
      list: (query, call) =>
        new Pages(
          listed(async (at) =>
            body(await api.GET('/v1/content', { ...call, params: { query: { ...query, ...at } } })),
          ),
        ),
    },
  };
  return provost;
}
