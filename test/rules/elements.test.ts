import type { Locator } from 'playwright-core';
import { describe, expect, inject, it } from 'vitest';
import { callAs, createSite, type TestSite } from '../fixtures/host-page.js';
import { decisionTable, type Given, type Levels } from './decision-table.js';
import type { GroupScreen } from './group-screen.js';
import { useHostPages } from './use-host-pages.js';

const url = inject('serverUrl');
const AREAS = { users: 'User Access', content: 'e-Folder Access' } as const;
type AreaId = keyof typeof AREAS;

/** The site in which a row's question is asked: "me" asks, "you" is the other one of the row. */
async function siteOf({ feature, role, levels, how, elsewhere, above, other }: Given): Promise<TestSite> {
  const came = how === 'existing' ? {} : { later: true };
  const lowersFrom = how === 'existing' || how === 'created' ? 'editor' : 'viewer';
  const at = (group: string, set: Levels, given: 'editor' | 'viewer') => {
    const changed = Object.entries(set).filter(([, level]) => level !== given);
    return changed.length ? [{ group, person: 'me', levels: Object.fromEntries(changed), by: 'mia' }] : [];
  };
  const site = await createSite(url, {
    settings: { editorViewer: true },
    people: [
      { id: 'mia', name: 'Mia', role: 'manager' },
      { id: 'me', name: 'Mel', role, ...came },
      { id: 'you', name: 'Yui', role: other === 'themselves' ? 'sub-manager' : other, later: true },
      { id: 'ulf', name: 'Ulf' },
    ],
    content: [{ id: 'fire', type: 'course', name: 'Fire safety', items: 4 }],
    groups: [
      { id: 'company', name: 'Company' },
      {
        id: 'sales',
        name: 'Sales',
        parent: 'company',
        members: ['ulf'],
        content: ['fire'],
        ...(how === 'created' ? { createdBy: 'me', later: true } : {}),
      },
      { id: 'marketing', name: 'Marketing' },
    ],
    levels: [
      ...at('sales', levels, role === 'manager' ? levels.users : lowersFrom),
      ...at('marketing', elsewhere, 'viewer'),
      ...at('company', above, 'viewer'),
    ],
  });
  if (feature === 'off') await switchFeature(site, false);
  return site;
}

async function switchFeature({ tokens }: TestSite, on: boolean) {
  const token = tokens['mia']!;
  const path = '/v1/settings';
  const { version } = await callAs<{ version: number }>(url, token, { method: 'GET', path });
  await callAs(url, token, { method: 'PATCH', path, version, body: { settings: { editorViewer: on } } });
}

/** What a person looks for, to know whether they may. */
const questions: Record<string, (screen: GroupScreen) => Promise<boolean>> = {
  'groups.view': (screen) => screen.group(/Sales/).isVisible(),
  'groups.edit': (screen) => screen.offers('Edit details'),
  'groups.delete': (screen) => screen.offers('Delete group'),
  'groups.create': (screen) => screen.button('New group').isVisible(),
  'members.view': (screen) => onMembers(screen, () => screen.row(/Ulf/)),
  'members.add': (screen) => onMembers(screen, () => screen.button('Add people')),
  'members.remove': (screen) => onMembers(screen, () => removal(screen, /Ulf/)),
  'content.view': (screen) => onContent(screen, () => screen.row(/Fire safety/)),
  'content.add': (screen) => onContent(screen, () => screen.button('Add content')),
  'content.remove': (screen) => onContent(screen, () => removal(screen, /Fire safety/)),
  'permissions.view': (screen) => screen.button('Manage Permissions').isVisible(),
  'permissions.set-users': (screen) => maySet(screen, 'Yui', 'users'),
  'permissions.set-content': (screen) => maySet(screen, 'Yui', 'content'),
};

const removal = (screen: GroupScreen, row: RegExp) =>
  screen.row(row).getByRole('button', { name: /^Remove/ });

async function onMembers(screen: GroupScreen, find: () => Locator) {
  await screen.showMembers();
  return find().isVisible();
}

async function onContent(screen: GroupScreen, find: () => Locator) {
  await screen.showContent();
  return find().isVisible();
}

async function maySet(screen: GroupScreen, person: string, area: AreaId) {
  const manage = await screen.managePermissions();
  if (!manage) return false;
  const may = await manage.maySet(person, AREAS[area]);
  await manage.close();
  return may;
}

async function answer(screen: GroupScreen, question: string, { other }: Given) {
  const [, area] = /^set (\w+) of other$/.exec(question) ?? [];
  const person = other === 'themselves' ? 'Mel' : 'Yui';
  const ask = area ? () => maySet(screen, person, area as AreaId) : () => questions[question]!(screen);
  return (await ask()) ? 'allowed' : 'refused';
}

const pages = useHostPages(url);
const rows = decisionTable('editor-viewer', 'U');
const visits = new Map<string, Promise<Record<string, string>>>();

/** What a person finds in a situation. Rows that share one are answered by one visit: nothing is changed by looking. */
function findings(given: Given): Promise<Record<string, string>> {
  const situation = JSON.stringify(given);
  const visit = visits.get(situation) ?? look(given);
  visits.set(situation, visit);
  return visit;
}

async function look(given: Given) {
  const alike = rows.filter((row) => JSON.stringify(row.given) === JSON.stringify(given));
  const asked = new Set(alike.flatMap(({ expected }) => Object.keys(expected)));
  const screen = await pages.open(await siteOf(given), 'me');
  const answers: Record<string, string> = {};
  for (const question of asked) answers[question] = await answer(screen, question, given);
  return answers;
}

describe('editor-viewer', () => {
  for (const { rules, row, given, expected } of rows) {
    it(`${rules.join(' ')} U: ${row}`, async () => {
      expect(await findings(given)).toMatchObject(expected);
    });
  }
});
