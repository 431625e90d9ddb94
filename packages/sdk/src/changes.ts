import type { Client } from 'openapi-fetch';
import { body, listed, once, type CallOptions } from './answers.js';
import type { paths } from './generated/schema.js';
import { Pages } from './pages.js';
import type {
  Assignment,
  AssignmentQuery,
  AuditEntry,
  AuditPage,
  AuditQuery,
  ChangesDone,
  ChangeSet,
  Undone,
} from './schemas.js';

/** Who holds what, how it is changed, and what was changed. */
export interface ChangesClient {
  readonly changes: {
    /** Changes of who holds what and who is where: all or none; with `dryRun` only what they would mean. */
    apply(set: ChangeSet, options?: CallOptions): Promise<ChangesDone>;
    /** What changes would mean: who gains and who loses what. Changes nothing. */
    preview(changes: ChangeSet['changes'], options?: CallOptions): Promise<ChangesDone>;
    /** Takes a set of changes back, while nothing newer stands on it. */
    undo(id: string, options?: CallOptions): Promise<Undone>;
  };
  readonly assignments: {
    /** Who holds which role where, until when, from whom. */
    list(query?: AssignmentQuery, options?: CallOptions): Pages<Assignment>;
  };
  readonly audit: {
    /** What was changed, the newest first: of the site, or of one group. */
    list(query?: AuditQuery, options?: CallOptions): Pages<AuditEntry, AuditPage>;
    /** All pages of the same, as CSV. */
    export(query?: Omit<AuditQuery, 'limit'>, options?: CallOptions): Promise<string>;
    /** Where the CSV is, for whoever downloads it with a token of their own. */
    csvUrl(query?: Omit<AuditQuery, 'limit'>): string;
    /** Takes the whole change back that an entry belongs to, while nothing newer stands on it. */
    undo(id: string, options?: CallOptions): Promise<Undone>;
  };
}

/** The part of the client that is about changes. */
export const changesClient = (api: Client<paths>, baseUrl: string): ChangesClient => ({
  changes: {
    apply: async (set, call) =>
      body(await api.POST('/v1/changes', { ...call, params: { header: once() }, body: set })),
    preview: async (changes, call) =>
      body(
        // nothing is written, so it may be sent again like what has a key
        await api.POST('/v1/changes', {
          ...call,
          params: { header: once() },
          body: { changes, dryRun: true },
        }),
      ),
    undo: async (id, call) =>
      body(await api.POST('/v1/changes/{id}/undo', { ...call, params: { path: { id }, header: once() } })),
  },
  assignments: {
    list: (query, call) =>
      new Pages(
        listed(async (at) =>
          body(await api.GET('/v1/assignments', { ...call, params: { query: { ...query, ...at } } })),
        ),
      ),
  },
  audit: {
    list: (query, call) =>
      new Pages(
        listed(async (at) =>
          body(await api.GET('/v1/audit', { ...call, params: { query: { ...query, ...at } } })),
        ),
      ),
    export: async (query, call) => {
      const { data } = await api.GET('/v1/audit.csv', {
        ...call,
        params: { query: { ...query } },
        parseAs: 'text',
      });
      return data ?? '';
    },
    csvUrl(query = {}) {
      const wanted = Object.entries(query).filter(([, value]) => value !== undefined);
      const search = new URLSearchParams(wanted.map(([name, value]) => [name, String(value)])).toString();
      return `${baseUrl}/v1/audit.csv${search && `?${search}`}`;
    },
    undo: async (id, call) =>
      body(await api.POST('/v1/audit/{id}/undo', { ...call, params: { path: { id }, header: once() } })),
  },
});
