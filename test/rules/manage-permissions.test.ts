import type { SiteSpec } from '@provost/server';
import { describe, expect, inject, it } from 'vitest';
import { callAs, createSite, type TestSite } from '../fixtures/host-page.js';
import { ManageScreen, type GroupScreen } from './group-screen.js';
import { useHostPages } from './use-host-pages.js';

const url = inject('serverUrl');
const pages = useHostPages(url);

/** A manager; Ada and Ben, who were there before levels; Cem, Dia and Eli, who came later. Nobody is set. */
const sales = (spec: Partial<SiteSpec> = {}): SiteSpec => ({
  settings: { editorViewer: true },
  people: [
    { id: 'mia', name: 'Mia Manager', role: 'manager' },
    { id: 'max', name: 'Max Manager', role: 'manager' },
    { id: 'ada', name: 'Ada Lind', role: 'sub-manager' },
    { id: 'ben', name: 'Ben Roth', role: 'sub-manager' },
    { id: 'cem', name: 'Cem Aydin', role: 'sub-manager', later: true },
    { id: 'dia', name: 'Dia Rossi', role: 'sub-manager', later: true },
    { id: 'ulf', name: 'Ulf Berg' },
  ],
  content: [{ id: 'fire', type: 'course', name: 'Fire safety', items: 4 }],
  groups: [{ id: 'sales', name: 'Sales', members: ['ulf'], content: ['fire'] }],
  ...spec,
});

async function manageAs(site: TestSite, person: string): Promise<ManageScreen> {
  const manage = await (await pages.open(site, person)).managePermissions();
  if (!manage) throw new Error(`${person} is not offered Manage Permissions`);
  return manage;
}

const level = { editor: 'Editor', viewer: 'Viewer' } as const;
const USERS = 'User Access';
const CONTENT = 'e-Folder Access';

/** Sets a level as somebody through the API: what happens elsewhere meanwhile. */
async function setElsewhere(
  site: TestSite,
  by: string,
  change: { userId: string; area: string; level: string },
) {
  const path = '/v1/groups/sales/permissions';
  const token = site.tokens[by]!;
  const { version } = await callAs<{ version: number }>(url, token, { method: 'GET', path });
  await callAs(url, token, { method: 'PATCH', path, version, body: { changes: [change] } });
}

describe('how it opens', () => {
  const opened = async ({ page }: GroupScreen) => {
    const manage = new ManageScreen(page);
    await manage.settled();
    return manage.dialog.getByRole('heading', { name: 'Manage Permissions: Sales' }).isVisible();
  };

  it('EV-10 U: opens from the group’s row by hovering over it', async () => {
    const screen = await pages.open(await createSite(url, sales()), 'mia');
    await screen.group(/Sales/).hover();
    await screen.group(/Sales/).getByRole('button', { name: 'Manage Permissions: Sales' }).click();
    expect(await opened(screen)).toBe(true);
  });

  it('EV-10 U: opens from the group’s row by keyboard, and gives the focus back', async () => {
    const screen = await pages.open(await createSite(url, sales()), 'mia');
    await screen.group(/Sales/).focus();
    await screen.page.keyboard.press('Tab');
    await screen.page.keyboard.press('Enter');
    expect(await opened(screen)).toBe(true);
    await screen.page.keyboard.press('Escape');
    const opener = screen.group(/Sales/).getByRole('button', { name: 'Manage Permissions: Sales' });
    expect(await opener.evaluate((button) => button.matches(':focus'))).toBe(true);
  });

  it('EV-10 U: opens from the group’s row by touch', async () => {
    const context = { hasTouch: true, isMobile: true, viewport: { width: 390, height: 844 } };
    const screen = await pages.open(await createSite(url, sales()), 'mia', { context });
    await screen.group(/Sales/).getByRole('button', { name: 'Manage Permissions: Sales' }).tap();
    expect(await opened(screen)).toBe(true);
  });
});

