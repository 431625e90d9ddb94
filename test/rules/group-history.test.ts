import { readFile } from 'node:fs/promises';
import type { Page } from 'playwright-core';
import { describe, expect, inject, it } from 'vitest';
import { callAs, createSite, type TestSite } from '../fixtures/host-page.js';
import { useHostPages } from './use-host-pages.js';

const url = inject('serverUrl');
const pages = useHostPages(url);

const newSite = () =>
  createSite(url, {
    settings: { editorViewer: true },
    people: [
      { id: 'mia', name: 'Mia Manager', role: 'manager' },
      { id: 'ben', name: 'Ben Roth', role: 'sub-manager' },
      { id: 'vic', name: 'Vic Watts', role: 'sub-manager', later: true },
      { id: 'ulf', name: 'Ulf Berg' },
      { id: 'kim', name: 'Kim Lee' },
      { id: 'noa', name: 'Noa Levi' },
    ],
    content: [{ id: 'fire', type: 'course', name: 'Fire safety', items: 4 }],
    groups: [
      { id: 'sales', name: 'Sales', members: ['ulf'], content: ['fire'] },
      { id: 'north', name: 'North' },
    ],
  });

interface Call {
  readonly method?: string;
  readonly path: string;
  readonly body: unknown;
  readonly version?: number;
}

const call = (site: TestSite, person: string, { method = 'POST', ...rest }: Call) =>
  callAs<unknown>(url, site.tokens[person]!, { method, ...rest });

const add = (site: TestSite, by: string, ...userIds: string[]) =>
  call(site, by, { path: '/v1/groups/sales/members', body: { userIds } });
const remove = (site: TestSite, by: string, ...userIds: string[]) =>
  call(site, by, { path: '/v1/groups/sales/members/remove', body: { userIds } });
const setLevel = (site: TestSite, userId: string, level: string) =>
  call(site, 'mia', {
    path: '/v1/changes',
    body: { changes: [{ kind: 'set-level', groupId: 'sales', userId, area: 'users', level }] },
  });

async function historyAs(site: TestSite, person: string): Promise<Page> {
  const { page } = await pages.open(site, person);
  await page.getByRole('tab', { name: 'History' }).click();
  return page;
}

const entries = (page: Page) => page.getByRole('list', { name: 'History' }).getByRole('listitem');

/** The sentences of the entries, without their times. */
async function told(page: Page): Promise<string[]> {
  await entries(page).first().waitFor();
  return entries(page)
    .locator('p:not(.meta)')
    .evaluateAll((lines) => lines.map((line) => line.textContent.replace(/\s+/g, ' ').trim()));
}

