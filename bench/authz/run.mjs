// Permission engines on one workload of a learning platform: 10,000 users, 500 groups in a tree, 300 courses, 75
// permissions, 100,000 questions. First every answer is compared with the oracle's, then all are timed in turns.
import { collect, median, medianRatio, now, result, worked } from '../measure.mjs';
import { askPairs } from './pairs.mjs';
import { askPeers, mismatches } from './questions.mjs';

const WARM_UP = 3;

/** @returns {Promise<{ table: object[], results: object[] }>} */
export async function authz({ only, rounds = 15 } = {}) {
  const { queries, peers } = await askPeers(only);
  for (const peer of peers) {
    const wrong = mismatches(peer, queries);
    if (wrong > 0)
      throw new Error(`${peer.name} differs from the oracle on ${wrong} of ${queries.count} questions`);
  }
  const times = new Map(
    peers.map(({ name }) => [name, { check: [], open: [], first: [], wire: [], filter: [] }]),
  );
  for (let round = -WARM_UP; round < rounds; round++) {
    // another one begins each round
    const turn = peers.map((_, i) => peers[(i + round + WARM_UP) % peers.length]);
    const measured = turn.map((peer) => [peer, 'check', timeChecks(peer)]);
    for (const peer of turn) {
      const { open, first } = timeOpening(peer);
      measured.push([peer, 'open', open], [peer, 'first', first]);
      measured.push([peer, 'wire', timeWire(peer)], [peer, 'filter', timeFilter(peer)]);
    }
    if (round >= 0) for (const [peer, what, time] of measured) times.get(peer.name)[what].push(time);
  }
  return report(peers, times);
}

/** Nanoseconds a check, the mean over all questions: nobody's data is in the cache because it was just used. */
function timeChecks({ check, askers, permissions, resources }) {
  const { length } = askers;
  const start = worked();
  for (let i = 0; i < length; i++) check(askers[i], permissions[i], resources[i]);
  return (worked() - start) / length;
}

/** Microseconds to open, and to open and have three first answers; medians over all people. */
function timeOpening(peer) {
  const questions = ['user', 'group', 'course'].map((kind) => peer.kinds.indexOf(kind));
  const open = [];
  const first = [];
  peer.handles.forEach((_, subject) => {
    const start = now();
    const handle = peer.open(subject);
    const opened = now();
    for (const i of questions) peer.check(handle, peer.permissions[i], peer.resources[i]);
    first.push(now() - start);
    open.push(opened - start);
  });
  return { open: median(open) / 1e3, first: median(first) / 1e3 };
}

/** Microseconds from the text that crossed the wire to an open handle, its own tree included. */
function timeWire(peer) {
  if (!peer.openWire) return NaN;
  return (
    median(
      peer.texts.map((text) => {
        const start = now();
        peer.openWire(text);
        return now() - start;
      }),
    ) / 1e3
  );
}

/** Milliseconds to pick, out of 10,000 users, those a person may see. */
function timeFilter(peer) {
  const permission = peer.permissions[peer.kinds.indexOf('user')];
  const times = [0, 7, 14, 21, 28].map((subject) => {
    const start = worked();
    peer.users.filter((user) => peer.check(peer.handles[subject], permission, user));
    return worked() - start;
  });
  return median(times) / 1e6;
}

/** Bytes left on the heap a check, over a million of them; the least of some goes, since the engine itself keeps books. */
function bytesPerCheck({ check, askers, permissions, resources }) {
  const count = 1e6;
  const goes = [1, 2, 3].map(() => {
    collect();
    const before = process.memoryUsage().heapUsed;
    for (let i = 0; i < count; i++) check(askers[i % 1e5], permissions[i % 1e5], resources[i % 1e5]);
    return (process.memoryUsage().heapUsed - before) / count;
  });
  return Math.min(...goes);
}

function report(peers, times) {
  const of = (name, what) => times.get(name)?.[what] ?? [NaN];
  const ratio = (name, what, against) => medianRatio(of(against, what), of(name, what));
  const table = peers.map(({ name, note }) => ({
    peer: name,
    'check ns': median(of(name, 'check')),
    '× casl': ratio(name, 'check', 'casl'),
    '× casl-merged': ratio(name, 'check', 'casl-merged'),
    '× floor-interval': ratio(name, 'check', 'floor-interval'),
    'open µs': median(of(name, 'open')),
    '+ 3 answers µs': median(of(name, 'first')),
    'from the wire µs': median(of(name, 'wire')),
    'filter 10,000 ms': median(of(name, 'filter')),
    note,
  }));
  const compare = (what, ours, measured, unit, against) =>
    result(
      `${what}, times as fast as ${against}`,
      median(of(ours, measured)),
      unit,
      against,
      medianRatio(of(against, measured), of(ours, measured)),
    );
  const ways = [
    ['provost', 'token and placed resource'],
    ['provost-string', 'id and placed resource'],
    ['provost-ids', 'token and plain resource'],
    ['provost-plain', 'id and plain resource'],
  ];
  const results = [
    ...ways.flatMap(([ours, how]) =>
      ['casl', 'casl-merged', 'floor-interval'].map((against) =>
        compare(`can by ${how}`, ours, 'check', 'ns', against),
      ),
    ),
    compare('opening', 'provost', 'open', 'µs', 'casl'),
    compare('opening and three answers', 'provost', 'first', 'µs', 'casl'),
    compare('opening from the wire with its own tree', 'provost', 'wire', 'µs', 'casl'),
    compare('filtering 10,000 users', 'provost', 'filter', 'ms', 'casl'),
    ...[...peers.filter(({ name }) => name.startsWith('provost')), ...askPairs()].map((peer) =>
      result(`heap a check, ${peer.name}`, bytesPerCheck(peer), 'bytes'),
    ),
  ];
  return { table, results };
}
