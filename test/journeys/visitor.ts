import { chromium, type Browser, type BrowserContextOptions, type Locator, type Page } from 'playwright-core';
import { browserFlags, provideBrowser } from '../../scripts/tools/browser.mjs';
import type { Demo } from './demo-server.js';

/** A real Chromium, headless. */
export const openBrowser = (): Promise<Browser> =>
  chromium.launch({ executablePath: provideBrowser(), args: browserFlags });

/** How somebody visits: as whom, and what their browser is like. */
export interface Visit extends BrowserContextOptions {
  readonly as: string;
  /** The site of another policy; the one of Editor and Viewer unless given. */
  readonly site?: string;
  /** Added to the address: `theme=dark`, `dir=rtl`. */
  readonly query?: string;
}

/** Somebody in front of the demo page, in a browser profile of their own. Acts by role, label and key. */
export class Visitor {
  private constructor(readonly page: Page) {}

  /** Opens the page as this person and waits until it knows what they may do. */
  static async open(browser: Browser, demo: Demo, { as, site, query, ...options }: Visit): Promise<Visitor> {
    const context = await browser.newContext({
      viewport: { width: 1280, height: 900 },
      reducedMotion: 'reduce',
      locale: 'en-GB',
      ...options,
    });
    const page = await context.newPage();
    page.setDefaultTimeout(60_000);
    const path = site ? `/site.html?site=${site}&as=${as}` : `/?as=${as}`;
    await page.goto(`${demo.url}${path}${query ? `&${query}` : ''}`);
    const visitor = new Visitor(page);
    await visitor.tree.getByRole('treeitem').first().waitFor();
    return visitor;
  }

  get tree(): Locator {
    return this.page.getByRole('tree', { name: 'Groups' });
  }

  /** The rows of the list on show. */
  get rows(): Locator {
    return this.page.getByRole('tabpanel').getByRole('row');
  }

  button(name: string | RegExp): Locator {
    return this.page.getByRole('button', { name });
  }

  /** Finds a group by its name and puts it on show. */
  async choose(group: string): Promise<void> {
    await this.page.getByRole('searchbox', { name: 'Search groups' }).fill(group);
    await this.tree.getByRole('treeitem', { name: startingWith(group) }).click();
    await this.page.getByRole('heading', { name: group, exact: true }).waitFor();
    await this.#listed();
  }

  async tab(name: 'Members' | 'Content'): Promise<void> {
    await this.page.getByRole('tab', { name }).click();
    await this.#listed();
  }

  /** Presses the button, then picks the first that is offered and adds it; its name. */
  async addFirst(button: 'Add people' | 'Add content'): Promise<string> {
    await this.button(button).click();
    const dialog = this.page.getByRole('dialog');
    const first = dialog.getByRole('checkbox').first();
    const name = (await first.getAttribute('aria-label')) ?? '';
    await first.check();
    await dialog.getByRole('button', { name: 'Add 1' }).click();
    await dialog.waitFor({ state: 'detached' });
    return name;
  }

  /** Names of the buttons and boxes that are in the page, shown or not. */
  async offered(name: RegExp): Promise<string[]> {
    const found = ['button', 'menuitem', 'checkbox'] as const;
    const all = await Promise.all(
      found.map((role) => this.page.getByRole(role, { name, includeHidden: true }).all()),
    );
    return Promise.all(
      all.flat().map(async (one) => (await one.getAttribute('aria-label')) ?? one.innerText()),
    );
  }

  row(name: string): Locator {
    return this.page.getByRole('tabpanel').getByRole('row', { name }).first();
  }

  async search(field: string, text: string): Promise<void> {
    await this.page.getByRole('searchbox', { name: field }).fill(text);
    await this.page.getByRole('row', { name: text }).first().waitFor();
  }

  /** Takes somebody or something out of the group, by the row's own button. */
  async remove(name: string, group: string): Promise<void> {
    await this.row(name).hover();
    await this.button(`Remove ${name} from ${group}`).first().click();
    await this.page.getByText(`${name} removed from`).first().waitFor();
  }

  async undo(): Promise<void> {
    await this.button('Undo').last().click();
  }

  /** Opens Manage Permissions as the rule says: by the button in the group's row. */
  async manageFromRow(group: string): Promise<void> {
    await this.tree.getByRole('treeitem', { name: startingWith(group) }).hover();
    await this.button(`Manage Permissions: ${group}`).click();
    await this.page.getByRole('dialog').getByRole('radiogroup').first().waitFor();
  }

  async setLevel(person: string, area: string, level: 'Editor' | 'Viewer'): Promise<void> {
    await this.level(person, area).getByRole('radio', { name: level }).check();
  }

  async save(): Promise<void> {
    const bar = this.page.getByText('1 unsaved change');
    await bar.waitFor();
    await this.button(/^Save/).click();
    await bar.waitFor({ state: 'detached' });
  }

  /** A person's toggle in Manage Permissions. */
  level(person: string, area: string): Locator {
    return this.page.getByRole('radiogroup', { name: `${area} of ${person}` });
  }

  /** Is one of these what the keys go to, shadow roots or not? */
  isFocused(locator: Locator): Promise<boolean> {
    return locator.evaluateAll((elements) => {
      let active = document.activeElement;
      while (active?.shadowRoot?.activeElement) active = active.shadowRoot.activeElement;
      return elements.some((element) => element === active);
    });
  }

  /** Presses Tab until one of these has focus. */
  async tabTo(locator: Locator): Promise<void> {
    for (let pressed = 0; pressed < 60; pressed++) {
      await this.page.keyboard.press('Tab');
      if (await this.isFocused(locator)) return;
    }
    throw new Error(`Tab never leads to ${String(locator)}`);
  }

  async close(): Promise<void> {
    await this.page.context().close();
  }

  /** The list is there when it no longer says that it is busy. */
  async #listed(): Promise<void> {
    await this.page.getByRole('tabpanel').locator('table:not([aria-busy])').waitFor();
  }
}

/** What begins with this text. */
export const startingWith = (text: string): RegExp =>
  new RegExp(`^${text.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`)}`);
