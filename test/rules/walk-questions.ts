import {
  above,
  decideAssignment,
  mayDo,
  permissionsFor,
  type Access,
  type Resource,
} from '@provost/authz-core';
import { ANY_VERSION, type Answer, type Caller } from '../fixtures/site.js';

/** What a question of the walk may look at: the access as the person's own page opens it, and what there is. */
export interface Seen {
  readonly access: Access;
  thing(type: string, id: string): Resource;
  /** Somebody else's access, as the server knows it. */
  accessOf(person: string): Access;
  readonly all: Readonly<Record<'user' | 'group' | 'course', readonly string[]>>;
  /** How many hold a role there, or at the site. */
  holders(role: string, at: Resource | undefined): number;
  /** The status of what never ends. */
  readonly status: (path: string) => Promise<number>;
  /** Another word each time, for what must be new. */
  readonly fresh: () => string;
}

/** One request of an operation, and what the core says to it. */
export interface Question {
  readonly about: string;
  send(caller: Caller, seen: Seen): Promise<Answer>;
  says(seen: Seen): boolean;
  /** Of a list: the ids of what is to be in it, and how the answer names them. */
  readonly lists?: (seen: Seen) => readonly string[];
  readonly ids?: (answer: Answer) => readonly string[];
}

/** A version that nothing has: who may is told 412, and nothing changes. */
const NO_VERSION = { 'if-match': '"999999"' };

const may = ({ access }: Seen, operation: string, ...about: Resource[]): boolean =>
  mayDo(access, operation, ...about);
const sees = (seen: Seen, group: string): boolean => may(seen, 'groups.view', seen.thing('group', group));
/** An operation on a group that one sees. */
const inGroup = (seen: Seen, operation: string, group: string, ...about: Resource[]): boolean =>
  sees(seen, group) && may(seen, operation, seen.thing('group', group), ...about);
const seesPerson = (seen: Seen, id: string): boolean => may(seen, 'people.view', seen.thing('user', id));

const idsOf = ({ body }: Answer): string[] => (body?.items ?? []).map((item: { id: string }) => item.id);
const membersOf = ({ body }: Answer): string[] =>
  (body?.items ?? []).map(({ user }: { user: { id: string } }) => user.id);

const GROUPS = ['nursing', 'music'] as const;
const PEOPLE = ['tim', 'una', 'zoe'] as const;
const seesCourse = (seen: Seen, id: string): boolean => {
  const course = seen.thing('course', id);
  // where courses are nothing that is asked about, who sees what is in groups sees them
  if (!seen.access.policy.types.has('course')) return may(seen, 'content.view');
  return may(seen, 'courses.view', course) || (asksCourses(seen) && may(seen, 'content.add', course));
};
const asksCourses = ({ access: { policy } }: Seen): boolean =>
  permissionsFor(policy, 'content.add').some((id) => policy.permission(id).type === 'course');

const eachGroup = (make: (group: string) => Omit<Question, 'about'>): Question[] =>
  GROUPS.map((about) => ({ about, ...make(about) }));
const eachPerson = (make: (person: string) => Omit<Question, 'about'>): Question[] =>
  PEOPLE.map((about) => ({ about, ...make(about) }));
const always = (path: string): Question[] => [
  { about: '', send: (caller) => caller.get(path), says: () => true },
];

/** What is undone is decided as the change that undoes it (see `applyChanges`); what is not there is nobody’s. */
const nothingThere = (path: string): Question[] => [
  { about: 'nothing', send: (caller) => caller.post(path), says: () => false },
];

/** Things that have no routes of their own, of a course where it is asked. */
const THINGS = ['session', 'offering', 'space', 'segment', 'event', 'program', 'course'] as const;
const eachThing = (make: (type: string) => Omit<Question, 'about'>): Question[] =>
  THINGS.map((about) => {
    const question = make(about);
    const isThere = ({ access }: Seen) => access.policy.types.has(about);
    return { about, ...question, says: (seen) => isThere(seen) && question.says(seen) };
  });
const idOf = (type: string): string => (type === 'course' ? 'anatomy' : `the-${type}`);
const addressOf = (type: string): string => `/v1/resources/${type}/${idOf(type)}`;
const mayThing = (seen: Seen, type: string, what: string): boolean =>
  may(seen, `${type}s.view`, seen.thing(type, idOf(type))) &&
  may(seen, `${type}s.${what}`, seen.thing(type, idOf(type)));
