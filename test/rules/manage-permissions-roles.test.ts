import type { SiteSpec } from '@provost/server';
import { describe, expect, inject, it } from 'vitest';
import { callAs, createSite, type TestSite } from '../fixtures/host-page.js';
import type { ManageScreen } from './group-screen.js';
import { useHostPages } from './use-host-pages.js';

const url = inject('serverUrl');
const pages = useHostPages(url);
const DAY = 24 * 3_600_000;

async function manageAs(site: TestSite, person: string): Promise<ManageScreen> {
  const manage = await (await pages.open(site, person)).managePermissions();
  if (!manage) throw new Error(`${person} is not offered Manage Permissions`);
  return manage;
}

const sales = { id: 'sales', name: 'Sales', members: ['ulf'] };
const ulf = { id: 'ulf', name: 'Ulf Berg' };

const ledBy = (holds: NonNullable<SiteSpec['people']>[number]['holds'] = []): SiteSpec => ({
  policy: 'group-leader',
  people: [
    { id: 'ada', name: 'Ada Lind', role: 'administrator' },
    { id: 'lee', name: 'Lee Park', role: 'group-leader', holds },
    { id: 'bo', name: 'Bo Falk', role: 'group-leader' },
    ulf,
  ],
  groups: [sales],
});
const leads = { role: 'leader', scopes: { group: ['sales'] } };

const region = (): SiteSpec => ({
  policy: 'site-group-session',
  people: [
    { id: 'ada', name: 'Ada Lind', role: 'site-administrator' },
    {
      id: 'gil',
      name: 'Gil Stone',
      holds: [{ role: 'group-administrator', scopes: { group: ['region'] }, givenBy: 'ada' }],
    },
    {
      id: 'cora',
      name: 'Cora Mills',
      holds: [{ role: 'group-coordinator', scopes: { group: ['sales'] }, givenBy: 'ada' }],
    },
    { id: 'olga', name: 'Olga Kern', holds: [{ role: 'group-owner', scopes: { group: ['sales'] } }] },
    ulf,
  ],
  groups: [
    { id: 'region', name: 'Region North' },
    { ...sales, parent: 'region' },
  ],
});

const lms = (): SiteSpec => ({
  policy: 'lms-roles',
  people: [
    { id: 'ada', name: 'Ada Lind', role: 'lms-administrator' },
    {
      id: 'max',
      name: 'Max Cole',
      role: 'manager',
      holds: [{ role: 'group-manager', scopes: { group: ['sales'] }, source: 'feed' }],
    },
    { id: 'tom', name: 'Tom Reed', role: 'tutor' },
    ulf,
  ],
  groups: [sales],
});

const chips = (manage: ManageScreen, person: string) => manage.row(person).locator('.role-label');

describe('roles as columns', () => {
  it('GL-01 U: a leader is found by search, given the group, and leads it', async () => {
    const site = await createSite(url, ledBy());
    const manage = await manageAs(site, 'ada');
    expect(await manage.dialog.getByText('Nobody holds a role here yet').isVisible()).toBe(true);
    await manage.button('Add a person').click();
    await manage.dialog.getByRole('searchbox', { name: 'Search people' }).fill('lee');
    await manage.button(/Lee Park/).click();
    await manage.give('Lee Park', 'Leader of the group');
    await manage.save();
    await manage.row('Lee Park').getByText('by Ada Lind').waitFor();
    const lee = await pages.open(site, 'lee');
    expect(await lee.row(/Ulf/).isVisible()).toBe(true);
  });

  it('GL-01 LR-09 U: to whom may not lead, leading is not offered', async () => {
    const manage = await manageAs(await createSite(url, ledBy([leads])), 'ada');
    await manage.button('Add a person').click();
    await manage.button(/Ulf Berg/).click();
    await manage.row('Ulf Berg').waitFor();
    expect(await manage.button('Give Ulf Berg a role').count()).toBe(0);
    expect(await manage.button('Take Leader of the group from Lee Park').isVisible()).toBe(true);
  });

  it('SG-09 SG-20 X-16 U: roles from above are told with their group, locked, and say why', async () => {
    const manage = await manageAs(await createSite(url, region()), 'ada');
    expect(await chips(manage, 'Cora Mills').allInnerTexts()).toEqual(['Group coordinator']);
    expect(await manage.row('Gil Stone').getByText('through Region North').isVisible()).toBe(true);
    expect(await manage.button(/^Take .* from Gil Stone/).count()).toBe(0);
    await manage.button('Why Group administrator of Gil Stone is locked').click();
    const why = 'It is held at Region North and reaches what lies below. Change it there.';
    expect(await manage.dialog.getByText(why).isVisible()).toBe(true);
  });

  it('SG-20 LR-17 U: an administrator of the group gives up to their own rank, and an owner’s role is locked', async () => {
    const manage = await manageAs(await createSite(url, region()), 'gil');
    await manage.button('Give Cora Mills a role').click();
    const offered = await manage.dialog.getByRole('menuitem').allInnerTexts();
    expect(offered.map((text) => text.trim())).toEqual(['Group administrator', 'Group instructor']);
    await manage.page.keyboard.press('Escape');
    await manage.button('Why Group owner of Olga Kern is locked').click();
    expect(await manage.dialog.getByText(/“Assign group owners” is allowed|is not allowed/).isVisible()).toBe(
      true,
    );
  });

  it('LR-09 LR-15 U: only what a person’s role may hold is offered; what the feed set is marked so', async () => {
    const manage = await manageAs(await createSite(url, lms()), 'ada');
    expect(await manage.row('Max Cole').getByText('from the people feed').count()).toBe(1);
    await manage.button('Add a person').click();
    await manage.button(/Tom Reed/).click();
    await manage.row('Tom Reed').waitFor();
    expect(await manage.button('Give Tom Reed a role').count()).toBe(0);
    await manage.give('Max Cole', 'Group administrator');
    await manage.save();
    expect(await chips(manage, 'Max Cole').allInnerTexts()).toEqual(['Group administrator', 'Group manager']);
  });
});

