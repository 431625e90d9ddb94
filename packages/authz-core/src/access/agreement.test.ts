import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import * as core from '../index.js';
import { definePolicy, openAccess, Places } from '../index.js';
import type { Access, Policy, PolicyDocument, Resource, Snapshot, WholeDocument } from '../index.js';
import {
  documents,
  namesIn,
  NOW,
  plainNames,
  resources,
  SITE,
  snapshots,
  strangeNames,
  type Names,
} from '../testing/arbitraries.js';
import { askEveryWay, isExplained, type Asked } from '../testing/ask-every-way.js';
import { naiveOracle } from '../testing/oracle.js';
import { splits } from '../testing/split.js';

/** How many questions each run asks at least, all in all. `npm run agreement:nightly` asks a million. */
const QUESTIONS = Number(process.env.AGREEMENT_QUESTIONS ?? 100_000);

/** The first seed: a run asks the same as every other, the nightly script asks others. */
const SEED = Number(process.env.SEED ?? 1);

/** A random policy and person, and random resources to ask about. */
interface Situation {
  /** As the oracle reads it. */
  readonly document: WholeDocument;
  readonly policy: Policy;
  readonly snapshot: Snapshot;
  readonly asked: readonly (readonly [Resource, Resource])[];
  /** Are the numbers of places made for others, too? */
  readonly isShared: boolean;
}

const around = (names: Names, document: WholeDocument, policy: fc.Arbitrary<Policy>, count: number) =>
  fc.record({
    document: fc.constant(document),
    policy,
    snapshot: snapshots(names, document),
    asked: fc.array(fc.tuple(resources(names), resources(names)), { minLength: count, maxLength: count }),
    isShared: fc.boolean(),
  });

/** The policy as it is defined whole, or as an extension of a part of it. */
const definedFrom = (document: WholeDocument): fc.Arbitrary<Policy> =>
  fc.oneof(
    fc.constant<PolicyDocument>(document).map((whole): Policy => definePolicy(whole)),
    splits(document).map((two): Policy => definePolicy(two)),
  );

const randomSituations = (names: Names): fc.Arbitrary<Situation> =>
  documents(names).chain((document) => around(names, document, definedFrom(document), 6));

/** How many questions were answered, and how many of them with yes; of these, how many about two resources. */
interface Count {
  asked: number;
  allowed: number;
  pairs: number;
}

/** Every permission about a pair of random resources: mostly of its types, and rarely of any, or one too many or few. */
function* questionsIn({ document, asked }: Situation): Generator<Asked> {
  for (const [i, [first, other]] of asked.entries()) {
    for (const [p, [permission, { on, for: type }]] of Object.entries(document.permissions).entries()) {
      const isAny = (i + p) % 8 === 7;
      const resource = isAny ? first : { ...first, type: on };
      const second = type !== undefined && (isAny ? other : { ...other, type });
      const isOdd = (i + p) % 16 === 11;
      if (isOdd) yield { permission, resource, second: second ? undefined : other };
      else yield { permission, resource, second: second || undefined };
    }
  }
}

function answer(situation: Situation, count: Count): void {
  const { document, policy, snapshot, isShared } = situation;
  const places = new Places(policy, SITE, snapshot.groups);
  const access: Access = openAccess(policy, snapshot, isShared ? { now: NOW, places } : { now: NOW });
  const oracle = naiveOracle(document, snapshot, NOW);
  for (const question of questionsIn(situation)) {
    const { permission, resource, second } = question;
    const expected = oracle(permission, resource, second);
    const answers = askEveryWay(access, question);
    if (Object.values(answers).some((one) => one !== expected))
      expect({ question, ...answers }).toBe(expected);
    if (!isExplained(access, question))
      expect(access.decide(permission, resource, second && { for: second })).toBe(expected);
    if (expected && !access.anywhere(permission)) expect(`${permission} anywhere`).toBe(expected);
    count.asked++;
    if (expected) count.allowed++;
    if (expected && second) count.pairs++;
  }
  for (const permission of Object.keys(document.permissions)) {
    if (access.can(permission) !== oracle(permission)) expect(permission).toBe(oracle(permission));
  }
}

/** Asks about random situations until there were so many questions. */
function agreeOn(situations: fc.Arbitrary<Situation>, questions: number): Count {
  const count: Count = { asked: 0, allowed: 0, pairs: 0 };
  const property = fc.property(situations, (situation) => answer(situation, count));
  for (let round = 0; count.asked < questions; round++)
    fc.assert(property, { numRuns: 100, seed: SEED + round });
  return count;
}

/** Every document that the package exports: a policy that is added joins by itself. */
const shipped: readonly PolicyDocument[] = Object.values(core).flatMap((one: unknown) => {
  const isDocument = typeof one === 'object' && one !== null && 'permissions' in one && 'roles' in one;
  return isDocument ? [one as unknown as PolicyDocument] : [];
});

describe('all readings of a policy agree', () => {
  it('X-08 X-01 X-04 C: can, decide, the filter in memory and a naive oracle give the same answer', () => {
    const { asked, allowed, pairs } = agreeOn(randomSituations(plainNames), 0.5 * QUESTIONS);
    expect(asked).toBeGreaterThanOrEqual(0.5 * QUESTIONS);
    // a property that met refusals alone would show little
    expect(allowed / asked).toBeGreaterThan(0.08);
    expect(pairs / asked).toBeGreaterThan(0.01);
  });

  it('X-08 X-09 C: they agree under the names that objects inherit, too, and under strange texts', () => {
    const { asked, allowed, pairs } = agreeOn(randomSituations(strangeNames), 0.2 * QUESTIONS);
    expect(asked).toBeGreaterThanOrEqual(0.2 * QUESTIONS);
    expect(allowed / asked).toBeGreaterThan(0.08);
    expect(pairs / asked).toBeGreaterThan(0.01);
  });

  it.each(shipped.map((document) => [document.id, document] as const))(
    'X-08 X-01 X-04 C: they agree on the policy %s',
    (_, document) => {
      const policy: Policy = definePolicy(document);
      const situations = around(namesIn(policy.document), policy.document, fc.constant(policy), 3);
      const { asked, allowed } = agreeOn(situations, (0.3 * QUESTIONS) / shipped.length);
      expect(asked).toBeGreaterThanOrEqual((0.3 * QUESTIONS) / shipped.length);
      expect(allowed / asked).toBeGreaterThan(0.05);
    },
  );

  it('X-08 C: there are policies that ship', () => {
    expect(shipped.map(({ id }) => id)).toContain('editor-viewer');
  });
});
