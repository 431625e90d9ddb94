import {
  definePolicy,
  openAccess,
  parseSnapshot,
  type Access,
  type Policy,
  type PolicyDocument,
  type Resource,
} from '@provost/authz-core';
import { shippedPolicies } from '@provost/server/node';
import { describe, expect, inject, it } from 'vitest';
import { contract } from '../contract/operations.js';
import { makeSite, type TestSite } from '../fixtures/site.js';
import { delegations, questions, roleQuestions, type Question, type Seen } from './walk-questions.js';
import { heldAt, holderOf, walked, walkSite, walkThing } from './walk-site.js';

const url = inject('serverUrl');
const operations = Object.entries(contract.paths).flatMap(([path, methods]) =>
  path.startsWith('/v1/') ? Object.values(methods).map(({ operationId }) => operationId) : [],
);

/** The person's access, opened as an element does: from the session and the catalogue. */
async function accessOf(site: TestSite, person: string): Promise<Access> {
  const caller = site.as(person);
  const [session, catalogue] = await Promise.all([caller.get('/v1/session'), caller.get('/v1/catalogue')]);
  const { policy } = catalogue.body as { policy: PolicyDocument };
  const snapshot = parseSnapshot((session.body as { snapshot: unknown }).snapshot);
  return openAccess(definePolicy(policy), snapshot, { now: Date.now() });
}

const holds = ({ snapshot }: Access, role: string, at: Resource | undefined): boolean =>
  snapshot.assignments.some(
    (one) => one.role === role && (at ? one.scopes?.[at.type]?.includes(at.id) === true : !one.scopes),
  );

/** Of an answer that never ends: no more is read than its head. */
async function statusOf(address: string, token: string): Promise<number> {
  const controller = new AbortController();
  const headers = { authorization: `Bearer ${token}` };
  const { status } = await fetch(address, { headers, signal: controller.signal });
  controller.abort();
  return status;
}

/** The policy with the most roles takes thousands of requests. */
const LONG = 900_000;

let count = 0;

async function seenBy(site: TestSite, policy: Policy, person: string, others: ReadonlyMap<string, Access>) {
  const access = await accessOf(site, person);
  const seen: Seen = {
    access,
    thing: (type, id) => walkThing(policy, site.id, type, id),
    accessOf: (other) => others.get(other) ?? access,
    holders: (role, at) => [...others.values()].filter((one) => holds(one, role, at)).length,
    status: (path) => statusOf(url + path, site.tokens[person] ?? ''),
    all: walked(policy),
    fresh: () => `new-${(count += 1)}`,
  };
  return seen;
}

/** What the server's answer is, where it differs from what the core says; nothing where they agree. */
async function difference(question: Question, site: TestSite, person: string, seen: Seen) {
  const expected = question.says(seen);
  const answer = await question.send(site.as(person), seen);
  const refused = answer.status === 403 || answer.status === 404;
  if (answer.status >= 500 || [400, 415, 422, 428].includes(answer.status))
    return `${answer.status} ${answer.text}`;
  const { lists, ids } = question;
  if (lists && ids) {
    const listed = ids(answer).filter((id) => !id.startsWith('new-'));
    const wanted = expected ? lists(seen) : [];
    const known = new Set(Object.values(seen.all).flat());
    const same =
      JSON.stringify(listed.filter((id) => known.has(id)).sort()) === JSON.stringify([...wanted].sort());
    return same ? undefined : `${answer.status}, lists ${listed.join(' ')}; the core: ${wanted.join(' ')}`;
  }
  return refused === expected ? `${answer.status}; the core says ${expected}` : undefined;
}

describe('a walk through the API', () => {
  it('X-10 A: every operation of the contract is walked', () => {
    expect([...Object.keys(questions), ...delegations].sort()).toEqual([...operations].sort());
  });

  it.each(shippedPolicies.map((policy) => [policy.id, policy] as const))(
    'X-10 LR-17 A: %s: every operation is answered to every role as the core says to their own page',
    async (_, policy) => {
      const site = await makeSite(url, walkSite(policy));
      const people = walked(policy).user;
      const others = new Map(
        await Promise.all(people.map(async (id) => [id, await accessOf(site, id)] as const)),
      );
      const found: string[] = [];
      const answers = { yes: 0, no: 0 };
      const walk = async (person: string) => {
        const seen = await seenBy(site, policy, person, others);
        const all = Object.entries({ ...questions, '': roleQuestions(seen, heldAt, holderOf) });
        for (const [operation, question] of all.flatMap(([id, asked]) =>
          asked.map((one) => [id, one] as const),
        )) {
          answers[question.says(seen) ? 'yes' : 'no'] += 1;
          const differs = await difference(question, site, person, seen);
          if (differs) found.push(`${person} ${operation} ${question.about}: ${differs}`);
        }
      };
      // nobody changes what another is asked about, so several walk at once
      const waiting = [...[...policy.roles.keys()].map(holderOf), 'zoe'];
      const next = async (): Promise<void> => {
        const person = waiting.shift();
        if (person === undefined) return;
        await walk(person);
        return next();
      };
      await Promise.all([next(), next(), next(), next()]);
      expect(found).toEqual([]);
      // a walk on which everybody hears the same checks nothing
      expect(Math.min(answers.yes, answers.no)).toBeGreaterThan(20);
    },
    LONG,
  );
});
