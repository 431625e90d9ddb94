import { describe, expect, it } from 'vitest';
import {
  definePolicy,
  lint,
  type Assignment,
  type Policy,
  type RoleDocument,
  type Snapshot,
} from '../index.js';

const NOW = 1_000;
const here = { by: ['group'] };
const at = ['group'];
const define = (roles: Record<string, RoleDocument>): Policy =>
  definePolicy({
    id: 'library',
    scopes: { group: { tree: true } },
    resources: { site: {}, shelf: { group: 'group' }, box: { store: 'group' } },
    settings: { lending: { byDefault: true } },
    catalogue: { shelves: { label: 'Shelves' } },
    levels: { floor: { at, reach: { shelf: here } } },
    permissions: {
      browse: { on: 'shelf', area: 'shelves' },
      tidy: { on: 'shelf', area: 'shelves', requires: ['browse'] },
      sweep: { on: 'shelf', area: 'shelves', includes: ['tidy'] },
      lend: { on: 'shelf' },
    },
    roles,
  });

const person = (id: string, ...assignments: Assignment[]): Snapshot => ({
  site: 'town',
  policy: 'library',
  subject: { id },
  settings: {},
  groups: [
    ['science', 0],
    ['physics', 1],
  ],
  assignments,
  expires: 10_000,
});
const held = (role: string, ...group: string[]): Assignment => ({ role, scopes: { group } });

describe('roles', () => {
  const reader: RoleDocument = { at, grants: [{ can: ['browse'], reach: here }] };
  const lender: RoleDocument = { at, grants: [{ can: ['browse', 'lend'], reach: here }] };

  it('X-15 C: a role that equals another is told once, one that is contained in another, too', () => {
    const policy = define({ reader, lender, other: reader });
    expect(lint(policy, { now: NOW })).toEqual([
      { code: 'role-contained', role: 'reader', other: 'lender' },
      { code: 'role-equal', role: 'reader', other: 'other' },
      { code: 'role-contained', role: 'other', other: 'lender' },
    ]);
    expect(lint(policy, { now: NOW, roles: ['other'] })).toEqual([
      { code: 'role-equal', role: 'other', other: 'reader' },
      { code: 'role-contained', role: 'other', other: 'lender' },
    ]);
  });

  it('X-15 C: it is not contained in one that reaches less far, or gives everything, nor is one that gives nothing', () => {
    const wide: RoleDocument = { at, below: true, grants: [{ can: ['browse'], reach: here }] };
    const policy = define({ wide, lender, head: { at: ['site'], all: true }, nobody: { at, grants: [] } });
    expect(lint(policy, { now: NOW })).toEqual([]);
  });

  it('X-15 RL-17 C: a permission whose requirement is missing, also one that only comes with another', () => {
    const policy = define({
      chosen: { level: 'floor', can: ['sweep'] },
      granted: { at, grants: [{ can: ['tidy', 'lend'], reach: here }] },
      complete: { level: 'floor', can: ['tidy', 'browse'] },
      // it has what it needs, which reaches nothing
      vain: {
        at,
        grants: [
          { can: ['tidy'], reach: here },
          { can: ['browse'], reach: { by: ['store'] } },
        ],
      },
    });
    const findings = lint(policy, { now: NOW }).filter(({ code }) => code === 'requirement-missing');
    expect(findings).toEqual([
      { code: 'requirement-missing', role: 'chosen', permission: 'tidy', requires: ['browse'] },
      { code: 'requirement-missing', role: 'granted', permission: 'tidy', requires: ['browse'] },
    ]);
  });

  it('X-15 C: a role nobody holds, but for the one that everybody has anyway', () => {
    const user: RoleDocument = { at: ['site'], slot: 'role', byDefault: true, grants: [] };
    const policy = define({ reader, lender, user });
    const people = [person('ann', held('lender', 'science'))];
    const unheld = lint(policy, { now: NOW, people }).filter(({ code }) => code === 'role-unheld');
    expect(unheld).toEqual([{ code: 'role-unheld', role: 'reader' }]);
    expect(lint(policy, { now: NOW, people: [] }).filter(({ code }) => code === 'role-unheld')).toHaveLength(
      2,
    );
  });
});

describe('assignments', () => {
  const policy = define({
    reader: { at, below: true, grants: [{ can: ['browse'], reach: here }] },
    lender: { at, below: true, grants: [{ can: ['browse', 'lend'], reach: here }] },
    'lender-when-off': { at, grants: [{ can: ['lend'], reach: here, when: { lending: false } }] },
    always: { at, grants: [{ can: ['lend'], reach: here }] },
    'lender-when-on': { at, grants: [{ can: ['lend'], reach: here, when: { lending: true } }] },
    member: { at, grants: [{ can: ['browse'], reach: here }] },
    guest: { at: ['site'], slot: 'role', grants: [] },
    clerk: { at: ['site'], grants: [{ can: ['lend'], reach: { by: ['group'], via: ['member'] } }] },
  });
  const vain = (...assignments: Assignment[]) =>
    lint(policy, { now: NOW, roles: [], people: [person('ann', ...assignments)] }).map((finding) => {
      expect(finding).toMatchObject({ code: 'adds-nothing', subject: 'ann' });
      return 'assignment' in finding ? assignments.indexOf(finding.assignment) : -1;
    });

  it('X-15 C: one that adds nothing to another', () => {
    expect(vain(held('reader', 'physics'), held('lender', 'science'))).toEqual([0]);
    expect(vain(held('reader', 'science'), held('lender', 'physics'))).toEqual([]);
    expect(vain(held('reader', 'science'), held('reader', 'art'))).toEqual([]);
    expect(vain(held('lender', 'science'), held('lender-when-on', 'physics'))).toEqual([1]);
    expect(vain({ role: 'gone' })).toEqual([0]);
  });

  it('X-15 C: of two that are the same, one stays', () => {
    expect(vain(held('reader', 'art'), held('reader', 'art'), held('reader', 'art'))).toEqual([0, 1]);
  });

  it('X-15 X-04 C: one that lasts longer adds something, and so does one that is to begin', () => {
    const short = { ...held('lender', 'art'), until: NOW + 5 };
    expect(vain(held('reader', 'art'), short)).toEqual([]);
    expect(vain({ ...held('reader', 'art'), until: NOW + 5 }, short)).toEqual([0]);
    const later = { ...held('lender', 'art'), from: NOW + 5 };
    expect(vain(held('reader', 'art'), later)).toEqual([]);
    expect(vain({ ...held('reader', 'art'), from: NOW + 6 }, later)).toEqual([0]);
    expect(vain({ ...held('reader', 'art'), until: NOW })).toEqual([]);
  });

  it('X-15 C: what a setting may take away covers nothing that stays', () => {
    const lender = { ...held('lender', 'art') };
    expect(vain(lender, held('lender-when-on', 'art'))).toEqual([1]);
    expect(vain(held('lender-when-on', 'art'), lender)).toEqual([0]);
    expect(vain(held('lender-when-on', 'art'))).toEqual([]);
    expect(vain(held('lender-when-off', 'art'))).toEqual([]);
    expect(vain(held('always', 'art'), held('lender-when-on', 'art'))).toEqual([1]);
  });

  it('X-15 C: a role that says who they are, or that others go through, is there for that', () => {
    expect(vain({ role: 'guest' })).toEqual([]);
    expect(vain(held('reader', 'art'), held('member', 'art'))).toEqual([]);
    expect(vain(held('reader', 'art'), held('member', 'art'), { role: 'clerk' })).toEqual([]);
  });
});
