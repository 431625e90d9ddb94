import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  definePolicy,
  effective,
  effectiveOn,
  explain,
  matches,
  openAccess,
  whoMay,
  whoMayGive,
  why,
  type Access,
  type Assignment,
  type Policy,
  type Resource,
} from '../index.js';
import { documents, NOW, plainNames, resources, snapshots, strangeNames } from '../testing/arbitraries.js';
import type { Names } from '../testing/arbitraries.js';

const policy: Policy = definePolicy({
  id: 'library',
  scopes: { group: { tree: true } },
  resources: { site: {}, user: { group: 'group' }, shelf: { group: 'group' } },
  settings: { lending: { byDefault: true } },
  catalogue: { books: { label: 'Books' }, people: { label: 'People' } },
  permissions: {
    rename: { on: 'user', area: 'people' },
    tidy: { on: 'shelf', area: 'books' },
    lend: { on: 'shelf', area: 'books' },
    move: { on: 'shelf', allOf: ['tidy', 'lend'] },
    hand: { on: 'shelf', for: 'user' },
    close: { on: 'site' },
  },
  roles: {
    head: { at: ['site'], grants: [{ can: ['close', 'tidy'], reach: 'everything' }] },
    keeper: {
      at: ['group'],
      below: true,
      grants: [
        { can: ['tidy', 'rename'], reach: { by: ['group'] } },
        { can: ['lend'], reach: { by: ['group'] }, when: { lending: true } },
      ],
    },
    clerk: {
      at: ['site'],
      grants: [
        { can: ['hand'], reach: { by: ['group'], via: ['keeper'] }, for: { by: ['group'], via: ['keeper'] } },
      ],
    },
  },
});

const person = (id: string, ...assignments: { role: string; scopes?: { group: string[] } }[]) => ({
  site: 'town',
  policy: 'library',
  subject: { id },
  settings: {},
  groups: [
    ['science', 0],
    ['physics', 1],
  ] as const,
  assignments,
  expires: 10_000,
});
const keeper = { role: 'keeper', scopes: { group: ['science'] } };
const shelf: Resource = { site: 'town', type: 'shelf', id: '1', within: { group: ['physics'] } };
const open = (...held: { role: string; scopes?: { group: string[] } }[]) =>
  openAccess(policy, person('ann', ...held), { now: NOW });

describe('what a person may do', () => {
  it('X-16 C: every permission by its area, with every way and through what', () => {
    const areas = effective(open(keeper, { role: 'head' }, { role: 'clerk' }));
    expect(areas.map(({ area, permissions }) => [area, permissions.map((one) => one.permission)])).toEqual([
      ['books', ['tidy', 'lend']],
      ['people', ['rename']],
      [undefined, ['hand', 'close']],
    ]);
    const tidy = areas[0]?.permissions[0];
    expect(tidy).toMatchObject({
      everywhere: true,
      ways: [
        { role: 'keeper', assignment: keeper, reach: [{ kind: 'in', ids: ['science'], below: true }] },
        { role: 'head', assignment: { role: 'head' }, reach: [{ kind: 'everything' }] },
      ],
    });
    const hand = areas[2]?.permissions[0];
    expect(hand).toMatchObject({
      everywhere: false,
      ways: [{ role: 'clerk', via: keeper, second: [{ kind: 'in', ids: ['science'] }] }],
    });
  });

  it('X-16 C: one way is told once, however often it is given', () => {
    expect(effective(open(keeper, keeper))[0]?.permissions[0]?.ways).toHaveLength(1);
  });

  it('X-16 C: what a setting keeps back is not there, nor is anything of who has nothing', () => {
    const off = openAccess(policy, { ...person('ann', keeper), settings: { lending: false } }, { now: NOW });
    expect(effective(off).flatMap(({ permissions }) => permissions.map((one) => one.permission))).toEqual([
      'tidy',
      'rename',
    ]);
    expect(effective(open())).toEqual([]);
    expect(effective(openAccess(policy, person('ann', keeper), { now: 10_000 }))).toEqual([]);
  });

  it('X-16 C: with one resource: direct, inherited, or for the whole site', () => {
    expect(effectiveOn(open(keeper, { role: 'head' }), shelf)).toMatchObject([
      { permission: 'tidy', role: 'keeper', scope: { id: 'science' }, inherited: { id: 'physics' } },
      { permission: 'tidy', role: 'head' },
      { permission: 'lend', role: 'keeper' },
    ]);
  });
});

describe('who may', () => {
  const people = [person('bob'), person('ann', keeper), person('cid', { role: 'head' })];

  it('X-16 C: who may do this here, and through what', () => {
    expect(whoMay(policy, 'tidy', shelf, { directory: people, now: NOW })).toMatchObject([
      { subject: 'ann', reasons: [{ role: 'keeper', inherited: { id: 'physics' } }] },
      { subject: 'cid', reasons: [{ role: 'head' }] },
    ]);
    expect(
      whoMay(policy, 'lend', shelf, { directory: people, now: NOW }).map(({ subject }) => subject),
    ).toEqual(['ann']);
  });

  it('X-16 C: of accesses that are open, and of a permission about two', () => {
    const directory = [open(keeper, { role: 'clerk' }), open(keeper)];
    const user: Resource = { site: 'town', type: 'user', id: 'zoe', within: { group: ['science'] } };
    expect(whoMay(policy, 'hand', shelf, { directory, now: NOW, for: user })).toMatchObject([
      { subject: 'ann', reasons: [{ role: 'clerk', via: keeper }] },
    ]);
    expect(whoMay(policy, 'hand', shelf, { directory, now: NOW })).toEqual([]);
    expect(whoMay(policy, 'fly', shelf, { directory, now: NOW })).toEqual([]);
  });
});

