import type { OpenAPIHono } from '@hono/zod-openapi';
import type { Dependencies } from '../requests/call.js';
import { read, type Env } from '../requests/handle.js';
import { listContent as list } from './find-content.js';
import { listContent } from './routes.js';

/** Answers the courses and e-folders of the site. */
export function serveContent(app: OpenAPIHono<Env>, deps: Dependencies): void {
  app.openapi(listContent, async (c) =>
    c.json(await read(deps, c, (call) => list(call, c.req.valid('query'))), 200),
  );
}
