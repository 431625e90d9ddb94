import { definePolicy, openAccess, standard, type Snapshot } from '@provost/authz-core';
import { describe, expect, it } from 'vitest';
import { withoutTree } from './without-tree.js';

const policy = definePolicy(standard);
const snapshot: Snapshot = {
  site: 'here',
  policy: policy.id,
  subject: { id: 'ada' },
  settings: {},
  groups: [],
  assignments: [
    { role: 'group-owner', scopes: { group: ['north'] }, source: 'set' },
    { role: 'administrator', source: 'set' },
  ],
  expires: 2,
};
const north = { site: 'here', type: 'group', id: 'north', within: { group: ['north'] } };

describe('an access without its tree', () => {
  it('X-09 A: decides no about whatever lies in a group, whoever asks; its filters are whole', () => {
    const whole = openAccess(policy, { ...snapshot, groups: [['north', 0]] }, { now: 1 });
    const treeless = openAccess(policy, snapshot, { now: 1, places: withoutTree(policy, 'here') });
    expect(whole.can('groups.view', north)).toBe(true);
    expect(treeless.can('groups.view', north)).toBe(false);
    expect(treeless.decide('groups.view', north).allowed).toBe(false);
    expect(treeless.filter('groups.view')).toEqual(whole.filter('groups.view'));
  });
});