const isOfCourse = (type: string): boolean => type === 'session' || type === 'event';

/**
 * Every operation of `/v1`, by its id in the contract. Requests change nothing where they can help it: they name what is so
 * already, or a version that is not.
 */
export const questions: Readonly<Record<string, readonly Question[]>> = {
  getSession: always('/v1/session'),
  getCatalogue: always('/v1/catalogue'),
  getSettings: [
    { about: '', send: (caller) => caller.get('/v1/settings'), says: (seen) => may(seen, 'settings.edit') },
  ],
  updateSettings: [
    {
      about: '',
      send: (caller) => caller.patch('/v1/settings', { settings: {} }, NO_VERSION),
      says: (seen) => may(seen, 'settings.edit'),
    },
  ],
  listUsers: [
    {
      about: '',
      send: (caller) => caller.get('/v1/users?limit=200'),
      says: () => true,
      lists: (seen) => seen.all.user.filter((id) => seesPerson(seen, id)),
      ids: idsOf,
    },
  ],
  getUser: eachPerson((id) => ({
    send: (caller) => caller.get(`/v1/users/${id}`),
    says: (seen) => seesPerson(seen, id),
  })),
  createUser: [
    {
      about: '',
      send: (caller, { fresh }) => {
        const name = fresh();
        return caller.post('/v1/users', { name, email: `${name}@example.org` });
      },
      says: (seen) => may(seen, 'people.create'),
    },
  ],
  updateUser: eachPerson((id) => ({
    send: (caller) => caller.patch(`/v1/users/${id}`, { name: 'Somebody' }, NO_VERSION),
    says: (seen) => seesPerson(seen, id) && may(seen, 'people.edit', seen.thing('user', id)),
  })),
  listGroups: [
    {
      about: '',
      send: (caller) => caller.get('/v1/groups?limit=200'),
      says: () => true,
      lists: (seen) => seen.all.group.filter((id) => sees(seen, id)),
      ids: idsOf,
    },
  ],
  createGroup: [
    {
      about: 'at the top',
      send: (caller, { fresh }) => caller.post('/v1/groups', { name: fresh() }),
      says: (seen) => may(seen, 'groups.create'),
    },
    ...eachGroup((parentId) => ({
      send: (caller, { fresh }) => caller.post('/v1/groups', { name: fresh(), parentId }),
      says: (seen) => inGroup(seen, 'groups.create-below', parentId),
    })),
  ],
  getGroup: eachGroup((id) => ({
    send: (caller) => caller.get(`/v1/groups/${id}`),
    says: (seen) => sees(seen, id),
  })),
  updateGroup: eachGroup((id) => ({
    send: (caller) => caller.patch(`/v1/groups/${id}`, { name: 'Another' }, NO_VERSION),
    says: (seen) => inGroup(seen, 'groups.edit', id),
  })),
  deleteGroup: eachGroup((id) => ({
    send: (caller) => caller.delete(`/v1/groups/${id}`, NO_VERSION),
    says: (seen) => inGroup(seen, 'groups.delete', id),
  })),
  // what is not deleted is a conflict for who may
  restoreGroup: eachGroup((id) => ({
    send: (caller) => caller.post(`/v1/groups/${id}/restore`),
    says: (seen) => inGroup(seen, 'groups.delete', id),
  })),
  // to where it is: asked of the group and of what it lies in
  moveGroup: [
    {
      about: 'below another',
      send: (caller) =>
        caller.post('/v1/groups/nursing/move', { parentId: 'college', dryRun: true }, ANY_VERSION),
      says: (seen) => inGroup(seen, 'groups.move', 'nursing') && inGroup(seen, 'groups.move', 'college'),
    },
    {
      about: 'at the top',
      send: (caller) => caller.post('/v1/groups/music/move', { parentId: null, dryRun: true }, ANY_VERSION),
      says: (seen) =>
        inGroup(seen, 'groups.move', 'music') && may(seen, 'groups.move', seen.thing('group', '')),
    },
  ],
  archiveGroup: eachGroup((id) => ({
    send: (caller) => caller.post(`/v1/groups/${id}/archive`, undefined, NO_VERSION),
    says: (seen) => inGroup(seen, 'groups.archive', id),
  })),
  unarchiveGroup: eachGroup((id) => ({
    send: (caller) => caller.post(`/v1/groups/${id}/unarchive`, undefined, NO_VERSION),
    says: (seen) => inGroup(seen, 'groups.archive', id),
  })),
  listAudit: [
    { about: '', send: (caller) => caller.get('/v1/audit'), says: (seen) => may(seen, 'audit.view') },
    ...eachGroup((id) => ({
      send: (caller) => caller.get(`/v1/audit?resourceType=group&resourceId=${id}`),
      says: (seen) => inGroup(seen, 'history.view', id),
    })),
  ],
  exportAudit: [
    { about: '', send: (caller) => caller.get('/v1/audit.csv'), says: (seen) => may(seen, 'audit.view') },
    ...eachGroup((id) => ({
      send: (caller) => caller.get(`/v1/audit.csv?resourceType=group&resourceId=${id}`),
      says: (seen) => inGroup(seen, 'history.view', id),
    })),
  ],
  undoEntry: nothingThere('/v1/audit/999999/undo'),
  undoChanges: nothingThere('/v1/changes/none/undo'),
  listMembers: eachGroup((id) => ({
    send: (caller) => caller.get(`/v1/groups/${id}/members`),
    says: (seen) => inGroup(seen, 'members.view', id),
    lists: (seen) =>
      seen.all.user.filter(
        (person) => isMember(person, id) && inGroup(seen, 'members.view', id, seen.thing('user', person)),
      ),
    ids: membersOf,
  })),
  addMembers: eachGroup((id) => ({
    send: (caller) => caller.post(`/v1/groups/${id}/members`, { userIds: [memberOf(id)] }),
    says: (seen) => inGroup(seen, 'members.add', id) && isKnown(seen, memberOf(id), id),
  })),
  removeMembers: eachGroup((id) => ({
    send: (caller) => caller.post(`/v1/groups/${id}/members/remove`, { userIds: ['zoe'] }),
    says: (seen) => inGroup(seen, 'members.remove', id) && isKnown(seen, 'zoe', id),
  })),
  listGroupContent: eachGroup((id) => ({
    send: (caller) => caller.get(`/v1/groups/${id}/content`),
    says: (seen) => inGroup(seen, 'content.view', id),
  })),
  addContent: eachGroup((id) => ({
    send: (caller) => caller.post(`/v1/groups/${id}/content`, { contentIds: [courseOf(id)] }),
    says: (seen) => inGroup(seen, 'content.add', id, seen.thing('course', courseOf(id))),
  })),
  removeContent: eachGroup((id) => ({
    send: (caller) => caller.post(`/v1/groups/${id}/content/remove`, { contentIds: ['latin'] }),
    says: (seen) =>
      inGroup(seen, 'content.remove', id, seen.thing('course', 'latin')) && seesCourse(seen, 'latin'),
  })),
  listContent: [
    {
      about: '',
      send: (caller) => caller.get('/v1/content?limit=200'),
      says: (seen) => may(seen, 'courses.view') || may(seen, 'content.view'),
      lists: (seen) => seen.all.course.filter((id) => seesCourse(seen, id)),
      ids: idsOf,
    },
  ],
  getGroupTree: [
    {
      about: '',
      send: (caller) => caller.get('/v1/group-tree'),
      says: () => true,
      lists: (seen) => seen.all.group.filter((id) => sees(seen, id)),
      ids: ({ body }) => (body?.ids ?? []) as string[],
    },
  ],
  listThings: eachThing((type) => ({
    send: (caller) => caller.get(`/v1/resources/${type}?limit=200`),
    says: (seen) => may(seen, `${type}s.view`),
    lists: (seen) =>
      type === 'course'
        ? seen.all.course.filter((id) => may(seen, 'courses.view', seen.thing(type, id)))
        : [],
    ids: idsOf,
  })),
  createThing: eachThing((type) => ({
    send: (caller, { fresh }) =>
      caller.post(`/v1/resources/${type}`, {
        name: fresh(),
        ...(isOfCourse(type) ? { within: { course: ['anatomy'] } } : {}),
      }),
    says: (seen) =>
      isOfCourse(type)
        ? may(seen, `${type}s.create`, seen.thing('course', 'anatomy')) &&
          may(seen, 'courses.view', seen.thing('course', 'anatomy'))
        : may(seen, `${type}s.create`, seen.thing(type, 'new')),
  })),
  getThing: eachThing((type) => ({
    send: (caller) => caller.get(addressOf(type)),
    says: (seen) => may(seen, `${type}s.view`, seen.thing(type, idOf(type))),
  })),
  updateThing: eachThing((type) => ({
    send: (caller) => caller.patch(addressOf(type), { name: 'Another' }, NO_VERSION),
    says: (seen) => mayThing(seen, type, 'edit'),
  })),
  deleteThing: eachThing((type) => ({
    send: (caller) => caller.delete(addressOf(type), NO_VERSION),
    says: (seen) => mayThing(seen, type, 'delete'),
  })),
  lookupUsers: [
    {
      about: '',
      send: (caller, { all }) => caller.post('/v1/users/lookup', { emails: all.user }),
      says: () => true,
      lists: (seen) => seen.all.user.filter((id) => seesPerson(seen, id)),
      ids: ({ body }) =>
        (body?.items ?? []).flatMap(({ user }: { user: { id: string } | null }) => (user ? [user.id] : [])),
    },
  ],
  previewSession: eachGroup((id) => ({
    send: (caller) => caller.get(`/v1/users/tim/session-preview?group=${id}`),
    says: (seen) =>
      inGroup(seen, 'permissions.view', id) &&
      (seesPerson(seen, 'tim') || above(seen.access, seen.accessOf('tim'))),
  })),
  // everybody sees their own
  listAssignments: always('/v1/assignments'),
  getEvents: [
    {
      about: '',
      send: async (_, { status }) => ({ status: await status('/v1/events') }) as Answer,
      says: () => true,
    },
  ],
  sendMessage: eachPerson((id) => ({
    send: (caller) => caller.post('/v1/messages', { userIds: [id], subject: 'Hello', text: 'Hello' }),
    says: (seen) => seesPerson(seen, id) && may(seen, 'messages.send', seen.thing('user', id)),
  })),
  listPermissions: eachGroup((id) => ({
    send: (caller) => caller.get(`/v1/groups/${id}/permissions`),
    says: (seen) => inGroup(seen, 'permissions.view', id),
  })),
};

