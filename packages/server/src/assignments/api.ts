import type { OpenAPIHono } from '@hono/zod-openapi';
import type { Dependencies } from '../requests/call.js';
import { read, type Env } from '../requests/handle.js';
import { listAssignments as list } from './list-assignments.js';
import { listAssignments } from './routes.js';

/** Answers who holds what. */
export function serveAssignments(app: OpenAPIHono<Env>, deps: Dependencies): void {
  app.openapi(listAssignments, async (c) =>
    c.json(await read(deps, c, (call) => list(call, c.req.valid('query'))), 200),
  );
}
