import type { OpenAPIHono, z } from '@hono/zod-openapi';
import type { Dependencies } from '../requests/call.js';
import { write, writeOnce, type Env } from '../requests/handle.js';
import { applyChanges as apply, DryRun, lockChanged } from './apply-changes.js';
import { applyChanges, type ChangesDoneSchema } from './routes.js';

type ChangesDone = z.infer<typeof ChangesDoneSchema>;

/** Makes sets of changes, or says what they would mean. */
export function serveChanges(app: OpenAPIHono<Env>, deps: Dependencies): void {
  app.openapi(applyChanges, async (c) => {
    const set = c.req.valid('json');
    const lock = lockChanged(set.changes);
    if (set.dryRun) return c.json(await tried(write(deps, c, (call) => apply(call, set), { lock })), 200);
    const answer = await writeOnce(deps, c, async (call) => ({ status: 200, body: await apply(call, set) }), {
      lock,
    });
    return c.json(answer.body as ChangesDone, 200);
  });
}

/** A dry run ends its transaction by what it found. */
const tried = (done: Promise<ChangesDone>): Promise<ChangesDone> =>
  done.catch((error: unknown) => {
    if (error instanceof DryRun) return error.done;
    throw error;
  });
