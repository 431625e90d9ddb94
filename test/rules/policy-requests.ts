import { loadPolicy, openAccess, parseSnapshot, type Access } from '@provost/authz-core';
import { ANY_VERSION, type Answer, type TestSite } from '../fixtures/site.js';
import { yesOrNo } from './policy-answers.js';
import type { Case, Delegation, Expected, Question } from './policy-table.js';

/** What is asked by making a change, without making it. */
const CHANGES = new Set<Expected['ask']['kind']>(['gives', 'takes', 'moves']);

/** Is this asked over HTTP? What is of another site cannot be named where an id of this one is the same. */
export function isRequest({ ask }: Expected, { resources, snapshot: { site } }: Case): boolean {
  if (ask.kind !== 'permission') return CHANGES.has(ask.kind) || ask.kind === 'shows';
  const others = [ask.resource, ask.second].filter((one) => one && one.site !== site);
  return !others.some((other) =>
    resources.some(({ site: at, type, id }) => at === site && type === other?.type && id === other.id),
  );
}

/** Where and when somebody asks. */
export interface Asking {
  readonly site: TestSite;
  /** The first moment of the tables on the server, which counts from 1970. */
  readonly start: number;
}

/** What the API answers the person of a row, who asks about themselves. */
export async function answersOf(row: Case, { site, start }: Asking): Promise<Record<string, string>> {
  const { id } = row.snapshot.subject;
  const now = start + row.now;
  const headers = { 'x-test-now': String(now) };
  const answers: (readonly [name: string, answer: string])[] = [];

  const questions = row.expected.map(({ ask }) => ask).filter((ask) => ask.kind === 'permission');
  if (questions.length > 0) {
    const evaluations = questions.map((one) => evaluationOf(one, site.id, id));
    const answer = await site.as(id).post('/access/v1/evaluations', { evaluations }, headers);
    const said = succeeded(answer).evaluations as readonly Evaluated[];
    answers.push(...questions.map(({ name }, i) => [name, inWords(said[i])] as const));
  }
  const menus = row.expected.map(({ ask }) => ask).filter((ask) => ask.kind === 'shows');
  if (menus.length > 0) {
    const access = await sessionOf(site, id, now);
    answers.push(...menus.map((one) => [one.name, yesOrNo(access.anywhere(one.permission))] as const));
  }
  for (const { ask } of row.expected) {
    if (!CHANGES.has(ask.kind)) continue;
    const { path, body } = changeOf(ask, start);
    const asked = { ...headers, ...ANY_VERSION };
    answers.push([ask.name, isMade(await site.as(id).post(path, { ...body, dryRun: true }, asked))]);
  }
  return Object.fromEntries(answers);
}

function changeOf(ask: Expected['ask'], start: number): { path: string; body: object } {
  switch (ask.kind) {
    case 'gives':
    case 'takes':
      return { path: '/v1/changes', body: { changes: [roleChange(ask, start)] } };
    case 'moves':
      return { path: `/v1/groups/${ask.group.id}/move`, body: { parentId: ask.to?.id ?? null } };
    default:
      throw new Error(`${ask.name} changes nothing`);
  }
}

function roleChange({ kind, role, at, to, from, until }: Delegation, start: number) {
  const time = (moment: number) => new Date(start + moment).toISOString();
  return {
    kind: kind === 'gives' ? 'give-role' : 'take-role',
    userId: to.id,
    role,
    ...(at ? { at: { type: at.type, id: at.id } } : {}),
    ...(from === undefined ? {} : { from: time(from) }),
    ...(until === undefined ? {} : { until: time(until) }),
  };
}

/** Refused, not there for who asks, or no change that could be. */
const REFUSALS = new Set<unknown>(['refused', 'not-found', 'invalid-change']);

/** A change that is not made is a problem that says in a sentence why. */
function isMade({ status, text, body }: Answer): string {
  if (status === 200) return yesOrNo(true);
  const isTold = REFUSALS.has(body?.code) && typeof body.detail === 'string';
  return isTold ? yesOrNo(false) : `${status}: ${text}`;
}

function evaluationOf({ permission, resource, second }: Question, site: string, person: string) {
  // a site is called otherwise here
  const named = ({ type, id }: Question['resource']) => ({ type, id: type === 'site' ? site : id });
  return {
    subject: { type: 'user', id: person },
    action: { name: permission },
    resource: named(resource),
    ...(second ? { context: { for: named(second) } } : {}),
  };
}

interface Evaluated {
  readonly decision: boolean;
  readonly context: { readonly reason_user: string; readonly reason_admin: { readonly missing?: unknown[] } };
}

/** a refusal says in a sentence why, and to whoever looks into it what was missing. */
function inWords(one: Evaluated | undefined): string {
  if (!one || typeof one.decision !== 'boolean') return 'no answer';
  const {
    reason_user: sentence,
    reason_admin: { missing = [] },
  } = one.context;
  const isTold = one.decision || missing.length > 0;
  return isTold && /\.$/.test(sentence) ? yesOrNo(one.decision) : `${yesOrNo(one.decision)}, and not why`;
}

/** What elements and menus go by: the snapshot of the session, read with the policy of the catalogue. */
async function sessionOf(site: TestSite, person: string, now: number): Promise<Access> {
  const headers = { 'x-test-now': String(now) };
  const read = async (path: string) => succeeded(await site.as(person).get(path, headers));
  const [session, catalogue] = await Promise.all([read('/v1/session'), read('/v1/catalogue')]);
  return openAccess(loadPolicy(catalogue.policy), parseSnapshot(session.snapshot), { now });
}

function succeeded({ status, text, body }: Answer): Answer['body'] {
  if (status !== 200) throw new Error(`${status}: ${text}`);
  return body;
}
