import type { SiteSpec } from '@provost/server';
import { describe, expect, inject, it } from 'vitest';
import { callAs, createSite, type TestSite } from '../fixtures/host-page.js';
import { reads } from './faults.js';
import { useHostPages } from './use-host-pages.js';

const url = inject('serverUrl');
const pages = useHostPages(url);

const sales = (spec: Partial<SiteSpec> = {}): SiteSpec => ({
  settings: { editorViewer: true },
  people: [
    { id: 'mia', name: 'Mia Manager', role: 'manager' },
    { id: 'ben', name: 'Ben Roth', role: 'sub-manager' },
    { id: 'ulf', name: 'Ulf Berg', email: 'ulf@example.org' },
    { id: 'kim', name: 'Kim Lee', email: 'kim@example.org', externalId: 'E-17' },
    { id: 'lee', name: 'Kim Lee', email: 'lee@example.org' },
    { id: 'noa', name: 'Noa Levi', email: 'noa@example.org' },
  ],
  content: [{ id: 'fire', type: 'course', name: 'Fire safety', items: 4 }],
  groups: [
    { id: 'sales', name: 'Sales', members: ['ulf'], content: ['fire'] },
    { id: 'north', name: 'North', members: ['noa'] },
    { id: 'south', name: 'South' },
  ],
  ...spec,
});

const as = (site: TestSite, person: string) => ({
  post: (path: string, body: unknown) =>
    callAs<unknown>(url, site.tokens[person]!, { method: 'POST', path, body }),
  get: <T>(path: string) => callAs<T>(url, site.tokens[person]!, { method: 'GET', path }),
});

/** Sets a level as somebody through the API. */
async function setLevel(site: TestSite, by: string, change: { userId: string; area: string; level: string }) {
  const path = '/v1/groups/sales/permissions';
  const { version } = await as(site, by).get<{ version: number }>(path);
  await callAs(url, site.tokens[by]!, { method: 'PATCH', path, version, body: { changes: [change] } });
}

const members = async (site: TestSite, group: string) =>
  (await as(site, 'mia').get<{ items: { user: { id: string } }[] }>(`/v1/groups/${group}/members`)).items.map(
    ({ user }) => user.id,
  );

// while the server tells of changes, the element looks by itself only once a minute: what is seen sooner was told
describe('what others change', () => {
  it('X-07 U: people who come and go are seen without reload, and counted', async () => {
    const site = await createSite(url, sales());
    const screen = await pages.open(site, 'ben');
    await as(site, 'mia').post('/v1/groups/sales/members', { userIds: ['kim'] });
    await screen.row(/Kim Lee/).waitFor();
    await screen.page.getByRole('tab', { name: 'Members 2' }).waitFor();
    await as(site, 'mia').post('/v1/groups/sales/members/remove', { userIds: ['ulf'] });
    await screen.row(/Ulf/).waitFor({ state: 'detached' });
    expect(await screen.row(/Kim Lee/).isVisible()).toBe(true);
  });

  it('X-07 EV-04 EV-12 U: a right that is taken takes its buttons, one that is given brings them', async () => {
    const site = await createSite(url, sales());
    const screen = await pages.open(site, 'ben');
    await screen.button('Add people').waitFor();
    await setLevel(site, 'mia', { userId: 'ben', area: 'users', level: 'viewer' });
    await screen.button('Add people').waitFor({ state: 'detached' });
    expect(await screen.button(/^Remove/).count()).toBe(0);
    await screen.page.getByText('You can view this group’s members.').waitFor();
    await setLevel(site, 'mia', { userId: 'ben', area: 'users', level: 'editor' });
    await screen.button('Add people').waitFor();
  });

  it('X-07 U: what is selected and searched for stays while others change the list', async () => {
    const site = await createSite(url, sales());
    const screen = await pages.open(site, 'ben');
    await screen.page.getByRole('checkbox', { name: 'Select Ulf Berg' }).check();
    await as(site, 'mia').post('/v1/groups/sales/members', { userIds: ['noa'] });
    await screen.row(/Noa Levi/).waitFor();
    expect(await screen.page.getByText('1 selected').isVisible()).toBe(true);
  });

  it('X-07 U: a lost connection is shown, and caught up', async () => {
    const site = await createSite(url, sales());
    const screen = await pages.open(site, 'ben');
    const context = screen.page.context();
    await context.setOffline(true);
    await screen.page.getByText(/^You are offline\. You see the list as of/).waitFor();
    await as(site, 'mia').post('/v1/groups/sales/members', { userIds: ['kim'] });
    await context.setOffline(false);
    await screen.row(/Kim Lee/).waitFor();
    await screen.page.getByText(/^You are offline/).waitFor({ state: 'detached' });
  });
});

