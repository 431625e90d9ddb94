import type { Policy } from '@provost/authz-core';
import type { SiteSpec } from '@provost/server';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { createSite, launchBrowser, openHostPage, type TestSite } from '../fixtures/host-page.js';
import { send } from '../fixtures/site.js';
import { rowsOn, titleOn } from './layers.js';
import { rightAnswers } from './policy-answers.js';
import { isGate, seenBy, type Visit } from './policy-gates.js';
import { isThere, siteOf } from './policy-site.js';
import type { Case } from './policy-table.js';
import { readTable, tableNames } from './read-table.js';

const url = inject('serverUrl');
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const START = Date.now();

/** Rules that speak of a screen of their own: a gate that is open or shut shows nothing of them. */
const ELSEWHERE = {
  'EV-10': 'the pop-up lists who has Group Management',
  'EV-15': 'an Editor changes the new sub-manager',
  'LR-09': 'the editor of responsibilities offers those that may be held',
  'LR-17': 'the editor of roles marks what is over the line',
  'RL-03': 'the editor of roles makes and copies',
  'RL-05': 'the editor of roles says what comes with a permission',
  'RL-19': 'somebody acts as another',
  'RL-21': 'the editor of roles refuses',
  'SG-01': 'a role is given in another’s place',
  'SG-05': 'a person is made',
  'X-01': 'the host page has the words',
  'X-04': 'the element shows what ends soon',
};

let browser: Browser;
let page: Page;
beforeAll(async () => {
  browser = await launchBrowser();
  page = await browser.newPage();
  await openHostPage(page, url, { token: '', markup: '' });
});
afterAll(() => browser.close());

const sites = new Map<string, Promise<TestSite>>();

function made(spec: SiteSpec): Promise<TestSite> {
  const key = JSON.stringify(spec);
  const site = sites.get(key) ?? createSite(url, spec);
  sites.set(key, site);
  return site;
}

/** Rows that ask the same person on the same site are answered by one visit: nothing is changed by looking. */
function visitsOf(policy: Policy, rows: readonly Case[]) {
  const visits = new Map<string, Visit & { readonly spec: SiteSpec; readonly rows: Case[] }>();
  for (const row of rows) {
    const person = row.snapshot.subject.id;
    // a page goes by its own clock: the moment of the row is a minute ago, and others are hours away
    const spec = siteOf(policy, row, (moment) => START - MINUTE + (moment - row.now) * HOUR);
    const key = JSON.stringify([spec, person]);
    const visit = visits.get(key) ?? { policy, person, spec, rows: [] };
    visit.rows.push(row);
    visits.set(key, visit);
  }
  return visits.values();
}

let isLooking = false;

/** A look that never ends is the last one, so that hundreds do not wait in vain. */
async function look(visit: Visit, spec: SiteSpec): Promise<Record<string, string>> {
  if (isLooking) throw new Error('The page is still busy with a visit before');
  isLooking = true;
  try {
    return await seenBy(page, await made(spec), visit);
  } finally {
    isLooking = false;
  }
}

for (const name of tableNames()) {
  describe(name, () => {
    const { policy, cases } = readTable(name);
    beforeAll(() => send(`${url}/test/policies`, { method: 'POST', body: policy.document }));

    const asked = cases.map((row) => ({
      ...row,
      expected: row.expected.filter((one) => isGate(one) && isThere(policy, one, row)),
    }));
    for (const visit of visitsOf(policy, rowsOn('U', asked, ELSEWHERE))) {
      let seen: Promise<Record<string, string>> | undefined;
      for (const row of visit.rows) {
        it(titleOn('U', row), async () => {
          seen ??= look(visit, visit.spec);
          expect(await seen).toMatchObject(rightAnswers(row));
        });
      }
    }
  });
}
