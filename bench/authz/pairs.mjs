// Questions about two resources, to see that they allocate nothing either: may they book this user onto that event,
// where both must lie in groups they lead, and neither in one that is excepted?
import { definePolicy, openAccess, Places } from '@provost/authz-core';

const SITE = 'site';
const GROUPS = 100;

const document = {
  id: 'pairs',
  scopes: { group: { tree: true } },
  resources: { user: { group: 'group' }, event: { group: 'group' } },
  permissions: { book: { on: 'user', for: 'event' } },
  roles: {
    leader: {
      at: ['group'],
      below: true,
      grants: [{ can: ['book'], reach: { by: ['group'] }, for: { by: ['group'] } }],
    },
  },
};

/** Two ways of asking, in the form of the other peers: of numbered resources and of plain ones. */
export function askPairs() {
  const policy = definePolicy(document);
  const groups = Array.from({ length: GROUPS }, (_, i) => [`g${i}`, i % 10 ? 1 : 0]);
  const places = new Places(policy, SITE, groups);
  const access = openAccess(
    policy,
    {
      site: SITE,
      policy: policy.id,
      subject: { id: 'p' },
      settings: {},
      groups: [],
      assignments: [{ role: 'leader', scopes: { group: ['g10', 'g30'] }, except: { group: ['g35'] } }],
      expires: 1,
    },
    { now: 0, places },
  );
  const resource = (type, group) => ({ site: SITE, type, id: 'r', within: { group: [`g${group}`, 'g31'] } });
  return [
    ['provost-pairs', 'token', (one) => places.place(one)],
    ['provost-pairs-plain', 'id', (one) => one],
  ].map(([name, by, own]) => {
    const users = groups.map((_, i) => own(resource('user', i)));
    const pairs = groups.map((_, i) => ({ for: own(resource('event', (i * 7) % GROUPS)) }));
    const count = 1e5;
    const cycle = (things) => Array.from({ length: count }, (_, i) => things[i % things.length]);
    return {
      name,
      askers: cycle(pairs),
      permissions: cycle([by === 'id' ? 'book' : policy.permission('book')]),
      resources: cycle(users),
      check: (pair, permission, user) => access.can(permission, user, pair),
    };
  });
}
