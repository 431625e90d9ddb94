import type { OpenAPIHono } from '@hono/zod-openapi';
import type { Dependencies } from '../requests/call.js';
import { tried } from '../requests/dry-run.js';
import { read, write, writeOnce, type Env } from '../requests/handle.js';
import { etagOf } from '../requests/version.js';
import { archiveGroup as archive, unarchiveGroup as unarchive } from './archive-group.js';
import { createGroup as create, updateGroup as change } from './change-group.js';
import { deleteGroup as remove, restoreGroup as restore } from './delete-group.js';
import { describeGroup, lockGroup } from './group.js';
import { listGroups as list } from './list-groups.js';
import { moveGroup as move } from './move-group.js';
import { archiveGroup, moveGroup, unarchiveGroup } from './tree-changes-routes.js';
import { createGroup, deleteGroup, getGroup, listGroups, restoreGroup, updateGroup } from './routes.js';

type Detail = Awaited<ReturnType<typeof describeGroup>>;

/** Answers, makes, changes, deletes and restores groups. */
export function serveGroups(app: OpenAPIHono<Env>, deps: Dependencies): void {
  app.openapi(listGroups, async (c) =>
    c.json(await read(deps, c, (call) => list(call, c.req.valid('query')), { treeless: true }), 200),
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
    const withBelow = c.req.valid('query').withBelow === 'true';
    await write(deps, c, (call) => remove(call, id, { ifMatch, withBelow }), {
      lock: lockGroup(id, 'update'),
      alone: withBelow,
    });
    return c.body(null, 204);
  });

  app.openapi(restoreGroup, async (c) => {
    const { id } = c.req.valid('param');
    const group = await write(deps, c, (call) => restore(call, id), {
      lock: lockGroup(id, 'update'),
      alone: true,
      revived: id,
    });
    return c.json(group, 200, { etag: etagOf(group.version) });
  });
  serveTree(app, deps);
}

/** What concerns whole subtrees waits for all other writes: none of them sees half of it. */
function serveTree(app: OpenAPIHono<Env>, deps: Dependencies): void {
  app.openapi(moveGroup, async (c) => {
    const { id } = c.req.valid('param');
    const ifMatch = c.req.valid('header')['if-match'];
    const wanted = { ifMatch, ...c.req.valid('json') };
    const moved = await tried(write(deps, c, (call) => move(call, id, wanted), { alone: true }));
    return c.json(moved, 200, moved.group ? { etag: etagOf(moved.group.version) } : {});
  });
  for (const [route, work] of [
    [archiveGroup, archive],
    [unarchiveGroup, unarchive],
  ] as const) {
    app.openapi(route, async (c) => {
      const { id } = c.req.valid('param');
      const ifMatch = c.req.valid('header')['if-match'];
      const group = await write(deps, c, (call) => work(call, id, ifMatch), { alone: true });
      return c.json(group, 200, { etag: etagOf(group.version) });
    });
  }
}
