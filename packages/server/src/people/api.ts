import type { OpenAPIHono } from '@hono/zod-openapi';
import type { Dependencies } from '../requests/call.js';
import { read, write, writeOnce, type Env } from '../requests/handle.js';
import { etagOf } from '../requests/version.js';
import { createUser as create, lockPeople, updateUser as change } from './change-person.js';
import { describeUser, listUsers as list, type User } from './find-people.js';
import { lookupUsers } from './lookup-routes.js';
import { lookupPeople } from './lookup.js';
import { createUser, getUser, listUsers, updateUser } from './routes.js';

/** Answers, adds and changes people. */
export function servePeople(app: OpenAPIHono<Env>, deps: Dependencies): void {
  app.openapi(listUsers, async (c) =>
    c.json(await read(deps, c, (call) => list(call, c.req.valid('query'))), 200),
  );

  app.openapi(createUser, async (c) => {
    const answer = await writeOnce(deps, c, async (call) => {
      const user = await create(call, c.req.valid('json'));
      return { status: 201, body: user, etag: etagOf(user.version) };
    });
    return c.json(answer.body as User, 201, { etag: answer.etag ?? '' });
  });

  app.openapi(lookupUsers, async (c) =>
    c.json(await read(deps, c, (call) => lookupPeople(call, c.req.valid('json'))), 200),
  );

  app.openapi(getUser, async (c) => {
    const user = await read(deps, c, (call) => describeUser(call, c.req.valid('param').id));
    return c.json(user, 200, { etag: etagOf(user.version) });
  });

  app.openapi(updateUser, async (c) => {
    const { id } = c.req.valid('param');
    const ifMatch = c.req.valid('header')['if-match'];
    const user = await write(deps, c, (call) => change(call, id, { ifMatch, ...c.req.valid('json') }), {
      lock: lockPeople(id),
    });
    return c.json(user, 200, { etag: etagOf(user.version) });
  });
}
