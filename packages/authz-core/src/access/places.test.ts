import { describe, expect, it } from 'vitest';
import { definePolicy, openAccess, Places, type Resource } from '../index.js';

const policy = definePolicy({
  id: 'p',
  scopes: { group: { tree: true }, team: {} },
  resources: { doc: { group: 'group', team: 'team' } },
  permissions: { read: { on: 'doc' } },
  roles: {
    reader: {
      at: ['group', 'team'],
      below: true,
      grants: [{ can: ['read'], reach: { by: ['group', 'team'] } }],
    },
  },
});

const doc = (within: Record<string, string[]>): Resource => ({ site: 's', type: 'doc', id: 'd', within });
const reading = (scopes: Record<string, string[]>, places: Places) =>
  openAccess(
    policy,
    {
      site: 's',
      policy: 'p',
      subject: { id: 'ann' },
      settings: {},
      groups: [],
      assignments: [{ role: 'reader', scopes }],
      expires: 1,
    },
    { now: 0, places },
  );

describe('Places', () => {
  it('serves everybody of a site, whoever comes first: a person or a resource', () => {
    const places = new Places(policy, 's', [
      ['a', 0],
      ['b', 1],
    ]);
    const early = places.place(doc({ group: ['new'], team: ['red'] }));
    const red = reading({ team: ['red'] }, places);
    const a = reading({ group: ['a'] }, places);
    const late = places.place(doc({ group: ['b'], team: ['blue'] }));
    expect([red, a].map((access) => [early, late].map((one) => access.can('read', one)))).toEqual([
      [true, false],
      [false, true],
    ]);
  });

  it('tells apart ids of different scope types, and ids beyond the tree from those in it', () => {
    const places = new Places(policy, 's', [['a', 0]]);
    const access = reading({ group: ['a'], team: ['b'] }, places);
    expect(access.can('read', places.place(doc({ team: ['a'] })))).toBe(false);
    expect(access.can('read', places.place(doc({ group: ['b'] })))).toBe(false);
    expect(access.can('read', places.place(doc({ group: ['c', 'd'] })))).toBe(false);
  });

  it('is not used for another site or policy than it was made for', () => {
    const access = reading({ group: ['a'] }, new Places(policy, 'other', [['a', 0]]));
    expect(access.can('read', doc({ group: ['a'] }))).toBe(true);
    expect(access.can('read', { ...doc({ group: ['a'] }), site: 'other' })).toBe(false);
  });

  it('X-09 C: what only looks like a placed resource is read anew', () => {
    const places = new Places(policy, 's', [
      ['a', 0],
      ['b', 0],
    ]);
    const access = reading({ group: ['a'] }, places);
    const within = { group: ['b'] };
    const placed = places.place(doc({ group: ['a'] }));
    const heir = Object.create(placed, { within: { value: within } }) as Resource;
    const behind = new Proxy(placed, {
      get: (target, name) => (name === 'within' ? within : Reflect.get(target, name)),
    });
    const forged = Object.assign(Object.create(Object.getPrototypeOf(placed)), placed, {
      within,
    }) as Resource;
    const asked = [placed, { ...placed, within }, heir, behind, forged];
    expect(asked.map((resource) => access.can('read', resource))).toEqual([true, false, false, false, false]);
    // nor is one for another site, whatever it was placed by
    expect(access.can('read', places.place({ ...doc({ group: ['a'] }), site: 'other' }))).toBe(false);
  });

  it('keeps the numbers of many resources apart', () => {
    const groups = Array.from({ length: 50 }, (_, i) => [`g${i}`, 0] as const);
    const places = new Places(policy, 's', groups);
    const access = reading({ group: ['g7'], team: ['red'] }, places);
    const asked = Array.from({ length: 2_000 }, (_, i) =>
      doc({ group: [`g${i % 50}`], team: i % 30 ? ['blue'] : ['red'] }),
    );
    const placed = asked.map((resource) => places.place(resource));
    const expected = asked.map((_, i) => i % 50 === 7 || i % 30 === 0);
    expect(placed.map((resource) => access.can('read', resource))).toEqual(expected);
    expect(asked.map((resource) => access.can('read', resource))).toEqual(expected);
  });

  it('throws where the groups are no tree in preorder', () => {
    expect(() => new Places(policy, 's', [['a', 1]])).toThrow(RangeError);
    expect(
      () =>
        new Places(policy, 's', [
          ['a', 0],
          ['a', 0],
        ]),
    ).toThrow(RangeError);
  });
});
