import type { Issue } from '../errors.js';
import { fault, own } from './issues.js';
import type { PolicyDocument, WholeDocument } from './policy.js';

type Parts = Readonly<Record<string, unknown>>;

export const isParts = (value: unknown): value is Parts =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The parts of a document that are kept by id; those that may be left out come last. */
const BY_ID = [
  'scopes',
  'resources',
  'permissions',
  'roles',
  'settings',
  'catalogue',
  'levels',
  'areas',
  'operations',
];
const NEEDED = 4;

/**
 * What both may say of one thing, since it only adds: relations of a resource type, the reach of a level among other
 * types, what a role grants beside what it granted, and which other roles make one fit to hold it (a copy, LR-18).
 */
const ADDS: Readonly<Record<string, readonly string[]>> = {
  resources: [],
  levels: ['reach'],
  roles: ['can', 'grants', 'mayHold'],
};

/**
 * A document with what it extends, and every part there.
 * @param clashes takes what both define, each with its path.
 */
export function merged(document: PolicyDocument, clashes: Issue[] = []): WholeDocument {
  const { extends: extended, ...rest } = document;
  const base: Parts = isParts(extended) ? { ...merged(extended, clashes) } : {};
  if (extended !== undefined && !isParts(extended)) clashes.push(...fault('extends', 'must be an object'));
  const parts = BY_ID.map((part, i) => {
    const a = base[part];
    const b = (rest as Parts)[part] ?? (a || i >= NEEDED ? {} : undefined);
    return [part, isParts(a) && isParts(b) ? joined(a, b, [part]) : b];
  });
  const defaults = [base.defaults, rest.defaults].flatMap((some) => some ?? []);
  return { ...rest, ...Object.fromEntries(parts), defaults } as WholeDocument;

  function joined(a: Parts, b: Parts, path: readonly string[]): Parts {
    const [part = '', , field] = path;
    const adds = (id: string): boolean =>
      path.length === 1 ? part in ADDS : path.length === 2 && !!ADDS[part]?.includes(id);
    const entries = Object.entries(b).map(([id, more]): [string, unknown] => {
      const known = own(a, id);
      const at = [...path, id];
      if (known === undefined) return [id, more];
      if (adds(id) && isParts(known) && isParts(more)) return [id, joined(known, more, at)];
      if (adds(id) && Array.isArray(known) && Array.isArray(more))
        return [id, [...(known as unknown[]), ...(more as unknown[])]];
      // the same relation to the same scopes is said twice, which harms nobody
      if (part !== 'resources' || field || known !== more) {
        clashes.push(...fault(at.join('.'), `is defined by \`${String(base.id)}\` already`));
      }
      return [id, known];
    });
    return { ...a, ...Object.fromEntries(entries) };
  }
}
