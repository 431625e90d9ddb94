import type { OpenAPIHono } from '@hono/zod-openapi';
import { streamSSE } from 'hono/streaming';
import type { Dependencies } from '../requests/call.js';
import { read, type Env } from '../requests/handle.js';
import type { LiveHub } from './hub.js';
import { Outbox } from './outbox.js';
import { getEvents } from './routes.js';

/** What a timer takes: 24 days. */
const LONGEST = 2 ** 31 - 1;

/** Serves what changes, as it happens. */
export function serveEvents(app: OpenAPIHono<Env>, deps: Dependencies, hub: LiveHub): void {
  app.openAPIRegistry.registerPath(getEvents);
  app.get(getEvents.path, async (c) => {
    const { site, person, until = Infinity } = c.var.identity;
    // somebody who is not here is told so before anything else
    await read(deps, c, () => Promise.resolve());
    const outbox = new Outbox();
    // nginx would keep what it gets until it has enough of it
    c.header('x-accel-buffering', 'no');
    return streamSSE(c, async (stream) => {
      const leave = hub.join(site, { person, outbox, from: c.req.header('last-event-id') });
      const cancel = hub.schedule(() => outbox.end(), Math.min(until - deps.now(), LONGEST));
      stream.onAbort(() => outbox.end());
      try {
        for (let text; (text = await outbox.take());) await stream.write(text);
      } finally {
        cancel();
        leave();
      }
    });
  });
}
