/** How many integers an array holds; one that needs more has an array of its own. */
const LENGTH = 1024;

let slab = new Int32Array(0);
let free = 0;

/** Integers among others'. */
export interface Stored {
  readonly slab: Int32Array;
  readonly start: number;
}

/**
 * Stores integers in an array that many share, people and resources: the headers of few arrays stay in the cache, those
 * of many do not. An array lives as long as any whose integers are in it.
 */
export function store(numbers: ArrayLike<number>): Stored {
  const { length } = numbers;
  if (free + length > slab.length) {
    slab = new Int32Array(Math.max(LENGTH, length));
    free = 0;
  }
  slab.set(numbers, free);
  free += length;
  return { slab, start: free - length };
}
