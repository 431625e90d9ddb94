import fc from 'fast-check';
import type { PolicyDocument, WholeDocument } from '../index.js';

type Parts = Readonly<Record<string, unknown>>;
type Side = 0 | 1;

const BY_ID = [
  'scopes',
  'resources',
  'settings',
  'permissions',
  'catalogue',
  'levels',
  'roles',
  'areas',
] as const;

/** What both halves may say a share of: relations of a type, the reach of a level, what a role can and is granted. */
const DIVISIBLE: Readonly<Record<string, readonly string[]>> = {
  resources: [],
  levels: ['reach'],
  roles: ['can', 'grants', 'mayHold'],
};

/** The document in two: a base, and what extends it, which together say the same. */
export function splits(document: WholeDocument): fc.Arbitrary<PolicyDocument> {
  // one bit of it after the other says to which half the next thing goes
  return fc.infiniteStream(fc.boolean()).map((bits) => {
    const side = (): Side => (bits.next().value ? 1 : 0);
    const halves = BY_ID.map((part) => [part, divided(document[part], part, side)] as const);
    const half = (at: Side) => Object.fromEntries(halves.map(([part, both]) => [part, both[at]]));
    return {
      ...half(1),
      id: document.id,
      defaults: document.defaults.slice(1),
      extends: { ...half(0), id: 'base', defaults: document.defaults.slice(0, 1) },
    };
  });
}

function divided(part: Parts, name: string, side: () => Side): readonly [Parts, Parts] {
  const halves: [[string, unknown][], [string, unknown][]] = [[], []];
  for (const [id, thing] of Object.entries(part)) {
    const shares = name in DIVISIBLE && side() ? sharesOf(thing as Parts, name, side) : undefined;
    if (shares) shares.forEach((share, at) => halves[at as Side].push([id, share]));
    else halves[side()].push([id, thing]);
  }
  return [Object.fromEntries(halves[0]), Object.fromEntries(halves[1])];
}

/** All of a thing in the base, but for a share of what only adds. */
function sharesOf(thing: Parts, name: string, side: () => Side): readonly [Parts, Parts] {
  const fields = DIVISIBLE[name] ?? [];
  if (fields.length === 0) return entriesDivided(thing, side);
  const base: Record<string, unknown> = { ...thing };
  const more: Record<string, unknown> = {};
  for (const field of fields.filter((one) => thing[one])) {
    const value = thing[field];
    if (Array.isArray(value)) {
      const items = value.map((item): [Side, unknown] => [side(), item]);
      base[field] = items.filter(([at]) => at === 0).map(([, item]) => item);
      more[field] = items.filter(([at]) => at === 1).map(([, item]) => item);
    } else {
      [base[field], more[field]] = entriesDivided(value as Parts, side);
    }
  }
  return [base, more];
}

function entriesDivided(of: Parts, side: () => Side): readonly [Parts, Parts] {
  const entries = Object.entries(of).map((entry) => [side(), entry] as const);
  const half = (at: Side) =>
    Object.fromEntries(entries.filter(([to]) => to === at).map(([, entry]) => entry));
  return [half(0), half(1)];
}
