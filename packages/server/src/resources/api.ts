import type { OpenAPIHono } from '@hono/zod-openapi';
import { sql } from 'kysely';
import type { Database } from '../database/tables.js';
import type { Dependencies, Identity } from '../requests/call.js';
import { read, write, writeOnce, type Env } from '../requests/handle.js';
import { etagOf } from '../requests/version.js';
import { createThing as create, deleteThing as remove, updateThing as change } from './change-things.js';
import { describeThing, listThings as list, type Thing, type Which } from './find-things.js';
import { createThing, deleteThing, getThing, listThings, updateThing } from './routes.js';

/** Takes turns with everybody else who writes to the thing. */
const lockThing =
  ({ type, id }: Which) =>
  async (tx: Database, { site }: Identity): Promise<void> => {
    await sql`select 1 from resources where site = ${site} and type = ${type} and id = ${id} for update`.execute(
      tx,
    );
    await sql`select 1 from content where site = ${site} and type = ${type} and id = ${id} for update`.execute(
      tx,
    );
  };

/** Answers, makes, changes and deletes sessions, offerings, spaces, courses: whatever the policy speaks of. */
export function serveThings(app: OpenAPIHono<Env>, deps: Dependencies): void {
  app.openapi(listThings, async (c) =>
    c.json(await read(deps, c, (call) => list(call, c.req.valid('param').type, c.req.valid('query'))), 200),
  );

  app.openapi(createThing, async (c) => {
    const answer = await writeOnce(deps, c, async (call) => {
      const made = await create(call, c.req.valid('param').type, c.req.valid('json'));
      return { status: 201, body: made, etag: etagOf(made.version) };
    });
    return c.json(answer.body as Thing, 201, { etag: answer.etag ?? '' });
  });

  app.openapi(getThing, async (c) => {
    const thing = await read(deps, c, (call) => describeThing(call, c.req.valid('param')));
    return c.json(thing, 200, { etag: etagOf(thing.version) });
  });

  app.openapi(updateThing, async (c) => {
    const which = c.req.valid('param');
    const ifMatch = c.req.valid('header')['if-match'];
    const thing = await write(deps, c, (call) => change(call, which, { ifMatch, ...c.req.valid('json') }), {
      lock: lockThing(which),
    });
    return c.json(thing, 200, { etag: etagOf(thing.version) });
  });

  app.openapi(deleteThing, async (c) => {
    const which = c.req.valid('param');
    const ifMatch = c.req.valid('header')['if-match'];
    const withAll = c.req.valid('query').withAll === 'true';
    await write(deps, c, (call) => remove(call, which, { ifMatch, withAll }), { lock: lockThing(which) });
    return c.body(null, 204);
  });
}