describe('who is listed, and what may be set', () => {
  it('EV-10 EV-11 U: lists everybody with the Group Management permission, and counts the managers', async () => {
    const manage = await manageAs(await createSite(url, sales()), 'mia');
    const names = await manage.dialog
      .getByRole('rowheader')
      .getByText(/^\w+ \w+$/)
      .allInnerTexts();
    expect(names).toEqual(['Ada Lind', 'Ben Roth', 'Cem Aydin', 'Dia Rossi']);
    const sentence =
      '4 people hold Group Management. The 2 Managers are Editors of every group and are not listed.';
    expect(await manage.dialog.getByText(sentence).isVisible()).toBe(true);
  });

  it('EV-09 U: an Editor of users sees the content levels as text, and whose they are to set', async () => {
    const levels = [{ group: 'sales', person: 'cem', levels: { users: 'editor' as const } }];
    const manage = await manageAs(await createSite(url, sales({ levels })), 'cem');
    expect(await manage.maySet('Ben Roth', USERS)).toBe(true);
    expect(await manage.toggle('Ben Roth', CONTENT).count()).toBe(0);
    expect(await manage.row('Ben Roth').getByRole('cell', { name: 'Editor', exact: true }).count()).toBe(0);
    expect(await manage.row('Ben Roth').getByText('Editor', { exact: true }).last().isVisible()).toBe(true);
    await manage.button('Why e-Folder Access of Ben Roth is locked').click();
    const why = 'It takes the role Manager or Editor of e-Folder Access.';
    expect(await manage.dialog.getByText(why).isVisible()).toBe(true);
    expect(await manage.dialog.getByText('You see e-Folder Access; its Editors set it.').isVisible()).toBe(
      true,
    );
  });

  it('EV-20 U: one’s own row is locked, says why, and can be focused to hear it', async () => {
    const manage = await manageAs(await createSite(url, sales()), 'ada');
    const own = manage.toggle('Ada Lind', USERS).getByRole('radio', { name: 'Editor' });
    expect(await own.isDisabled()).toBe(true);
    await own.focus();
    expect(await own.evaluate((part) => part.matches(':focus'))).toBe(true);
    const reason = manage.row('Ada Lind').getByText('Your own level. Another Editor can change it');
    const id = await reason.getAttribute('id');
    expect(await own.getAttribute('aria-describedby')).toBe(id);
    expect(await manage.dialog.getByRole('checkbox', { name: 'Select Ada Lind' }).count()).toBe(0);
  });

  it('EV-14 EV-15 U: who was there before is Editor of both, who came later Viewer of both', async () => {
    const manage = await manageAs(await createSite(url, sales()), 'mia');
    const levelsOf = async (person: string) => [
      await manage.level(person, USERS),
      await manage.level(person, CONTENT),
    ];
    expect(await levelsOf('Ben Roth')).toEqual(['Editor', 'Editor']);
    expect(await levelsOf('Cem Aydin')).toEqual(['Viewer', 'Viewer']);
    expect(await manage.row('Ben Roth').getByText('Kept from before').isVisible()).toBe(true);
    expect(await manage.row('Cem Aydin').getByText('Viewer by default').isVisible()).toBe(true);
  });

  it('EV-01 U: with the feature off nothing speaks of Editors, Viewers or Manage Permissions', async () => {
    const site = await createSite(url, sales({ settings: { editorViewer: false } }));
    const { page } = await pages.open(site, 'mia');
    const text = (await page.getByText(/Editor|Viewer|Manage Permissions/).allInnerTexts()).join(' | ');
    const named = await page.getByRole('button', { name: /Editor|Viewer|Permissions/ }).count();
    expect({ text, named }).toEqual({ text: '', named: 0 });
  });

  it('EV-12 U: for a Viewer no add, remove or delete button is in the page, not even a disabled one', async () => {
    const screen = await pages.open(await createSite(url, sales()), 'cem');
    const buttons = screen.page.locator('button', { hasText: /Add|Remove|Delete|New group|Manage/ });
    expect(await buttons.count()).toBe(0);
    await screen.showContent();
    expect(await buttons.count()).toBe(0);
  });
});

