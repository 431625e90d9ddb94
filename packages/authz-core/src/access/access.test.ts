import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  definePolicy,
  matches,
  openAccess,
  Places,
  type Policy,
  type Resource,
  type Snapshot,
} from '../index.js';

const policy: Policy = definePolicy({
  id: 'library',
  scopes: { group: { tree: true } },
  resources: { site: {}, user: {}, shelf: { group: 'group' } },
  settings: { lending: { byDefault: true } },
  permissions: {
    browse: { on: 'shelf' },
    lend: { on: 'shelf' },
    tidy: { on: 'shelf' },
    move: { on: 'shelf', allOf: ['lend', 'tidy'] },
    rename: { on: 'user' },
    close: { on: 'site' },
  },
  roles: {
    keeper: {
      at: ['group'],
      below: true,
      grants: [
        { can: ['browse', 'tidy'], reach: { by: ['group'] } },
        { can: ['lend'], reach: { by: ['group'] }, when: { lending: true } },
      ],
    },
    reader: {
      at: ['site'],
      grants: [
        { can: ['browse'], reach: 'everything' },
        { can: ['rename'], reach: 'self' },
      ],
    },
    head: { at: ['site'], grants: [{ can: ['close', 'move'], reach: 'everything' }] },
  },
  areas: { lending: { label: 'Lending', editor: 'keeper', edit: 'lend', when: { lending: true } } },
});

const NOW = 1_000;
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

const open = (changes: Partial<Snapshot>, now = NOW) =>
  openAccess(policy, { ...snapshot, ...changes }, { now });
const holding = (...assignments: Snapshot['assignments']) => open({ assignments });
const shelf = (id: string, ...group: string[]): Resource => ({
  site: 'town',
  type: 'shelf',
  id,
  within: { group },
});

const keeper = { role: 'keeper', scopes: { group: ['science'] } };
const reader = { role: 'reader' };

describe('what a person may do', () => {
  it('reaches the groups below the one where the role is held, and no others', () => {
    const access = holding(keeper);
    expect(access.can('tidy', shelf('1', 'science'))).toBe(true);
    expect(access.can('tidy', shelf('2', 'physics'))).toBe(true);
    expect(access.can('tidy', shelf('3', 'art'))).toBe(false);
    expect(access.can('tidy', shelf('4', 'art', 'physics'))).toBe(true);
  });

  it('stops at the exceptions of an assignment', () => {
    const access = holding({ ...keeper, except: { group: ['physics'] } });
    expect(access.can('tidy', shelf('1', 'science'))).toBe(true);
    expect(access.can('tidy', shelf('2', 'physics'))).toBe(false);
  });

  it('asks about the site when no resource is given', () => {
    expect(holding({ role: 'head' }).can('close')).toBe(true);
    expect(holding(reader).can('close')).toBe(false);
  });

  it('grants what is made of several as each of them', () => {
    const access = holding({ role: 'head' });
    expect(access.can('move', shelf('1', 'art'))).toBe(true);
    expect(access.can('tidy', shelf('1', 'art'))).toBe(true);
    expect(holding(keeper).can('move', shelf('1', 'art'))).toBe(false);
  });

  it('takes the default of a setting that is not set', () => {
    expect(holding(keeper).can('lend', shelf('1', 'science'))).toBe(true);
    const off = open({ assignments: [keeper], settings: { lending: false } });
    expect(off.can('lend', shelf('1', 'science'))).toBe(false);
    expect(off.can('tidy', shelf('1', 'science'))).toBe(true);
    expect(off.settings).toEqual({ lending: false });
  });

  it('tells areas apart only while the settings say so', () => {
    expect(holding().areas.map(({ id }) => id)).toEqual(['lending']);
    expect(open({ settings: { lending: false } }).areas).toEqual([]);
  });

  it('gives the filter as data', () => {
    expect(holding(reader).filter('browse')).toEqual({ kind: 'everything' });
    expect(holding(reader).filter('tidy')).toEqual({ kind: 'nothing' });
    expect(holding(reader).filter('rename')).toMatchObject({
      kind: 'any',
      of: [{ all: [{ kind: 'self', id: 'ann' }], second: [] }],
    });
    expect(holding(keeper).filter('move')).toMatchObject({
      kind: 'any',
      of: [
        {
          all: [
            { kind: 'in', relation: 'group', scopeType: 'group', ids: ['science'], below: true },
            { kind: 'in', relation: 'group', scopeType: 'group', ids: ['science'], below: true },
          ],
          second: [],
        },
      ],
    });
  });

  it('X-08 C: a reach that resources of the type cannot have is no condition of the filter', () => {
    const vain: Policy = definePolicy({
      ...policy.document,
      areas: {},
      roles: { vain: { at: ['site'], grants: [{ can: ['browse', 'close'], reach: 'self' }] } },
    });
    const access = openAccess(vain, { ...snapshot, assignments: [{ role: 'vain' }] }, { now: NOW });
    expect([access.filter('browse'), access.anywhere('browse')]).toEqual([{ kind: 'nothing' }, false]);
    expect(access.can('browse', { ...shelf('ann'), owner: 'ann' })).toBe(false);
  });

  it('offers in menus what can be done anywhere', () => {
    expect(holding(keeper).anywhere('tidy')).toBe(true);
    expect(holding(keeper).anywhere('rename')).toBe(false);
    expect(holding(reader).anywhere('rename')).toBe(true);
  });
});

