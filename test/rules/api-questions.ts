import { ANY_VERSION, type Answer, type Caller } from '../fixtures/site.js';

/** Whom and what a question is about. */
export interface About {
  readonly group: string;
  /** The other person, and the level that they are asked to be set to. */
  readonly other: string;
  readonly level: 'editor' | 'viewer';
  /** A person and a course that are outside the group, and one of each inside. */
  readonly outsider: string;
  readonly insider: string;
  readonly unassigned: string;
  readonly assigned: string;
}

type Ask = (as: Caller, about: About) => Promise<Answer>;

const setLevel =
  (area: string, person: (about: About) => string): Ask =>
  (as, about) =>
    as.patch(
      `/v1/groups/${about.group}/permissions`,
      { changes: [{ userId: person(about), area, level: about.level }] },
      ANY_VERSION,
    );

const other = (about: About) => about.other;

/**
 * What somebody sends who does what a permission speaks of; in the order in which asking one after the other
 * spoils no later answer.
 */
export const questions: Readonly<Record<string, Ask>> = {
  'groups.view': (as, { group }) => as.get(`/v1/groups/${group}`),
  'members.view': (as, { group }) => as.get(`/v1/groups/${group}/members`),
  'content.view': (as, { group }) => as.get(`/v1/groups/${group}/content`),
  'permissions.view': (as, { group }) => as.get(`/v1/groups/${group}/permissions`),
  'people.view': (as, about) => as.get(`/v1/users/${about.other}`),
  'members.add': (as, about) => as.post(`/v1/groups/${about.group}/members`, { userIds: [about.outsider] }),
  'members.remove': (as, about) =>
    as.post(`/v1/groups/${about.group}/members/remove`, { userIds: [about.insider] }),
  'content.add': (as, about) =>
    as.post(`/v1/groups/${about.group}/content`, { contentIds: [about.unassigned] }),
  'content.remove': (as, about) =>
    as.post(`/v1/groups/${about.group}/content/remove`, { contentIds: [about.assigned] }),
  'groups.edit': (as, { group }) => as.patch(`/v1/groups/${group}`, { name: 'Another name' }, ANY_VERSION),
  'groups.create': (as) => as.post('/v1/groups', { name: 'A new group' }),
  'people.create': (as) => as.post('/v1/users', { name: 'Nina', email: 'nina@example.org' }),
  'permissions.set-users': setLevel('users', () => 'third'),
  'permissions.set-content': setLevel('content', () => 'third'),
  'set users of other': setLevel('users', other),
  'set content of other': setLevel('content', other),
  'people.edit': (as, about) => as.patch(`/v1/users/${about.other}`, { name: 'Another name' }, ANY_VERSION),
  'roles.assign': async (as, about) => {
    const { body } = await as.get(`/v1/users/${about.other}`);
    const role = (body as { role?: string }).role === 'sub-manager' ? 'user' : 'sub-manager';
    return as.patch(`/v1/users/${about.other}`, { role }, ANY_VERSION);
  },
  'settings.edit': async (as) => {
    const snapshot = await as.get('/v1/session');
    const { settings } = (snapshot.body as { snapshot: { settings: Record<string, boolean> } }).snapshot;
    return as.patch(
      '/v1/settings',
      { settings: { editorViewer: settings.editorViewer !== true } },
      ANY_VERSION,
    );
  },
  'groups.delete': (as, { group }) => as.delete(`/v1/groups/${group}`, ANY_VERSION),
};

/** Questions that change something when they are allowed. */
export const isWrite = (question: string): boolean => !question.endsWith('.view');