describe('setting levels', () => {
  it('EV-14 U: an existing sub-manager is changed to Viewer, and their buttons are gone', async () => {
    const site = await createSite(url, sales());
    const manage = await manageAs(site, 'mia');
    await manage.set('Ben Roth', USERS, level.viewer);
    expect(await manage.row('Ben Roth').getByText('User Access was Editor').isVisible()).toBe(true);
    expect(await manage.dialog.getByText('1 person loses').isVisible()).toBe(true);
    await manage.save();
    const ben = await pages.open(site, 'ben');
    expect(await ben.button('Add people').count()).toBe(0);
    await ben.showContent();
    expect(await ben.button('Add content').count()).toBe(1);
  });

  it('EV-15 EV-07 U: a new sub-manager is changed to Editor of one area by an Editor, and gets its buttons', async () => {
    const site = await createSite(url, sales());
    const manage = await manageAs(site, 'ada');
    await manage.set('Cem Aydin', CONTENT, level.editor);
    await manage.save();
    expect(await manage.row('Cem Aydin').getByText('Set by Ada Lind').isVisible()).toBe(true);
    const cem = await pages.open(site, 'cem');
    expect(await cem.button('Add people').count()).toBe(0);
    await cem.showContent();
    expect(await cem.button('Add content').count()).toBe(1);
  });

  it('changes of many people are saved as one, and undone as one', async () => {
    const site = await createSite(url, sales());
    const manage = await manageAs(site, 'mia');
    await manage.dialog.getByRole('checkbox', { name: 'Select all that are shown' }).check();
    await manage.dialog.getByRole('button', { name: 'User Access: Viewer' }).click();
    await manage.dialog.getByRole('button', { name: 'e-Folder Access: Editor' }).click();
    expect(await manage.dialog.getByText('4 unsaved changes').isVisible()).toBe(true);
    await manage.save();
    expect(await manage.level('Ben Roth', USERS)).toBe('Viewer');
    expect(await manage.level('Cem Aydin', CONTENT)).toBe('Editor');
    await manage.page.keyboard.press('ControlOrMeta+z');
    await manage.dialog.getByText('Change undone').waitFor();
    expect(await manage.level('Ben Roth', USERS)).toBe('Editor');
    expect(await manage.level('Cem Aydin', CONTENT)).toBe('Viewer');
  });

  it('is worked by keyboard alone: arrows set, Ctrl+Z takes back, Ctrl+S saves, Escape asks before it loses', async () => {
    const { page, dialog, ...manage } = bind(await manageAs(await createSite(url, sales()), 'mia'));
    await manage.toggle('Ben Roth', CONTENT).getByRole('radio', { name: 'Editor' }).focus();
    await page.keyboard.press('ArrowRight');
    expect(await manage.level('Ben Roth', CONTENT)).toBe('Viewer');
    await page.keyboard.press('ControlOrMeta+z');
    expect(await manage.level('Ben Roth', CONTENT)).toBe('Editor');
    await manage.toggle('Ben Roth', CONTENT).getByRole('radio', { name: 'Editor' }).focus();
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('Escape');
    expect(await dialog.getByText('Close without saving 1 change?').isVisible()).toBe(true);
    await page.keyboard.press('Enter');
    await page.keyboard.press('ControlOrMeta+s');
    await dialog.getByText('Permissions of 1 person saved').waitFor();
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'detached' });
  });

  it('a host page can call a save off, and hears of one that was made', async () => {
    const site = await createSite(url, sales());
    const screen = await pages.open(site, 'mia');
    await screen.page.evaluate(() => {
      const heard: string[] = [];
      let refusals = 1;
      Object.assign(globalThis, { heard });
      for (const type of ['permissions-save', 'permissions-saved'])
        document.addEventListener(type, (event) => {
          heard.push(type);
          if (event.cancelable && refusals-- > 0) event.preventDefault();
        });
    });
    const manage = (await screen.managePermissions())!;
    await manage.set('Ben Roth', USERS, level.viewer);
    await screen.page.keyboard.press('ControlOrMeta+s');
    expect(await manage.dialog.getByText('1 unsaved change').isVisible()).toBe(true);
    await manage.save();
    const heard = await screen.page.evaluate(() => (globalThis as unknown as { heard: string[] }).heard);
    expect(heard).toEqual(['permissions-save', 'permissions-save', 'permissions-saved']);
  });

  it('2,000 sub-managers are read page by page, and found by name', async () => {
    const many = Array.from({ length: 2000 }, (_, i) => ({
      id: `p${i}`,
      name: `Person ${String(i).padStart(4, '0')}`,
      role: 'sub-manager' as const,
    }));
    const site = await createSite(url, sales({ people: [...sales().people!, ...many] }));
    const manage = await manageAs(site, 'mia');
    expect(await manage.dialog.getByText('Showing 50 of 2,004').isVisible()).toBe(true);
    await manage.dialog.getByRole('button', { name: 'Show more' }).click();
    await manage.dialog.getByText('Showing 100 of 2,004').waitFor();
    await manage.dialog.getByRole('searchbox', { name: 'Search people' }).fill('person 1999');
    await manage.row('Person 1999').waitFor();
    await manage.set('Person 1999', USERS, level.viewer);
    await manage.dialog.getByRole('searchbox', { name: 'Search people' }).fill('');
    await manage.row('Ada Lind').waitFor();
    await manage.dialog.getByRole('button', { name: 'Only changed' }).click();
    expect(await manage.row('Person 1999').isVisible()).toBe(true);
    await manage.save();
  });
});

