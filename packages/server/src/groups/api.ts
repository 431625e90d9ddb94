import type { OpenAPIHono } from '@hono/zod-openapi';
import type { Dependencies } from '../requests/call.js';
import { read, write, writeOnce, type Env } from '../requests/handle.js';
import { etagOf } from '../requests/version.js';
import {
  createGroup as create,
  deleteGroup as remove,
  restoreGroup as restore,
  updateGroup as change,
} from './change-group.js';
import { describeGroup, lockGroup } from './group.js';
import { listGroups as list } from './list-groups.js';
import { createGroup, deleteGroup, getGroup, listGroups, restoreGroup, updateGroup } from './routes.js';

type Detail = Awaited<ReturnType<typeof describeGroup>>;

/** Answers, makes, changes, deletes and restores groups. */
export function serveGroups(app: OpenAPIHono<Env>, deps: Dependencies): void {
  app.openapi(listGroups, async (c) =>
    c.json(await read(deps, c, (call) => list(call, c.req.valid('query'))), 200),
  );

  app.openapi(createGroup, async (c) => {
    const group = c.req.valid('json');
    const { parentId } = group;
    const answer = await writeOnce(
      deps,
      c,
      async (call) => {
        const made = await create(call, group);
        return { status: 201, body: made, etag: etagOf(made.version) };
      },
      parentId ? { lock: lockGroup(parentId, 'share') } : {},
    );
    return c.json(answer.body as Detail, 201, { etag: answer.etag ?? '' });
  });

  app.openapi(getGroup, async (c) => {
    const group = await read(deps, c, (call) => describeGroup(call, c.req.valid('param').id));
    return c.json(group, 200, { etag: etagOf(group.version) });
  });

  app.openapi(updateGroup, async (c) => {
    const { id } = c.req.valid('param');
    const ifMatch = c.req.valid('header')['if-match'];
    const group = await write(deps, c, (call) => change(call, id, { ifMatch, ...c.req.valid('json') }), {
      lock: lockGroup(id, 'update'),
    });
    return c.json(group, 200, { etag: etagOf(group.version) });
  });

  app.openapi(deleteGroup, async (c) => {
    const { id } = c.req.valid('param');
    const ifMatch = c.req.valid('header')['if-match'];
    await write(deps, c, (call) => remove(call, id, ifMatch), { lock: lockGroup(id, 'update') });
    return c.body(null, 204);
  });

  app.openapi(restoreGroup, async (c) => {
    const { id } = c.req.valid('param');
    const group = await write(deps, c, (call) => restore(call, id), {
      lock: lockGroup(id, 'update'),
      revived: id,
    });
    return c.json(group, 200, { etag: etagOf(group.version) });
  });
}
