import type { Policy } from '@provost/authz-core';
import { beforeAll, describe, expect, inject, it } from 'vitest';
import { makeSite, send, type TestSite } from '../fixtures/site.js';
import { rowsOn, titleOn } from './layers.js';
import { rightAnswers } from './policy-answers.js';
import { answersOf, isRequest } from './policy-requests.js';
import { isThere, siteOf } from './policy-site.js';
import type { Case } from './policy-table.js';
import { readTable, tableNames } from './read-table.js';

const url = inject('serverUrl');
/** The first moment of the tables. */
const START = Date.now();

/** Rules that speak of requests of another kind, so that no answer to a question shows them. */
const ELSEWHERE = {
  'EV-02': 'a setting is turned on',
  'RL-03': 'a role is made',
  'RL-19': 'somebody acts as another',
  'SG-05': 'a person is made',
};

const sites = new Map<string, Promise<TestSite>>();

/** Rows that are true on the same site are asked there: nothing is changed by asking. */
function siteFor(policy: Policy, row: Case): Promise<TestSite> {
  const spec = siteOf(policy, row, (moment) => START + moment);
  const key = JSON.stringify(spec);
  const site = sites.get(key) ?? makeSite(url, spec);
  sites.set(key, site);
  return site;
}

for (const name of tableNames()) {
  describe(name, () => {
    const { policy, cases } = readTable(name);

    beforeAll(async () => {
      await send(`${url}/test/policies`, { method: 'POST', body: policy.document });
      // another site, with all that must not be found from this one
      const [row] = cases;
      if (row) await siteFor(policy, { ...row, snapshot: { ...row.snapshot, site: 'elsewhere' } });
    });

    const asked = cases.map((row) => ({
      ...row,
      expected: row.expected.filter((one) => isRequest(one, row) && isThere(policy, one, row)),
    }));
    for (const row of rowsOn('A', asked, ELSEWHERE)) {
      it(titleOn('A', row), async () => {
        const site = await siteFor(policy, row);
        expect(await answersOf(row, { site, start: START })).toEqual(rightAnswers(row));
      });
    }
  });
}
