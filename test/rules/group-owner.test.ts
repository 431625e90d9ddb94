import { expect, inject, it } from 'vitest';
import { callAs, createSite, type TestSite } from '../fixtures/host-page.js';
import { GroupScreen } from './group-screen.js';
import { useHostPages } from './use-host-pages.js';

const url = inject('serverUrl');
const pages = useHostPages(url);

/** A site where Lou is a learner, Adam administers, and anyone may create groups. */
const campus = () =>
  createSite(url, {
    policy: 'site-group-session',
    settings: { anyoneMayCreateGroups: true },
    people: [
      { id: 'adam', name: 'Adam', holds: [{ role: 'site-administrator' }] },
      { id: 'lou', name: 'Lou' },
    ],
    groups: [{ id: 'company', name: 'Company' }],
  });

it('SG-08 U: who creates a group owns it, and the groups they make below it', async () => {
  const page = await pages.visit(await campus(), 'lou', {
    markup: '<group-permissions></group-permissions>',
  });
  const screen = new GroupScreen(page);
  const create = async (name: string) => {
    await page.getByLabel('Name').fill(name);
    await page.getByRole('button', { name: 'Create group' }).click();
    await screen.group(new RegExp(name)).waitFor();
  };
  await screen.button('New group').first().click();
  await create('Sales');
  await screen.button('More for Sales').waitFor();
  expect(await screen.offers('Edit details')).toBe(true);
  expect(await screen.offers('Delete group')).toBe(true);

  await screen.button('More for Sales').click();
  await page.getByRole('menuitem', { name: 'New group inside' }).click();
  await create('Retail');
  expect(await screen.group(/Retail/).getAttribute('aria-level')).toBe('2');
  // others' groups are not theirs to see
  expect(await screen.group(/Company/).count()).toBe(0);
});

const gates = `
  <access-gate permission="courses.create"><p>Write a course</p></access-gate>
  <access-gate permission="users.create"><p>Add a user</p></access-gate>
  <access-gate permission="progress.view" anywhere><p>My progress</p></access-gate>`;

/** What a host page offers somebody, whose access is read anew. */
async function offered(site: TestSite, person: string): Promise<string[]> {
  const page = await pages.visit(site, person, { markup: gates });
  await page.getByText('My progress').waitFor();
  const texts = await page.locator('p:visible').allTextContents();
  await page.close();
  return texts;
}

it('SG-05 U: who has just been made a user is a learner', async () => {
  const site = await campus();
  const made = await callAs<{ id: string }>(url, site.tokens['adam']!, {
    method: 'POST',
    path: '/v1/users',
    body: { name: 'Nora', email: 'nora@example.org' },
  });
  const response = await fetch(`${url}/test/tokens`, {
    method: 'POST',
    body: JSON.stringify({ site: site.site, person: made.id }),
  });
  const { token } = (await response.json()) as { token: string };
  expect(await offered({ ...site, tokens: { nora: token } }, 'nora')).toEqual(['My progress']);
});

it('SG-01 U: one site role takes the place of another', async () => {
  const site = await campus();
  const give = (role: string) =>
    callAs(url, site.tokens['adam']!, {
      method: 'POST',
      path: '/v1/changes',
      body: { changes: [{ kind: 'give-role', userId: 'lou', role }] },
    });
  expect(await offered(site, 'lou')).toEqual(['My progress']);
  await give('site-administrator');
  expect(await offered(site, 'lou')).toEqual(['Write a course', 'Add a user', 'My progress']);
  await give('site-instructor');
  expect(await offered(site, 'lou')).toEqual(['Write a course', 'My progress']);
  await give('site-learner');
  expect(await offered(site, 'lou')).toEqual(['My progress']);
});
