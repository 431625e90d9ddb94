import { OpenAPIHono } from '@hono/zod-openapi';
import { cors } from 'hono/cors';
import { secureHeaders } from 'hono/secure-headers';
import { serveAssignments } from './assignments/api.js';
import { serveAudit } from './audit/api.js';
import { serveAuthzen, speakAuthzen } from './authzen/api.js';
import { serveChanges } from './changes/api.js';
import { serveContent } from './content/api.js';
import { serveGroups } from './groups/api.js';
import { serveInsideGroups } from './groups/inside-api.js';
import { serveEvents } from './live/api.js';
import { LiveHub, type LiveOptions } from './live/hub.js';
import { serveGroupTree } from './groups/tree.js';
import { serveMessages } from './messages/api.js';
import { servePeople } from './people/api.js';
import type { Dependencies } from './requests/call.js';
import type { Env } from './requests/handle.js';
import { authenticate, limitBody, wantJson, withRequestId, type VerifyToken } from './requests/middleware.js';
import { answerError, problemOf, refuseInput, type Failure } from './requests/problems.js';
import { serveThings } from './resources/api.js';
import { serveSession } from './session/api.js';
import { serveSettings } from './settings/api.js';

/** What the app is made with. */
export interface AppOptions extends Dependencies {
  readonly verifyToken: VerifyToken;
  /** Is told of what failed on the server's side. */
  readonly log: (failure: Failure) => void;
  /** Origins of other hosts whose pages may call the API; `*` for all. None by default. */
  readonly origins?: string | readonly string[];
  /** The address that the AuthZEN metadata names; the one that was asked, if there is none. */
  readonly url?: string;
  readonly live?: LiveOptions;
}

/** The whole API: one `fetch`, in Node, in a worker or in the browser. */
export type App = OpenAPIHono<Env> & {
  /** Ends the streams of live events: a server that waits for its last answer would wait for ever. */
  close(): Promise<void>;
};

/** Makes the API. It holds no state: everything is in the database, so any number of instances may run. */
export function createApp({ verifyToken, log, origins, url, live, ...deps }: AppOptions): App {
  const app = new OpenAPIHono<Env>({
    defaultHook: (result) => (result.success ? undefined : refuseInput(result.target, result.error)),
  });
  app.onError((error, c) => answerError(error, c, log));
  app.notFound((c) => problemOf(c, 'not-found', 'There is no such address.'));

  app.use(withRequestId(deps.newId));
  const guards = [
    secureHeaders(),
    allowOrigins(origins),
    limitBody(),
    authenticate(verifyToken),
    wantJson(),
  ] as const;
  app.use('/v1/*', ...guards);
  app.use('/access/*', speakAuthzen(), ...guards);
  app.use('/.well-known/*', secureHeaders(), allowOrigins(origins));

  serveSession(app, deps);
  serveSettings(app, deps);
  servePeople(app, deps);
  serveGroups(app, deps);
  serveInsideGroups(app, deps);
  serveGroupTree(app, deps);
  serveChanges(app, deps);
  serveAssignments(app, deps);
  serveAudit(app, deps);
  serveContent(app, deps);
  serveThings(app, deps);
  serveMessages(app, deps);
  serveAuthzen(app, deps, url);
  const failed = (error: unknown) => log({ requestId: '', method: 'GET', path: '/v1/events', error });
  const hub = new LiveHub({ ...deps, ...live, failed });
  serveEvents(app, deps, hub);
  return Object.assign(app, { close: () => hub.close() });
}

const allowOrigins = (origins: AppOptions['origins']) =>
  cors({
    origin: typeof origins === 'string' ? origins : [...(origins ?? [])],
    allowHeaders: [
      'authorization',
      'content-type',
      'if-match',
      'if-none-match',
      'idempotency-key',
      'last-event-id',
      'x-request-id',
    ],
    allowMethods: ['GET', 'POST', 'PATCH', 'DELETE'],
    exposeHeaders: ['etag', 'x-request-id', 'retry-after'],
    maxAge: 600,
  });
