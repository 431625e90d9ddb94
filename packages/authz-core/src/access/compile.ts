import type { Keys, Places } from './places.js';
import { exceptedBy, lieIn, type Line, type Literal } from './reach.js';

/** Offsets in a packed row; its permission bits follow. */
export const LOW = 0;
export const HIGH = 1;
export const MORE = 2;
export const BITS = 3;

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

/** One person's rights. */
export interface Rows {
  /** Rows of [low key, high key, number of what more it asks or 0, bits …]. */
  readonly packed: Int32Array;
  readonly more: readonly More[];
}

/** Packs lines, so that deciding reads one array from end to end. */
export function packLines(lines: readonly Line[], places: Places): Rows {
  const packed: number[] = [];
  const more: More[] = [];
  const conditionOf = (literal: Literal): Condition => ({
    inside: literal.ids.flatMap((id) => places.interval(literal.number, id, literal.below)),
    outside: exceptedBy(literal, places),
  });
  for (const { all, second, bits } of lines) {
    const [first] = all as [Literal];
    const asks = second || first.except || all.length > 1;
    const number = asks ? more.push({ all: all.map(conditionOf), second: second?.map(conditionOf) }) : 0;
    for (const id of first.ids) {
      packed.push(...places.interval(first.number, id, first.below), number, ...bits);
    }
  }
  return { packed: new Int32Array(packed), more };
}

/** Do keys meet every condition? Allocates nothing. */
export function meet(conditions: readonly Condition[], keys: Keys): boolean {
  for (let i = 0; i < conditions.length; i++) {
    const { inside, outside } = conditions[i] as Condition;
    if (!lieIn(keys, inside) || lieIn(keys, outside)) return false;
  }
  return true;
}
