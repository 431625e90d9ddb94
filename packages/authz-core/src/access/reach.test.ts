import { describe, expect, it } from 'vitest';
import { definePolicy, openAccess, type Assignment, type Policy, type Resource } from '../index.js';

const policy: Policy = definePolicy({
  id: 'library',
  scopes: { group: { tree: true }, wing: {} },
  resources: { site: {}, user: { group: 'group' }, shelf: { group: 'group', wing: 'wing' } },
  settings: { lending: { byDefault: true } },
  catalogue: { main: { label: 'Main' } },
  permissions: {
    tidy: { on: 'shelf', area: 'main' },
    dust: { on: 'shelf', area: 'main' },
    // only for heads, and not without tidying
    wax: { on: 'shelf', area: 'main', levels: ['head'], requires: ['tidy'] },
    lend: { on: 'shelf', for: 'user', area: 'main' },
    clean: { on: 'shelf', allOf: ['tidy', 'wax'], area: 'main' },
    sweep: { on: 'shelf', area: 'main', requires: ['clean'] },
    polish: { on: 'shelf', area: 'main', includes: ['wax'] },
    manage: { on: 'shelf', area: 'main', includes: ['renew'] },
    renew: { on: 'shelf', levels: ['head'], includes: ['repair'] },
    repair: { on: 'shelf' },
    count: { on: 'shelf', area: 'main', requires: ['lend'] },
    close: { on: 'shelf', when: { lending: false } },
    browse: { on: 'shelf', beneficiary: 'self' },
    visit: { on: 'shelf', allOf: ['tidy', 'browse'] },
  },
  levels: {
    head: { at: ['site'], reach: { shelf: 'everything', user: 'everything' } },
    aide: { at: ['site'], reach: { shelf: 'everything' } },
  },
  roles: {
    cleaner: { at: ['site'], grants: [{ can: ['clean', 'sweep'], reach: 'everything' }] },
    waxer: { at: ['site'], grants: [{ can: ['wax', 'dust'], reach: 'everything' }] },
    closer: { at: ['site'], grants: [{ can: ['close'], reach: 'everything', when: { lending: true } }] },
    headCleaner: { level: 'head', can: ['clean', 'sweep'] },
    aideCleaner: { level: 'aide', can: ['clean', 'sweep', 'polish', 'manage', 'lend', 'count'] },
    head: { level: 'head', can: ['manage', 'lend', 'count', 'polish'] },
    ranger: {
      at: ['group'],
      below: true,
      grants: [{ can: ['tidy'], reach: { by: ['group'], outside: ['wing'] } }],
    },
    keeper: { at: ['wing'], grants: [{ can: ['tidy'], reach: { by: ['everything'], outside: ['wing'] } }] },
    chief: { at: ['site'], all: true },
    reader: { at: ['site'], all: true, grants: [{ can: ['browse'], reach: 'everything' }] },
    nobody: { at: ['site'], grants: [{ can: ['tidy'], reach: { by: [], all: ['everything'] } }] },
  },
});

const open = (...assignments: readonly Assignment[]) =>
  openAccess(
    policy,
    {
      site: 'town',
      policy: 'library',
      subject: { id: 'ann' },
      settings: {},
      groups: [
        ['arts', 0],
        ['music', 1],
      ],
      assignments,
      expires: 10,
    },
    { now: 0 },
  );
const shelf = (within: Resource['within'] = {}): Resource => ({
  site: 'town',
  type: 'shelf',
  id: 's',
  within,
});
const ann: Resource = { site: 'town', type: 'user', id: 'ann' };

/** Which of all permissions about one shelf a role gives. */
const givenBy = (role: string) => {
  const access = open({ role });
  return Object.keys(policy.document.permissions).filter(
    (id) => access.can(id, shelf()) || access.can(id, shelf(), { for: ann }),
  );
};

describe('what a role gives', () => {
  it('takes a name for its parts: they are granted, needed and chosen one by one', () => {
    expect(givenBy('cleaner')).toEqual(['tidy', 'wax', 'clean', 'sweep']);
    expect(givenBy('headCleaner')).toEqual(['tidy', 'wax', 'clean', 'sweep']);
    // RL-02: one part is not for aides, so they lack what needs both
    expect(givenBy('aideCleaner')).toEqual(['tidy', 'polish', 'manage']);
  });

  it('RL-05 C: gives nothing that lacks what it needs, however it was granted', () => {
    expect(givenBy('waxer')).toEqual(['dust']);
  });

  it('RL-05 C: what a level does not allow brings nothing along', () => {
    expect(givenBy('head')).toEqual(['lend', 'polish', 'manage', 'renew', 'repair', 'count']);
  });

  it('gives nothing under settings that contradict each other', () => {
    expect(givenBy('closer')).toEqual([]);
    expect(policy.roles.get('closer')?.lines).toEqual([]);
  });

  it('LR-14 C: everything is nothing personal, unless it is granted beside', () => {
    const impersonal = [
      'tidy',
      'dust',
      'wax',
      'lend',
      'clean',
      'sweep',
      'polish',
      'manage',
      'renew',
      'repair',
    ];
    expect(givenBy('chief')).toEqual([...impersonal, 'count']);
    expect(givenBy('reader')).toEqual([...impersonal, 'count', 'browse', 'visit']);
  });

  it('reaches nothing by no relation', () => {
    expect(givenBy('nobody')).toEqual([]);
  });
});

describe('what lies outside', () => {
  it('X-17 C: is all that lies where anything is held, beside what the assignment excepts', () => {
    const keeper = { role: 'keeper', scopes: { wing: ['east'] } };
    expect(open(keeper).can('tidy', shelf({ wing: ['east'] }))).toBe(false);
    expect(open(keeper).can('tidy', shelf({ wing: ['north'] }))).toBe(true);
    const ranger = { role: 'ranger', scopes: { group: ['arts'] }, except: { wing: ['west'] } };
    // whatever is held there, known or not
    const access = open(ranger, { role: 'unheard', scopes: { wing: ['east'] } });
    const mayTidy = (wing: string) => access.can('tidy', shelf({ group: ['music'], wing: [wing] }));
    expect(['north', 'east', 'west'].map(mayTidy)).toEqual([true, false, false]);
  });
});

describe('filters of permissions about one or two', () => {
  it('X-08 C: what is about one resource is refused with a second one, whichever varies', () => {
    const access = open({ role: 'cleaner' });
    expect(access.filter('tidy').kind).toBe('everything');
    expect(access.filter('tidy', { for: ann }).kind).toBe('nothing');
    expect(access.filter('tidy', { of: shelf() }).kind).toBe('nothing');
  });

  it('X-08 C: what is held fast is of its own type, or nothing varies with it', () => {
    const access = open({ role: 'head' });
    expect(access.filter('lend', { for: ann }).kind).toBe('everything');
    expect(access.filter('lend', { of: shelf() }).kind).toBe('everything');
    expect(access.filter('lend', { for: shelf() }).kind).toBe('nothing');
    expect(access.filter('lend', { of: ann }).kind).toBe('nothing');
  });
});
