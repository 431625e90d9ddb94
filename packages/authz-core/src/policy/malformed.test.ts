import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { definePolicy, editorViewer, loadPolicy, openAccess, PolicyError, roleLevels } from '../index.js';
import type { Policy, PolicyDocument } from '../index.js';
import {
  documents,
  namesIn,
  NOW,
  plainNames,
  resources,
  snapshots,
  strangeNames,
} from '../testing/arbitraries.js';

/** What `make` gives, or nothing where it throws a PolicyError; anything else that is thrown is a fault. */
function unlessRefused(make: () => Policy, isWhole = false): Policy | undefined {
  try {
    return make();
  } catch (error) {
    if (!(error instanceof PolicyError)) throw error;
    expect(error.issues.length).toBeGreaterThan(0);
    for (const { path, message } of error.issues) {
      expect(path).not.toBe('');
      expect(message).not.toBe('');
    }
    // every fault is found, none by breaking at it
    if (isWhole) expect(error.issues).not.toContainEqual({ path: '.', message: 'is no policy' });
  }
  return undefined;
}

type Node = Record<string, unknown>;

/** Every place in a document that holds something, by the object or array it stands in. */
function placesIn(value: unknown): { readonly holder: Node; readonly key: string }[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.keys(value).flatMap((key) => [
    { holder: value as Node, key },
    ...placesIn((value as Node)[key]),
  ]);
}

/** What somebody may have written by mistake, or to do harm. */
const wrong: fc.Arbitrary<unknown> = fc.oneof(
  fc.constantFrom<unknown>(null, undefined, '', 0, -1, NaN, true, [], {}, [null], ['']),
  fc.constantFrom<unknown>(
    '__proto__',
    'constructor',
    'everything',
    'site',
    { by: [] },
    { all: [] },
    { all: null },
  ),
  fc.string(),
  fc.anything(),
);

/** Sets an own field, whatever its name. */
const define = (holder: object, key: string, value: unknown) =>
  Object.defineProperty(holder, key, { value, enumerable: true, writable: true, configurable: true });

/** A document in which some places hold something else, hold nothing, or one is there that does not belong. */
const garbled = (documents: fc.Arbitrary<PolicyDocument>): fc.Arbitrary<PolicyDocument> =>
  fc
    .tuple(
      documents,
      fc.array(fc.tuple(fc.nat(), fc.constantFrom('put', 'put', 'remove', 'add', 'name'), wrong), {
        minLength: 1,
        maxLength: 2,
      }),
    )
    .map(([document, changes]) => {
      const copy = structuredClone(document);
      for (const [number, how, value] of changes) {
        const places = placesIn(copy);
        const { holder, key } = places[number % places.length]!;
        if (how === 'put') holder[key] = value;
        else if (how === 'remove') Reflect.deleteProperty(holder, key);
        else if (Array.isArray(holder)) holder.push(value);
        else define(holder, how === 'add' ? 'more' : String(value), holder[key] ?? value);
      }
      return copy;
    });

describe('policies that are none', () => {
  it('X-09 C: whatever is defined or loaded, nothing but a PolicyError is thrown', () => {
    fc.assert(
      fc.property(fc.anything(), (value) => {
        expect(unlessRefused(() => definePolicy(value as PolicyDocument))).toBe(undefined);
        unlessRefused(() => loadPolicy(value));
      }),
      { numRuns: 500 },
    );
    expect(() => loadPolicy(null)).toThrow(PolicyError);
    expect(() => loadPolicy({ id: 'p' })).toThrow('.: is no policy');
  });

  it('X-09 C: so it is with what extends itself, or breaks when it is read', () => {
    const itself = { ...editorViewer, extends: {} };
    itself.extends = itself;
    const trap = new Proxy(editorViewer, {
      get: () => {
        throw new Error('boom');
      },
    });
    for (const document of [itself, trap]) {
      expect(() => definePolicy(document)).toThrow(PolicyError);
      expect(() => loadPolicy(document)).toThrow(PolicyError);
    }
  });

  it('X-09 C: a garbled policy is refused with its faults, or else answers every question', () => {
    const whole = fc.oneof(
      documents(plainNames),
      documents(strangeNames),
      fc.constantFrom<PolicyDocument>(editorViewer, roleLevels),
    );
    const count = { refused: 0, defined: 0 };
    fc.assert(
      fc.property(garbled(whole), fc.infiniteStream(fc.nat()), (document, numbers) => {
        const policy = unlessRefused(() => definePolicy(document), true);
        count[policy ? 'defined' : 'refused']++;
        unlessRefused(() => loadPolicy(document));
        if (!policy) return;
        const seed = numbers.next().value;
        const names = namesIn(policy.document);
        if (names.roles.length * names.types.length * names.relations.length === 0) return;
        const [snapshot] = fc.sample(snapshots(names, policy.document), { numRuns: 1, seed });
        const access = openAccess(policy, snapshot!, { now: NOW });
        // a policy that was taken is no reason to refuse a snapshot
        expect(access.fault).toBe(undefined);
        for (const resource of fc.sample(resources(names), { numRuns: 3, seed })) {
          for (const [id, { on }] of Object.entries(policy.document.permissions)) {
            const asked = { ...resource, type: on };
            expect(access.decide(id, asked).allowed).toBe(access.can(id, asked));
          }
        }
      }),
      { numRuns: 300 },
    );
    expect(Math.min(count.refused, count.defined)).toBeGreaterThan(8);
  });
});
