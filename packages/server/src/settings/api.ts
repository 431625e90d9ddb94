import type { OpenAPIHono } from '@hono/zod-openapi';
import type { Dependencies } from '../requests/call.js';
import { read, write, type Env } from '../requests/handle.js';
import { etagOf } from '../requests/version.js';
import { readSettings, updateSettings as change } from './change-settings.js';
import { getSettings, updateSettings } from './routes.js';

/** Answers and changes the site's switches. */
export function serveSettings(app: OpenAPIHono<Env>, deps: Dependencies): void {
  app.openapi(getSettings, async (c) => {
    const settings = await read(deps, c, (call) => Promise.resolve(readSettings(call)));
    return c.json(settings, 200, { etag: etagOf(settings.version) });
  });

  app.openapi(updateSettings, async (c) => {
    const { settings } = c.req.valid('json');
    const ifMatch = c.req.valid('header')['if-match'];
    const now = await write(deps, c, (call) => change(call, { ifMatch, settings }), { alone: true });
    return c.json(now, 200, { etag: etagOf(now.version) });
  });
}
