import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Access, Grant, Resource } from '../index.js';
import {
  accessOf,
  after,
  attempts,
  COLLUDING,
  GROUPS,
  NOW,
  PEOPLE,
  PERMISSIONS,
  resourceOf,
  scopeResource,
  SITE,
  TEAMS,
  worlds,
  type World,
} from '../testing/escalation.js';

/*
 * Nobody can bring it about, directly or in steps, that anyone has more than they have themselves (LR-17, X-17): random
 * policies and people, random sequences of the changes that a few limited people are permitted; afterwards everybody is
 * asked about everything, under all settings and at all moments.
 */

/** Something of every kind that a policy could tell apart: in one scope, in two, in none, one's own. */
const WITHIN: readonly Resource['within'][] = [
  {},
  ...GROUPS.flatMap((id) => [
    { group: [id] },
    { primary: [id] },
    { group: [id], primary: ['d'], team: ['t'] },
  ]),
  ...TEAMS.map((id) => ({ team: [id] })),
  { group: ['a'], team: ['u'] },
];
const THINGS: readonly Resource[] = [
  resourceOf('site', SITE),
  ...GROUPS.map((id) => scopeResource('group', id)),
  ...TEAMS.map((id) => scopeResource('team', id)),
  ...WITHIN.map((within, i) => resourceOf('user', `p${i}`, within)),
  ...WITHIN.map((within, i) => resourceOf('doc', `d${i}`, within)),
  ...PEOPLE.map((owner) => ({ ...resourceOf('doc', `of-${owner}`), owner })),
  ...PEOPLE.map((owner) => ({ ...resourceOf('user', owner), owner })),
];
const SECOND = THINGS.filter(({ type }) => type === 'user');

/** Everything that counts and that somebody may do, as texts; of pairs, the pairs. */
function rightsOf(access: Access): Set<string> {
  const rights = new Set<string>();
  for (const [id, { on, for: second, beneficiary }] of Object.entries(PERMISSIONS)) {
    if (beneficiary === 'self') continue;
    for (const thing of THINGS.filter(({ type }) => type === on)) {
      if (!second && access.can(id, thing)) rights.add(`${id} ${thing.id}`);
      for (const other of second ? SECOND : [])
        if (access.can(id, thing, { for: other })) rights.add(`${BOOK} ${thing.id} ${other.id}`);
    }
  }
  return rights;
}

const BOOK = 'doc.book';

/**
 * The policy in which one half of a pair suffices: the other is everything. What is reached via other roles is reached by
 * who holds those, whether or not they have the role that pairs it: a half they have already is not gained.
 */
function halfPolicy(world: World, half: 'first' | 'second'): World {
  const roles = Object.entries(world.document.roles ?? {}).map(([id, role]) => {
    const pairs = (role.grants ?? []).filter(({ can }) => can.includes(BOOK));
    const cut = pairs.map(({ reach, for: second = 'everything', when }): Grant => {
      const sides = half === 'first' ? { reach } : { reach: 'everything' as const, for: second };
      return { can: [BOOK], ...sides, ...(when ? { when } : {}) };
    });
    const via = cut.filter(
      ({ reach, for: second }) => typeof (second ?? reach) === 'object' && 'via' in Object(second ?? reach),
    );
    return [id, { ...role, grants: cut }, via] as const;
  });
  const free = { free: { at: ['site'], grants: roles.flatMap(([, , via]) => via) } };
  return {
    ...world,
    document: {
      ...world.document,
      roles: { ...Object.fromEntries(roles.map(([id, role]) => [id, role] as const)), ...free },
    },
    held: Object.fromEntries(
      Object.entries(world.held).map(([id, held]) => [id, [...held, { role: 'free' }]]),
    ),
  };
}

/** The ids of what lies in somebody's half of pairs. */
function halfOf(access: Access, half: 'first' | 'second'): string[] {
  const [docs, people] = [THINGS.filter(({ type }) => type === 'doc'), SECOND];
  return half === 'first'
    ? docs.filter((doc) => people.some((one) => access.can(BOOK, doc, { for: one }))).map(({ id }) => id)
    : people.filter((one) => docs.some((doc) => access.can(BOOK, doc, { for: one }))).map(({ id }) => id);
}

const MOMENTS = [NOW, 19, 20, 29, 30, 31];
const EVERY_SETTING = [{}, { strict: true }, { open: true }, { strict: true, open: true }];

/** What somebody has that they had not, or lacks that they had, and that none of those who collude had. */
function grown(before: World, now: World): string[] {
  const [first, second] = [halfPolicy(before, 'first'), halfPolicy(before, 'second')];
  return MOMENTS.flatMap((at) =>
    EVERY_SETTING.flatMap((settings) => {
      const had = (id: string) => rightsOf(accessOf(before, id, at, settings));
      const halves = (id: string) =>
        [
          halfOf(accessOf(first, id, at, settings), 'first'),
          halfOf(accessOf(second, id, at, settings), 'second'),
        ] as const;
      const colluding = new Set(COLLUDING.flatMap((id) => [...had(id)]));
      const theirs = COLLUDING.map(halves);
      return PEOPLE.flatMap((id) => {
        const mine = had(id);
        const has = rightsOf(accessOf(now, id, at, settings));
        const gained = [...has].filter((right) => !mine.has(right) && !colluding.has(right));
        // nobody loses, either, what those who collude do not have
        const lost = [...mine].filter((right) => !has.has(right) && !colluding.has(right));
        const all = [...theirs, halves(id)];
        const isFirst = (right: string, of = all) =>
          of.some(([docs]) => docs.includes(right.split(' ')[1] ?? ''));
        const isSecond = (right: string, of = all) =>
          of.some(([, people]) => people.includes(right.split(' ')[2] ?? ''));
        return [
          ...gained.filter((right) => !(right.startsWith(BOOK) && isFirst(right) && isSecond(right))),
          ...(COLLUDING.includes(id)
            ? []
            : lost.filter(
                (right) => !(right.startsWith(BOOK) && (isFirst(right, theirs) || isSecond(right, theirs))),
              )),
        ].map((right) => `${id}: ${right} at ${at} with ${JSON.stringify(settings)}`);
      });
    }),
  );
}

/** How many sequences are tried. */
const RUNS = Number(process.env.ESCALATION_RUNS ?? 1_500);

describe('nobody gains more than they were given', () => {
  it('LR-17 X-17 RL-21 C: whatever sequence of permitted changes, nobody has more than those who made them had', () => {
    let permitted = 0;
    fc.assert(
      fc.property(worlds, fc.array(attempts, { minLength: 8, maxLength: 24 }), (start, tried) => {
        let world = start;
        for (const [actor, attempt] of tried) {
          const next = after(world, actor, attempt);
          if (next) permitted++;
          world = next ?? world;
        }
        if (world !== start) expect(grown(start, world).slice(0, 5)).toEqual([]);
      }),
      { numRuns: RUNS },
    );
    // a property that met refusals alone would show nothing
    expect(permitted).toBeGreaterThan(RUNS / 5);
  });
});
