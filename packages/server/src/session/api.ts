import type { OpenAPIHono } from '@hono/zod-openapi';
import type { Dependencies } from '../requests/call.js';
import { read, type Env } from '../requests/handle.js';
import { etagOfBody, isKnown } from '../requests/version.js';
import { previewSession as preview } from './preview.js';
import { previewSession } from './preview-routes.js';
import { getCatalogue, getSession } from './routes.js';
import { describeSession } from './session.js';

/** Answers the session and the policy, and 304 to who has them already; and what another person's session holds. */
export function serveSession(app: OpenAPIHono<Env>, deps: Dependencies): void {
  app.openapi(getSession, (c) =>
    read(deps, c, async (call) => {
      const session = describeSession(call);
      const etag = await etagOfBody(session);
      c.header('etag', etag);
      return isKnown(c.req.header('if-none-match'), etag) ? c.body(null, 304) : c.json(session, 200);
    }),
  );

  app.openapi(getCatalogue, (c) =>
    read(deps, c, async ({ policy }) => {
      const catalogue = { policy: { ...policy.document } };
      const etag = await etagOfBody(catalogue);
      c.header('etag', etag);
      return isKnown(c.req.header('if-none-match'), etag) ? c.body(null, 304) : c.json(catalogue, 200);
    }),
  );

  app.openapi(previewSession, async (c) => {
    const { id } = c.req.valid('param');
    return c.json(await read(deps, c, (call) => preview(call, id, c.req.valid('query').group)), 200);
  });
}
