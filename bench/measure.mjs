// How things are measured here. Machines are noisy: everything that is compared is measured in one run, in turns.
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

setFlagsFromString('--expose-gc');
/** Collects garbage now. */
export const collect = runInNewContext('gc');

export const now = () => Number(process.hrtime.bigint());

/** Nanoseconds that this process has worked: what else the machine does while it waits is not counted. */
export function worked() {
  const { user, system } = process.cpuUsage();
  return (user + system) * 1e3;
}

export function median(values) {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

/** The median of the ratios, round by round, so that a slow moment of the machine counts on both sides. */
export const medianRatio = (above, below) => median(above.map((value, i) => value / below[i]));

/**
 * A result. `ratio` says how `value` stands to that of `against`, as `name` puts it: «times as fast» is theirs by
 * ours, «times the time» ours by theirs.
 */
export const result = (name, value, unit, against = null, ratio = null) => ({
  name,
  value,
  unit,
  against,
  ratio,
});
