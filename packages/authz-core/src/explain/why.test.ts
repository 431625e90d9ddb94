import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  definePolicy,
  explain,
  openAccess,
  why,
  type Access,
  type Assignment,
  type Missing,
  type Policy,
  type Resource,
  type Snapshot,
} from '../index.js';

const NOW = 1_000;
const policy: Policy = definePolicy({
  id: 'library',
  scopes: { group: { tree: true }, club: {} },
  resources: {
    site: {},
    user: { group: 'group' },
    shelf: { group: 'group', club: 'club' },
    loan: { group: 'group' },
  },
  settings: { lending: { byDefault: true } },
  catalogue: { shelves: { label: 'Shelves' } },
  levels: { floor: { at: ['group'], reach: { shelf: { by: ['group'] } } } },
  permissions: {
    browse: { on: 'shelf' },
    lend: { on: 'shelf' },
    tidy: { on: 'shelf' },
    move: { on: 'shelf', allOf: ['lend', 'tidy'] },
    label: { on: 'shelf', area: 'shelves', requires: ['browse'] },
    paint: { on: 'shelf', area: 'shelves' },
    hand: { on: 'shelf', for: 'user' },
    keep: { on: 'loan' },
    return: { on: 'loan' },
    close: { on: 'site' },
  },
  roles: {
    head: { at: ['site'], slot: 'post', grants: [{ can: ['close', 'move', 'hand'], reach: 'everything' }] },
    guest: { at: ['site'], slot: 'post', grants: [{ can: ['return'], reach: 'owner' }] },
    keeper: {
      at: ['group'],
      below: true,
      grants: [
        { can: ['browse', 'tidy'], reach: { by: ['group'] } },
        { can: ['lend'], reach: { by: ['group'] }, when: { lending: true } },
      ],
    },
    clerk: {
      at: ['group'],
      mayHold: ['guest'],
      grants: [{ can: ['hand'], reach: { by: ['group'] }, for: { by: ['group'] } }],
    },
    both: { at: ['group', 'club'], grants: [{ can: ['lend'], reach: { all: ['group', 'club'] } }] },
    archivist: { at: ['site'], grants: [{ can: ['keep'], reach: { by: ['group'], via: ['keeper'] } }] },
    labeller: { at: ['group'], level: 'floor', can: ['label', 'paint'] },
  },
});

const snapshot: Snapshot = {
  site: 'town',
  policy: 'library',
  subject: { id: 'ann' },
  settings: {},
  groups: [
    ['science', 0],
    ['physics', 1],
    ['art', 0],
  ],
  assignments: [],
  expires: 10_000,
};

const open = (assignments: readonly Assignment[], settings = {}) =>
  openAccess(policy, { ...snapshot, assignments, settings }, { now: NOW });
const at = (role: string, ...group: string[]): Assignment => ({ role, scopes: { group } });
const thing = (type: string, within: Resource['within'] & {} = {}, id = '1'): Resource => ({
  site: 'town',
  type,
  id,
  within,
});
const shelf = (...group: string[]) => thing('shelf', { group });
const one = (access: Access, permission: string, resource?: Resource, second?: Resource): Missing => {
  const { missing } = why(access, permission, resource, second && { for: second });
  expect(missing).toHaveLength(1);
  return missing[0]!;
};

describe('why it is allowed', () => {
  it('X-01 C: a reason says where the resource lies below the scope at which the role is held', () => {
    const keeper = { ...at('keeper', 'art', 'science'), source: 'feed', givenBy: 'bob', until: 5_000 };
    expect(why(open([keeper]), 'tidy', shelf('physics'))).toEqual({
      allowed: true,
      reasons: [
        {
          permission: 'tidy',
          role: 'keeper',
          scope: { type: 'group', id: 'science' },
          inherited: { type: 'group', id: 'physics' },
          assignment: keeper,
        },
      ],
      missing: [],
    });
  });

  it('X-01 C: held at the scope itself, nothing is inherited, whatever else reaches it', () => {
    const access = open([at('keeper', 'science', 'physics')]);
    const [reason] = why(access, 'tidy', shelf('physics')).reasons;
    expect([reason?.scope?.id, reason?.inherited]).toEqual(['physics', undefined]);
  });

  it('X-01 C: of a permission about two it names both scopes', () => {
    const access = open([{ role: 'guest' }, at('clerk', 'art', 'science')]);
    const user = thing('user', { group: ['science'] });
    expect(why(access, 'hand', shelf('art'), { for: user }).reasons).toEqual([
      {
        permission: 'hand',
        role: 'clerk',
        scope: { type: 'group', id: 'art' },
        second: { type: 'group', id: 'science' },
        assignment: at('clerk', 'art', 'science'),
      },
    ]);
  });

  it('X-01 C: what goes through another role names its assignment', () => {
    const access = open([{ role: 'archivist' }, at('keeper', 'science')]);
    const loan = thing('loan', { group: ['physics'] });
    expect(why(access, 'keep', loan).reasons).toMatchObject([
      { role: 'archivist', assignment: { role: 'archivist' }, via: at('keeper', 'science') },
    ]);
  });

  it('X-01 C: also where only the second is reached through it', () => {
    const lent: Policy = definePolicy({
      ...policy.document,
      roles: {
        keeper: policy.document.roles.keeper!,
        clerk: {
          at: ['site'],
          grants: [{ can: ['hand'], reach: 'everything', for: { by: ['group'], via: ['keeper'] } }],
        },
      },
    });
    const assignments = [{ role: 'clerk' }, at('keeper', 'art')];
    const access = openAccess(lent, { ...snapshot, assignments }, { now: NOW });
    const user = thing('user', { group: ['art'] });
    expect(why(access, 'hand', shelf('science'), { for: user }).reasons).toMatchObject([
      { role: 'clerk', via: at('keeper', 'art'), second: { type: 'group', id: 'art' } },
    ]);
  });

  it('X-01 C: a role that asks for several scopes at once names them all', () => {
    const held = { role: 'both', scopes: { group: ['art'], club: ['chess'] } };
    const resource = thing('shelf', { group: ['art'], club: ['chess'] });
    expect(why(open([held]), 'lend', resource).reasons).toMatchObject([
      { scope: { id: 'art' }, and: [{ type: 'club', id: 'chess' }] },
    ]);
  });

  it('X-01 C: a name for several gives the reasons of each, and no reason twice', () => {
    const { reasons } = why(open([at('keeper', 'art'), at('keeper', 'art')]), 'move', shelf('art'));
    expect(reasons.map(({ permission }) => permission)).toEqual(['lend', 'tidy']);
  });
});

