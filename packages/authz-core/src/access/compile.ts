import { EVERYTHING } from '../policy/compile-policy.js';
import type { Policy } from '../policy/policy.js';
import type { Snapshot } from '../snapshot/snapshot.js';
import type { Places } from './places.js';
import { eachLine, exceptedBy } from './reach.js';

/** Offsets in a packed row; its permission bits follow. */
export const LOW = 0;
export const HIGH = 1;
export const EXCEPT = 2;
export const BITS = 3;

/** One person's rights. */
export interface Rows {
  /** The bits of what reaches everything, then rows of [low key, high key, number of its exceptions or 0, bits …]. */
  readonly packed: Int32Array;
  readonly excepted: readonly (readonly number[])[];
}

/** Packs what holds for the person at `now`. */
export function compileRows(policy: Policy, snapshot: Snapshot, places: Places, now: number): Rows {
  const packed = Array.from({ length: policy.words }, () => 0);
  const excepted: number[][] = [];
  eachLine(policy, snapshot, now, ({ relation, ids, below, except, bits }) => {
    if (relation === EVERYTHING) {
      bits.forEach((word, i) => {
        (packed[i] as number) |= word;
      });
      return;
    }
    const number = except ? excepted.push(exceptedBy(except, below, places)) : 0;
    for (const id of ids) packed.push(...places.interval(relation, id, below), number, ...bits);
  });
  return { packed: new Int32Array(packed), excepted };
}