describe('why', () => {
  it('X-01 C: a reason names the role, the scope it is held at, and the assignment', () => {
    const created = { ...keeper, source: 'created', givenBy: 'bob' };
    expect(holding(created).decide('tidy', shelf('1', 'physics'))).toEqual({
      allowed: true,
      reasons: [
        { permission: 'tidy', role: 'keeper', scope: { type: 'group', id: 'science' }, assignment: created },
      ],
      missing: [],
    });
  });

  it('X-01 C: every role that allows it is a reason', () => {
    const { reasons } = holding(keeper, reader).decide('browse', shelf('1', 'science'));
    expect(reasons.map(({ role }) => role)).toEqual(['keeper', 'reader']);
  });

  it('X-01 C: a refusal names the part that is missing and the roles that would supply it', () => {
    const access = open({ assignments: [keeper], settings: { lending: false } });
    expect(access.decide('move', shelf('1', 'science'))).toEqual({
      allowed: false,
      reasons: [],
      // a keeper would not supply it while the setting is off
      missing: [{ permission: 'lend', code: 'not-granted', roles: ['head'] }],
    });
  });
});

describe('time', () => {
  const at = (now: number) =>
    open({ assignments: [{ ...reader, from: NOW, until: NOW + 10 }] }, now).can('browse', shelf('1'));

  it('X-04 C: an assignment holds from its first millisecond to the one before its last', () => {
    expect([NOW - 1, NOW, NOW + 9, NOW + 10].map(at)).toEqual([false, true, true, false]);
  });

  it('X-04 C: a role that another one needs does not outlive it', () => {
    const needy: Policy = definePolicy({
      ...policy.document,
      roles: { ...policy.document.roles, keeper: { ...policy.document.roles.keeper!, mayHold: ['reader'] } },
    });
    const held = { ...snapshot, assignments: [keeper, { ...reader, until: NOW + 10 }] };
    const may = (now: number) => openAccess(needy, held, { now }).can('tidy', shelf('1', 'science'));
    expect([may(NOW + 9), may(NOW + 10)]).toEqual([true, false]);
  });

  it('X-04 C: it is known when an answer may change next', () => {
    const times = { ...reader, from: NOW + 5, until: NOW + 8 };
    const changesAt = (now: number) => open({ assignments: [times, keeper] }, now).changesAt;
    expect([NOW, NOW + 5, NOW + 8].map(changesAt)).toEqual([NOW + 5, NOW + 8, snapshot.expires]);
  });

  it('X-09 C: from the moment a snapshot expires everything is refused', () => {
    const asked = (now: number) => open({ assignments: [reader] }, now).decide('browse', shelf('1'));
    expect(asked(snapshot.expires - 1).allowed).toBe(true);
    expect(asked(snapshot.expires)).toMatchObject({ allowed: false, missing: [{ code: 'expired' }] });
  });
});