describe('whom to ask', () => {
  const staffed: Policy = definePolicy({
    ...policy.document,
    permissions: { ...policy.document.permissions, staff: { on: 'group' }, appoint: { on: 'user' } },
    resources: { ...policy.document.resources, group: { group: 'group' } },
    roles: {
      keeper: { ...policy.document.roles.keeper!, assignedBy: 'staff' },
      head: {
        at: ['site'],
        assignedBy: 'appoint',
        grants: [
          { can: ['staff', 'appoint', 'close', 'tidy'], reach: 'everything' },
          { can: ['rename', 'lend'], reach: 'everything' },
        ],
      },
      chief: {
        at: ['group'],
        below: true,
        grants: [{ can: ['staff', 'tidy', 'lend', 'rename'], reach: { by: ['group'] } }],
      },
    },
  });
  const directory = [
    person('ann', keeper),
    person('bob', { role: 'chief', scopes: { group: ['science'] } }),
    person('cid', { role: 'head' }),
  ].map((one) => openAccess(staffed, one, { now: NOW }));
  const resourceOf = (type: string, id: string): Resource => ({
    site: 'town',
    type,
    id,
    within: { [type]: [id] },
  });
  const zoe = { id: 'zoe', roles: [], resource: { site: 'town', type: 'user', id: 'zoe' } };
  const ask = (assignment: { role: string; scopes?: { group: string[] } }) =>
    whoMayGive(assignment, zoe, { directory, resourceOf });

  it('X-01 X-16 C: who could give what is missing, wherever it would be held', () => {
    expect(ask({ role: 'keeper', scopes: { group: ['physics'] } })).toEqual(['bob', 'cid']);
    expect(ask({ role: 'keeper', scopes: { group: ['physics', 'art'] } })).toEqual(['cid']);
    expect(ask({ role: 'head' })).toEqual(['cid']);
    expect(ask({ role: 'chief', scopes: { group: ['physics'] } })).toEqual([]);
  });

  it('X-01 C: the sentence names them', () => {
    const nobody = openAccess(staffed, person('zoe'), { now: NOW });
    const decision = why(nobody, 'lend', shelf);
    const grantors = (supply: readonly Assignment[]) =>
      supply.flatMap((one) => whoMayGive(one, zoe, { directory, resourceOf }));
    expect(explain(staffed, decision, { grantors }).at(-1)).toBe('Ask bob or cid, who could give it.');
  });
});

/** A random policy, a few people, and resources to ask about. */
const situations = (names: Names) =>
  documents(names).chain((document) =>
    fc.record({
      document: fc.constant(document),
      people: fc.array(snapshots(names, document), { minLength: 2, maxLength: 2 }),
      asked: fc.array(fc.tuple(resources(names), resources(names)), { minLength: 3, maxLength: 3 }),
    }),
  );

/** Is a pair within one of the ways in which somebody has a permission? */
function isListed(access: Access, permission: string, resource: Resource, second?: Resource): boolean {
  const all = effective(access).flatMap(({ permissions }) => permissions);
  const ways = all.find((one) => one.permission === permission)?.ways ?? [];
  const of = ways.map(({ reach, second: other = [] }) => ({ all: reach, second: other }));
  return matches({ kind: 'any', of }, resource, access.places, second);
}

function agreeOn(names: Names, numRuns: number): number {
  let allowed = 0;
  fc.assert(
    fc.property(situations(names), ({ document, people, asked }) => {
      const random: Policy = definePolicy(document);
      const directory = people.map((one) => openAccess(random, one, { now: NOW }));
      for (const [first, other] of asked) {
        for (const [permission, { on, for: type, allOf }] of Object.entries(document.permissions)) {
          const resource = { ...first, type: on };
          const second = type === undefined ? undefined : { ...other, type };
          const may = directory.filter((access) =>
            access.can(permission, resource, second && { for: second }),
          );
          const found = whoMay(random, permission, resource, { directory: people, now: NOW, for: second });
          expect(found.map(({ subject }) => subject)).toEqual(may.map(({ snapshot }) => snapshot.subject.id));
          expect(found.every(({ reasons }) => reasons.length > 0)).toBe(true);
          allowed += may.length;
          if (allOf) continue;
          const listed = directory.filter((access) => isListed(access, permission, resource, second));
          expect(listed).toEqual(may);
        }
      }
    }),
    { numRuns },
  );
  return allowed;
}

describe('both ways agree with can', () => {
  it('X-16 C: what is listed of a person, and who is listed for a permission, are those who can', () => {
    expect(agreeOn(plainNames, 40)).toBeGreaterThan(120);
  });

  it('X-16 X-09 C: under strange names, too', () => {
    expect(agreeOn(strangeNames, 25)).toBeGreaterThan(30);
  });
});
