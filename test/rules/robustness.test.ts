import type { Page } from 'playwright-core';
import type { SiteSpec } from '@provost/server';
import { describe, expect, inject, it } from 'vitest';
import { createSite } from '../fixtures/host-page.js';
import { breakAnswers, faults, holdAnswers, reads, rewrite } from './faults.js';
import { ManageScreen } from './group-screen.js';
import { useHostPages } from './use-host-pages.js';

const url = inject('serverUrl');
const pages = useHostPages(url);

const spec: SiteSpec = {
  settings: { editorViewer: true },
  people: [
    { id: 'mia', name: 'Mia Manager', role: 'manager' },
    { id: 'ben', name: 'Ben Roth', role: 'sub-manager' },
    { id: 'ulf', name: 'Ulf Berg' },
  ],
  groups: [{ id: 'sales', name: 'Sales', members: ['ulf'] }],
};

/** Errors that nobody caught, which a host page would see in its log. */
function listen(page: Page): string[] {
  const uncaught: string[] = [];
  page.on('pageerror', ({ message }) => uncaught.push(message));
  // a stream of events never ends, so nothing would ever be idle: without one a page looks again by itself
  void page.route(/\/v1\/events$/, (route) => route.fulfill({ status: 404, body: '' }));
  return uncaught;
}

const changing = /Add|Remove|Delete|New group|Manage/;

/** Waits until nothing is awaited any more, and reads what the element shows. */
async function shown(page: Page): Promise<string> {
  const frame = page.locator('group-permissions');
  await page.waitForLoadState('networkidle');
  await frame.getByText(/\w{3}/).first().waitFor();
  return frame.ariaSnapshot();
}

describe('an API that fails or lies', () => {
  for (const [part, path] of Object.entries(reads).filter(([name]) => name !== 'list of levels')) {
    for (const [fault, answer] of Object.entries(faults)) {
      const decides = part === 'session' || part === 'policy';
      it(`${decides ? 'X-09 U: ' : ''}a ${part} ${fault} leaves no blank screen${decides ? ', and nothing to change' : ''}`, async () => {
        let uncaught: string[] = [];
        const before = async (page: Page) => {
          uncaught = listen(page);
          await breakAnswers(page, path, answer);
        };
        const page = await pages.visit(await createSite(url, spec), 'mia', { before });
        expect((await shown(page)).length).toBeGreaterThan(20);
        expect(uncaught).toEqual([]);
        if (decides) expect(await page.getByRole('button', { name: changing }).count()).toBe(0);
      });
    }
  }

  for (const [fault, answer] of Object.entries(faults)) {
    it(`a list of levels ${fault} says so in the pop-up`, async () => {
      const screen = await pages.open(await createSite(url, spec), 'mia');
      const uncaught = listen(screen.page);
      await breakAnswers(screen.page, reads['list of levels']!, answer);
      const manage = await screen.managePermissions();
      const sentence = /Permissions did not load|Nobody to give a level to/;
      expect(await manage!.dialog.getByRole('heading', { name: sentence }).isVisible()).toBe(true);
      expect(uncaught).toEqual([]);
    });
  }
});

describe('a snapshot that cannot be trusted', () => {
  type Answer = { snapshot: Record<string, unknown> };
  const lies: Record<string, (session: Answer) => unknown> = {
    'has expired': (session) => ({
      ...session,
      snapshot: { ...session.snapshot, expires: '2020-01-01T00:00:00.000Z' },
    }),
    'is of another policy': (session) => ({ ...session, snapshot: { ...session.snapshot, policy: 'other' } }),
    'holds roles nobody knows': (session) => ({
      ...session,
      snapshot: { ...session.snapshot, assignments: [{ role: 'emperor' }, { role: 7 }] },
    }),
    'has no assignments': (session) => ({ ...session, snapshot: { site: session.snapshot['site'] } }),
  };
  for (const [lie, change] of Object.entries(lies)) {
    it(`X-09 U: one that ${lie} offers nothing, and says so`, async () => {
      const before = (page: Page) => {
        listen(page);
        return rewrite(page, reads['session']!, change);
      };
      const page = await pages.visit(await createSite(url, spec), 'mia', { before });
      expect(await shown(page)).toMatch(/You may not see groups|Your access did not load/);
      expect(await page.getByRole('button', { name: changing }).count()).toBe(0);
    });
  }
});

describe('a way on', () => {
  it('what did not load is asked for again by a press', async () => {
    let broken = { repair: () => Promise.resolve() };
    const before = async (page: Page) => {
      broken = await breakAnswers(page, reads['list of members']!, faults['that is a web page']!);
    };
    const page = await pages.visit(await createSite(url, spec), 'mia', { before });
    await page.getByRole('button', { name: 'Try again' }).waitFor();
    await broken.repair();
    await page.getByRole('button', { name: 'Try again' }).click();
    await page.getByRole('row', { name: /Ulf/ }).waitFor();
  });

  it('while an answer is slow, the pop-up has its shape already, and fills when it comes', async () => {
    const screen = await pages.open(await createSite(url, spec), 'mia');
    const held = await holdAnswers(screen.page, reads['list of levels']!);
    await screen.button('Manage Permissions').click();
    const table = new ManageScreen(screen.page).dialog.getByRole('table', { name: /^Manage Permissions/ });
    await table.waitFor();
    expect(await table.getAttribute('aria-busy')).toBe('true');
    held.release();
    await table.getByRole('row', { name: /Ben Roth/ }).waitFor();
    expect(await table.getAttribute('aria-busy')).toBe(null);
  });

  it('a save that fails keeps what was edited, says why, and can be repeated', async () => {
    const manage = (await (await pages.open(await createSite(url, spec), 'mia')).managePermissions())!;
    await manage.set('Ben Roth', 'User Access', 'Viewer');
    const broken = await breakAnswers(manage.page, /\/v1\/changes$/, faults['that never comes']!);
    await manage.page.keyboard.press('ControlOrMeta+s');
    await manage.dialog
      .getByRole('alert')
      .getByText('The server cannot be reached. Nothing was changed.')
      .waitFor();
    expect(await manage.level('Ben Roth', 'User Access')).toBe('Viewer');
    expect(await manage.dialog.getByText('1 unsaved change').isVisible()).toBe(true);
    await broken.repair();
    await manage.dialog.getByRole('button', { name: 'Try again' }).click();
    await manage.dialog.getByText('Permissions of 1 person saved').waitFor();
  });

  it('what is saved is said to be saved, also where the list cannot be read again', async () => {
    const manage = (await (await pages.open(await createSite(url, spec), 'mia')).managePermissions())!;
    await manage.set('Ben Roth', 'User Access', 'Viewer');
    await breakAnswers(manage.page, reads['list of levels']!, faults['that never comes']!);
    await manage.page.keyboard.press('ControlOrMeta+s');
    await manage.dialog.getByText('Permissions of 1 person saved').waitFor();
    expect(await manage.dialog.getByText('Nothing was changed').count()).toBe(0);
  });
});