describe('what cannot be answered is refused', () => {
  const all = holding(keeper, reader, { role: 'head' });
  const code = (
    access = all,
    permission = 'browse',
    resource: Resource | undefined = shelf('1', 'science'),
  ) => access.decide(permission, resource).missing[0]?.code;

  it('X-09 C: unknown permissions, among them what every object inherits', () => {
    for (const id of ['', 'fly', '__proto__', 'constructor', 'toString', 'hasOwnProperty']) {
      for (const resource of [
        shelf('1', 'science'),
        { ...shelf('1'), type: id },
        { ...shelf('1'), type: '' },
      ]) {
        expect(all.can(id, resource)).toBe(false);
        expect(all.can(policy.permission(id), resource)).toBe(false);
        expect(all.can(policy.permission(id), all.place(resource))).toBe(false);
        expect(code(all, id, resource)).toBe('unknown-permission');
      }
      expect(all.filter(id)).toEqual({ kind: 'nothing' });
    }
  });

  it("X-09 C: another policy's token, and what is no permission at all", () => {
    const other: Policy = definePolicy(policy.document);
    for (const permission of [other.permission('browse'), undefined, null, 7, {}, Symbol('browse')]) {
      expect(all.can(permission as string, shelf('1', 'science'))).toBe(false);
      expect(all.decide(permission as string, shelf('1', 'science')).allowed).toBe(false);
      expect(all.anywhere(permission as string)).toBe(false);
    }
  });

  it('X-09 C: unknown and other resource types, another site, no resource', () => {
    expect(code(all, 'browse', { ...shelf('1'), type: 'attic' })).toBe('unknown-type');
    expect(code(all, 'browse', { ...shelf('1'), type: 'constructor' })).toBe('unknown-type');
    expect(code(all, 'browse', { ...shelf('1'), type: 'user' })).toBe('other-type');
    expect(code(all, 'browse', { ...shelf('1'), site: 'village' })).toBe('other-site');
    expect(all.can('browse', all.place({ ...shelf('1'), site: 'village' }))).toBe(false);
    expect(all.decide('browse').missing[0]?.code).toBe('resource-missing');
  });

  it("X-09 C: another policy's snapshot", () => {
    expect(code(open({ policy: 'museum', assignments: [reader] }))).toBe('other-policy');
  });

  it('X-09 C: a copy of a placed resource is read anew, not by the numbers of the first', () => {
    const access = holding(keeper);
    const placed = access.place(shelf('1', 'science'));
    expect(access.can('tidy', placed)).toBe(true);
    expect(access.can('tidy', { ...placed, within: { group: ['art'] } })).toBe(false);
    expect(access.can('tidy', { ...placed, site: 'village' })).toBe(false);
  });

  it('X-09 C: resources that break when they are read', () => {
    const trap = new Proxy(shelf('1', 'science'), {
      get: () => {
        throw new Error('boom');
      },
      getPrototypeOf: () => {
        throw new Error('boom');
      },
    });
    const places = new Places(policy, 'town', []);
    for (const resource of [trap, null, 7, 'shelf', []]) {
      expect(all.can('browse', resource as Resource)).toBe(false);
      expect(all.decide('browse', resource as Resource).allowed).toBe(false);
      expect(matches({ kind: 'everything' }, resource as Resource, places)).toBe(false);
    }
  });

  it('X-09 C: whatever a resource is, nothing is thrown, and nothing but reach allows it', () => {
    const access = holding(keeper);
    const places = new Places(policy, 'town', snapshot.groups);
    fc.assert(
      fc.property(fc.anything(), fc.anything(), fc.anything(), (within, group, owner) => {
        const shapes = [within, { group: within }, { group: [group, within] }];
        for (const shape of shapes) {
          const resource = { ...shelf('1'), within: shape, owner } as unknown as Resource;
          expect(access.can('tidy', resource)).toBe(false);
          expect(access.decide('tidy', resource).allowed).toBe(false);
          expect(matches(access.filter('tidy'), resource, places)).toBe(false);
        }
        expect(access.can('tidy', within as Resource)).toBe(false);
      }),
      { numRuns: 500 },
    );
  });
});

describe('snapshots that are none', () => {
  const garbled = (changes: object) =>
    openAccess(policy, { ...snapshot, assignments: [keeper], ...changes }, { now: NOW });
  const ofPhysics = shelf('1', 'physics', 's', 'ann');

  it.each<[string, object]>([
    ['no site', { site: '' }],
    ['no subject', { subject: undefined }],
    ['no id', { subject: {} }],
    ['no assignments', { assignments: undefined }],
    ['an assignment that is none', { assignments: [null] }],
    ['ids that are a text', { assignments: [{ role: 'keeper', scopes: { group: 'science' } }] }],
    ['exceptions that are a text', { assignments: [{ ...keeper, except: { group: 'physics' } }] }],
    ['groups that are none', { groups: [['science']] }],
    ['groups that are nothing', { groups: [undefined] }],
    [
      'a group too deep',
      {
        groups: [
          ['science', 0],
          ['physics', 2],
        ],
      },
    ],
    [
      'a group above all',
      {
        groups: [
          ['science', 0],
          ['physics', -1],
        ],
      },
    ],
    [
      'a group twice',
      {
        groups: [
          ['science', 0],
          ['physics', 1],
          ['science', 0],
        ],
      },
    ],
  ])('X-09 C: with %s everything is refused', (_, changes) => {
    const access = garbled(changes);
    expect(access.can('tidy', ofPhysics)).toBe(false);
    expect(access.decide('tidy', ofPhysics).missing[0]?.code).toBe('malformed-snapshot');
    expect(access.filter('tidy')).toEqual({ kind: 'nothing' });
    expect([access.areas.length, access.changesAt]).toEqual([1, 0]);
  });

  it('X-09 C: whatever a snapshot is, opening it does not throw and refuses', () => {
    fc.assert(
      fc.property(fc.anything(), fc.anything(), (whole, part) => {
        const wrong = [whole, ...Object.keys(snapshot).map((name) => ({ ...snapshot, [name]: part }))];
        for (const value of wrong) {
          const access = openAccess(policy, value as Snapshot, { now: NOW });
          expect(access.can('tidy', ofPhysics)).toBe(false);
          expect(access.decide('tidy', ofPhysics).allowed).toBe(false);
          expect(access.filter('tidy').kind).toBe('nothing');
        }
      }),
      { numRuns: 500 },
    );
  });
});
