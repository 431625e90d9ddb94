import type { OpenAPIHono, z } from '@hono/zod-openapi';
import type { Context } from 'hono';
import { entriesOf } from '../audit/entries.js';
import type { Dependencies } from '../requests/call.js';
import { tried } from '../requests/dry-run.js';
import { write, writeOnce, type Env } from '../requests/handle.js';
import { applyChanges as apply, lockChanged } from './apply-changes.js';
import { applyChanges, undoChanges, type ChangesDoneSchema, type UndoneSchema } from './routes.js';
import { lockUndone, undoChange } from './undo.js';

type ChangesDone = z.infer<typeof ChangesDoneSchema>;
type Undone = z.infer<typeof UndoneSchema>;

/** What changes for everybody at once waits for all other writes (see `WriteOptions`). */
const ALONE = new Set(['settings-changed', 'group-moved']);

/** Makes sets of changes, says what they would mean, and undoes them. */
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

  app.openapi(undoChanges, async (c) => c.json(await answerUndo(deps, c, c.req.valid('param').id), 200));
}

/** Undoes a change set; entries do not change, so what is to be locked can be read before anything is. */
export async function answerUndo(deps: Dependencies, c: Context<Env>, changeId: string): Promise<Undone> {
  const { db } = deps;
  const entries = await entriesOf({ db, site: { id: c.var.identity.site } }, changeId);
  const deleted = entries.find(({ action }) => action === 'group-deleted');
  const answer = await writeOnce(
    deps,
    c,
    async (call) => ({ status: 200, body: await undoChange(call, changeId) }),
    {
      lock: lockUndone(entries),
      alone: entries.some(({ action }) => ALONE.has(action)),
      ...(deleted ? { revived: deleted.resource.id } : {}),
    },
  );
  return answer.body as Undone;
}
