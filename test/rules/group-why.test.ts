import { expect, inject, it } from 'vitest';
import { createSite } from '../fixtures/host-page.js';
import { useHostPages } from './use-host-pages.js';

const url = inject('serverUrl');
const pages = useHostPages(url);

it('X-01 U: a role that is locked says what is missing, and which role it takes, in a sentence', async () => {
  const site = await createSite(url, {
    policy: 'site-group-session',
    people: [
      { id: 'gil', name: 'Gil', holds: [{ role: 'group-administrator', scopes: { group: ['sales'] } }] },
      { id: 'olga', name: 'Olga', holds: [{ role: 'group-owner', scopes: { group: ['sales'] } }] },
      { id: 'ulf', name: 'Ulf' },
    ],
    groups: [{ id: 'sales', name: 'Sales', members: ['ulf'] }],
  });
  const manage = await (await pages.open(site, 'gil')).managePermissions();
  const why = manage?.dialog.getByText(
    '“Assign group owners” is not allowed to you here. It takes the role Site owner, Site administrator or Group owner.',
  );
  expect(await why?.isVisible()).toBe(false);
  await manage?.button('Why Group owner of Olga is locked').click();
  await why?.waitFor();
});