describe('for a time', () => {
  it('X-04 U: a role is given until a day, which shows, and what ends soon is found', async () => {
    const site = await createSite(url, ledBy([leads]));
    const manage = await manageAs(site, 'ada');
    await manage.button('More for Lee Park').click();
    await manage.dialog.getByRole('menuitem', { name: 'Dates of Leader of the group' }).click();
    const last = dayIn(3);
    await manage.dialog.getByLabel('Last day').fill(last);
    await manage.button('Set dates').click();
    await manage
      .row('Lee Park')
      .getByText(/^Ends (in|tomorrow)/)
      .waitFor();
    await manage.save();
    await manage.button('Ends soon').click();
    await manage.dialog.getByText('1 match').waitFor();
    await manage
      .row('Lee Park')
      .getByText(/^Ends (in|tomorrow)/)
      .waitFor();
    const { items } = await callAs<{ items: { held: { until: string }[] }[] }>(url, site.tokens['ada']!, {
      method: 'GET',
      path: '/v1/groups/sales/permissions',
    });
    expect(dayOf(Date.parse(items[0]!.held[0]!.until) - 1)).toBe(last);
  });

  it('X-04 U: a last day before the first is refused where it was typed', async () => {
    const manage = await manageAs(await createSite(url, ledBy([leads])), 'ada');
    await manage.button('More for Lee Park').click();
    await manage.dialog.getByRole('menuitem', { name: 'Dates of Leader of the group' }).click();
    await manage.dialog.getByLabel('First day').fill(dayIn(5));
    await manage.dialog.getByLabel('Last day').fill(dayIn(2));
    await manage.button('Set dates').click();
    const last = manage.dialog.getByLabel('Last day');
    expect(await last.evaluate((field: HTMLInputElement) => field.validationMessage)).toBe(
      'The last day lies before the first.',
    );
    await manage.page.keyboard.press('Escape');
    await manage.row('Lee Park').waitFor();
    expect(await manage.dialog.getByText('unsaved').count()).toBe(0);
  });
});

/** A day from now, as a date field takes it. */
const dayIn = (days: number): string => dayOf(Date.now() + days * DAY);

function dayOf(time: number): string {
  const date = new Date(time);
  const pad = (value: number) => String(value).padStart(2, '0');
  return `${date.getFullYear()}-${pad(date.getMonth() + 1)}-${pad(date.getDate())}`;
}

