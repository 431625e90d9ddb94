import type { Context } from 'hono';
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
import { resourcesIn } from './resources-in.js';
import { demoSites } from './sites/sites.js';

/** What the demonstration needs beside the app's own. */
export interface DemoOptions extends Dependencies {
  readonly secret: string;
  readonly env: Readonly<Record<string, string | undefined>>;
}

/** What the demonstration's sites are made with. */
type DemoData = Omit<DemoOptions, 'secret'>;

const HOUR = 3_600_000;

/** Makes the demonstration's site if it is not there, and adds its sign-in and its pages. Never for production. */
export async function prepareDemo(app: App, options: DemoOptions): Promise<void> {
  const { db, secret, now } = options;
  await prepareSites(options);

  app.get('/demo/sites', (c) => c.json({ sites: sitesOf(options) }));
  app.get('/demo/people', async (c) => {
    const people = await peopleOf(options, siteIn(c));
    return c.json({ people, ...(siteIn(c) === DEMO_SITE ? { start: await startOf(options) } : {}) });
  });
  app.get('/demo/resources', async (c) => {
    const isOurs = sitesOf(options).some(({ id }) => id === siteIn(c));
    return c.json({ resources: isOurs ? await resourcesIn(db, siteIn(c)) : [] });
  });
  app.post('/demo/token', async (c) => {
    const { userId } = (await c.req.json().catch(() => ({}))) as { userId?: unknown };
    const site = siteIn(c);
    const person = (await peopleOf(options, site)).find(({ id }) => id === userId);
    if (!person) return problemOf(c, 'not-found', 'Nobody of the demonstration has this id.');
    const until = now() + HOUR;
    const token = await signToken({ site, person: person.id }, secret, until);
    return c.json({ token, expires: new Date(until).toISOString() });
  });
  app.post('/demo/reset', async (c) => {
    const site = siteIn(c);
    const other = demoSites(options.policies).find(({ id }) => id === site);
    if (!other && site !== DEMO_SITE) return problemOf(c, 'not-found', 'The demonstration has no such site.');
    await eraseSite(db, site);
    await (other ? seedSite(db, other, { ...options, now: now() }) : seed(options));
    return c.body(null, 204);
  });
  app.get('/*', async (c) => (await pageAt(c.req.path)) ?? c.notFound());
}

/** The site that a request is about: `?site=…`, or the one with the elements. */
const siteIn = (c: Context): string => c.req.query('site') ?? DEMO_SITE;

/** What one can switch between: a site for each policy, the one with the elements first. */
const sitesOf = ({ policies }: Pick<DemoOptions, 'policies'>) =>
  [{ id: DEMO_SITE, name: 'Damson Academy', policy: 'editor-viewer', note: '' }, ...demoSites(policies)].map(
    ({ id, name, policy, note }) => {
      const label = policies.find((one) => one.id === policy)?.document.label ?? policy;
      return { id, name, policy, label: note ? `${label}, ${note}` : label };
    },
  );

/**
 * Makes a site for each policy where there is none: the one with the elements, and a handful of rows for each other.
 * @returns all of them, with whom one can sign in as.
 */
export async function prepareSites(options: DemoData) {
  await seedUnlessThere(options);
  await seedOthers(options);
  return Promise.all(
    sitesOf(options).map(async (site) => ({ ...site, people: await peopleOf(options, site.id) })),
  );
}

async function seedOthers(options: DemoData): Promise<void> {
  const { db, policies, now } = options;
  const there = await db.selectFrom('sites').select('site').execute();
  const known = new Set(there.map(({ site }) => site));
  for (const site of demoSites(policies)) {
    if (!known.has(site.id)) await seedSite(db, site, { ...options, now: now() });
  }
}

/** Turning the feature on comes last: a site without it was cut short and is made anew. */
async function seedUnlessThere(options: DemoData): Promise<void> {
  const site = await options.db
    .selectFrom('sites')
    .select('turned_on')
    .where('site', '=', DEMO_SITE)
    .executeTakeFirst();
  if (site && Object.keys(site.turned_on).length > 0) return;
  if (site) await eraseSite(options.db, DEMO_SITE);
  await seed(options);
}

async function seed(options: DemoData): Promise<void> {
  const { OULAD_DIR: folder } = options.env;
  if (folder) return seedOulad(options, folder);
  await seedSite(options.db, damson(options.now()), { ...options, now: options.now() });
}

/** Who one can be on a site. */
async function peopleOf(options: DemoData, site: string) {
  if (site === DEMO_SITE) return demoPeople(options);
  const people = demoSites(options.policies).find(({ id }) => id === site)?.people ?? [];
  return people.flatMap(({ id, name, label }) =>
    label === undefined ? [] : [{ id, name, kind: id, label }],
  );
}

/** Who one can be at Damson Academy: the people of the roles, in their order. */
async function demoPeople({ db }: Pick<DemoOptions, 'db'>) {
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
async function startOf({ db }: Pick<DemoOptions, 'db'>): Promise<string | undefined> {
  const found = await db
    .selectFrom('groups')
    .select('id')
    .where('site', '=', DEMO_SITE)
    .where('id', '=', startGroup)
    .executeTakeFirst();
  return found?.id;
}
