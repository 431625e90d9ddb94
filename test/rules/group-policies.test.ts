import type { SiteSpec } from '@provost/server';
import type { Page } from 'playwright-core';
import { describe, expect, inject, it } from 'vitest';
import { createSite } from '../fixtures/host-page.js';
import { useHostPages } from './use-host-pages.js';

const url = inject('serverUrl');
const pages = useHostPages(url);

type Person = NonNullable<SiteSpec['people']>[number];

/** The group "Sales" below "Company", with Ulf and the course Fire safety in it, on a site of this policy. */
const salesOf = (policy: string, people: readonly Person[], spec: Partial<SiteSpec> = {}): SiteSpec => ({
  policy,
  people: [...people, { id: 'ulf', name: 'Ulf Berg' }, { id: 'kim', name: 'Kim Lee' }],
  content: [{ id: 'fire', type: 'course', name: 'Fire safety', items: 4 }],
  groups: [
    { id: 'company', name: 'Company', members: ['kim'] },
    { id: 'sales', name: 'Sales', parent: 'company', members: ['ulf'], content: ['fire'] },
  ],
  ...spec,
});

const at = (role: string, ...group: string[]) => ({ role, scopes: { group } });

/** The page of "Sales", its header there. */
async function salesAs(spec: SiteSpec, person: string): Promise<Page> {
  const page = await pages.visit(await createSite(url, spec), person);
  await page.getByRole('heading', { name: 'Sales', level: 2 }).waitFor();
  return page;
}

const changing = /^(Add|Remove|Manage|New|More)/;

/** What can be pressed on the page that changes something, once its rows are there. */
async function offered(page: Page): Promise<string[]> {
  const names = await page
    .getByRole('button', { name: changing })
    .evaluateAll((all) => all.map((one) => one.ariaLabel ?? one.textContent.trim()));
  return names.sort();
}

describe('group-leader', () => {
  const people: Person[] = [
    { id: 'ada', name: 'Ada Admin', role: 'administrator' },
    { id: 'lea', name: 'Lea Lead', role: 'group-leader', holds: [at('leader', 'sales')] },
  ];

  it('GL-08 EV-12 U: a leader sees members and courses, is told whom to ask, and changes nothing', async () => {
    const page = await salesAs(salesOf('group-leader', people), 'lea');
    await page.getByRole('row', { name: /Ulf/ }).waitFor();
    const said =
      'You can view this group’s members. Ask somebody with the role Administrator to add or remove people.';
    await page.getByText(said).waitFor();
    expect(await offered(page)).toEqual([]);
    expect(await page.getByRole('tab').allInnerTexts()).toEqual(['Members\n1', 'Courses\n1']);
    await page.getByText('Your access: Leader of the group').waitFor();
    await page.getByRole('tab', { name: /Courses/ }).click();
    await page.getByRole('row', { name: /Fire safety/ }).waitFor();
    await page.getByText(/Ask somebody with the role Administrator to add or remove courses\./).waitFor();
    expect(await offered(page)).toEqual([]);
  });

  it('GL-09 GL-10 U: an administrator adds people and courses, and sees what follows from it', async () => {
    const page = await salesAs(salesOf('group-leader', people), 'ada');
    await page.getByRole('row', { name: /Ulf/ }).waitFor();
    expect(await offered(page)).toContain('Add people');
    await page.getByRole('button', { name: 'Add people' }).click();
    await page.getByText('People you add are enrolled in the courses of this group.').waitFor();
  });

  it('GL-02 GL-11 U: whoever leads no group sees none, and learns what it takes', async () => {
    const page = await pages.visit(await createSite(url, salesOf('group-leader', people)), 'kim');
    await page.getByText('You may not see groups').waitFor();
    await page.getByText('It takes the role Leader of the group or Administrator.').waitFor();
  });
});