describe('before it is saved', () => {
  it('X-03 U: what a change would do is told, in one line and person by person', async () => {
    const manage = await manageAs(await createSite(url, ledBy([leads])), 'ada');
    await manage.button('Take Leader of the group from Lee Park').click();
    await manage.dialog.getByText('1 person loses').waitFor();
    await manage.button('Review').click();
    await manage.dialog.getByText(/loses .*See who is in the group/).waitFor();
    expect(await manage.row('Lee Park').getByText('Leader of the group was Held').isVisible()).toBe(true);
  });

  it('X-12 U: a role is given to everybody selected as one change, and undone as one', async () => {
    const manage = await manageAs(await createSite(url, region()), 'ada');
    await manage.dialog.getByRole('checkbox', { name: 'Select Cora Mills' }).check();
    await manage.dialog.getByRole('checkbox', { name: 'Select Olga Kern' }).check();
    await manage.button('Give a role').click();
    await manage.dialog.getByRole('menuitem', { name: 'Group instructor' }).click();
    await manage.dialog.getByText('2 unsaved changes').waitFor();
    await manage.save();
    expect(await chips(manage, 'Cora Mills').allInnerTexts()).toContain('Group instructor');
    expect(await chips(manage, 'Olga Kern').allInnerTexts()).toContain('Group instructor');
    await manage.button('Undo').click();
    await manage.dialog.getByText('Change undone').waitFor();
    expect(await chips(manage, 'Cora Mills').allInnerTexts()).toEqual(['Group coordinator']);
  });

  it('X-13 U: who takes a role from themselves is asked first', async () => {
    const manage = await manageAs(await createSite(url, region()), 'olga');
    await manage.button('Take Group owner from Olga Kern').click();
    await manage.button(/^Save/).click();
    const question = 'You take something from yourself, and may not be able to give it back.';
    await manage.dialog.getByText(question).waitFor();
    const stay = manage.button('Keep editing');
    expect(await stay.evaluate((button) => button.matches(':focus'))).toBe(true);
    await stay.click();
    expect(await manage.dialog.getByText('1 unsaved change').isVisible()).toBe(true);
  });

  it('X-06 U: a role that somebody else took meanwhile is shown side by side', async () => {
    const site = await createSite(url, region());
    const manage = await manageAs(site, 'ada');
    await manage.give('Cora Mills', 'Group instructor');
    await callAs(url, site.tokens['olga']!, {
      method: 'POST',
      path: '/v1/changes',
      body: {
        changes: [
          {
            kind: 'take-role',
            userId: 'cora',
            role: 'group-coordinator',
            at: { type: 'group', id: 'sales' },
          },
          {
            kind: 'give-role',
            userId: 'cora',
            role: 'group-administrator',
            at: { type: 'group', id: 'sales' },
          },
        ],
      },
    });
    await manage.button(/^Save/).click();
    await manage.dialog.getByRole('heading', { name: 'Olga Kern changed this too' }).waitFor();
    const choice = (name: string) => manage.dialog.getByRole('radio', { name });
    expect(await choice('Cora Mills, Group coordinator, Theirs: Not held').isChecked()).toBe(true);
    expect(await choice('Cora Mills, Group instructor, Yours: Held').isChecked()).toBe(true);
    await manage.button('Save merged').click();
    await manage.dialog.getByText('Permissions of 1 person saved').waitFor();
    expect(await chips(manage, 'Cora Mills').allInnerTexts()).toEqual([
      'Group administrator',
      'Group instructor',
    ]);
  });
});

describe('as another person sees it', () => {
  const seen = (manage: ManageScreen) => manage.dialog.locator('group-permissions');

  it('X-02 U: the whole element as they see it, before and after what is not saved; and a way back', async () => {
    const manage = await manageAs(await createSite(url, ledBy([leads])), 'ada');
    await manage.button('Take Leader of the group from Lee Park').click();
    await manage.button('More for Lee Park').click();
    await manage.dialog.getByRole('menuitem', { name: 'See as Lee Park' }).click();
    await manage.dialog.getByRole('heading', { name: 'Sales, as Lee Park sees it' }).waitFor();
    const banner = 'You look as Lee Park and act as yourself: nothing is changed from here.';
    await manage.dialog.getByText(banner).waitFor();
    await seen(manage).getByText('You may not see groups').waitFor();
    await manage.dialog.getByRole('radio', { name: 'As it is' }).check();
    await seen(manage).getByRole('row', { name: /Ulf/ }).waitFor();
    // a leader adds nobody (GL-08), and manages nobody's permissions
    expect(
      await seen(manage)
        .getByRole('button', { name: /Add people|Manage Permissions/ })
        .count(),
    ).toBe(0);
    await manage.button('Back to your own view').click();
    await manage.dialog.getByText('1 unsaved change').waitFor();
    const opener = manage.button('More for Lee Park');
    expect(await opener.evaluate((button) => button.matches(':focus'))).toBe(true);
  });

  it('X-02 U: what could be pressed there changes nothing', async () => {
    const site = await createSite(url, region());
    const manage = await manageAs(site, 'ada');
    await manage.button('More for Olga Kern').click();
    await manage.dialog.getByRole('menuitem', { name: 'See as Olga Kern' }).click();
    await seen(manage).getByRole('row', { name: /Ulf/ }).waitFor();
    await seen(manage).getByRole('checkbox', { name: 'Select Ulf Berg' }).check();
    await seen(manage)
      .getByRole('button', { name: /^Remove/ })
      .first()
      .click();
    await seen(manage).getByText('You look as somebody else. Nothing is changed from here.').waitFor();
    const { total } = await callAs<{ total: number }>(url, site.tokens['ada']!, {
      method: 'GET',
      path: '/v1/groups/sales/members',
    });
    expect(total).toBe(1);
  });
});
