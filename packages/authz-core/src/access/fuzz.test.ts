import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { definePolicy, openAccess, parseSnapshot, SnapshotError } from '../index.js';
import type { Access, Policy, Resource, Snapshot, WholeDocument } from '../index.js';
import { documents, NOW, plainNames, resources, snapshots, strangeNames } from '../testing/arbitraries.js';
import { askEveryWay, isExplained, type Asked } from '../testing/ask-every-way.js';
import { garbled } from '../testing/garbled.js';
import { naiveOracle } from '../testing/oracle.js';

/** A policy, a snapshot for it, and something to ask about. */
const situations = fc.constantFrom(plainNames, strangeNames).chain((names) =>
  documents(names).chain((document) =>
    fc.record({
      document: fc.constant(document),
      snapshot: snapshots(names, document),
      asked: fc.tuple(resources(names), resources(names)),
    }),
  ),
);

/** A question for each permission, about resources of its types. */
const questions = ({ permissions }: WholeDocument, [first, other]: readonly [Resource, Resource]): Asked[] =>
  Object.entries(permissions).map(([permission, { on, for: type }]) => ({
    permission,
    resource: { ...first, type: on },
    second: type === undefined ? undefined : { ...other, type },
  }));

/** Asks in every way: the one answer that all must give. Reads everything else that there is to read, too. */
function answerOf(access: Access, question: Asked): boolean {
  const answers = askEveryWay(access, question);
  const values = new Set(Object.values(answers));
  if (values.size !== 1) expect({ question, answers }).toBe('one answer');
  if (!isExplained(access, question)) expect({ question, snapshot: access.snapshot }).toBe('explained');
  expect([access.areas.length, access.linesAt(NOW).length].every((length) => length >= 0)).toBe(true);
  expect(access.changesAt).not.toBe(undefined);
  return values.has(true);
}

/** Does it have the shape of a snapshot? Times are milliseconds here, and texts on the wire. */
function isSnapshot(value: Snapshot): boolean {
  const toText = (time: unknown) =>
    typeof time === 'number' && Math.abs(time) <= 8.64e15
      ? new Date(time).toISOString()
      : time === undefined
        ? time
        : 7;
  try {
    const assignments = value.assignments.map((one) => ({
      ...one,
      from: toText(one.from),
      until: toText(one.until),
    }));
    parseSnapshot({ ...value, assignments, expires: toText(value.expires) });
    // what the wire may leave out, or say null for, is filled in by then
    const filled: unknown[] = [value.settings, value.groups, ...value.assignments.flatMap(Object.values)];
    return filled.every((part) => part !== null && part !== undefined);
  } catch (error) {
    if (error instanceof SnapshotError || error instanceof TypeError) return false;
    throw error;
  }
}

describe('what comes from outside', () => {
  it('X-09 C: a garbled snapshot is refused or read the same in every way, and nothing is thrown', () => {
    const count = { fit: 0, unfit: 0, allowed: 0 };
    fc.assert(
      fc.property(
        situations.chain((one) =>
          garbled(fc.constant(one.snapshot)).map((snapshot) => ({ ...one, snapshot })),
        ),
        ({ document, snapshot, asked }) => {
          const access = openAccess(definePolicy<WholeDocument>(document), snapshot, { now: NOW });
          const isFit = isSnapshot(snapshot);
          count[isFit ? 'fit' : 'unfit']++;
          const oracle = isFit ? naiveOracle(document, snapshot, NOW) : undefined;
          for (const question of questions(document, asked)) {
            const isAllowed = answerOf(access, question);
            if (isAllowed) count.allowed++;
            // what is no snapshot may be none in a part that nothing reads; what is one has its one meaning
            const { permission, resource, second } = question;
            const expected = oracle?.(permission, resource, second) ?? isAllowed;
            if (isAllowed !== expected) expect({ question, snapshot }).toBe(expected);
          }
        },
      ),
      { numRuns: 500 },
    );
    expect(Math.min(count.fit, count.unfit, count.allowed)).toBeGreaterThan(50);
  });

  it('X-04 X-09 C: at every edge of a time, a millisecond before it and one after', () => {
    const count = { asked: 0, changed: 0 };
    fc.assert(
      fc.property(situations, ({ document, snapshot, asked }) => {
        const policy: Policy = definePolicy(document);
        const edges = snapshot.assignments.flatMap(({ from, until }) => [from, until, snapshot.expires]);
        for (const edge of new Set(edges.filter((time) => time !== undefined))) {
          const access = [edge - 1, edge, edge + 1].map((now) => openAccess(policy, snapshot, { now }));
          for (const question of questions(document, asked)) {
            const { permission, resource, second } = question;
            const answers = access.map((one) => answerOf(one, question));
            const expected = access.map(({ now }) =>
              naiveOracle(document, snapshot, now)(permission, resource, second),
            );
            expect(answers).toEqual(expected);
            count.asked += 3;
            if (new Set(expected).size > 1) count.changed++;
          }
        }
      }),
      { numRuns: 120 },
    );
    expect(count.asked).toBeGreaterThan(3_000);
    expect(count.changed).toBeGreaterThan(50);
  });

  it('X-09 C: a moment that is none is no moment at which anything is allowed', () => {
    fc.assert(
      fc.property(situations, ({ document, snapshot, asked }) => {
        const policy: Policy = definePolicy(document);
        for (const now of [NaN, Infinity, snapshot.expires, undefined, null, 'now', {}]) {
          if (now === null) continue;
          const access = openAccess(policy, snapshot, { now: now as number });
          for (const question of questions(document, asked)) expect(answerOf(access, question)).toBe(false);
        }
      }),
      { numRuns: 50 },
    );
  });

  it('X-09 C: no name but those of the policy gives anything, in any policy', () => {
    const names = [
      '',
      '__proto__',
      'constructor',
      'toString',
      'hasOwnProperty',
      'all',
      '\ud83d',
      'e\u0301',
      '0',
      'on',
    ];
    fc.assert(
      fc.property(situations, fc.string(), ({ document, snapshot, asked }, random) => {
        const access = openAccess(definePolicy<WholeDocument>(document), snapshot, { now: NOW });
        const [resource, second] = asked;
        const isStrange = (id: string) => !Object.hasOwn(document.permissions, id);
        for (const permission of [...names, random].filter(isStrange)) {
          for (const type of [resource.type, '', permission]) {
            expect(answerOf(access, { permission, resource: { ...resource, type }, second })).toBe(false);
            expect(answerOf(access, { permission, resource: { ...resource, type } })).toBe(false);
          }
          expect(access.anywhere(permission)).toBe(false);
          expect(access.can(permission)).toBe(false);
        }
        for (const [permission] of Object.entries(document.permissions)) {
          for (const type of names.filter((name) => !Object.hasOwn(document.resources, name)))
            expect(answerOf(access, { permission, resource: { ...resource, type } })).toBe(false);
        }
      }),
      { numRuns: 60 },
    );
  });
});
