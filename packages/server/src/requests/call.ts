import { openAccess, type Access, type Policy } from '@provost/authz-core';
import { sql } from 'kysely';
import { heldSql, inOrder, type HeldRow, type Holder } from '../access/held-rows.js';
import { withoutTree } from '../access/without-tree.js';
import { snapshotFrom, snapshotOf } from '../access/snapshot-of.js';
import { kept } from '../database/kept.js';
import type { Database } from '../database/tables.js';
import { ProblemError } from './problem-error.js';

/** What a token says: who asks, on which site. */
export interface Identity {
  readonly site: string;
  readonly person: string;
  /** When the token ends. Milliseconds since 1970-01-01T00:00Z; never, unless told. */
  readonly until?: number;
}

/** What the app is made with; nothing else reaches it from outside. */
export interface Dependencies {
  readonly db: Database;
  readonly policies: readonly Policy[];
  /** Milliseconds since 1970-01-01T00:00Z. */
  readonly now: () => number;
  readonly newId: () => string;
}

/** One request as services see it: who asks, what they may do, and the database or the transaction to do it in. */
export interface Call {
  readonly db: Database;
  readonly site: {
    readonly id: string;
    readonly name: string;
    readonly settings: Readonly<Record<string, boolean>>;
    readonly settingsVersion: number;
    readonly turnedOn: Readonly<Record<string, string>>;
  };
  readonly policy: Policy;
  readonly access: Access;
  readonly person: { readonly id: string; readonly name: string; readonly email: string };
  readonly now: number;
  readonly newId: () => string;
  readonly requestId: string;
  /** Shared by all that this call changes: it is undone together (X-05). */
  readonly changeId: string;
  /** The change set that this one undoes. */
  readonly undoes?: string;
}

/** How a call is opened. */
export interface OpenCallOptions {
  readonly db: Database;
  readonly identity: Identity;
  readonly requestId: string;
  /** A deleted group that counts as living (see `snapshotOf`). */
  readonly revived?: string | undefined;
  /** For who asks for filters alone: a decision about anything in a group is no (see `withoutTree`). */
  readonly treeless?: boolean | undefined;
}

/**
 * Loads the person's snapshot and opens their access on it, in the transaction that is given.
 * @throws {ProblemError} 401 when the token speaks of a site or a person that is not here.
 */
export async function openCall(
  { policies, now, newId }: Dependencies,
  { db, identity, requestId, revived, treeless }: OpenCallOptions,
): Promise<Call> {
  const moment = now();
  const holder = { ...identity, now: moment, revived };
  const { row, held } = await readSite(db, holder);
  const policy = policies.find(({ id }) => id === row?.policy);
  if (!row || row.person_name === null) {
    throw new ProblemError('unauthenticated', {
      detail: 'The token is for somebody who is not on this site.',
    });
  }
  if (!policy) throw new Error(`The server was started without the policy ${row.policy}`);
  const snapshot = await snapshotFrom(db, { ...holder, policy, settings: row.settings, treeless }, held);
  const places = treeless ? { places: withoutTree(policy, identity.site) } : {};
  return {
    db,
    site: {
      id: identity.site,
      name: row.name,
      settings: row.settings,
      settingsVersion: row.settings_version,
      turnedOn: row.turned_on,
    },
    policy,
    access: openAccess(policy, snapshot, { now: moment, ...places }),
    person: { id: identity.person, name: row.person_name, email: row.email ?? '' },
    now: moment,
    newId,
    requestId,
    changeId: newId(),
  };
}

/** The same call after a change that gave the person roles, with their access as it is now. */
export async function reopened(call: Call): Promise<Call> {
  const { db, site, person, policy, now } = call;
  const snapshot = await snapshotOf(db, {
    site: site.id,
    person: person.id,
    policy,
    settings: site.settings,
    now,
  });
  return { ...call, access: openAccess(policy, snapshot, { now }) };
}

interface SiteRow {
  name: string;
  policy: string;
  settings: Record<string, boolean>;
  settings_version: number;
  turned_on: Record<string, string>;
  person_name: string | null;
  email: string | null;
}

/** The site, the person and what they hold there: one question, since every request asks it. */
async function readSite(db: Database, holder: Holder) {
  const { rows } = await sql<SiteRow & (HeldRow | { role: null })>`${kept('site')}
    select s.name, s.policy, s.settings, s.settings_version, s.turned_on, p.name as person_name, p.email, h.*
    from sites s
    left join people p on p.site = s.site and p.id = ${holder.person}
    left join (${heldSql(holder)}) h on true
    where s.site = ${holder.site} order by ${inOrder}`.execute(db);
  return { row: rows[0], held: rows.filter((row): row is SiteRow & HeldRow => row.role !== null) };
}

/** Keeps the site's settings as they are until the transaction ends; a change of them wants `update`. */
export const lockSite = (tx: Database, site: string, how: 'share' | 'update'): Promise<unknown> =>
  sql`select 1 from sites where site = ${site} ${sql.raw(`for ${how}`)}`.execute(tx);
