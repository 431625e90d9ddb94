import { describe, expect, it } from 'vitest';
import { compareRoles, definePolicy, type Policy, type RoleDocument } from '../index.js';

const define = (roles: Record<string, RoleDocument>): Policy =>
  definePolicy({
    id: 'library',
    scopes: { group: { tree: true }, club: {} },
    resources: { site: {}, shelf: { group: 'group', club: 'club' }, user: { group: 'group' } },
    settings: { lending: { byDefault: true } },
    permissions: {
      tidy: { on: 'shelf' },
      lend: { on: 'shelf' },
      move: { on: 'shelf', allOf: ['tidy', 'lend'] },
      close: { on: 'site' },
      hand: { on: 'shelf', for: 'user' },
    },
    roles,
  });

const here = { by: ['group'] };
const at = ['group'];
const compare = (a: RoleDocument, b: RoleDocument) => compareRoles(define({ a, b }), 'a', 'b');

describe('what two roles have', () => {
  it('X-03 C: what only one has, what only the other, and what both', () => {
    const a: RoleDocument = { at, grants: [{ can: ['tidy', 'lend'], reach: here }] };
    const b: RoleDocument = {
      at,
      grants: [
        { can: ['lend', 'close'], reach: here },
        { can: ['close'], reach: 'everything' },
      ],
    };
    expect(compare(a, b)).toEqual({ onlyA: ['tidy'], onlyB: ['close'], differing: [], same: ['lend'] });
  });

  it('X-03 C: a reach that is wider, narrower, or another', () => {
    const role = (
      reach: 'everything' | 'self' | 'owner' | { by: string[] },
      below = false,
    ): RoleDocument => ({
      at: ['group', 'club', 'site'],
      below,
      grants: [{ can: ['tidy'], reach }],
    });
    const reach = (a: RoleDocument, b: RoleDocument) => compare(a, b).differing[0]?.a ?? 'same';
    expect(reach(role('everything'), role(here))).toBe('wider');
    expect(reach(role(here), role('everything'))).toBe('narrower');
    expect(reach(role(here), role({ by: ['club'] }))).toBe('other');
    expect(reach(role(here), role({ by: ['group', 'club'] }))).toBe('narrower');
    expect(reach(role(here, true), role(here))).toBe('wider');
    expect(reach(role('owner'), role(here))).toBe('other');
    expect(reach(role({ by: ['group', 'club'] }), role({ by: ['club', 'group'] }))).toBe('same');
  });

  it('X-03 C: a setting narrows', () => {
    const role = (when?: Record<string, boolean>): RoleDocument => ({
      at,
      grants: [{ can: ['tidy'], reach: here, ...(when && { when }) }],
    });
    expect(compare(role(), role({ lending: true })).differing).toEqual([{ permission: 'tidy', a: 'wider' }]);
    expect(compare(role({ lending: false }), role({ lending: true })).differing).toEqual([
      { permission: 'tidy', a: 'other' },
    ]);
  });

  it('X-03 C: so does what the second resource must lie in', () => {
    const role = (second?: { by: string[] }): RoleDocument => ({
      at,
      grants: [{ can: ['hand'], reach: here, ...(second && { for: second }) }],
    });
    expect(compare(role(here), role()).differing).toEqual([{ permission: 'hand', a: 'narrower' }]);
  });

  it('X-03 C: what goes through another role is compared as that is held', () => {
    const keeper: RoleDocument = { at, mayHold: ['a'], grants: [{ can: ['lend'], reach: here }] };
    const clerk = (all: boolean): RoleDocument => ({
      at: ['site'],
      mayHold: ['keeper'],
      grants: [{ can: ['tidy'], reach: all ? 'everything' : { by: ['group'], via: ['keeper'] } }],
    });
    const policy = define({ keeper, a: clerk(false), b: clerk(true), c: clerk(false) });
    expect(compareRoles(policy, 'a', 'b').differing).toEqual([{ permission: 'tidy', a: 'narrower' }]);
    expect(compareRoles(policy, 'a', 'c').same).toEqual(['tidy']);
  });

  it('X-03 C: one role before and after, and one that is not there', () => {
    const [before, after] = [here, 'everything' as const].map((reach) =>
      define({ a: { at, grants: [{ can: ['move'], reach }] } }),
    ) as [Policy, Policy];
    expect(compareRoles(before, 'a', 'a', after)).toEqual({
      onlyA: [],
      onlyB: [],
      differing: [
        { permission: 'tidy', a: 'narrower' },
        { permission: 'lend', a: 'narrower' },
      ],
      same: [],
    });
    expect(compareRoles(before, 'a', 'gone').onlyA).toEqual(['tidy', 'lend']);
    expect(compareRoles(before, '__proto__', 'a').onlyB).toEqual(['tidy', 'lend']);
  });
});
