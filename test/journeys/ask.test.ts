import { createRequire } from 'node:module';
import type { AxeResults } from 'axe-core';
import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { startDemo, type Demo } from './demo-server.js';
import { openBrowser, startingWith } from './visitor.js';

const axe = createRequire(import.meta.url).resolve('axe-core/axe.min.js');

describe('the page that asks a policy', () => {
  let demo: Demo;
  let browser: Browser;
  let page: Page;

  const open = async (path: string, options: Parameters<Browser['newPage']>[0] = {}) => {
    page = await browser.newPage(options);
    await page.goto(demo.url + path);
  };
  const choose = (label: string, option: string) =>
    page.getByRole('combobox', { name: startingWith(label) }).selectOption({ label: option });
  const answer = () => page.locator('#verdict');

  beforeAll(async () => {
    [demo, browser] = await Promise.all([startDemo(), openBrowser()]);
  });
  afterEach(() => page.close());
  afterAll(async () => {
    await browser?.close();
    await demo?.stop();
  });

  it('is reached from the host page by the switch, and leads back', async () => {
    await open('/');
    await choose('Policy', 'Role levels');
    await page.getByRole('banner').getByText('Cedar School').waitFor();
    await page.getByRole('link', { name: 'Ask the policy' }).click();
    await answer().getByText('Yes').waitFor();
    await choose('Policy', 'Editor and Viewer');
    await page.getByRole('heading', { name: 'User Groups' }).waitFor();
  });

  it('says yes only where both halves hold, and why', async () => {
    await open('/ask.html?site=harbour');
    await answer().getByText('Yes').waitFor();
    await choose('Signed in as', 'Grace Achieng, administers Customers, coordinates Delivery');
    await choose('do this', 'Enrol users in courses');
    await choose('to', 'Cranes');
    await choose('for', 'Lin Zhou');
    await answer().getByText('held in Delivery').waitFor();
    expect(await page.locator('#decision').textContent()).toBe('Yes');
    await choose('for', 'Rosa Medina');
    await answer().getByText('only for a user in Customers').waitFor();
    expect(await page.locator('#decision').textContent()).toBe('No');
  });

  it.each([
    ['light', 1280],
    ['dark', 1280],
    ['light', 320],
  ] as const)('axe finds nothing in it: %s, %i px', async (colorScheme, width) => {
    await open('/ask.html?site=maple', { colorScheme, viewport: { width, height: 800 } });
    await answer().getByText('Yes').waitFor();
    await page.addScriptTag({ path: axe });
    // as: axe puts itself into the page
    const { violations } = await page.evaluate(() =>
      (window as unknown as { axe: { run(): Promise<AxeResults> } }).axe.run(),
    );
    expect(violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])).toEqual([]);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
  });
});
