import { describe, expect, it } from 'vitest';
import { definePolicy, loadPolicy, openAccess, type PolicyDocument, type Resource } from '../index.js';

const library: PolicyDocument = {
  id: 'library',
  scopes: { group: { tree: true }, room: {} },
  resources: { site: {}, user: { group: 'group' }, shelf: { group: 'group', room: 'room' } },
  settings: { open: { byDefault: true } },
  catalogue: { main: { label: 'Main' } },
  permissions: {
    tidy: { on: 'shelf', area: 'main' },
    wax: { on: 'shelf', area: 'main', levels: ['head'] },
  },
  levels: { aide: { at: ['site'], reach: { shelf: 'everything' } }, head: { at: ['site'], reach: {} } },
  roles: { keeper: { at: ['site'], grants: [{ can: ['tidy'], reach: 'everything' }] } },
};

/** May somebody who holds the roles tidy or wax a shelf, where the policy is only loaded? */
function may(changes: Partial<PolicyDocument>, ...roles: readonly string[]): string[] {
  const policy = loadPolicy({ ...library, ...changes });
  const snapshot = {
    site: 'town',
    policy: 'library',
    subject: { id: 'ann' },
    settings: {},
    groups: [],
    assignments: roles.map((role) => ({ role })),
    expires: 10,
  };
  const access = openAccess(policy, snapshot, { now: 0 });
  const shelf: Resource = { site: 'town', type: 'shelf', id: '1', within: { group: ['arts'] } };
  expect(access.fault).toBe(undefined);
  return ['tidy', 'wax'].filter((id) => access.can(id, shelf));
}

const withRole = (odd: object, permissions: object = {}) => ({
  permissions: { ...library.permissions, ...permissions },
  roles: { ...library.roles, odd },
});

describe('a policy that is loaded without a check', () => {
  it('decides as one that was defined', () => {
    expect(loadPolicy(library).document).toEqual(definePolicy(library).document);
    expect(may({}, 'keeper')).toEqual(['tidy']);
  });

  it.each<[string, object]>([
    ['a permission', { at: ['site'], grants: [{ can: ['fly'], reach: 'everything' }] }],
    ['a relation', { at: ['site'], grants: [{ can: ['tidy'], reach: { by: ['friend'] } }] }],
    [
      'one of several relations',
      { at: ['site'], grants: [{ can: ['tidy'], reach: { all: ['everything', 'friend'] } }] },
    ],
    [
      'a role to go via',
      { at: ['site'], grants: [{ can: ['tidy'], reach: { by: ['group'], via: ['nobody'] } }] },
    ],
    ['a level', { level: 'chief', can: ['tidy'] }],
    ['no place to hold it', { grants: [{ can: ['tidy'], reach: 'everything' }] }],
    ['no relation at all', { at: ['site'], grants: [{ can: ['tidy'], reach: { all: [] } }] }],
    ['nothing', { at: ['site'] }],
    ['a level, and nothing of it', { level: 'aide' }],
    ['what is not for its level', { level: 'aide', can: ['wax'] }],
  ])('X-09 C: gives nothing by a role that names %s, and takes nothing away', (_, odd) => {
    expect(may(withRole(odd), 'odd')).toEqual([]);
    expect(may(withRole(odd), 'odd', 'keeper')).toEqual(['tidy']);
  });

  it('X-09 C: gives nothing that includes, needs or is on what is not there', () => {
    const all = { at: ['site'], all: true };
    expect(may(withRole(all, { tidy: { on: 'shelf', requires: ['fly'] } }), 'odd')).toEqual(['wax']);
    expect(may(withRole(all, { tidy: { on: 'attic' } }), 'odd')).toEqual(['wax']);
    const aide = { level: 'aide', can: ['tidy'] };
    expect(may(withRole(aide, { tidy: { on: 'shelf', includes: ['fly', 'wax'] } }), 'odd')).toEqual(['tidy']);
  });
});

describe('what is compiled', () => {
  const { relations, types, roles } = definePolicy({
    ...library,
    roles: {
      ...library.roles,
      two: {
        at: ['site', 'room'],
        grants: [
          { can: ['tidy'], reach: 'everything' },
          { can: ['wax'], reach: 'everything' },
          { can: ['tidy'], reach: 'self', when: { open: true } },
        ],
      },
    },
  });

  it('numbers a relation once, whichever types have it, and none by which nothing reaches', () => {
    expect(relations.map(({ name }) => name)).toEqual(['everything', 'self', 'owner', 'group', 'room']);
    expect([...types]).toEqual([
      ['site', []],
      ['user', [1, 3]],
      ['shelf', [3, 4]],
    ]);
  });

  it('makes one line of what reaches alike', () => {
    expect(roles.get('keeper')?.lines).toMatchObject([
      { way: { relations: [0] }, second: undefined, when: undefined, bits: new Int32Array([1]) },
    ]);
    expect(roles.get('two')?.lines.map(({ when, bits }) => [when, ...bits])).toEqual([[undefined, 3]]);
  });
});
