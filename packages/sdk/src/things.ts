import type { Client } from 'openapi-fetch';
import { body, ifMatch, listed, once, type CallOptions } from './answers.js';
import type { paths } from './generated/schema.js';
import { Pages } from './pages.js';
import type { NewThing, Thing, ThingChange, ThingQuery } from './schemas.js';

/** Sessions, offerings, spaces, courses: things of the types that the site’s policy has. */
export interface ThingsClient {
  readonly things: {
    list(type: string, query?: ThingQuery, options?: CallOptions): Pages<Thing>;
    get(type: string, id: string, options?: CallOptions): Promise<Thing>;
    /** Creates one; `within` says of which course it is, and for which group. */
    create(type: string, thing: NewThing, options?: CallOptions): Promise<Thing>;
    /** Changes the one that was read. */
    update(thing: Thing, change: ThingChange, options?: CallOptions): Promise<Thing>;
    /** Deletes the one that was read; what hangs on it is told first, and goes `withAll` alone. */
    delete(thing: Thing, options?: CallOptions & { readonly withAll?: boolean }): Promise<void>;
  };
}

const at = ({ type, id, version }: Thing) => ({ path: { type, id }, header: ifMatch(version) });

/** The part of the client that is about things. */
export const thingsClient = (api: Client<paths>): ThingsClient => ({
  things: {
    list: (type, query, call) =>
      new Pages(
        listed(async (from) =>
          body(
            await api.GET('/v1/resources/{type}', {
              ...call,
              params: { path: { type }, query: { ...query, ...from } },
            }),
          ),
        ),
      ),
    get: async (type, id, call) =>
      body(await api.GET('/v1/resources/{type}/{id}', { ...call, params: { path: { type, id } } })),
    create: async (type, thing, call) =>
      body(
        await api.POST('/v1/resources/{type}', {
          ...call,
          params: { path: { type }, header: once() },
          body: thing,
        }),
      ),
    update: async (thing, change, call) =>
      body(await api.PATCH('/v1/resources/{type}/{id}', { ...call, params: at(thing), body: change })),
    delete: async (thing, { withAll, ...call } = {}) => {
      const query = withAll ? { withAll: 'true' as const } : {};
      await api.DELETE('/v1/resources/{type}/{id}', { ...call, params: { ...at(thing), query } });
    },
  },
});
