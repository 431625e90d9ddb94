import { defaultRoleOf, type Decision, type Resource } from '@provost/authz-core';
import { sql } from 'kysely';
import { accessOf, decideRole } from '../access/decide-role.js';
import { allowed, requireOperation } from '../access/refusal.js';
import { siteSlot, slotRoles } from '../access/snapshot-of.js';
import { endRoles } from '../assignments/end-roles.js';
import { record } from '../audit/record.js';
import { EVERYONE, giveDefaults } from '../defaults/give-defaults.js';
import { sortKey } from '../database/sort-key.js';
import type { Database } from '../database/tables.js';
import { isTaken } from '../database/transaction.js';
import type { Call, Identity } from '../requests/call.js';
import { invalid, ProblemError } from '../requests/problem-error.js';
import { requireVersion } from '../requests/version.js';
import { describeUser, findPerson, personResource, resourceOf, type PersonRow } from './find-people.js';

/** A person to be added. */
export interface NewPerson {
  readonly name: string;
  readonly email: string;
  readonly role?: string | undefined;
  readonly externalId?: string | undefined;
}

/**
 * Takes turns with everybody else who changes this person, and holds the roles of who asks: of two people who
 * demote each other at once, the second is asked again with what the first left them.
 */
export const lockPeople =
  (id: string) =>
  (tx: Database, { site, person }: Identity): Promise<unknown> =>
    sql`select 1 from people where site = ${site} and id = any(${[id, person]}::text[])
      order by id for update`.execute(tx);

/** EV-15: adds a person; whatever role they have, it brings no level in any group. */
export async function createUser(call: Call, { name, email, role, externalId }: NewPerson) {
  const { db, site, policy, person: by, now, newId } = call;
  const why = requireOperation(call, 'people.create');
  const id = newId();
  const given = role === undefined || isDefault(call, role) ? undefined : slotRole(call, role);
  if (given !== undefined) {
    const person = { id, role: defaultRoleOf(policy, siteSlot(policy)) ?? '' };
    await decideRoleChange(call, { person, resource: personResource(site.id, id) }, given);
  }
  await valuesInUse(
    db
      .insertInto('people')
      .values({
        site: site.id,
        id,
        external_id: externalId ?? null,
        name,
        sort_key: sortKey(name),
        email,
        note: '',
        version: 1,
        created_at: new Date(now),
        created_by: by.id,
      })
      .execute(),
  );
  if (given !== undefined) await giveRole(call, id, given);
  const scopes = policy.document.scopes.audience ? { audience: EVERYONE } : {};
  await giveDefaults(call, [{ name: 'person-created', subject: id, scopes }]);
  await record(call, [
    {
      action: 'person-created',
      resource: { type: 'user', id },
      person: id,
      after: {
        name,
        email,
        role: given ?? defaultRoleOf(policy, siteSlot(policy)),
        externalId: externalId ?? null,
      },
      why,
    },
  ]);
  return describeUser(call, id);
}

/** EV-13, EV-19: changes a person. A role that changes leaves all levels in groups as they are stored. */
export async function updateUser(
  call: Call,
  id: string,
  change: {
    ifMatch: string | undefined;
    name?: string | undefined;
    email?: string | undefined;
    role?: string | undefined;
  },
) {
  await endRoles(call, [id]);
  const person = await findPerson(call, id);
  const resource = await resourceOf(call, id);
  const why = [
    ...(change.name !== undefined || change.email !== undefined
      ? [requireOperation(call, 'people.edit', resource)]
      : []),
    ...(change.role === undefined ? [] : await decideRoleChange(call, { person, resource }, change.role)),
  ];
  requireVersion(change.ifMatch, person.version);
  const before = { name: person.name, email: person.email, role: person.role };
  const after = {
    name: change.name ?? person.name,
    email: change.email ?? person.email,
    role: change.role ?? person.role,
  };
  if (JSON.stringify(before) !== JSON.stringify(after)) {
    await save(call, person, after);
    await record(call, [
      {
        action: before.role === after.role ? 'person-changed' : 'role-changed',
        resource: { type: 'user', id },
        person: id,
        before,
        after,
        ...(why[0] ? { why: { ...why[0], reasons: why.flatMap(({ reasons }) => reasons) } } : {}),
      },
    ]);
  }
  return describeUser(call, id);
}

/** Decides on a role in the slot, and asks for a yes where somebody else would lose theirs by it. */
async function decideRoleChange(
  call: Call,
  { person, resource }: { person: Pick<PersonRow, 'id' | 'role'>; resource: Resource },
  role: string,
): Promise<Decision[]> {
  if (slotRole(call, role) === person.role) return [];
  const to = { resource, access: await accessOf(call, person.id) };
  const decision = await decideRole(call, { role, to });
  allowed(call.policy, decision);
  if (decision.cautions.includes('replaces')) {
    throw new ProblemError('confirm-needed', {
      detail: 'Somebody else would lose this role. Confirm it with a set of changes: POST /v1/changes.',
    });
  }
  return [decision];
}

async function save(
  call: Call,
  { site, id, role, version }: PersonRow,
  after: { name: string; email: string; role: string },
) {
  await valuesInUse(
    call.db
      .updateTable('people')
      .set({ name: after.name, email: after.email, sort_key: sortKey(after.name), version: version + 1 })
      .where('site', '=', site)
      .where('id', '=', id)
      .execute(),
  );
  if (role === after.role) return;
  await call.db
    .deleteFrom('assignments')
    .where('site', '=', site)
    .where('person', '=', id)
    .where('scope_type', '=', 'site')
    .where('role', 'in', slotRoles(call.policy))
    .execute();
  if (!isDefault(call, after.role)) await giveRole(call, id, after.role);
}

/** A role of the slot that the policy knows; a fault of the input otherwise. */
function slotRole({ policy }: Call, role: string): string {
  if (slotRoles(policy).includes(role)) return role;
  throw invalid('json.role', `must be one of ${slotRoles(policy).join(', ')}`);
}

const isDefault = ({ policy }: Call, role: string): boolean =>
  defaultRoleOf(policy, siteSlot(policy)) === role;

const giveRole = ({ db, site, person, now }: Call, to: string, role: string): Promise<unknown> =>
  db
    .insertInto('assignments')
    .values({
      site: site.id,
      person: to,
      role,
      scope_type: 'site',
      scope_id: site.id,
      source: 'set',
      given_by: person.id,
      given_at: new Date(now),
      from_at: null,
      until_at: null,
    })
    .execute();

async function valuesInUse<T>(writing: Promise<T>): Promise<T> {
  try {
    return await writing;
  } catch (error) {
    if (isTaken(error, 'people_email')) {
      throw new ProblemError('email-taken', { detail: 'Somebody on this site has this e-mail address.' });
    }
    if (isTaken(error, 'people_external_id')) {
      throw new ProblemError('external-id-taken', { detail: 'Somebody on this site has this external id.' });
    }
    throw error;
  }
}
