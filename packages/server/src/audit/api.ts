import type { OpenAPIHono } from '@hono/zod-openapi';
import { undoers } from '../changes/undoers.js';
import { answerUndo } from '../changes/api.js';
import type { Dependencies } from '../requests/call.js';
import { read, type Env } from '../requests/handle.js';
import { notFound } from '../requests/problem-error.js';
import { changeOf } from './entries.js';
import { exportAudit as exported } from './export-audit.js';
import { listAudit as list } from './list-audit.js';
import { exportAudit, listAudit, undoEntry } from './routes.js';

/** Answers the audit, and undoes what it tells of. */
export function serveAudit(app: OpenAPIHono<Env>, deps: Dependencies): void {
  const canUndo = (action: string) => Object.hasOwn(undoers, action);

  app.openapi(listAudit, async (c) =>
    c.json(await read(deps, c, (call) => list(call, c.req.valid('query'), canUndo)), 200),
  );

  app.openapi(exportAudit, async (c) => {
    const stream = await read(deps, c, (call) => exported(call, c.req.valid('query')));
    return c.body(stream, 200, {
      'content-type': 'text/csv; charset=utf-8',
      'content-disposition': 'attachment; filename="audit.csv"',
    });
  });

  app.openapi(undoEntry, async (c) => {
    const { site } = c.var.identity;
    const changeId = await changeOf({ db: deps.db, site: { id: site } }, c.req.valid('param').id);
    if (changeId === null) throw notFound('change');
    return c.json(await answerUndo(deps, c, changeId), 200);
  });
}
