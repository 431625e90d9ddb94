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
import { garbled } from '../testing/garbled.js';

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
