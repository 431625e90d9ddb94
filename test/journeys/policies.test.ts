import { createRequire } from 'node:module';
import type { AxeResults } from 'axe-core';
import type { Browser, Locator } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { startDemo, type Demo } from './demo-server.js';
import { openBrowser, Visitor, type Visit } from './visitor.js';

const axe = createRequire(import.meta.url).resolve('axe-core/axe.min.js');
/** Everything that changes something in a group’s page. */
const CHANGES = /^(Add |Remove|Delete|New group|Edit|Manage Permissions|Select)/;

describe('a journey for each source', () => {
  let demo: Demo;
  let browser: Browser;
  const visitors: Visitor[] = [];

  const visit = async (how: Visit) => {
    const visitor = await Visitor.open(browser, demo, how);
    visitors.push(visitor);
    return visitor;
  };
  /** Goes to a control by Tab alone, and presses a key on it. */
  const press = async (visitor: Visitor, on: Locator, key: string) => {
    await visitor.tabTo(on);
    await visitor.page.keyboard.press(key);
  };

  beforeAll(async () => {
    [demo, browser] = await Promise.all([startDemo(), openBrowser()]);
  });
  afterEach(async () => {
    await Promise.all(visitors.splice(0).map((visitor) => visitor.close()));
  });
  afterAll(async () => {
    await browser?.close();
    await demo?.stop();
  });

  it('GL-07 U: the leader of a group without members edits its course and sees nobody, by keyboard alone', async () => {
    const wim = await visit({ as: 'wim', site: 'linden' });
    const { page } = wim;
    expect(await wim.tree.getByRole('treeitem').count()).toBe(1);
    await page.getByRole('heading', { name: 'Course writers' }).waitFor();
    await page.getByText('No members yet').waitFor();
    expect(await wim.offered(CHANGES)).toEqual([]);
    for (const name of ['Sam Mwangi', 'Nia Pereira', 'Lea Fontaine'])
      expect(await page.getByRole('main').getByText(name).count(), name).toBe(0);

    const courses = page.getByRole('region', { name: 'Courses' });
    await courses.getByText('First aid').waitFor();
    expect(await courses.getByRole('listitem').count()).toBe(1);
    await press(wim, wim.button('Rename First aid'), 'Enter');
    const field = page.getByRole('textbox', { name: 'New name of First aid' });
    await field.waitFor();
    await page.keyboard.type('First aid for all');
    await page.keyboard.press('Enter');
    await courses.getByText('It is called “First aid for all” now.').waitFor();
  });

  it('GL-07 A: what that page does not show, the API refuses', async () => {
    const wim = await demo.client('wim', 'linden');
    const { items } = await wim.users.list().page();
    expect(items.map(({ id }) => id)).toEqual(['wim']);
    await expect(wim.groups.get('sales')).rejects.toMatchObject({ status: 404 });
    await expect(wim.groups.addMembers('writers', ['nia'])).rejects.toMatchObject({ status: 403 });
  });

  it('SG-13 U: who administers Customers and coordinates Delivery enrols their own people, by keyboard alone', async () => {
    const grace = await visit({ as: 'grace', site: 'harbour' });
    const { page } = grace;
    const enrol = page.getByRole('region', { name: 'Enrol somebody' });
    const person = enrol.getByRole('combobox', { name: 'Person' });
    await enrol.getByRole('option', { name: 'Lin Zhou' }).waitFor({ state: 'attached' });
    expect(await person.getByRole('option').allInnerTexts()).not.toContain('Rosa Medina');
    await press(grace, person, 'L');
    await press(grace, enrol.getByRole('combobox', { name: 'Course' }), 'S');
    await press(grace, enrol.getByRole('button', { name: 'Enrol' }), 'Enter');
    await enrol.getByText('Lin Zhou is enrolled in Safety at the quay.').waitFor();
  });

  it('EV-02 EV-14 X-07 U: turned on for an organisation with history: all stay Editors, until one is set to Viewer', async () => {
    const helen = await visit({ as: 'helen', site: 'rowan' });
    const omar = await visit({ as: 'omar', site: 'rowan' });
    await omar.choose('Kitchens');
    await omar.button('Add people').waitFor();
    expect(await omar.page.getByRole('button', { name: 'Manage Permissions' }).count()).toBe(0);

    await helen.page.getByRole('switch', { name: 'User Group Editor/Viewer Permission' }).check();
    await helen.page.getByText('User Group Editor/Viewer Permission: on.').waitFor();
    // EV-02: what he had he has, and now it has a name
    await omar
      .button(/^Manage Permissions/)
      .first()
      .waitFor();
    await omar.button('Add people').waitFor();

    await helen.choose('Kitchens');
    await helen.manageFromRow('Kitchens');
    await helen.setLevel('Omar Haddad', 'User Access', 'Viewer');
    await helen.save();
    // EV-14, X-07: without a reload
    await omar.button('Add people').waitFor({ state: 'detached' });
    await omar.tab('Content');
    await omar.button('Add content').waitFor();
    await omar.choose('Stores');
    await omar.tab('Members');
    await omar.button('Add people').waitFor();
  });

  const pages: [string, Visit][] = [
    ['a leader', { as: 'lea', site: 'linden' }],
    ['an administrator of groups', { as: 'grace', site: 'harbour' }],
    ['a group manager', { as: 'andrea', site: 'linden' }],
    ['an owner of everything', { as: 'odile', site: 'juniper' }],
    ['an owner at 320 px', { as: 'odile', site: 'juniper', viewport: { width: 320, height: 800 } }],
    ['an owner, right to left', { as: 'odile', site: 'juniper', query: 'dir=rtl' }],
  ];
  it.each(pages)('axe finds nothing in the page, light, dark and in forced colours: %s', async (_, how) => {
    const { page } = await visit(how);
    await page.addScriptTag({ path: axe });
    const looks = [
      { colorScheme: 'light' },
      { colorScheme: 'dark' },
      { colorScheme: 'light', forcedColors: 'active' },
    ] as const;
    for (const look of looks) {
      await page.emulateMedia(look);
      // in forced colours text and ground are the reader's own: there is no contrast of ours to measure
      const options = { rules: { 'color-contrast': { enabled: !('forcedColors' in look) } } };
      const { violations } = await page.evaluate(
        (how) => (window as unknown as { axe: { run(how: object): Promise<AxeResults> } }).axe.run(how),
        options,
      );
      const found = violations.map(({ id, nodes }) => [id, ...nodes.map(({ html }) => html)]);
      expect(found, JSON.stringify(look)).toEqual([]);
    }
    const { width } = page.viewportSize() ?? { width: 0 };
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
  });
});