describe('site-group-session', () => {
  const people: Person[] = [
    { id: 'own', name: 'Olga Owner', role: 'site-owner' },
    { id: 'gad', name: 'Gil Admin', holds: [at('group-administrator', 'company')] },
    { id: 'gow', name: 'Gia Owner', holds: [at('group-owner', 'company')] },
    { id: 'lou', name: 'Lou Learner', holds: [at('group-learner', 'sales')] },
  ];
  const on = { settings: { groupAdminsManageUsers: true } };
  const off = { settings: { groupAdminsManageUsers: false } };

  it('SG-10 SG-11 U: an administrator of the group above manages members here, while the site lets them', async () => {
    const page = await salesAs(salesOf('site-group-session', people, on), 'gad');
    await page.getByRole('row', { name: /Ulf/ }).waitFor();
    expect(await offered(page)).toContain('Add people');
    await page.getByText('Your access: Group administrator through Company').waitFor();
  });

  it('SG-11 EV-12 U: and is offered none of it while the site does not', async () => {
    const page = await salesAs(salesOf('site-group-session', people, off), 'gad');
    await page.getByText('Your access: Group administrator through Company').waitFor();
    expect(await offered(page)).not.toContain('Add people');
    expect(await page.getByRole('button', { name: /^Remove/ }).count()).toBe(0);
  });

  it('SG-20 U: a group’s owner manages members whatever the site switches off', async () => {
    const page = await salesAs(salesOf('site-group-session', people, off), 'gow');
    await page.getByRole('row', { name: /Ulf/ }).waitFor();
    expect(await offered(page)).toContain('Add people');
  });

  it('SG-09 SG-10 U: a learner of the group sees nobody in it, and learns who may', async () => {
    const page = await salesAs(salesOf('site-group-session', people, on), 'lou');
    await page.getByText('You cannot see the members of Sales').waitFor();
    await page.getByText(/^It takes the role Group owner/).waitFor();
    expect(await offered(page)).toEqual([]);
  });
});

describe('lms-roles', () => {
  const people: Person[] = [
    { id: 'adm', name: 'Adi Admin', role: 'lms-administrator' },
    { id: 'man', name: 'Mo Manager', role: 'manager', holds: [at('group-manager', 'sales')] },
    { id: 'mat', name: 'Mae Tutor', role: 'manager-tutor', holds: [at('group-manager', 'sales')] },
  ];

  it('LR-04 EV-12 U: a manager sees the groups they manage, and is told whom to ask for more', async () => {
    const page = await salesAs(salesOf('lms-roles', people), 'man');
    await page.getByRole('row', { name: /Ulf/ }).waitFor();
    expect(await offered(page)).toEqual([]);
    await page.getByText(/Ask somebody with the role .*Manager\/Tutor.* to add or remove people\./).waitFor();
  });

  it('LR-06 U: a manager/tutor changes their group, but for its courses', async () => {
    const page = await salesAs(salesOf('lms-roles', people), 'mat');
    await page.getByRole('row', { name: /Ulf/ }).waitFor();
    expect(await offered(page)).toContain('Add people');
    await page.getByRole('tab', { name: /Courses/ }).click();
    await page.getByRole('row', { name: /Fire safety/ }).waitFor();
    expect(await offered(page)).not.toContain('Add courses');
    await page.getByText(/^You can view this group’s courses\. Ask somebody with the role/).waitFor();
  });
});

describe('standard', () => {
  const people: Person[] = [
    { id: 'own', name: 'Olga Owner', role: 'owner' },
    { id: 'lea', name: 'Lea Lead', role: 'staff', holds: [at('leader', 'sales')] },
    { id: 'sue', name: 'Sue Sub', role: 'sub-manager' },
  ];

  it('EV-01 GL-08 U: a leader is no Editor of the group they lead, and sees its members', async () => {
    const spec = salesOf('standard', people, { settings: { editorViewer: true } });
    const page = await salesAs(spec, 'lea');
    await page.getByRole('row', { name: /Ulf/ }).waitFor();
    await page.getByText(/^You can view this group’s members\. Ask/).waitFor();
    expect(await offered(page)).toEqual([]);
  });

  it('EV-01 U: with the levels off, a sub-manager edits every group, and no level is spoken of', async () => {
    const spec = salesOf('standard', people, { settings: { editorViewer: false } });
    const page = await salesAs(spec, 'sue');
    await page.getByRole('row', { name: /Ulf/ }).waitFor();
    expect(await offered(page)).toContain('Add people');
    expect(await page.getByText(/Editor|Viewer/).count()).toBe(0);
  });
});
