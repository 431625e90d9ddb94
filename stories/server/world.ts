import {
  definePolicy,
  editorViewer,
  groupLeader,
  lmsRoles,
  siteGroupSession,
  standard,
  withOperations,
} from '@provost/authz-core';
import { createProvost, type Provost } from '@provost/sdk';
import { createApp, createVerifier, seedSite, signToken, type App, type SiteSpec } from '@provost/server';
import type { Decorator } from '@storybook/web-components-vite';
import { html } from 'lit';
import { database } from './database.js';
import { Line, type Fault } from './faults.js';

/** Where a story takes place: its site, who is signed in, and what is wrong with the connection from the start. */
export interface Setting {
  readonly site: SiteSpec;
  readonly as: string;
  readonly fault?: Fault;
}

/** A story's own site on the real server. */
export interface World {
  /** The signed-in person's client, over the line. */
  readonly client: Provost;
  readonly token: string;
  readonly line: Line;
  /** Somebody else's client, whose connection is always good. */
  as(person: string): Promise<Provost>;
}

const policies = [editorViewer, groupLeader, lmsRoles, siteGroupSession, standard].map((document) =>
  definePolicy(withOperations(document)),
);
const baseUrl = 'https://provost.example';
const secret = crypto.randomUUID();
const newId = () => crypto.randomUUID();
let served: Promise<App> | undefined;

/** The very app that the Node server serves. */
async function serve(): Promise<App> {
  return createApp({
    db: await database(),
    policies,
    newId,
    now: Date.now,
    verifyToken: createVerifier({ secret }, Date.now),
    log: ({ method, path, error }) => console.error(method, path, error),
  });
}

/** Makes a fresh site; whatever a story does in it, no other story sees. */
export async function openWorld({ site: spec, as, fault }: Setting): Promise<World> {
  const app = await (served ??= serve());
  const site = await seedSite(await database(), spec, { policies, newId, now: Date.now() });
  const send = async (request: Request) => app.fetch(request);
  const line = new Line(send, fault);
  const tokenOf = (person: string) => signToken({ person, site }, secret, Date.now() + 24 * 3_600_000);
  const token = await tokenOf(as);
  return {
    token,
    line,
    client: createProvost({ baseUrl, token, fetch: line.send, retry: { retries: 2, pause: 1 } }),
    as: async (person) => createProvost({ baseUrl, token: await tokenOf(person), fetch: send }),
  };
}

interface StoryParameters {
  readonly parameters: Readonly<Record<string, unknown>>;
}

/** Opens the world that a story's `world` parameter describes; `null`: none, nobody is signed in. */
export async function loadWorld({ parameters }: StoryParameters): Promise<{ world?: World }> {
  const setting = parameters['world'] as Setting | null | undefined;
  return setting ? { world: await openWorld(setting) } : {};
}

/** The world of a story, as its play function finds it. */
export const worldOf = ({ loaded }: { loaded: Record<string, unknown> }): World => loaded['world'] as World;

/** What a host page does: the provider around its content, here with a client of its own. */
export const signedIn: Decorator = (story, { loaded }) =>
  loaded['world']
    ? html`<access-provider .client=${worldOf({ loaded }).client}>${story()}</access-provider>`
    : html`${story()}`;
