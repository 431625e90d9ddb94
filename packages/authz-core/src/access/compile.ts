import type { Keys, Places } from './places.js';
import { exceptedBy, lieIn, type Line, type Literal } from './reach.js';
import { store, type Stored } from './slab.js';

/** Offsets in a row, and its length. */
export const BITS = 0;
export const LOW = 1;
export const HIGH = 2;
export const MORE = 3;
export const ROW = 4;

/** A literal's intervals: keys must lie in one of `inside`, and in none of `outside`. */
interface Condition {
  readonly inside: readonly number[];
  readonly outside: readonly number[];
}

/** What a row asks beyond its interval: exceptions, further relations, the second resource. */
export interface More {
  readonly all: readonly Condition[];
  readonly second: readonly Condition[] | undefined;
}

/**
 * One person's rights. First where the rows of each word of bits begin, and where the last ones end, counted from the
 * start; then the rows, of [bits, low key, high key, number of what more it asks or 0], those of a relation together.
 */
export interface Rows extends Stored {
  readonly more: readonly More[];
}

/** Packs lines, so that a question reads only the rows that its permission can be in, one after the other. */
export function packLines(lines: readonly Line[], places: Places): Rows {
  const more: More[] = [];
  const conditionOf = (literal: Literal): Condition => ({
    inside: literal.ids.flatMap((id) => places.interval(literal.number, id, literal.below)),
    outside: exceptedBy(literal, places),
  });
  const spans: { bits: Int32Array; low: number; high: number; number: number }[] = [];
  for (const { all, second, bits } of lines) {
    const [first] = all as [Literal];
    const asks = second || first.except || all.length > 1;
    const number = asks ? more.push({ all: all.map(conditionOf), second: second?.map(conditionOf) }) : 0;
    for (const id of first.ids) {
      const [low, high] = places.interval(first.number, id, first.below);
      spans.push({ bits, low, high, number });
    }
  }
  spans.sort((a, b) => a.low - b.low);
  const { words } = places.policy;
  const ends = [words + 1];
  const rows: number[] = [];
  for (let word = 0; word < words; word++) {
    for (const { bits, low, high, number } of spans) {
      if (bits[word]) rows.push(bits[word] as number, low, high, number);
    }
    ends.push(words + 1 + rows.length);
  }
  return { ...store(ends.concat(rows)), more };
}

/** Do keys, from one of them on, meet every condition? Allocates nothing. */
export function meet(conditions: readonly Condition[], keys: Keys, from: number): boolean {
  for (let i = 0; i < conditions.length; i++) {
    const { inside, outside } = conditions[i] as Condition;
    if (!lieIn(keys, inside, from) || lieIn(keys, outside, from)) return false;
  }
  return true;
}
