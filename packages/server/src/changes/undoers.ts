import type { Resource } from '@provost/authz-core';
import { decideRole } from '../access/decide-role.js';
import { putRole, removeRoles, type HeldRole } from '../assignments/held-roles.js';
import type { Entry } from '../audit/entries.js';
import { record } from '../audit/record.js';
import { addContent, removeContent } from '../groups/assigned-content.js';
import { archiveGroup, unarchiveGroup } from '../groups/archive-group.js';
import { updateGroup } from '../groups/change-group.js';
import { deleteGroup, restoreGroup } from '../groups/delete-group.js';
import { addMembers, removeMembers } from '../groups/members.js';
import { moveGroup } from '../groups/move-group.js';
import { updateUser } from '../people/change-person.js';
import { updateSettings } from '../settings/change-settings.js';
import type { Concerned, ChangeRun } from './run.js';
import { setLevel } from './set-level.js';

/** Makes what one entry of the audit tells of as it was before. */
type Undoer = (run: ChangeRun, entry: Entry) => Promise<unknown>;

/** Whatever the version is: that nothing newer stands on it has been seen to. */
const ANY = '*';

const listOf = (side: unknown, name: string): string[] =>
  (side as Record<string, string[] | undefined> | null)?.[name] ?? [];

/** As: what `record` was given by those who change a person. */
const restorePerson: Undoer = ({ call }, { resource, before }) => {
  const { name, email, role } = before as { name: string; email: string; role: string };
  return updateUser(call, resource.id, { ifMatch: ANY, name, email, role });
};

/** An end that is past by now is Viewer. */
const restoreLevel: Undoer = (run, { resource, person, before }) => {
  const { area, level, until } = before as {
    area: string;
    level: 'editor' | 'viewer';
    until?: string | null;
  };
  const isOver = until !== null && until !== undefined && Date.parse(until) <= run.call.now;
  return setLevel(run, {
    groupId: resource.id,
    userId: person ?? '',
    area,
    level: isOver ? 'viewer' : level,
    until: isOver || level === 'viewer' ? undefined : (until ?? undefined),
  });
};

/** Roles as they were, from whom and since when; those that would be over by now stay away. */
const restoreRoles: Undoer = async (run, { resource, person, before, after }) => {
  const { call } = run;
  const place = resource.type === 'user' ? undefined : await run.place(resource);
  const to = await run.person(person ?? '');
  const now = heldOf(after);
  const then = heldOf(before).filter(({ until }) => until === null || Date.parse(until) > call.now);
  const why = await decideBack(run, { place, to, now, then });
  const at = { type: place?.type ?? 'site', id: place?.id ?? call.site.id };
  const roles = [...new Set([...now, ...then].map(({ role }) => role))];
  await removeRoles(call, { ...at, people: [to.resource.id], roles });
  for (const one of then) await putRole(call, to.resource.id, one);
  await record(call, [
    {
      action: then.length > 0 ? 'role-given' : 'role-taken',
      resource,
      person: to.resource.id,
      before: { held: now },
      after: { held: then },
      ...(why ? { why } : {}),
    },
  ]);
  run.touch(to.resource.id, place);
};

const heldOf = (side: unknown): HeldRole[] => (side as { held: HeldRole[] } | null)?.held ?? [];

interface Back {
  readonly place: Resource | undefined;
  readonly to: Concerned;
  readonly now: readonly HeldRole[];
  readonly then: readonly HeldRole[];
}

/** What comes back is given, and what nothing of its slot comes back for is taken. */
async function decideBack(run: ChangeRun, { place: at, to, now, then }: Back) {
  const { call } = run;
  const slotOf = (role: string) => call.policy.roles.get(role)?.slot ?? role;
  const decisions = [];
  for (const { role, from, until } of then) {
    const times = { from: msOf(from), until: msOf(until) };
    decisions.push(await decideRole(call, { role, at, to, ...times }));
  }
  const back = new Set(then.map(({ role }) => slotOf(role)));
  for (const { role } of now) {
    if (!back.has(slotOf(role))) decisions.push(await decideRole(call, { role, at, to, take: true }));
  }
  for (const decision of decisions) run.require(decision, to.resource, at);
  return decisions[0];
}

const msOf = (time: string | null): number | undefined => (time === null ? undefined : Date.parse(time));

/** Action → what undoes it: by the very services that make such a change, so that the core decides on it anew. */
export const undoers: Readonly<Record<string, Undoer>> = {
  'role-given': restoreRoles,
  'role-taken': restoreRoles,
  'role-changed': restorePerson,
  'person-changed': restorePerson,
  'level-set': restoreLevel,
  'members-added': ({ call }, { resource, after }) =>
    removeMembers(call, resource.id, listOf(after, 'userIds')),
  'members-removed': ({ call }, { resource, before }) =>
    addMembers(call, resource.id, listOf(before, 'userIds')),
  'content-added': ({ call }, { resource, after }) =>
    removeContent(call, resource.id, listOf(after, 'contentIds')),
  'content-removed': ({ call }, { resource, before }) =>
    addContent(call, resource.id, listOf(before, 'contentIds')),
  'group-changed': ({ call }, { resource, before }) => {
    // as: what `updateGroup` recorded
    const { name, description } = before as { name: string; description: string };
    return updateGroup(call, resource.id, { ifMatch: ANY, name, description });
  },
  'group-deleted': ({ call }, { resource }) => restoreGroup(call, resource.id),
  'group-restored': ({ call }, { resource }) =>
    deleteGroup(call, resource.id, { ifMatch: ANY, withBelow: true }),
  'group-archived': ({ call }, { resource }) => unarchiveGroup(call, resource.id, ANY),
  'group-unarchived': ({ call }, { resource }) => archiveGroup(call, resource.id, ANY),
  'group-moved': ({ call }, { resource, before }) => {
    // as: what `moveGroup` recorded
    const { parentId } = before as { parentId: string | null };
    return moveGroup(call, resource.id, { ifMatch: ANY, parentId, confirm: true });
  },
  'settings-changed': ({ call }, { before }) =>
    updateSettings(call, { ifMatch: ANY, settings: before as Record<string, boolean> }),
};
