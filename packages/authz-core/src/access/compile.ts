import type { Places } from './places.js';
import { exceptedBy, type Line } from './reach.js';

/** Offsets in a packed row; its permission bits follow. */
export const LOW = 0;
export const HIGH = 1;
export const EXCEPT = 2;
export const BITS = 3;

/** One person's rights. */
export interface Rows {
  /** Rows of [low key, high key, number of its exceptions or 0, bits …]. */
  readonly packed: Int32Array;
  readonly excepted: readonly (readonly number[])[];
}

/** Packs lines, so that deciding reads one array from end to end. */
export function packLines(lines: readonly Line[], places: Places): Rows {
  const packed: number[] = [];
  const excepted: number[][] = [];
  for (const { literal, bits } of lines) {
    const exceptions = literal.except ? excepted.push(exceptedBy(literal, places)) : 0;
    for (const id of literal.ids) {
      packed.push(...places.interval(literal.number, id, literal.below), exceptions, ...bits);
    }
  }
  return { packed: new Int32Array(packed), excepted };
}
