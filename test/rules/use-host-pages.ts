import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll } from 'vitest';
import {
  buildKit,
  launchBrowser,
  openHostPage,
  type HostPage,
  type TestSite,
} from '../fixtures/host-page.js';
import { GroupScreen } from './group-screen.js';

/** How a page is opened beside for whom. */
export interface Opening extends Partial<HostPage> {
  readonly context?: BrowserContextOptions;
  /** What goes wrong: routes that fail, lie or wait. */
  readonly before?: (page: Page) => Promise<unknown>;
}

/** One browser for the tests of a file; every page is somebody's own, and closed after the test. */
export function useHostPages(serverUrl: string) {
  let browser: Browser;
  beforeAll(async () => {
    // before any test, whose time is short
    [browser] = await Promise.all([launchBrowser(), buildKit()]);
  });
  afterEach(() => Promise.all(browser.contexts().map((context) => context.close())));
  afterAll(() => browser.close());

  /** A host page as this person, whatever it comes to show. */
  async function visit({ tokens }: TestSite, person: string, opening: Opening = {}): Promise<Page> {
    const page = await browser.newPage({ reducedMotion: 'reduce', ...opening.context });
    page.setDefaultTimeout(30_000);
    await opening.before?.(page);
    await openHostPage(page, serverUrl, { token: tokens[person] ?? person, group: 'sales', ...opening });
    return page;
  }

  return {
    visit,
    /** The group "Sales" as this person sees it, all of it loaded. */
    async open(site: TestSite, person: string, opening?: Opening): Promise<GroupScreen> {
      const screen = new GroupScreen(await visit(site, person, opening));
      await screen.settled();
      return screen;
    },
  };
}
