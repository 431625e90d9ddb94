import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  definePolicy,
  impact,
  matches,
  openAccess,
  type Impact,
  type Policy,
  type Resource,
} from '../index.js';
import type { PolicyDocument, Snapshot } from '../index.js';
import { documents, NOW, plainNames, resources, snapshots, strangeNames } from '../testing/arbitraries.js';
import type { Names } from '../testing/arbitraries.js';

const document = {
  id: 'library',
  scopes: { group: { tree: true } },
  resources: { site: {}, shelf: { group: 'group' }, user: {} },
  settings: { lending: { byDefault: true } },
  permissions: {
    tidy: { on: 'shelf' },
    lend: { on: 'shelf' },
    close: { on: 'site' },
    hand: { on: 'shelf', for: 'user' },
  },
  roles: {
    keeper: { at: ['group'], below: true, grants: [{ can: ['tidy'], reach: { by: ['group'] } }] },
    head: { at: ['site'], grants: [{ can: ['tidy', 'close'], reach: 'everything' }] },
  },
} satisfies PolicyDocument;
const policy: Policy = definePolicy(document);
const with_ = (roles: PolicyDocument['roles']): Policy =>
  definePolicy({ ...document, roles: { ...document.roles, ...roles } });

const person = (id: string, ...assignments: Snapshot['assignments']): Snapshot => ({
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
const keeper = (...group: string[]) => ({ role: 'keeper', scopes: { group } });
const shelf = (...group: string[]): Resource => ({ site: 'town', type: 'shelf', id: '1', within: { group } });
const briefly = ({ people }: Impact) =>
  people.map(({ subject, gains, losses }) => [
    subject,
    gains.map(({ permission }) => permission),
    losses.map(({ permission }) => permission),
  ]);

describe('what a change would do', () => {
  it('X-03 C: a role changed: who gains and who loses what, and how many', () => {
    const after = with_({
      keeper: { ...document.roles.keeper, grants: [{ can: ['lend'], reach: { by: ['group'] } }] },
    });
    const people = [
      person('ann', keeper('science')),
      person('bob', { role: 'head' }),
      person('cid', keeper('art'), { role: 'head' }),
    ];
    const would = impact(policy, after, people, { now: NOW });
    expect(briefly(would)).toEqual([
      ['ann', ['lend'], ['tidy']],
      // who may tidy everywhere loses nothing
      ['cid', ['lend'], []],
    ]);
    expect(would.permissions).toEqual([
      { permission: 'tidy', gain: 0, lose: 1 },
      { permission: 'lend', gain: 2, lose: 0 },
    ]);
  });

  it('X-03 C: where: as a filter, for what is there and what is to come', () => {
    const change = {
      before: person('ann', keeper('physics')),
      after: person('ann', keeper('physics', 'art')),
    };
    const { gains, losses } = impact(policy, policy, [change], { now: NOW }).people[0]!;
    const { places } = openAccess(policy, change.after, { now: NOW });
    const [gain] = gains;
    expect([gain?.permission, losses]).toEqual(['tidy', []]);
    expect(matches(gain!.where, shelf('art'), places)).toBe(true);
    expect(matches(gain!.where, shelf('physics'), places)).toBe(false);
    const wider = { before: change.before, after: person('ann', { role: 'head' }) };
    expect(impact(policy, policy, [wider], { now: NOW }).people[0]?.gains).toEqual([
      { permission: 'tidy', where: { kind: 'everything' } },
      { permission: 'close', where: { kind: 'everything' } },
    ]);
  });

  it('X-03 C: what is held above is no gain below', () => {
    const change = {
      before: person('ann', keeper('science')),
      after: person('ann', keeper('science', 'physics')),
    };
    expect(impact(policy, policy, [change], { now: NOW })).toEqual({ people: [], permissions: [] });
  });

  it('X-03 C: who comes gains, who leaves loses', () => {
    const ann = person('ann', { role: 'head' });
    const would = impact(policy, policy, [{ after: ann }, { before: ann }], { now: NOW });
    expect(briefly(would)).toEqual([
      ['ann', ['tidy', 'close'], []],
      ['ann', [], ['tidy', 'close']],
    ]);
  });

  it('X-03 X-04 C: what has not begun, or is off, is neither gained nor lost', () => {
    const later = { ...keeper('art'), from: NOW + 1 };
    const change = { before: person('ann'), after: person('ann', later) };
    expect(impact(policy, policy, [change], { now: NOW }).people).toEqual([]);
    expect(briefly(impact(policy, policy, [change], { now: NOW + 1 }))).toEqual([['ann', ['tidy'], []]]);
    const lent = with_({
      keeper: {
        ...document.roles.keeper,
        grants: [
          ...document.roles.keeper.grants,
          { can: ['lend'], reach: { by: ['group'] }, when: { lending: true } },
        ],
      },
    });
    const ann = person('ann', keeper('art'));
    const off = { ...ann, settings: { lending: false } };
    expect(briefly(impact(policy, lent, [ann, off], { now: NOW }))).toEqual([['ann', ['lend'], []]]);
    // as long as the setting is so, it makes no difference that there is one
    const always = with_({
      keeper: { ...document.roles.keeper, grants: [{ can: ['tidy', 'lend'], reach: { by: ['group'] } }] },
    });
    expect(impact(lent, always, [ann], { now: NOW }).people).toEqual([]);
    expect(impact(always, lent, [ann], { now: NOW }).people).toEqual([]);
    expect(briefly(impact(lent, lent, [{ before: ann, after: off }], { now: NOW }))).toEqual([
      ['ann', [], ['lend']],
    ]);
  });

  it('X-03 C: a role that is gone, and a permission that is new', () => {
    const { head: _, ...roles } = document.roles;
    const gone: Policy = definePolicy({ ...document, roles });
    expect(briefly(impact(policy, gone, [person('ann', { role: 'head' })], { now: NOW }))).toEqual([
      ['ann', [], ['tidy', 'close']],
    ]);
    const fresh: Policy = definePolicy({
      ...document,
      permissions: { fly: { on: 'site' }, ...document.permissions },
      roles: {
        ...document.roles,
        head: { at: ['site'], grants: [{ can: ['fly', 'tidy', 'close'], reach: 'everything' }] },
      },
    });
    expect(briefly(impact(policy, fresh, [person('ann', { role: 'head' })], { now: NOW }))).toEqual([
      ['ann', ['fly'], []],
    ]);
  });

  it('X-03 C: the policy of another name, such as one that the site has made its own', () => {
    const own: Policy = definePolicy({ id: 'own', extends: document, roles: {} });
    expect(impact(policy, own, [person('ann', { role: 'head' })], { now: NOW }).people).toEqual([]);
  });

  it('X-03 C: of a permission about two, what is gained with the second', () => {
    const hand = (...second: string[]) =>
      with_({
        head: {
          at: ['site'],
          grants: [{ can: ['hand'], reach: 'everything', for: second[0] === 'self' ? 'self' : 'everything' }],
        },
      });
    const would = impact(hand('self'), hand(), [person('ann', { role: 'head' })], { now: NOW });
    expect(briefly(would)).toEqual([['ann', ['hand'], []]]);
    expect(briefly(impact(hand(), hand('self'), [person('ann', { role: 'head' })], { now: NOW }))).toEqual([
      ['ann', [], ['hand']],
    ]);
  });
});

/** One person before and after: other roles, under the same policy or another with other roles. */
const changes = (names: Names) =>
  fc.tuple(documents(names), documents(names)).chain(([one, other]) =>
    fc.record({
      before: fc.constant(one),
      // what roles are is changed; what they speak of stays
      after: fc.constantFrom({ ...one, roles: other.roles, levels: other.levels }, one),
      person: snapshots(names, one),
      later: snapshots(names, one),
      isSame: fc.boolean(),
      asked: fc.array(fc.tuple(resources(names), resources(names)), { minLength: 4, maxLength: 4 }),
    }),
  );

const tryDefine = (document: PolicyDocument): Policy | undefined => {
  try {
    return definePolicy(document);
  } catch {
    return undefined;
  }
};

function agreeOn(names: Names, numRuns: number): { gained: number; told: number } {
  const count = { gained: 0, told: 0 };
  fc.assert(
    fc.property(changes(names), ({ before, after, person, later, isSame, asked }) => {
      const [old, next] = [tryDefine(before), tryDefine(after)];
      fc.pre(old !== undefined && next !== undefined);
      const changed = isSame ? person : { ...person, assignments: later.assignments };
      const would = impact(old, next, [{ before: person, after: changed }], { now: NOW });
      const [had, has] = [openAccess(old, person, { now: NOW }), openAccess(next, changed, { now: NOW })];
      for (const [first, other] of asked) {
        for (const [permission, { on, for: type, allOf }] of Object.entries(before.permissions)) {
          if (allOf) continue;
          const resource = { ...first, type: on };
          const second = type === undefined ? undefined : { ...other, type };
          const pair = second && { for: second };
          const [could, can] = [had.can(permission, resource, pair), has.can(permission, resource, pair)];
          const lies = (side: 'gains' | 'losses') => {
            const change = would.people[0]?.[side].find((one) => one.permission === permission);
            const { places } = side === 'gains' ? has : had;
            return change !== undefined && matches(change.where, resource, places, second);
          };
          const [gain, loss] = [lies('gains'), lies('losses')];
          if (can && !could) count.gained++;
          if (gain) count.told++;
          // all that is new lies in it, and it reaches nothing that they may not do then
          const isRight =
            (can && !could ? gain : true) &&
            (could && !can ? loss : true) &&
            (!gain || can) &&
            (!loss || could);
          if (!isRight) expect({ permission, resource, second, could, can, gain, loss, would }).toBe('right');
        }
      }
    }),
    { numRuns },
  );
  return count;
}

describe('what a change would do agrees with asking before and after', () => {
  it('X-03 C: whatever is gained or lost is told, and nothing is that they may not do', () => {
    const { gained, told } = agreeOn(plainNames, 100);
    expect(gained).toBeGreaterThan(40);
    expect(told).toBeGreaterThanOrEqual(gained);
  });

  it('X-03 X-09 C: under strange names, too', () => {
    expect(agreeOn(strangeNames, 60).gained).toBeGreaterThan(15);
  });
});
