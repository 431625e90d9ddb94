import { describe, expect, it } from 'vitest';
import {
  available,
  definePolicy,
  newSince,
  risksOf,
  roleLevels,
  type Policy,
  type PolicyDocument,
} from '../index.js';

const policy: Policy = definePolicy(roleLevels);
const areas = (level: string) => available(policy, level).map(({ id }) => id);

/** The catalogue with permissions that came later. */
const grown: Policy = definePolicy({
  id: 'grown',
  extends: roleLevels,
  permissions: {
    'badges.manage': { on: 'course', area: 'courses', since: '2027-01-10' },
    'badges.part': { on: 'course', since: '2027-01-10' },
    'badges.sell': { on: 'site', area: 'marketing', levels: ['administrative'], since: '2027-02-01' },
    'badges.old': { on: 'course', area: 'courses', since: '2026-12-01' },
  },
} satisfies PolicyDocument);

describe('available', () => {
  it('RL-02 RL-04 C: a level’s areas, in the catalogue’s order, without those it has nothing of', () => {
    expect(areas('administrative')).toEqual(Object.keys(roleLevels.catalogue));
    expect(areas('instructional')).toEqual([
      'courses',
      'users',
      'communication',
      'marketing',
      'reports',
      'settings',
    ]);
    expect(areas('management')).toEqual(['users', 'communication']);
    expect(areas('reporting')).toEqual(['users', 'reports']);
  });

  it('RL-02 C: an area’s permissions, with its label', () => {
    expect(available(policy, 'management')[0]).toEqual({
      id: 'users',
      label: 'Users',
      permissions: ['groups.manage', 'groups.view', 'members.view'],
    });
  });

  it('RL-02 C: no hidden parts', () => {
    const ids = available(policy, 'administrative').flatMap(({ permissions }) => permissions);
    expect(ids).toHaveLength(75);
    expect(ids).not.toContain('courses.arrange');
  });

  it('X-09 C: a level that is not there is offered nothing', () => {
    for (const level of ['', 'chief', '__proto__', 'constructor']) {
      expect(available(policy, level)).toEqual([]);
      expect(available(grown, level)).toEqual([]);
    }
  });

  it('RL-02 RL-05 C: what requires a permission that the level does not allow is not offered', () => {
    const small: Policy = definePolicy({
      id: 'small',
      scopes: {},
      resources: { site: {} },
      permissions: {
        lead: { on: 'site', area: 'all', levels: ['high'] },
        follow: { on: 'site', area: 'all', requires: ['lead'] },
        trail: { on: 'site', area: 'all', requires: ['follow'] },
        // each of the other
        one: { on: 'site', area: 'all', requires: ['other'] },
        other: { on: 'site', area: 'all', requires: ['one'] },
      },
      catalogue: { all: { label: 'All' } },
      levels: { high: { at: ['site'], reach: {} }, low: { at: ['site'], reach: {} } },
      roles: {},
    });
    expect(available(small, 'low')[0]?.permissions).toEqual(['one', 'other']);
    expect(available(small, 'high')[0]?.permissions).toHaveLength(5);
  });
});

describe('newSince', () => {
  it('LR-19 C: what came after a role was saved is new to it', () => {
    const role = { level: 'administrative', saved: '2026-12-31' };
    expect(newSince(grown, role)).toEqual(['badges.manage', 'badges.sell']);
    expect(newSince(grown, { ...role, saved: '2027-01-10' })).toEqual(['badges.sell']);
    expect(newSince(grown, { ...role, saved: '2027-01-10T12:00:00Z' })).toEqual(['badges.sell']);
    expect(newSince(grown, { ...role, saved: '2027-03-01' })).toEqual([]);
  });

  it('LR-19 C: only what could be put in the role, and is not in it', () => {
    expect(newSince(grown, { level: 'instructional', saved: '2026-12-31' })).toEqual(['badges.manage']);
    expect(newSince(grown, { at: ['site'], saved: '2026-12-31' })).toEqual(['badges.manage', 'badges.sell']);
    const can = ['badges.manage'];
    expect(newSince(grown, { level: 'instructional', saved: '2026-12-31', can })).toEqual([]);
  });

  it('LR-08 LR-19 C: nothing is new to a role that has everything, or of which nobody said when it was saved', () => {
    expect(newSince(grown, { at: ['site'], all: true, saved: '2020-01-01' })).toEqual([]);
    expect(newSince(grown, { level: 'administrative' })).toEqual([]);
  });
});

describe('risksOf', () => {
  it('X-14 C: the sum of a role’s risks, each with what carries it', () => {
    expect(risksOf(policy, ['sales.manage', 'users.login-as', 'tags.manage'])).toEqual(
      new Map([
        ['money', ['sales.manage', 'sales.view']],
        ['personal-data', ['users.login-as']],
        ['impersonation', ['users.login-as']],
      ]),
    );
  });

  it('X-14 C: what is included counts', () => {
    expect(risksOf(policy, ['emails.manage']).get('personal-data')).toEqual(['emails.view']);
  });

  it('X-14 C: no risks, no labels; what is not there has none', () => {
    expect(risksOf(policy, ['tags.manage', 'fly', '__proto__'])).toEqual(new Map());
    expect(risksOf(policy, []).size).toBe(0);
  });
});