describe('adding from a list', () => {
  const list = ['Kim@example.org', 'E-17', 'ulf@example.org', 'Kim Lee', 'nobody@example.org', 'noa'];

  it('EV-04 X-12 U: shows whom it means, adds those, and keeps what is to be put right', async () => {
    const site = await createSite(url, sales());
    const screen = await pages.open(site, 'mia');
    const { page } = screen;
    await screen.button('Add people').click();
    await screen.button('Paste a list').click();
    const field = page.getByRole('textbox', { name: 'E-mail addresses, ids or names' });
    await field.fill(list.join('\n'));
    const found = page.getByRole('list', { name: 'Who was found' });
    await found.getByText('To be added').first().waitFor();
    const rows = await found.getByRole('listitem').allInnerTexts();
    expect(rows.map((text) => text.split(/\s*\n\s*/))).toEqual([
      ['nobody@example.org', 'No match among the people you may see'],
      ['Kim Lee', 'Several people: give the address'],
      ['KL', 'Kim Lee', 'kim@example.org', 'To be added'],
      ['NL', 'Noa Levi', 'noa@example.org', 'To be added'],
      ['UB', 'Ulf Berg', 'ulf@example.org', 'Member already'],
      ['KL', 'Kim Lee', 'kim@example.org', 'Twice in the list'],
    ]);
    await screen.button('Add 2').click();
    await page.getByText('2 added to Sales').waitFor();
    expect(await field.inputValue()).toBe('Kim Lee\nnobody@example.org');
    expect(await members(site, 'sales')).toEqual(['kim', 'noa', 'ulf']);
    // one of them is put right, the other given up
    await field.fill('lee@example.org');
    await screen.button('Add 1').click();
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    await screen
      .row(/Kim Lee/)
      .nth(1)
      .waitFor();
    await page.keyboard.press('Control+z');
    await page.getByText('Kim Lee removed from Sales').waitFor();
    expect(await members(site, 'sales')).toEqual(['kim', 'noa', 'ulf']);
  });

  it('EV-04 U: takes a list that is pasted into the search for what it is', async () => {
    const screen = await pages.open(await createSite(url, sales()), 'mia');
    const { page } = screen;
    await screen.button('Add people').click();
    await page
      .getByRole('dialog')
      .getByRole('searchbox')
      .evaluate((field) => {
        const clipboardData = new DataTransfer();
        clipboardData.setData('text', 'Noa\tLevi\tnoa@example.org\nKim\tLee\tkim@example.org');
        field.dispatchEvent(
          new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true, composed: true }),
        );
      });
    await page.getByText('2 people are found').waitFor();
    await screen.button('Add 2').waitFor();
  });

  it('X-12 U: adds nobody when one of them cannot be added, and keeps the list', async () => {
    const site = await createSite(url, sales());
    const screen = await pages.open(site, 'mia');
    const { page } = screen;
    await screen.button('Add people').click();
    await screen.button('Paste a list').click();
    const field = page.getByRole('textbox', { name: 'E-mail addresses, ids or names' });
    await field.fill('kim@example.org; noa@example.org');
    await screen.button('Add 2').waitFor();
    await page.route(reads['list of members']!, (route) =>
      route.request().method() === 'POST'
        ? route.fulfill({
            status: 403,
            contentType: 'application/problem+json',
            json: { status: 403, code: 'refused', title: 'Refused', detail: 'It takes another role.' },
          })
        : route.fallback(),
    );
    await screen.button('Add 2').click();
    await page.getByRole('alert').getByText('It takes another role.').waitFor();
    expect(await field.inputValue()).toBe('kim@example.org; noa@example.org');
    expect(await members(site, 'sales')).toEqual(['ulf']);
  });
});

describe('several groups at once', () => {
  const people = ['ulf', 'kim', 'noa'];
  const open = async (spec: Partial<SiteSpec> = {}) => {
    const groups = [
      { id: 'sales', name: 'Sales', members: people, content: ['fire'] },
      { id: 'north', name: 'North', members: ['noa'] },
      { id: 'south', name: 'South' },
    ];
    const site = await createSite(url, sales({ groups, ...spec }));
    const screen = await pages.open(site, 'ben');
    const dialog = screen.page.getByRole('dialog', { name: 'Add 3 people to other groups' });
    await screen.page.getByRole('checkbox', { name: 'Select all that are shown' }).check();
    await screen.button('Add to other groups').click();
    await dialog.getByRole('checkbox').first().waitFor();
    return { site, screen, dialog };
  };

  it('X-12 U: adds the selected people to several groups, and one undo takes all of it back', async () => {
    const { site, screen, dialog } = await open();
    await dialog.getByRole('checkbox', { name: 'North' }).check();
    await dialog.getByRole('checkbox', { name: 'South' }).check();
    await dialog.getByRole('button', { name: 'Add', exact: false }).click();
    await screen.page
      .getByText('3 people added to 2 groups; in 1 of these places they were already')
      .waitFor();
    expect([await members(site, 'north'), await members(site, 'south')]).toEqual([
      ['kim', 'noa', 'ulf'],
      ['kim', 'noa', 'ulf'],
    ]);
    await screen.button('Undo').click();
    await screen.page.getByText('Undone', { exact: true }).waitFor();
    expect([await members(site, 'north'), await members(site, 'south')]).toEqual([['noa'], []]);
  });

  it('EV-04 X-10 X-12 U: offers only groups to which one may add', async () => {
    const levels = [{ group: 'north', person: 'ben', levels: { users: 'viewer' as const }, by: 'mia' }];
    const { dialog } = await open({ levels });
    expect(await dialog.getByRole('checkbox').evaluateAll((all) => all.map((one) => one.ariaLabel))).toEqual([
      'South',
    ]);
  });

  it('X-12 U: a group that was lost meanwhile changes nothing anywhere, and says where', async () => {
    const { site, screen, dialog } = await open();
    await dialog.getByRole('checkbox', { name: 'North' }).check();
    await dialog.getByRole('checkbox', { name: 'South' }).check();
    await callAs(url, site.tokens['mia']!, {
      method: 'PATCH',
      path: '/v1/groups/north/permissions',
      version: 1,
      body: { changes: [{ userId: 'ben', area: 'users', level: 'viewer' }] },
    });
    await dialog.getByRole('button', { name: /^Add 2/ }).click();
    await dialog.getByText(/^Kim Lee, North:/).waitFor();
    expect([await members(site, 'north'), await members(site, 'south')]).toEqual([['noa'], []]);
    expect(await screen.page.getByText('Nothing was changed.').isVisible()).toBe(true);
  });
});
