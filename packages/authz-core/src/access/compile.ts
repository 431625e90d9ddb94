import type { Places } from './places.js';
import { conditionOf, type Condition, type Line, type Literal } from './reach.js';

/** How many integers an array holds; a person who needs more has an array of their own. */
const LENGTH = 1024;

/**
 * Many people's rights: the headers of few arrays stay in the cache, those of many do not. An array lives as long as
 * any access whose rights are in it.
 */
let slab = new Int32Array(0);
let free = 0;

/** Offsets in a row, and its length. */
export const BITS = 0;
export const LOW = 1;
export const HIGH = 2;
export const MORE = 3;
export const ROW = 4;

/** What a row asks beyond its interval: exceptions, further relations, the second resource. */
export interface More {
  readonly all: readonly Condition[];
  readonly second: readonly Condition[] | undefined;
}

/**
 * One person's rights. First where the rows of each word of bits begin, and where the last ones end; then the rows, of
 * [bits, low key, high key, number of what more it asks or 0], those of a relation together.
 */
export interface Rows {
  readonly slab: Int32Array;
  readonly start: number;
  readonly more: readonly More[];
}

/** Packs lines, so that a question reads only the rows that its permission can be in, one after the other. */
export function packLines(lines: readonly Line[], places: Places): Rows {
  const more: More[] = [];
  const compiled = (literal: Literal) => conditionOf(literal, places);
  const spans: [bits: Int32Array, low: number, high: number, number: number][] = [];
  for (const { all, second, bits } of lines) {
    const [first] = all as [Literal];
    const asks = second || first.except || all.length > 1;
    const number = asks ? more.push({ all: all.map(compiled), second: second?.map(compiled) }) : 0;
    for (const id of first.ids) spans.push([bits, ...places.interval(first.number, id, first.below), number]);
  }
  spans.sort(([, a], [, b]) => a - b);
  const { words } = places.policy;
  const most = words + 1 + words * spans.length * ROW;
  if (free + most > slab.length) {
    slab = new Int32Array(Math.max(LENGTH, most));
    free = 0;
  }
  const start = free;
  free += words + 1;
  for (let word = 0; word < words; word++) {
    slab[start + word] = free;
    for (const [bits, low, high, number] of spans) {
      if (!bits[word]) continue;
      slab.set([bits[word] as number, low, high, number], free);
      free += ROW;
    }
  }
  slab[start + words] = free;
  return { slab, start, more };
}
