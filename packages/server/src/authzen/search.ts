import { sql } from 'kysely';
import { whoMay } from '../access/who-may.js';
import type { Call } from '../requests/call.js';
import { ProblemError } from '../requests/problem-error.js';
import { listResources, type IdPage } from '../resources/find-resources.js';
import type { Entity, Evaluation, PageQuery } from './entities.js';
import { accessesOf, seenSql } from './subjects.js';
import { thingsOf } from './things.js';

/** What every search may say. */
interface Search {
  readonly context?: Evaluation['context'];
  readonly page?: PageQuery | undefined;
}

/** One page of ids, and what the next one is asked with. */
export interface Found {
  readonly ids: readonly string[];
  readonly nextToken: string;
}

const MOST = 1_000;
const USUAL = 100;

/** Who may: one query over everybody's roles, of the people whose access the caller may see. */
export async function findSubjects(
  call: Call,
  {
    subject,
    action,
    resource,
    context,
    page,
  }: Search & Pick<Evaluation, 'action' | 'resource'> & { subject: { type: string } },
): Promise<Found> {
  const limits = limitsOf(page);
  const about = await knownIn(call, resource, context);
  if (subject.type !== 'user' || !about) return pageOf([], limits);
  const who = await whoMay({ ...call, settings: call.access.settings }, action.name, about);
  const { rows } = await sql<{ id: string }>`
    select r.id from people r
    where r.site = ${call.site.id} and r.id > ${limits.after} and ${seenSql(call)}
      and r.id in (select w.person from (${who}) w)
    order by r.id limit ${limits.limit}`.execute(call.db);
  return pageOf(
    rows.map(({ id }) => id),
    limits,
  );
}

/** What a person may do that to: one query with the filter of their access. */
export async function findThings(
  call: Call,
  {
    subject,
    action,
    resource,
    context,
    page,
  }: Search & Pick<Evaluation, 'subject' | 'action'> & { resource: { type: string } },
): Promise<Found> {
  const limits = limitsOf(page);
  const access = subject.type === 'user' ? (await accessesOf(call, [subject.id])).get(subject.id) : undefined;
  const { type, second } = call.policy.permission(action.name);
  const other = await secondIn(call, context);
  if (!access || type === '' || type !== resource.type || (other?.type ?? '') !== second)
    return pageOf([], limits);
  const filter = access.filter(action.name, other && { for: other });
  return pageOf(await listResources(call, { type, filter, page: limits }), limits);
}

/** What a person may do here: one access, asked about each permission on this type. */
export async function findActions(
  call: Call,
  { subject, resource, context, page }: Search & Pick<Evaluation, 'subject' | 'resource'>,
): Promise<Found> {
  const limits = limitsOf(page);
  const access = subject.type === 'user' ? (await accessesOf(call, [subject.id])).get(subject.id) : undefined;
  const about = await knownIn(call, resource, context);
  if (!access || !about) return pageOf([], limits);
  const pair = about.second && { for: about.second };
  const may = [...call.policy.permissions.values()].filter((one) => access.can(one, about.resource, pair));
  const after = may.map(({ id }) => id).filter((id) => id > limits.after);
  return pageOf(after.sort(), limits);
}

/** The resources of a question, if there are such. */
async function knownIn(call: Call, named: Entity, context: Search['context']) {
  const things = await thingsOf(call, [named, ...(context?.for ? [context.for] : [])]);
  const [first, second] = [things(named), context?.for && things(context.for)];
  if (!first.isKnown || second?.isKnown === false) return undefined;
  return { resource: first.resource, second: second?.resource };
}

async function secondIn(call: Call, context: Search['context']) {
  const named = context?.for;
  if (!named) return undefined;
  const thing = (await thingsOf(call, [named]))(named);
  // a second one that is not there is no second one that could be asked about
  return thing.isKnown ? thing.resource : { ...thing.resource, type: '' };
}

/** One more than the page holds tells whether there is a next one. */
function limitsOf({ token, limit = USUAL }: PageQuery = {}): IdPage {
  return {
    after: token === undefined || token === '' ? '' : lastOf(token),
    limit: Math.min(limit, MOST) + 1,
  };
}

function pageOf(ids: readonly string[], { limit }: IdPage): Found {
  const page = ids.slice(0, limit - 1);
  const last = ids.length >= limit ? page.at(-1) : undefined;
  return { ids: page, nextToken: last === undefined ? '' : tokenAfter(last) };
}

const tokenAfter = (id: string): string => btoa(encodeURIComponent(id)).replaceAll('=', '');

function lastOf(token: string): string {
  try {
    const id = decodeURIComponent(atob(token));
    if (!id.includes('\0')) return id;
  } catch {
    // told below
  }
  throw new ProblemError('invalid-input', { detail: 'page.token: is not a token of this search' });
}
