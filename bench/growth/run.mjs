// How deciding grows: with the groups of a site, the permissions of a policy, the assignments of a person; one at a
// time, the others as they are in a site of some size. Writes docs/growth.md and its picture.
import { spawnSync } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { median, result, worked } from '../measure.mjs';
import { describe } from './describe.mjs';
import { draw } from './draw.mjs';
import { caslOf, provostOf, worldOf } from './world.mjs';

const USUAL = { groups: 1_000, permissions: 100, assignments: 10 };
const AXES = {
  groups: [10, 100, 1_000, 10_000, 100_000],
  permissions: [10, 30, 100, 300, 1_000],
  assignments: [1, 3, 10, 30, 100, 300, 1_000],
};
/** What is measured. All times are in nanoseconds. */
export const SERIES = {
  can: 'can, by token on a placed resource',
  plain: 'can, by id on a plain resource',
  open: 'opening',
  filter: 'filter',
  casl: 'CASL: can',
  caslOpen: 'CASL: opening',
};
const WARM_UP = 3;

/** @returns {Promise<{ table: object[], results: object[] }>} */
export async function growth({ rounds = 15, into = new URL('../../docs/', import.meta.url) } = {}) {
  const measured = Object.entries(AXES).map(([axis, sizes]) => ({
    axis,
    sizes,
    times: measure(
      sizes.map((size) => prepare({ ...USUAL, [axis]: size })),
      rounds,
    ),
  }));
  const given = { axes: measured, series: SERIES, usual: USUAL };
  await writeFile(new URL('growth.svg', into), draw(given));
  const page = new URL('growth.md', into);
  await writeFile(page, describe(given));
  spawnSync('npx', ['prettier', '--write', fileURLToPath(page)]);
  return { table: measured.flatMap(rowsOf), results: measured.flatMap(resultsOf) };
}

/** Everything that is to be timed at one size, each a function that does it `count` times. */
function prepare(size) {
  const world = worldOf(size);
  const ours = provostOf(world);
  const theirs = caslOf(world);
  const opened = world.people.map((_, person) => ours.open(person));
  const abilities = world.people.map((_, person) => theirs.open(person));
  const asking = ({ check }, handles, permissionOf, resourceOf) => {
    const asked = world.questions.map(({ person, permission, inGroups, expected }) => [
      handles[person],
      permissionOf(permission),
      resourceOf(inGroups),
      expected,
    ]);
    for (const [handle, permission, resource, expected] of asked)
      if (check(handle, permission, resource) !== expected) throw new Error('A wrong answer');
    const run = () => {
      for (let i = 0; i < asked.length; i++) check(asked[i][0], asked[i][1], asked[i][2]);
    };
    return { count: asked.length, run };
  };
  const tokens = Array.from({ length: size.permissions }, (_, i) => ours.token(i));
  return {
    can: asking(ours, opened, ours.token, ours.placed),
    plain: asking(ours, opened, ours.id, ours.plain),
    open: { count: opened.length, run: () => world.people.forEach((_, person) => ours.open(person)) },
    filter: {
      count: opened.length,
      run: () => opened.forEach((access, i) => access.filter(tokens[i % tokens.length])),
    },
    casl: asking(theirs, abilities, theirs.id, theirs.plain),
    caslOpen: { count: abilities.length, run: () => world.people.forEach((_, i) => theirs.open(i)) },
  };
}

/** Medians of nanoseconds a time, by series, for each size; sizes and series in turns. */
function measure(points, rounds) {
  const times = points.map(() => Object.fromEntries(Object.keys(SERIES).map((name) => [name, []])));
  for (let round = -WARM_UP; round < rounds; round++) {
    points.forEach((point, i) => {
      for (const [name, { count, run }] of Object.entries(point)) {
        const start = worked();
        run();
        if (round >= 0) times[i][name].push((worked() - start) / count);
      }
    });
  }
  return times.map((one) =>
    Object.fromEntries(Object.entries(one).map(([name, all]) => [name, median(all)])),
  );
}

const rowsOf = ({ axis, sizes, times }) => sizes.map((size, i) => ({ [axis]: size, ...times[i] }));

/** The largest against the smallest size. */
const resultsOf = ({ axis, sizes, times }) =>
  Object.entries(SERIES).map(([name, words]) => {
    const [least, most] = [times[0][name], times.at(-1)[name]];
    return result(
      `${words}, with ${sizes.at(-1)} ${axis}, times the time`,
      most,
      'ns',
      `with ${sizes[0]} ${axis}`,
      most / least,
    );
  });
