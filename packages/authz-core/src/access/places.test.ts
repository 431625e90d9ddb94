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