describe('the history of a group', () => {
  it('X-05 U: tells who changed what, with how it was before, the newest first', async () => {
    const site = await newSite();
    await add(site, 'ben', 'kim', 'noa');
    await remove(site, 'mia', 'noa');
    await call(site, 'mia', { path: '/v1/groups/sales/content/remove', body: { contentIds: ['fire'] } });
    await call(site, 'mia', {
      method: 'PATCH',
      path: '/v1/groups/sales',
      body: { name: 'Sales EMEA' },
      version: 1,
    });
    await setLevel(site, 'vic', 'editor');
    const page = await historyAs(site, 'mia');
    expect(await told(page)).toEqual([
      'Mia Manager set User Access of Vic Watts',
      'Before: ViewerAfter: Editor',
      'Mia Manager changed the details',
      'Before: SalesAfter: Sales EMEA',
      'Mia Manager removed Fire safety',
      'Mia Manager removed Noa Levi',
      'Ben Roth added Kim Lee and Noa Levi',
    ]);
    expect(await page.getByText('Showing 5 of 5').isVisible()).toBe(true);
  });

  it('X-05 U: is narrowed by kind, by person and by what is searched for', async () => {
    const site = await newSite();
    await add(site, 'ben', 'kim');
    await add(site, 'mia', 'noa');
    await setLevel(site, 'vic', 'editor');
    const page = await historyAs(site, 'mia');
    await page.getByRole('combobox', { name: 'Kind of change' }).selectOption({ label: 'Members' });
    await page.getByText('Showing 2 of 2').waitFor();
    expect(await told(page)).toEqual(['Mia Manager added Noa Levi', 'Ben Roth added Kim Lee']);
    await page.getByRole('button', { name: 'Ben Roth' }).click();
    await page.getByText('Showing 1 of 1').waitFor();
    expect(await told(page)).toEqual(['Ben Roth added Kim Lee']);
    await page.getByRole('searchbox', { name: 'Search history' }).fill('nobody at all');
    await page.getByText('No change matches').waitFor();
    await page.getByRole('button', { name: 'Clear filters' }).click();
    await page.getByText('Showing 3 of 3').waitFor();
  });

  it('X-05 U: undoes a change from it, which is told there', async () => {
    const site = await newSite();
    await add(site, 'ben', 'kim');
    const page = await historyAs(site, 'mia');
    await page.getByRole('button', { name: 'Undo: added Kim Lee' }).click();
    await page.getByText('Showing 2 of 2').waitFor();
    expect(await told(page)).toEqual(['Mia Manager removed Kim Lee', 'Ben Roth added Kim Lee']);
    await page.getByText('undone since').waitFor();
    expect(await page.getByRole('button', { name: 'Undo: added Kim Lee' }).count()).toBe(0);
    await page.getByRole('tab', { name: 'Members 1' }).click();
    await page.getByRole('row', { name: /Ulf/ }).waitFor();
    expect(await page.getByRole('row', { name: /Kim/ }).count()).toBe(0);
  });

  it('X-05 U: undoes nothing on which something newer stands, and says so', async () => {
    const site = await newSite();
    await add(site, 'ben', 'kim');
    await remove(site, 'ben', 'kim');
    const page = await historyAs(site, 'mia');
    await page.getByRole('button', { name: 'Undo: added Kim Lee' }).click();
    await page.getByRole('alert').waitFor();
    expect(await told(page)).toEqual(['Ben Roth removed Kim Lee', 'Ben Roth added Kim Lee']);
  });

  it('X-05 U: is exported as CSV, as it is narrowed', async () => {
    const site = await newSite();
    await add(site, 'ben', 'kim');
    await setLevel(site, 'vic', 'editor');
    const page = await historyAs(site, 'mia');
    await page.getByRole('combobox', { name: 'Kind of change' }).selectOption({ label: 'Permissions' });
    await page.getByText('Showing 1 of 1').waitFor();
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: 'Export CSV' }).click(),
    ]);
    expect(download.suggestedFilename()).toBe('Sales.csv');
    const rows = (await readFile(await download.path(), 'utf8')).trim().split('\r\n');
    expect(rows).toHaveLength(2);
    expect(rows[1]).toContain('level-set');
  });

  it('X-05 EV-12 U: is not offered to a Viewer', async () => {
    const { page } = await pages.open(await newSite(), 'vic');
    expect(await page.getByRole('tab').allInnerTexts()).toHaveLength(2);
  });

  it('X-05 X-07 U: shows what others do meanwhile, and goes when the right to see it goes', async () => {
    const site = await newSite();
    await add(site, 'mia', 'kim');
    const page = await historyAs(site, 'ben');
    expect(await told(page)).toHaveLength(1);
    await add(site, 'mia', 'noa');
    await page.getByText('Showing 2 of 2').waitFor();
    expect((await told(page))[0]).toBe('Mia Manager added Noa Levi');
    await setLevel(site, 'ben', 'viewer');
    await page.getByRole('tab', { name: 'History' }).waitFor({ state: 'detached' });
    await page.getByRole('row', { name: /Noa Levi/ }).waitFor();
  });
});
