import type { OpenAPIHono } from '@hono/zod-openapi';
import type { Context } from 'hono';
import type { z } from '@hono/zod-openapi';
import type { Call, Dependencies } from '../requests/call.js';
import { read, write, writeOnce, type Env } from '../requests/handle.js';
import { etagOf } from '../requests/version.js';
import {
  addContent as assign,
  listGroupContent as listContent,
  removeContent as unassign,
} from './assigned-content.js';
import { addContent, listGroupContent, removeContent } from './content-routes.js';
import { lockGroup } from './group.js';
import { addMembers, listMembers, removeMembers, type ChangedSchema } from './members-routes.js';
import { addMembers as add, listMembers as list, removeMembers as remove } from './members.js';
import { listPermissions, updatePermissions } from './permissions-routes.js';
import { listPermissions as whoHolds } from './list-permissions.js';
import { updatePermissions as setLevels } from './permissions.js';

type Changed = z.infer<typeof ChangedSchema>;

/** Answers and changes what is inside a group: members, content, permissions. */
export function serveInsideGroups(app: OpenAPIHono<Env>, deps: Dependencies): void {
  const inside = (c: Context<Env>, id: string, work: (call: Call) => Promise<Changed>) =>
    writeOnce(deps, c, async (call) => ({ status: 200, body: await work(call) }), {
      lock: lockGroup(id, 'share'),
    }).then(({ body }) => c.json(body as Changed, 200));

  app.openapi(listMembers, async (c) =>
    c.json(await read(deps, c, (call) => list(call, c.req.valid('param').id, c.req.valid('query'))), 200),
  );
  app.openapi(addMembers, (c) => {
    const { id } = c.req.valid('param');
    return inside(c, id, (call) => add(call, id, c.req.valid('json').userIds));
  });
  app.openapi(removeMembers, (c) => {
    const { id } = c.req.valid('param');
    return inside(c, id, (call) => remove(call, id, c.req.valid('json').userIds));
  });

  app.openapi(listGroupContent, async (c) =>
    c.json(
      await read(deps, c, (call) => listContent(call, c.req.valid('param').id, c.req.valid('query'))),
      200,
    ),
  );
  app.openapi(addContent, (c) => {
    const { id } = c.req.valid('param');
    return inside(c, id, (call) => assign(call, id, c.req.valid('json').contentIds));
  });
  app.openapi(removeContent, (c) => {
    const { id } = c.req.valid('param');
    return inside(c, id, (call) => unassign(call, id, c.req.valid('json').contentIds));
  });

  app.openapi(listPermissions, async (c) => {
    const page = await read(deps, c, (call) => whoHolds(call, c.req.valid('param').id, c.req.valid('query')));
    return c.json(page, 200, { etag: etagOf(page.version) });
  });
  app.openapi(updatePermissions, async (c) => {
    const { id } = c.req.valid('param');
    const ifMatch = c.req.valid('header')['if-match'];
    const { changes } = c.req.valid('json');
    const now = await write(deps, c, (call) => setLevels(call, id, { ifMatch, changes }), {
      lock: lockGroup(id, 'update'),
    });
    return c.json(now, 200, { etag: etagOf(now.version) });
  });
}
