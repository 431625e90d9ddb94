import type { Resource, Role } from '@provost/authz-core';
import { sql } from 'kysely';
import { decideRole } from '../access/decide-role.js';
import { knownNames } from '../access/knows.js';
import { slotRoles } from '../access/snapshot-of.js';
import { putRole, removeRoles, rolesHeld, type HeldRole } from '../assignments/held-roles.js';
import { record } from '../audit/record.js';
import { ProblemError } from '../requests/problem-error.js';
import type { ChangeRun } from './run.js';
import { setLevel } from './set-level.js';
import {
  invalidChange,
  msOf,
  newRole,
  requireTimes,
  type Given,
  type Outcome,
  type Times,
} from './new-role.js';

/** Where a role is held; none: the site. */
export type At = { readonly type: string; readonly id: string } | undefined;

/** A role to be given or taken. */
export interface RoleChange {
  readonly userId: string;
  readonly role: string;
  readonly at?: At;
  /** RFC 3339. */
  readonly from?: string | undefined;
  readonly until?: string | undefined;
}

const UNCHANGED: Outcome = { status: 'unchanged' };
const CHANGED: Outcome = { status: 'changed' };

/** Gives a role, for a time or for good; one of a slot takes the place of the one that was there. */
export async function giveRole(run: ChangeRun, change: RoleChange): Promise<Outcome> {
  const { call } = run;
  const { userId, at, from, until } = change;
  const role = roleOf(run, change.role);
  const area = areaOf(run, role.id, at);
  if (area !== undefined && at && from === undefined)
    return setLevel(run, { groupId: at.id, userId, area, level: 'editor', until });
  requireTimes(run, { role, from, until });
  const place = await run.place(at);
  const to = await run.person(userId);
  const times = { from: msOf(from), until: msOf(until) };
  const why = await decideRole(call, { role: role.id, at: place, to, ...times });
  run.require(why, to.resource, place);
  const where = whereOf(run, at);
  const before = (await rolesHeld(call, { ...where, people: [userId], roles: alike(run, role) })).filter(
    ({ bundle }) => bundle === '',
  );
  if (isSo(before, { role, from, until })) return UNCHANGED;
  const replaced = await replacedBy(run, { role, where, userId });
  const caution = await requireConfirmed(run, role, replaced);
  // a bundle is another assignment, and stays
  for (const one of before) await removeOne(run, userId, one);
  const after = role.byDefault ? [] : [newRole(run, { role: role.id, where, from, until })];
  for (const one of after) await putRole(call, userId, one);
  await record(call, [
    { ...entry('role-given', userId, place), before: held(before), after: held(after), why },
  ]);
  run.touch(userId, place);
  for (const person of replaced) await takeRole(run, { userId: person, role: role.id, at });
  return { ...CHANGED, ...caution };
}

/** Takes a role away; of a slot's, the default one is left. */
export async function takeRole(run: ChangeRun, { userId, role: id, at }: RoleChange): Promise<Outcome> {
  const { call } = run;
  const role = roleOf(run, id);
  const area = areaOf(run, role.id, at);
  if (area !== undefined && at) return setLevel(run, { groupId: at.id, userId, area, level: 'viewer' });
  const place = await run.place(at);
  const to = await run.person(userId);
  const why = await decideRole(call, { role: role.id, at: place, to, take: true });
  run.require(why, to.resource, place);
  const which = { ...whereOf(run, at), people: [userId], roles: [role.id] };
  const before = await rolesHeld(call, which);
  if (before.length === 0) return UNCHANGED;
  await removeRoles(call, which);
  await record(call, [{ ...entry('role-taken', userId, place), before: held(before), after: held([]), why }]);
  run.touch(userId, place);
  return CHANGED;
}

function roleOf({ call }: ChangeRun, id: string): Role {
  const role = call.policy.roles.get(id);
  if (role) return role;
  throw invalidChange(`There is no role “${id}”.`);
}

