import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import * as core from '../index.js';
import { definePolicy, openAccess, why } from '../index.js';
import type { Access, Policy, PolicyDocument, Resource, WholeDocument } from '../index.js';
import {
  documents,
  namesIn,
  NOW,
  plainNames,
  resources,
  snapshots,
  strangeNames,
  type Names,
} from '../testing/arbitraries.js';

/** A person, asked everything about a few resources, under a policy, or a random one. */
const situations = (names: Names, known?: WholeDocument) =>
  (known ? fc.constant(known) : documents(names)).chain((document) =>
    fc.record({
      document: fc.constant(document),
      snapshot: snapshots(names, document),
      asked: fc.array(fc.tuple(resources(names), resources(names)), { minLength: 3, maxLength: 3 }),
    }),
  );

/** Every document that the package exports: a policy that is added joins by itself. */
const shipped: readonly PolicyDocument[] = Object.values(core).flatMap((one: unknown) =>
  typeof one === 'object' && one !== null && 'permissions' in one && 'roles' in one
    ? [one as unknown as PolicyDocument]
    : [],
);

interface Question {
  readonly permission: string;
  readonly resource: Resource;
  readonly second: Resource | undefined;
}

interface Count {
  supplied: number;
  readonly causes: Set<string>;
}

/** everything said to be missing, given, makes it so; and there is a reason for each part that is allowed. */
function holdsGood(names: Names, numRuns: number, known?: WholeDocument): Count {
  const count: Count = { supplied: 0, causes: new Set() };
  fc.assert(
    fc.property(situations(names, known), ({ document, snapshot, asked }) => {
      const policy: Policy = definePolicy(document);
      const access = openAccess(policy, snapshot, { now: NOW });
      for (const [first, other] of asked) {
        for (const [permission, { on, for: type }] of Object.entries(document.permissions)) {
          const resource = { ...first, type: on };
          const second = type === undefined ? undefined : { ...other, type };
          tryEach(access, { permission, resource, second }, count);
        }
      }
    }),
    { numRuns },
  );
  return count;
}

function tryEach(access: Access, { permission, resource, second }: Question, count: Count) {
  const pair = second && { for: second };
  const full = why(access, permission, resource, pair);
  const thin = access.decide(permission, resource, pair);
  expect(full.allowed).toBe(thin.allowed);
  const parts = (all: readonly { permission: string }[]) => [...new Set(all.map((one) => one.permission))];
  expect(parts(full.reasons)).toEqual(expect.arrayContaining(parts(thin.reasons)));
  expect(parts(full.missing)).toEqual(parts(thin.missing));
  for (const { permission: part, supply = [], code } of full.missing) {
    count.causes.add(code);
    for (const given of supply) {
      count.supplied++;
      const { policy, snapshot } = access;
      const slot = policy.roles.get(given.role)?.slot;
      const kept = snapshot.assignments.filter(
        ({ role }) => slot === undefined || policy.roles.get(role)?.slot !== slot,
      );
      const after = openAccess(policy, { ...snapshot, assignments: [...kept, given] }, { now: NOW });
      if (!after.can(part, resource, pair)) expect({ part, resource, second, given }).toBe('allowed');
    }
  }
}

describe('what is missing is what would do', () => {
  it('X-01 C: every assignment named as missing, once given, makes it allowed', () => {
    const { supplied, causes } = holdsGood(plainNames, 150);
    expect(supplied).toBeGreaterThan(1_000);
    for (const cause of ['not-granted', 'held-elsewhere', 'excepted', 'ended', 'setting-off', 'may-not-hold'])
      expect(causes).toContain(cause);
  });

  it('X-01 X-09 C: also under the names that objects inherit, and under strange texts', () => {
    expect(holdsGood(strangeNames, 80).supplied).toBeGreaterThan(300);
  });

  it.each(shipped.map((document) => [document.id, document] as const))(
    'X-01 C: also in the policy %s',
    (_, document) => {
      const whole = definePolicy(document).document;
      expect(holdsGood(namesIn(whole), 12, whole).supplied).toBeGreaterThan(30);
    },
  );
});
