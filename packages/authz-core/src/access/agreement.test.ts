import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  definePolicy,
  matches,
  openAccess,
  Places,
  type Access,
  type Policy,
  type Resource,
} from '../index.js';
import {
  documents,
  NOW,
  plainNames,
  resources,
  SITE,
  snapshots,
  strangeNames,
  type Names,
} from '../testing/arbitraries.js';
import { naiveOracle } from '../testing/oracle.js';

/** Asks one question in every way there is: the answers by the way of asking. */
function askEveryWay(access: Access, places: Places, permission: string, resource: Resource) {
  const token = access.policy.permission(permission);
  const placed = access.place(resource);
  const filter = access.filter(permission);
  // a filter speaks of resources of the permission's type
  const isOfType = token.type === resource.type;
  return {
    'id, plain': access.can(permission, resource),
    'token, plain': access.can(token, resource),
    'id, placed': access.can(permission, placed),
    'token, placed': access.can(token, placed),
    'token, placed elsewhere': access.can(token, new Places(access.policy, SITE, []).place(resource)),
    'decide, plain': access.decide(permission, resource).allowed,
    'decide, placed': access.decide(token, placed).allowed,
    filter: isOfType && matches(filter, resource, places),
    'filter, placed': isOfType && matches(filter, placed, places),
  };
}

/** there are reasons exactly when it is allowed, one at least for each part; else there is what is missing. */
function isExplained(access: Access, permission: string, resource: Resource): boolean {
  const { allowed, reasons, missing } = access.decide(permission, resource);
  const parts = access.policy.permission(permission).allOf?.map(({ id }) => id) ?? [permission];
  const given = new Set(reasons.map((reason) => reason.permission));
  return allowed
    ? missing.length === 0 && given.size === parts.length && parts.every((part) => given.has(part))
    : missing.length > 0 && reasons.length === 0;
}

/** A random policy and person, and random resources to ask about. */
const situations = (names: Names) =>
  fc.record({
    document: documents(names),
    snapshot: snapshots(names),
    asked: fc.array(resources(names), { minLength: 4, maxLength: 4 }),
    shared: fc.boolean(),
  });

/** How many questions were answered, and how many of them with yes. */
function agreeOn(names: Names, numRuns: number): { asked: number; allowed: number } {
  const count = { asked: 0, allowed: 0 };
  fc.assert(
    fc.property(situations(names), ({ document, snapshot, asked, shared }) => {
      const policy: Policy = definePolicy(document);
      const places = new Places(policy, SITE, snapshot.groups);
      const access = openAccess(policy, snapshot, shared ? { now: NOW, places } : { now: NOW });
      for (const [i, random] of asked.entries()) {
        for (const [permission, { on }] of Object.entries(document.permissions)) {
          // every other question is about a resource of the permission's type
          const resource = i % 2 ? random : { ...random, type: on };
          const expected = naiveOracle({ document, snapshot, now: NOW, permission, resource });
          const answers = askEveryWay(access, places, permission, resource);
          const differs = Object.values(answers).some((answer) => answer !== expected);
          if (differs) expect({ permission, resource, ...answers }).toBe(expected);
          if (!isExplained(access, permission, resource))
            expect(access.decide(permission, resource)).toBe(expected);
          if (expected) expect(access.anywhere(permission)).toBe(true);
          count.asked++;
          if (expected) count.allowed++;
        }
      }
    }),
    { numRuns },
  );
  return count;
}

describe('all readings of a policy agree', () => {
  it('X-08 X-01 X-04 C: can, decide, the filter in memory and a naive oracle give the same answer', () => {
    const { asked, allowed } = agreeOn(plainNames, 2_000);
    // a property that met refusals alone would show little
    expect(allowed / asked).toBeGreaterThan(0.05);
  });

  it('X-08 X-09 C: they agree under the names that objects inherit, too, and under strange texts', () => {
    const { asked, allowed } = agreeOn(strangeNames, 1_500);
    expect(allowed / asked).toBeGreaterThan(0.05);
  });
});