const memberOf = (group: string): string => (group === 'nursing' ? 'tim' : 'una');
const isMember = (person: string, group: string): boolean => memberOf(group) === person;
const courseOf = (group: string): string => (group === 'nursing' ? 'anatomy' : 'harmony');
/** Whom one may name: the people one sees, and those whom one sees as members. */
const isKnown = (seen: Seen, person: string, group: string): boolean =>
  seesPerson(seen, person) ||
  (isMember(person, group) && inGroup(seen, 'members.view', group, seen.thing('user', person)));

/** May this role be given to, or taken from, somebody at a thing? As the server asks: with the other's whole access. */
export function mayAssign(
  seen: Seen,
  { role, at, person, take }: { role: string; at?: Resource; person: string; take?: boolean },
): boolean {
  const access = seen.accessOf(person);
  const roles = access.snapshot.assignments.filter(({ scopes }) => !scopes).map((one) => one.role);
  const to = { id: person, roles, resource: seen.thing('user', person), access };
  const holders = (one: string) => seen.holders(one, at);
  return decideAssignment(seen.access, { role, at, to, take, holders }).allowed;
}

/** The operations whose questions are made for each role of the policy. */
export const delegations = ['applyChanges', 'updatePermissions'];

/** Every role of the policy given to who holds it, and taken from Tim, who does not: it is decided, and nothing changes. */
export function roleQuestions(
  seen: Seen,
  heldAt: (type: string) => string,
  holderOf: (role: string) => string,
) {
  const { policy } = seen.access;
  const editors = Object.values(policy.document.areas).map(({ editor }) => editor);
  return [...policy.roles.values()].flatMap(({ id: role, at: [type = 'site'] }) => {
    const at = type === 'site' ? undefined : seen.thing(type, heldAt(type));
    return [
      { person: holderOf(role), take: false },
      { person: 'tim', take: true },
    ].map(({ person, take }): Question => ({
      about: `${take ? 'take' : 'give'} ${role}`,
      send: (caller) =>
        caller.post('/v1/changes', {
          changes: [
            {
              kind: take ? 'take-role' : 'give-role',
              userId: person,
              role,
              ...(at && { at: { type: at.type, id: at.id } }),
            },
          ],
        }),
      // an area’s level is set to either by whoever may give the role (EV-11)
      says: () => mayAssign(seen, { role, person, take: take && !editors.includes(role), ...(at && { at }) }),
    }));
  });
}
