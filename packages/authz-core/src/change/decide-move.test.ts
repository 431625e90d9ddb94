import { describe, expect, it } from 'vitest';
import {
  decideMove,
  definePolicy,
  type Assignment,
  type GroupAtDepth,
  type Policy,
  type RoleDocument,
} from '../index.js';
import { access, at, codes, course, document, exceeding, held, memberOf, TREE } from '../testing/school.js';

const admin = access('me', [held('admin')]);
const owner = access('me', [held('owner')]);

describe('moving a group', () => {
  const moved: readonly GroupAtDepth[] = [
    ['north', 0],
    ['south', 0],
    ['leeds', 1],
  ];
  const both = (id: string, assignments: readonly Assignment[]) => ({
    before: access(id, assignments),
    after: access(id, assignments, { groups: moved }),
  });
  const move = { group: at('leeds'), from: at('north'), to: at('south') };

  it('X-17 C: asks on the group and on both parents', () => {
    const leadsBoth = [held('lead', 'north'), held('lead', 'south')];
    expect(decideMove(access('me', leadsBoth), { ...move, people: [both('me', leadsBoth)] }).allowed).toBe(
      true,
    );
    for (const group of ['north', 'south']) {
      const leadsOne = [held('lead', group)];
      expect(decideMove(access('me', leadsOne), { ...move, people: [both('me', leadsOne)] }).allowed).toBe(
        false,
      );
    }
    const atTheTop = decideMove(access('me', leadsBoth), { ...move, to: undefined, people: [] });
    expect(atTheTop.allowed).toBe(false);
    expect(decideMove(admin, { ...move, to: undefined, people: [] }).allowed).toBe(true);
  });

  it('SG-18 C: a group does not become its own ancestor', () => {
    const cycle = { group: at('north'), from: undefined, to: at('leeds'), people: [] };
    expect(codes(decideMove(access('me', [held('admin'), held('lead', 'north')]), cycle))).toEqual([
      'own-ancestor',
    ]);
    expect(codes(decideMove(admin, { ...cycle, above: ['leeds', 'north'] }))).toEqual(['own-ancestor']);
    expect(codes(decideMove(admin, { ...cycle, to: at('north') }))).toEqual(['own-ancestor']);
  });

  it('X-17 LR-17 C: nobody’s reach grows by it past what the one who moves it has there', () => {
    const leadsBoth = [held('lead', 'north'), held('lead', 'south')];
    const mails = (id: string, group: string) => {
      const wide = definePolicy({
        ...document,
        roles: { ...document.roles, mailer: { ...(document.roles?.mailer as RoleDocument), below: true } },
      }) as Policy;
      const one = (groups: readonly GroupAtDepth[]) =>
        access(id, [held('mailer', group)], { policy: wide, groups });
      return {
        mover: access('me', leadsBoth, { policy: wide }),
        people: [{ before: one(TREE), after: one(moved) }],
      };
    };
    const gains = mails('you', 'south');
    expect(exceeding(decideMove(gains.mover, { ...move, people: gains.people }))).toEqual(['people.mail']);
    const loses = mails('you', 'north');
    expect(exceeding(decideMove(loses.mover, { ...move, people: loses.people }))).toEqual(['people.mail']);
    const untouched = mails('you', 'leeds');
    expect(decideMove(untouched.mover, { ...move, people: untouched.people }).allowed).toBe(true);
  });

  it('SG-18 X-13 C: the reach of those above moves with it, and whoever loses theirs is told', () => {
    const leadsBoth = [held('lead', 'north'), held('lead', 'south')];
    const mine = both('me', leadsBoth);
    expect(decideMove(mine.before, { ...move, people: [mine] }).cautions).toEqual([]);
    const lost = { before: mine.before, after: access('me', [held('lead', 'north')], { groups: moved }) };
    expect(decideMove(mine.before, { ...move, people: [lost] }).cautions).toEqual(['own-reach']);
    const [inNorth, inSouth] = ['north', 'south'].map((group) => both('you', [held('lead', group)]));
    expect([
      inNorth?.before.can('people.see', memberOf('leeds')),
      inNorth?.after.can('people.see', memberOf('leeds')),
    ]).toEqual([true, false]);
    expect([
      inSouth?.before.can('people.see', memberOf('leeds')),
      inSouth?.after.can('people.see', memberOf('leeds')),
    ]).toEqual([false, true]);
  });

  it('is refused where nothing says what it takes', () => {
    expect(codes(decideMove(owner, { group: course('law'), people: [] }))).toEqual(['unknown-permission']);
  });
});
