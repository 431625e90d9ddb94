import { OWNER, SELF } from '../policy/define-policy.js';
import type { Policy } from '../policy/policy.js';
import type { Snapshot } from '../snapshot/snapshot.js';
import { keyOf, type Places } from './places.js';
import { eachLine, type ReachingLine } from './reach.js';

/** Offsets in a packed line; its permission bits follow. */
export const LOW = 0;
export const HIGH = 1;
export const EXCEPT = 2;

type Interval = readonly [low: number, high: number];

/**
 * One person's rights as one typed array: first the bits of what reaches everything, then lines of
 * [low key, high key, number of its exceptions or 0, bits …].
 */
export interface Lines {
  readonly packed: Int32Array;
  readonly stride: number;
  readonly excepts: readonly (readonly Interval[])[];
  /** Where each line comes from, in their order. */
  readonly origins: readonly ReachingLine[];
}

/** Packs the lines that hold for the person at `now`. */
export function compileLines(policy: Policy, snapshot: Snapshot, places: Places, now: number): Lines {
  const { words } = policy;
  const everything = new Int32Array(words);
  const numbers: number[] = [];
  const excepts: Interval[][] = [];
  const origins: ReachingLine[] = [];
  eachLine(policy, snapshot, now, (reaching) => {
    const { line, role, assignment, ids, scopeType } = reaching;
    if (line.reach === 'everything') {
      for (let w = 0; w < words; w++) everything[w] = (everything[w] ?? 0) | (line.bits[w] ?? 0);
    }
    const except = assignment.except ? excepts.push(exceptIntervals(policy, places, reaching)) : 0;
    const add = (low: number, high: number, origin: ReachingLine) => {
      numbers.push(low, high, except, ...line.bits);
      origins.push(origin);
    };
    if (line.reach === 'everything') add(0, 0, reaching);
    else if (line.reach !== 'by') addPerson(line.reach === 'self' ? SELF : OWNER);
    else for (const id of ids) addScope(id);

    function addPerson(relation: number): void {
      const number = places.number('user', snapshot.subject.id);
      add(keyOf(relation, number), keyOf(relation, number + 1), reaching);
    }
    function addScope(id: string): void {
      const number = places.number(scopeType, id);
      const end = role.below ? places.end(scopeType, number) : number + 1;
      if (number >= 0)
        add(keyOf(line.relation, number), keyOf(line.relation, end), { ...reaching, ids: [id] });
    }
  });
  const packed = new Int32Array(words + numbers.length);
  packed.set(everything);
  packed.set(numbers, words);
  return { packed, stride: 3 + words, excepts, origins };
}

function exceptIntervals(policy: Policy, places: Places, { assignment, role }: ReachingLine): Interval[] {
  return Object.entries(assignment.except ?? {}).flatMap(([type, ids]) =>
    policy.relations.flatMap(({ scopeType }, relation) =>
      scopeType !== type || relation <= OWNER
        ? []
        : ids.map((id): Interval => {
            const number = places.number(type, id);
            const end = role.below ? places.end(type, number) : number + 1;
            return [keyOf(relation, number), keyOf(relation, end)];
          }),
    ),
  );
}
