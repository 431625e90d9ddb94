import { fixture, html, waitUntil } from '@open-wc/testing';
import '@provost/components/define';
import type { GroupPermissions } from '@provost/components';
import { createProvost, type Provost } from '@provost/sdk';
import { all } from './screen.js';

declare global {
  interface Window {
    PROVOST_TEST_URL: string;
  }
}

/** Where the test server is. */
export const baseUrl = window.PROVOST_TEST_URL;

const spec = {
  settings: { editorViewer: true },
  people: [
    { id: 'mia', name: 'Mia Manager', role: 'manager' },
    { id: 'ann', name: 'Ann' },
    { id: 'bea', name: 'Bea' },
    { id: 'cem', name: 'Cem' },
  ],
  content: [{ id: 'fire', name: 'Fire safety' }],
  groups: [
    { id: 'retail', name: 'Retail', members: ['ann', 'bea'], content: ['fire'] },
    { id: 'north', name: 'North', parent: 'retail' },
    { id: 'south', name: 'South', parent: 'retail' },
    { id: 'volunteers', name: 'Volunteers', description: 'Saturdays', members: ['ann'] },
  ],
};

/** Waits for what comes of a press, however busy the machine is. */
export const until = (condition: () => unknown, message?: string): Promise<void> =>
  waitUntil(() => Boolean(condition()), message, { timeout: 15_000 });

/** The groups of a fresh site, for its manager, open on one in which Ann is. */
export async function openGroups(group = 'retail'): Promise<{ client: Provost; element: GroupPermissions }> {
  const response = await fetch(`${baseUrl}/test/sites`, { method: 'POST', body: JSON.stringify(spec) });
  const { tokens } = (await response.json()) as { tokens: { mia: string } };
  const client = createProvost({ baseUrl, token: tokens.mia, retry: { retries: 0, pause: 0 } });
  await fixture(
    html`<access-provider .client=${client}
      ><group-permissions group=${group}></group-permissions
    ></access-provider>`,
  );
  await until(() => all('row', 'Ann').length, 'members are there');
  return { client, element: document.querySelector('group-permissions') as GroupPermissions };
}