describe('two people at once', () => {
  it('X-06 U: who saves second is shown both versions, and what they keep is what is stored', async () => {
    const site = await createSite(url, sales());
    const manage = await manageAs(site, 'mia');
    await manage.set('Ben Roth', USERS, level.viewer);
    await manage.set('Cem Aydin', USERS, level.editor);
    await setElsewhere(site, 'ada', { userId: 'ben', area: 'content', level: 'viewer' });
    await manage.dialog.getByRole('button', { name: /^Save/ }).click();
    await manage.dialog.getByRole('heading', { name: 'Ada Lind changed this too' }).waitFor();
    const choice = (name: string) => manage.dialog.getByRole('radio', { name });
    expect(await choice('Ben Roth, User Access, Yours: Viewer').isChecked()).toBe(true);
    expect(await choice('Ben Roth, e-Folder Access, Theirs: Viewer').isChecked()).toBe(true);
    expect(await manage.dialog.getByText('Your 1 other change does not collide.').isVisible()).toBe(true);
    await choice('Ben Roth, e-Folder Access, Yours: Editor').check();
    await manage.dialog.getByRole('button', { name: 'Save merged' }).click();
    await manage.dialog.getByText('Permissions of 2 people saved').waitFor();
    expect(await manage.level('Ben Roth', USERS)).toBe('Viewer');
    expect(await manage.level('Ben Roth', CONTENT)).toBe('Editor');
    expect(await manage.level('Cem Aydin', USERS)).toBe('Editor');
  });

  it('X-06 U: what does not collide is merged, said, and shown', async () => {
    const site = await createSite(url, sales());
    const manage = await manageAs(site, 'mia');
    await manage.set('Ben Roth', USERS, level.viewer);
    await setElsewhere(site, 'ada', { userId: 'cem', area: 'content', level: 'editor' });
    await manage.dialog.getByRole('button', { name: /^Save/ }).click();
    await manage.dialog.getByText('saved, beside what others changed meanwhile').waitFor();
    await manage.row('Cem Aydin').getByText('Set by Ada Lind').waitFor();
    expect(await manage.level('Cem Aydin', CONTENT)).toBe('Editor');
    expect(await manage.level('Ben Roth', USERS)).toBe('Viewer');
  });

  it('X-06 U: an undo does not overwrite what somebody changed since', async () => {
    const site = await createSite(url, sales());
    const manage = await manageAs(site, 'mia');
    await manage.set('Ben Roth', USERS, level.viewer);
    await manage.save();
    await setElsewhere(site, 'max', { userId: 'ben', area: 'users', level: 'editor' });
    await manage.dialog.getByRole('button', { name: 'Undo' }).click();
    await manage.dialog.getByText('Not undone. Somebody has changed this since.').waitFor();
  });

  it('EV-09 U: whose right to set levels is taken while the dialog is open is refused with the reason', async () => {
    const site = await createSite(url, sales());
    const manage = await manageAs(site, 'ada');
    await manage.set('Ben Roth', USERS, level.viewer);
    await setElsewhere(site, 'mia', { userId: 'ada', area: 'users', level: 'viewer' });
    await manage.dialog.getByText('1 change is no longer yours to make and will not be saved.').waitFor();
    expect(await manage.toggle('Ben Roth', USERS).count()).toBe(0);
    expect(await manage.maySet('Ben Roth', CONTENT)).toBe(true);
  });
});

/** The methods as functions, so that a test can take the dialog apart. */
function bind(manage: ManageScreen) {
  return {
    page: manage.page,
    dialog: manage.dialog,
    toggle: manage.toggle.bind(manage),
    level: manage.level.bind(manage),
  };
}