describe('what is missing', () => {
  it('X-01 C: nobody’s role gives it where the resource lies nowhere', () => {
    expect(one(open([]), 'keep', thing('loan'))).toEqual({
      permission: 'keep',
      code: 'not-granted',
      roles: [],
      supply: [],
    });
  });

  it('X-01 C: which roles would give it, and at which of the resource’s scopes', () => {
    expect(one(open([]), 'tidy', shelf('physics', 'art'))).toEqual({
      permission: 'tidy',
      code: 'not-granted',
      roles: ['head', 'keeper'],
      supply: [{ role: 'head' }, at('keeper', 'physics'), at('keeper', 'art')],
    });
  });

  it('X-01 C: of a name for several, only the part that is missing', () => {
    const access = open([at('keeper', 'art')], { lending: false });
    expect(one(access, 'move', shelf('art'))).toEqual({
      permission: 'lend',
      code: 'setting-off',
      settings: { lending: true },
      roles: ['head'],
      supply: [{ role: 'head' }],
    });
  });

  it('X-01 C: a setting keeps everybody from it', () => {
    const narrow: Policy = definePolicy({
      ...policy.document,
      roles: { keeper: policy.document.roles.keeper! },
    });
    const off = { ...snapshot, settings: { lending: false } };
    const { missing } = why(openAccess(narrow, off, { now: NOW }), 'lend', shelf('art'));
    expect(missing).toEqual([
      { permission: 'lend', code: 'setting-off', settings: { lending: true }, roles: [], supply: [] },
    ]);
  });

  it('X-01 C: no setting is named while a role gives it as things are', () => {
    expect(one(open([], { lending: false }), 'lend', shelf('art'))).toMatchObject({
      code: 'not-granted',
      roles: ['head'],
    });
  });

  it('X-01 C: the fewest settings that would have to be otherwise', () => {
    const when = (settings: Record<string, boolean>) => ({
      can: ['lend'],
      reach: 'everything' as const,
      when: settings,
    });
    const strict: Policy = definePolicy({
      ...policy.document,
      settings: { lending: { byDefault: true }, open: { byDefault: true } },
      roles: {
        guest: { at: ['site'], grants: [when({ lending: false, open: false }), when({ open: false })] },
      },
    });
    const access = openAccess(strict, { ...snapshot, assignments: [{ role: 'guest' }] }, { now: NOW });
    expect(one(access, 'lend', shelf('art')).settings).toEqual({ open: false });
  });

  it('X-01 C: they have it elsewhere', () => {
    const missing = one(open([at('keeper', 'science')]), 'tidy', shelf('art'));
    expect(missing).toMatchObject({
      code: 'held-elsewhere',
      elsewhere: [{ type: 'group', id: 'science' }],
      supply: [{ role: 'head' }, at('keeper', 'art')],
    });
    expect(one(open([{ role: 'guest' }]), 'return', thing('loan'))).toMatchObject({
      code: 'held-elsewhere',
      elsewhere: ['owner'],
    });
  });

  it('X-01 C: an exception keeps them from it', () => {
    const keeper = { ...at('keeper', 'science'), except: { group: ['physics'] } };
    expect(one(open([keeper]), 'tidy', shelf('physics'))).toMatchObject({
      code: 'excepted',
      assignment: keeper,
    });
  });

  it('X-01 C: which half of a pair', () => {
    const access = open([{ role: 'guest' }, at('clerk', 'art')]);
    const [art, science] = ['art', 'science'].map((id) => thing('user', { group: [id] })) as [
      Resource,
      Resource,
    ];
    const held = { elsewhere: [{ type: 'group', id: 'art' }] };
    expect(one(access, 'hand', shelf('art'), science)).toMatchObject({ half: 'second', ...held });
    expect(one(access, 'hand', shelf('science'), art)).toMatchObject({ half: 'first', ...held });
    const neither = one(access, 'hand', shelf('science'), science);
    expect([neither.code, neither.half]).toEqual(['held-elsewhere', undefined]);
    expect(neither.supply).toContainEqual(at('clerk', 'science'));
  });

  it('X-01 C: both scopes where one will not do', () => {
    const access = open([]);
    const resource = thing('shelf', { group: ['art', 'science'], club: ['chess'] });
    expect(one(access, 'lend', resource).supply).toContainEqual({
      role: 'both',
      scopes: { group: ['science'], club: ['chess'] },
    });
  });

  it('X-01 X-04 C: an assignment has ended, or has not yet begun', () => {
    const ended = { ...at('keeper', 'art'), until: NOW };
    const before = { ...at('keeper', 'art'), until: NOW - 1 };
    const later = { ...at('keeper', 'art'), from: NOW + 2 };
    const soon = { ...at('keeper', 'art'), from: NOW + 1 };
    const never = { ...at('keeper', 'art'), from: NOW - 1, until: NOW - 1 };
    const cause = (...held: Assignment[]) => one(open(held), 'tidy', shelf('art'));
    expect(cause(never, before, ended)).toMatchObject({ code: 'ended', assignment: ended });
    expect(cause(ended, later, soon)).toMatchObject({ code: 'not-begun', assignment: soon });
    expect(cause({ ...soon, ...at('keeper', 'science') }).code).toBe('not-granted');
  });

  it('X-01 C: a role held that may not be held, and the one that it takes', () => {
    const user = thing('user', { group: ['art'] });
    expect(one(open([at('clerk', 'art')]), 'hand', shelf('art'), user)).toMatchObject({
      code: 'may-not-hold',
      assignment: at('clerk', 'art'),
      supply: [{ role: 'head' }, { role: 'guest' }],
    });
  });

  it('X-01 C: the role of the same slot gives way, also where others hang on it', () => {
    const access = open([{ role: 'guest' }, at('clerk', 'science')]);
    const missing = one(access, 'close');
    expect(missing.supply).toEqual([{ role: 'head' }]);
  });

  it('X-01 RL-17 C: a role has it, but not what it does not work without', () => {
    const held = at('labeller', 'art');
    expect(one(open([held]), 'label', shelf('art'))).toMatchObject({
      code: 'requirement-missing',
      assignment: held,
      requires: ['browse'],
    });
    // held elsewhere, or at another time, it would not help to have it
    expect(one(open([at('labeller', 'science')]), 'label', shelf('art')).code).toBe('not-granted');
    const ended = { ...held, until: NOW };
    expect(one(open([ended]), 'label', shelf('art')).code).toBe('not-granted');
  });

  it('X-01 C: the role that another one goes through', () => {
    const access = open([{ role: 'archivist' }]);
    const missing = one(access, 'keep', thing('loan', { group: ['art'] }));
    expect(missing).toMatchObject({ code: 'not-granted', supply: [at('keeper', 'art')] });
  });

  it('X-01 X-09 C: what cannot even be asked has one cause, and nothing is thrown', () => {
    const access = open([]);
    expect(one(access, 'fly')).toMatchObject({ code: 'unknown-permission' });
    expect(one(access, 'tidy')).toMatchObject({ code: 'resource-missing' });
    expect(one(openAccess(policy, snapshot, { now: 10_000 }), 'tidy', shelf('art')).code).toBe('expired');
    for (const within of [null, 7, { group: 'art' }, { group: [7, null, {}] }, { group: { length: 1 } }])
      expect(one(access, 'tidy', thing('shelf', within as never)).code).toBe('not-granted');
  });

  it('X-01 X-09 C: whatever is asked, there is an answer, and nothing is thrown', () => {
    const access = open([at('keeper', 'art'), { role: 'archivist' }, at('clerk', 'art')]);
    fc.assert(
      fc.property(
        fc.anything(),
        fc.anything(),
        fc.constantFrom('tidy', 'hand', 'keep'),
        (some, id, known) => {
          const shapes = [some, { ...shelf(), within: some }, { ...shelf(), within: { group: [some, 'x'] } }];
          for (const resource of shapes as Resource[]) {
            for (const permission of [known, id as string]) {
              const decision = why(access, permission, resource, { for: some as Resource });
              expect(decision.allowed).toBe(false);
              expect(explain(policy, decision).length).toBeGreaterThan(0);
            }
          }
        },
      ),
      { numRuns: 200 },
    );
  });
});
