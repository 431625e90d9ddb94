import { createRequire } from 'node:module';
import type { Browser } from 'playwright-core';
import type { AxeResults } from 'axe-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { startDemo, type Demo } from './demo-server.js';
import { openBrowser, Visitor, type Visit } from './visitor.js';

const axe = createRequire(import.meta.url).resolve('axe-core/axe.min.js');

describe('the host page', () => {
  let demo: Demo;
  let browser: Browser;
  let visitors: Visitor[] = [];

  const visit = async (how: Visit) => {
    const visitor = await Visitor.open(browser, demo, how);
    visitors.push(visitor);
    return visitor;
  };

  beforeAll(async () => {
    [demo, browser] = await Promise.all([startDemo(), openBrowser()]);
  });
  afterEach(async () => {
    await Promise.all(visitors.map((visitor) => visitor.close()));
    visitors = [];
  });
  afterAll(async () => {
    await browser?.close();
    await demo?.stop();
  });

  it('EV-09 EV-10 U: by keyboard alone a manager finds a group, opens its permissions, sets a level and saves it', async () => {
    const visitor = await visit({ as: 'manager' });
    const { page, tree } = visitor;
    const level = visitor.level('Nguyễn Thị Lan', 'e-Folder Access');
    const press = async (...keys: string[]) => {
      for (const key of keys) await page.keyboard.press(key);
    };
    const skip = page.getByRole('link', { name: 'Skip to the groups' });
    await visitor.tabTo(skip);
    await press('Enter', 'Tab', '/');
    await page.keyboard.type('Transport');
    await page.getByText('1 match').first().waitFor();
    await visitor.tabTo(tree.getByRole('treeitem'));
    await press('End', 'Enter');
    await page.getByRole('heading', { name: 'Transport', exact: true }).waitFor();
    const opener = visitor.button(/^Manage Permissions$/);
    await visitor.tabTo(opener);
    await press('Enter');
    await level.waitFor();
    await page.keyboard.type('Nguy'); // the dialog begins in its search
    await page.getByRole('dialog').getByText('1 match').waitFor();
    await visitor.tabTo(level.getByRole('radio', { name: 'Viewer' }));
    await press('ArrowLeft');
    await page.getByText('1 unsaved change').waitFor();
    await press('Control+s');
    await page.getByText('1 unsaved change').waitFor({ state: 'detached' });
    await press('Escape', 'Escape'); // clears the search or closes; then closes
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    expect(await visitor.isFocused(opener)).toBe(true);

    const group = (await demo.client('manager')).groups;
    const { items } = await group.permissions('transport', { search: 'Nguyễn' }).page();
    expect(items.map(({ levels }) => levels['content']?.level)).toEqual(['editor']);
  });

  const states: [string, Visit, ((visitor: Visitor) => Promise<void>)?][] = [
    ['a manager', { as: 'manager' }],
    ['a Viewer', { as: 'viewer' }],
    ['a Viewer’s content', { as: 'viewer' }, (visitor) => visitor.tab('Content')],
    ['an Editor at 320 px', { as: 'editor', viewport: { width: 320, height: 800 } }],
    ['an Editor, right to left', { as: 'editor', query: 'dir=rtl' }],
    ['Manage Permissions', { as: 'manager' }, (visitor) => visitor.manageFromRow('Sales North')],
    ['adding people', { as: 'manager' }, openPicker],
  ];
  for (const [state, how, act] of states) {
    it(`axe finds nothing in the page, light and dark: ${state}`, async () => {
      const visitor = await visit(how);
      await act?.(visitor);
      await visitor.page.addScriptTag({ path: axe });
      for (const colorScheme of ['light', 'dark'] as const) {
        await visitor.page.emulateMedia({ colorScheme });
        const { violations } = await visitor.page.evaluate(() =>
          (window as unknown as { axe: { run(): Promise<AxeResults> } }).axe.run(),
        );
        const found = violations.map(({ id, nodes }) => [id, ...nodes.map(({ html }) => html)]);
        expect(found, colorScheme).toEqual([]);
      }
    });
  }

  it('fits 320 px without scrolling sideways', async () => {
    for (const as of ['manager', 'viewer'] as const) {
      const { page } = await visit({ as, viewport: { width: 320, height: 800 } });
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(320);
    }
  });

  it('lets a manager invite a colleague, and tells others whom to ask', async () => {
    const { page } = await visit({ as: 'manager' });
    const invite = page.getByRole('region', { name: 'Invite a colleague' });
    await invite.getByLabel('Name').fill('Noor Haddad');
    await invite.getByLabel('E-mail').fill('noor.haddad@damson.example');
    await invite.getByRole('button', { name: 'Invite' }).click();
    await invite.getByText('Noor Haddad has been added. Viewer of every group').waitFor();

    const editor = await visit({ as: 'editor' });
    const refused = editor.page.getByRole('region', { name: 'Invite a colleague' });
    await refused.getByText('Managers invite people. Ask Ingrid Solberg').waitFor();
    expect(await refused.getByRole('button', { name: 'Invite' }).isVisible()).toBe(false);
  });

  it('is two people in two tabs, and another one after a choice in the bar', async () => {
    const { page } = await visit({ as: 'manager' });
    const [second] = await Promise.all([
      page.context().waitForEvent('page'),
      page.getByRole('link', { name: 'Second tab', exact: true }).click(),
    ]);
    await second.getByRole('banner').getByText('Thabo Nkosi').waitFor();
    expect(await page.getByRole('banner').textContent()).toContain('Ingrid Solberg');
    await second.getByLabel('Signed in as').selectOption({ label: 'Amara Okafor, sub-manager, Editor' });
    await second.getByRole('banner').getByText('Amara Okafor').waitFor();
    await second.getByRole('button', { name: 'Add people' }).waitFor();
  });

  it('has all data as on the first day after a reset', async () => {
    const { page } = await visit({ as: 'manager' });
    const manager = await demo.client('manager');
    const group = await manager.groups.create({ name: 'Gone tomorrow' });
    await Promise.all([page.waitForEvent('load'), page.getByRole('button', { name: 'Reset data' }).click()]);
    await expect(manager.groups.get(group.id)).rejects.toMatchObject({ status: 404 });
  });
});

async function openPicker(visitor: Visitor) {
  await visitor.button('Add people').click();
  await visitor.page.getByRole('dialog').getByRole('checkbox').first().waitFor();
}