/** The area whose Editors hold the role at a group: its level is set, with all that hangs on it. */
function areaOf({ call }: ChangeRun, role: string, at: At): string | undefined {
  if (at?.type !== 'group') return undefined;
  return Object.entries(call.policy.document.areas).find(([, { editor }]) => editor === role)?.[0];
}

const whereOf = ({ call }: ChangeRun, at: At) => ({
  type: at?.type ?? 'site',
  id: at?.id ?? call.site.id,
});

/** The roles of which a person has one. */
const alike = ({ call }: ChangeRun, { id, slot }: Role): string[] =>
  slot === undefined ? [id] : slotRoles(call.policy, slot);

/** Is it held just so already? */
function isSo(held: readonly HeldRole[], { role, from, until }: Times): boolean {
  const [one, ...more] = held;
  if (!one) return role.byDefault === true;
  const isAt = (stored: string | null, wanted: string | undefined) =>
    (stored === null ? undefined : Date.parse(stored)) === msOf(wanted);
  return more.length === 0 && one.role === role.id && isAt(one.from, from) && isAt(one.until, until);
}

const removeOne = ({ call }: ChangeRun, person: string, { role, type, id, bundle }: HeldRole) =>
  call.db
    .deleteFrom('assignments')
    .where('site', '=', call.site.id)
    .where('person', '=', person)
    .where('role', '=', role)
    .where('scope_type', '=', type)
    .where('scope_id', '=', id)
    .where('bundle', '=', bundle)
    .execute();

/** Who has to go for somebody more to have the role: the longest there first (LR-12, SG-02). */
async function replacedBy(
  { call }: ChangeRun,
  { role, where, userId }: { role: Role; where: Given['where']; userId: string },
): Promise<string[]> {
  const { atMost, whenFull } = role.holders ?? {};
  if (atMost === undefined || whenFull !== 'replace') return [];
  const rows = await rolesHeld(call, { ...where, roles: [role.id] });
  const now = rows.filter(({ from, until }) => until === null && (msOf(from ?? undefined) ?? 0) <= call.now);
  const others = [...new Set(now.map(({ person }) => person))].filter((person) => person !== userId);
  const gone = others.slice(0, Math.max(0, others.length - atMost + 1));
  if (gone.length > 0) {
    await sql`select 1 from people where site = ${call.site.id} and id = any(${gone}::text[])
      order by id for update`.execute(call.db);
  }
  return gone;
}

/** Whoever replaces somebody is asked first; they are named to those who may see them. */
async function requireConfirmed(
  run: ChangeRun,
  role: Role,
  replaced: readonly string[],
): Promise<Pick<Outcome, 'cautions' | 'replaces'>> {
  if (replaced.length === 0) return {};
  const people = replaced.map((id) => ({ type: 'user', id }));
  const nameOf = await knownNames(run.call, people);
  const replaces = people.flatMap(({ type, id }) => {
    const name = nameOf(type, id);
    return name === undefined ? [] : [{ id, name }];
  });
  if (run.isConfirmed) return { cautions: ['replaces'], replaces };
  const who = replaces.length > 0 ? replaces.map(({ name }) => name).join(', ') : 'whoever has it now';
  throw new ProblemError('confirm-needed', {
    detail: `It takes “${role.label ?? role.id}” from ${who}.`,
    results: [{ index: 0, status: 'refused', replaces }],
  });
}

const held = (rows: readonly HeldRole[]) => ({
  held: rows.map(({ role, type, id, bundle, source, givenBy, givenAt, from, until, except }) => ({
    role,
    type,
    id,
    bundle,
    source,
    givenBy,
    givenAt,
    from,
    until,
    except,
  })),
});

/** The entry of the audit of a role at a place, or at the site. */
const entry = (action: string, person: string, place: Resource | undefined) => ({
  action,
  person,
  resource: place ? { type: place.type, id: place.id } : { type: 'user', id: person },
});
