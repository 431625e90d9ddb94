import { sql } from 'kysely';
import type { App } from '../app.js';
import { signToken } from '../auth/tokens.js';
import type { Dependencies } from '../requests/call.js';
import { problemOf } from '../requests/problems.js';
import { eraseSite } from '../sites/erase.js';
import { seedSite } from '../sites/seed.js';
import { damson, DEMO_SITE, roles, startGroup } from './damson.js';
import { seedOulad } from './oulad.js';
import { pageAt } from './pages.js';

/** What the demonstration needs beside the app's own. */
export interface DemoOptions extends Dependencies {
  readonly secret: string;
  readonly env: Readonly<Record<string, string | undefined>>;
}

const HOUR = 3_600_000;

/** Makes the demonstration's site if it is not there, and adds its sign-in and its pages. Never for production. */
export async function prepareDemo(app: App, options: DemoOptions): Promise<void> {
  const { db, secret, now } = options;
  await seedUnlessThere(options);

  app.get('/demo/people', async (c) =>
    c.json({ people: await demoPeople(options), start: await startOf(options) }),
  );
  app.post('/demo/token', async (c) => {
    const { userId } = (await c.req.json().catch(() => ({}))) as { userId?: unknown };
    const person = (await demoPeople(options)).find(({ id }) => id === userId);
    if (!person) return problemOf(c, 'not-found', 'Nobody of the demonstration has this id.');
    const until = now() + HOUR;
    const token = await signToken({ site: DEMO_SITE, person: person.id }, secret, until);
    return c.json({ token, expires: new Date(until).toISOString() });
  });
  app.post('/demo/reset', async (c) => {
    await eraseSite(db, DEMO_SITE);
    await seed(options);
    return c.body(null, 204);
  });
  app.get('/*', async (c) => (await pageAt(c.req.path)) ?? c.notFound());
}

/** Turning the feature on comes last: a site without it was cut short and is made anew. */
async function seedUnlessThere(options: DemoOptions): Promise<void> {
  const site = await options.db
    .selectFrom('sites')
    .select('turned_on')
    .where('site', '=', DEMO_SITE)
    .executeTakeFirst();
  if (site && Object.keys(site.turned_on).length > 0) return;
  if (site) await eraseSite(options.db, DEMO_SITE);
  await seed(options);
}

async function seed(options: DemoOptions): Promise<void> {
  const { OULAD_DIR: folder } = options.env;
  if (folder) return seedOulad(options, folder);
  await seedSite(options.db, damson(options.now()), { ...options, now: options.now() });
}

/** Who one can be: the people of the roles, in their order. */
async function demoPeople({ db }: DemoOptions) {
  const wanted = roles.flatMap(({ externalIds }) => [...externalIds]);
  const { rows } = await sql<{ id: string; name: string; external_id: string }>`
    select id, name, external_id from people
    where site = ${DEMO_SITE} and external_id = any(${wanted}::text[])`.execute(db);
  return roles.flatMap(({ kind, label, externalIds }) =>
    rows
      .filter(({ external_id }) => (externalIds as readonly string[]).includes(external_id))
      .map(({ id, name }) => ({ id, name, kind, label })),
  );
}

/** The group that the page opens on; with other people than the generated ones, the first. */
async function startOf({ db }: DemoOptions): Promise<string | undefined> {
  const found = await db
    .selectFrom('groups')
    .select('id')
    .where('site', '=', DEMO_SITE)
    .where('id', '=', startGroup)
    .executeTakeFirst();
  return found?.id;
}
