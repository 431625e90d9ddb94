import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { definePolicy, editorViewer, PolicyError, type Policy, type PolicyDocument } from '../index.js';
import { documents, plainNames, strangeNames } from '../testing/arbitraries.js';

function issuesOf(document: unknown): Record<string, string> {
  try {
    definePolicy(document as PolicyDocument);
  } catch (error) {
    if (!(error instanceof PolicyError)) throw error;
    return Object.fromEntries(error.issues.map(({ path, message }) => [path, message]));
  }
  return {};
}

const smallest = {
  id: 'p',
  scopes: { group: {} },
  resources: { site: {}, group: { group: 'group' } },
  permissions: { read: { on: 'group' }, write: { on: 'group' }, open: { on: 'site' } },
  roles: { reader: { at: ['group'], grants: [{ can: ['read'], reach: { by: ['group'] } }] } },
};

describe('definePolicy', () => {
  it('takes the policies that ship, and random ones', () => {
    expect(issuesOf(editorViewer)).toEqual({});
    fc.assert(
      fc.property(fc.oneof(documents(plainNames), documents(strangeNames)), (document) => {
        expect(issuesOf(document)).toEqual({});
      }),
      { numRuns: 200 },
    );
  });

  it('says which fields are missing', () => {
    expect(Object.keys(issuesOf({}))).toEqual(['id', 'scopes', 'resources', 'permissions', 'roles']);
    expect(issuesOf(null)).toEqual({ '.': 'must be an object' });
  });

  it('lists every fault with its path', () => {
    const role = {
      label: '',
      at: ['site', 'team', 7],
      below: 'yes',
      mayHold: ['nobody'],
      assignedBy: 'fly',
      colour: 'red',
      grants: [
        { can: ['read', 'fly'], reach: 'everywhere', when: { on: true } },
        { can: 'read', reach: { by: ['group', 'friend'], via: 'x' } },
        null,
      ],
    };
    const broken = {
      ...smallest,
      id: 1,
      scopes: { group: { tree: 1 } },
      resources: { ...smallest.resources, shelf: { in: 'room' } },
      settings: { dark: { byDefault: 'no' } },
      permissions: {
        read: { on: 'attic' },
        both: { on: 'group', allOf: ['write', 'read', 'open', 'fly', 'all'] },
        write: { on: 'group' },
        open: { on: 'site' },
        all: { on: 'group', allOf: ['write'] },
      },
      roles: { role },
      areas: { a: { label: 'A', editor: 'nobody', edit: 'fly' } },
      defaults: [{ on: 'made', give: ['nobody'], to: { holders: 'nobody' }, at: 'room', source: 's' }, 1],
      extra: true,
    };
    expect(Object.keys(issuesOf(broken)).sort()).toEqual(
      [
        'id',
        'scopes.group.tree',
        'resources.shelf.in',
        'settings.dark.byDefault',
        'permissions.read.on',
        'permissions.both.allOf[1]',
        'permissions.both.allOf[2]',
        'permissions.both.allOf[3]',
        'permissions.both.allOf[4]',
        'roles.role.label',
        'roles.role.at[1]',
        'roles.role.at[2]',
        'roles.role.below',
        'roles.role.mayHold[0]',
        'roles.role.assignedBy',
        'roles.role.colour',
        'roles.role.grants[0].can[1]',
        'roles.role.grants[0].reach',
        'roles.role.grants[0].when.on',
        'roles.role.grants[1].can',
        'roles.role.grants[1].reach.by[1]',
        'roles.role.grants[1].reach.via',
        'roles.role.grants[2]',
        'areas.a.editor',
        'areas.a.edit',
        'defaults[0].give[0]',
        'defaults[0].to.holders',
        'defaults[0].at',
        'defaults[1]',
        'extra',
      ].sort(),
    );
  });

  it('says what is wrong in words', () => {
    const permissions = { ...smallest.permissions, both: { on: 'group', allOf: ['open'] } };
    expect(issuesOf({ ...smallest, permissions })).toEqual({
      'permissions.both.allOf[0]': 'must be a single permission asked on the same type',
    });
    expect(issuesOf({ ...smallest, roles: { r: { at: ['room'], grants: [] } } })).toEqual({
      'roles.r.at[0]': '`room` is not defined',
    });
    const error = new PolicyError([{ path: 'roles', message: 'must be an object' }]);
    expect([error.name, error.code, error.message]).toEqual([
      'PolicyError',
      'invalid-policy',
      'roles: must be an object',
    ]);
  });

  it('RL-02 C: takes into a role of a level only what can be chosen there', () => {
    const leveled = (can: readonly string[], level: object = { level: 'aide' }) => ({
      ...smallest,
      catalogue: { main: { label: 'Main' } },
      permissions: {
        read: { on: 'group', area: 'main', levels: ['aide'] },
        write: { on: 'group', area: 'main', levels: ['head'] },
        list: { on: 'group', area: 'main' },
        hide: { on: 'group' },
        open: { on: 'site' },
      },
      levels: { aide: { at: ['group'], reach: {} }, head: { at: ['site'], reach: {} } },
      roles: { r: { ...level, can } },
    });
    expect(issuesOf(leveled(['read', 'list']))).toEqual({});
    expect(issuesOf(leveled(['write', 'hide', 'fly', 'list']))).toEqual({
      'roles.r.can[0]': 'is not for the level `aide`',
      'roles.r.can[1]': 'cannot be chosen for a role: it has no area',
      'roles.r.can[2]': '`fly` is not defined',
    });
    expect(issuesOf(leveled(['read', 'list'], { at: ['group'] }))).toEqual({
      'roles.r.can[0]': 'needs a level',
      'roles.r.can[1]': 'needs a level',
    });
    expect(issuesOf(leveled([], {}))).toEqual({ 'roles.r.at': 'must be an array' });
    // a role of a level may say where itself
    expect(issuesOf(leveled([], { level: 'aide', at: ['site', 'room'] }))).toEqual({
      'roles.r.at[1]': '`room` is not defined',
    });
  });

  it('takes a name for permissions on the same types, of which alone it says anything', () => {
    const permissions = {
      ...smallest.permissions,
      lend: { on: 'group', for: 'group' },
      give: { on: 'group', for: 'site' },
      one: { on: 'group', allOf: ['read', 'lend'] },
      two: { on: 'group', for: 'group', allOf: ['lend', 'give', 'read'] },
      all: { on: 'group', allOf: ['read'], requires: ['write'], includes: [], reach: {}, when: {} },
    };
    const wrong = 'must be a single permission asked on the same type';
    const ofParts = 'is to be said of the parts';
    expect(issuesOf({ ...smallest, permissions })).toEqual({
      'permissions.one.allOf[1]': wrong,
      'permissions.two.allOf[1]': wrong,
      'permissions.two.allOf[2]': wrong,
      'permissions.all.requires': ofParts,
      'permissions.all.includes': ofParts,
      'permissions.all.reach': ofParts,
      'permissions.all.when': ofParts,
    });
  });

  it('wants a reach to name relations, none of them anew that every resource has', () => {
    const reaching = (reach: unknown) =>
      issuesOf({ ...smallest, roles: { r: { at: ['group'], grants: [{ can: ['read'], reach }] } } });
    const path = 'roles.r.grants[0].reach';
    for (const reach of ['everything', 'self', { by: [] }, { all: ['group'] }, { by: ['self'], all: [] }])
      expect(reaching(reach)).toEqual({});
    for (const reach of [{}, { all: [] }, { via: ['r'] }, { outside: ['group'] }])
      expect(reaching(reach)).toEqual({ [path]: 'needs `by` or `all`' });
    expect(reaching({ by: ['friend'] })).toEqual({ [`${path}.by[0]`]: '`friend` is not defined' });
    const resources = { ...smallest.resources, shelf: { owner: 'group', in: 'group', self: 'group' } };
    const kept = 'is a relation that every resource has';
    expect(issuesOf({ ...smallest, resources })).toEqual({
      'resources.shelf.owner': kept,
      'resources.shelf.self': kept,
    });
  });

  it('takes numbers of holders that are whole and from one, and the words it knows', () => {
    const holders = (holders: object) => issuesOf({ ...smallest, roles: { r: { at: ['site'], holders } } });
    expect(holders({ atLeast: 1, atMost: 2, whenFull: 'refuse' })).toEqual({});
    expect(holders({ whenFull: 'replace' })).toEqual({});
    expect(holders({ atLeast: 0, atMost: 1.5, whenFull: '' })).toEqual({
      'roles.r.holders.atLeast': 'must be a whole number from 1',
      'roles.r.holders.atMost': 'must be a whole number from 1',
      'roles.r.holders.whenFull': 'must be a text',
    });
    expect(holders({ atMost: '2', colour: 'red' })).toEqual({
      'roles.r.holders.atMost': 'must be a whole number from 1',
      'roles.r.holders.colour': 'is not known here',
    });
  });

  it('sees a hole in an array', () => {
    // eslint-disable-next-line no-sparse-arrays -- the mistake it is about
    const roles = { r: { at: ['group'], grants: [{ can: ['read', , 'write'], reach: 'everything' }] } };
    expect(issuesOf({ ...smallest, roles })).toEqual({ 'roles.r.grants[0].can[1]': 'must be a text' });
  });

  it('refuses more relations than can be numbered', () => {
    const relations = (count: number) =>
      Object.fromEntries(Array.from({ length: count }, (_, i) => [`r${i}`, 'group']));
    const withRelations = (count: number) => ({
      ...smallest,
      resources: { ...smallest.resources, shelf: relations(count), group: { group: 'group' } },
    });
    expect(issuesOf(withRelations(59))).toEqual({});
    expect(issuesOf(withRelations(60))).toEqual({ resources: 'has too many relations' });
  });

  it('looks a permission up once and for all', () => {
    const policy: Policy = definePolicy(smallest);
    expect(policy.permission('read')).toBe(policy.permission('read'));
    expect(policy.permission('fly')).toMatchObject({ id: 'fly', type: '', bit: 0 });
  });
});
