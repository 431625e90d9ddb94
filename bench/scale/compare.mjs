// The API against the same by hand, in turns: both are asked over HTTP and end in the text that is sent.
import { isDeepStrictEqual } from 'node:util';
import { median, medianRatio } from '../measure.mjs';

const WARM_UP = 8;
/** Below so many milliseconds chance counts for more, and rounds cost less: so many times as many. */
const QUICK = { below: 20, times: 5 };

/** Asks in both ways, in turns, and checks that both said the same. */
export async function compare(ask, { path, byHand }, rounds) {
  const ways = { API: () => ask(path), hand: () => ask(byHand) };
  const times = { API: [], hand: [] };
  const warm = [];
  const wanted = () => (Math.min(...warm) < QUICK.below ? rounds * QUICK.times : rounds);
  for (let round = -WARM_UP; round < 0 || round < wanted(); round++) {
    const said = {};
    for (const way of round % 2 ? ['API', 'hand'] : ['hand', 'API']) {
      const start = performance.now();
      said[way] = await ways[way]();
      (round < 0 ? warm : times[way]).push(performance.now() - start);
    }
    if (round <= 0) requireSame(path, JSON.parse(said.API), JSON.parse(said.hand));
  }
  return summary(times);
}

/** Milliseconds of both ways; and how one stands to the other, round by round. */
export const summary = ({ API, hand }) => ({
  API: median(API),
  'API p95': p95(API),
  hand: median(hand),
  'hand p95': p95(hand),
  ratio: medianRatio(API, hand),
  // what a machine that does other things, too, says least wrongly
  'ratio of the quickest tenth': tenth(API) / tenth(hand),
});

const tenth = (times) => [...times].sort((a, b) => a - b)[Math.floor(times.length / 10)];
const p95 = (times) => [...times].sort((a, b) => a - b)[Math.ceil(times.length * 0.95) - 1];

/** What is only for the permissions, the API says beside what both say. */
function requireSame(path, { items, ...rest }, { items: others, ...wanted }) {
  const differ = (one, other) =>
    new Error(
      `${path}: the API and the SQL by hand differ:\n${JSON.stringify(one)}\n${JSON.stringify(other)}`,
    );
  if (items.length !== others.length) throw differ(items.length, others.length);
  others.forEach((other, i) => {
    const same = pick(items[i], other);
    if (!isDeepStrictEqual(same, other)) throw differ(same, other);
  });
  if (!isDeepStrictEqual(pick(rest, wanted), wanted)) throw differ(rest, wanted);
}

const pick = (from, like) => Object.fromEntries(Object.keys(like).map((key) => [key, from[key]]));
