// What docs/growth.md says, with the figures of the run.
import { arch, availableParallelism, platform } from 'node:os';
import { numberOf, timeOf } from './draw.mjs';

export function describe({ axes, series, usual }) {
  const { groups, permissions, assignments } = usual;
  return `# How deciding grows

![Times by number of groups, permissions and assignments, both scales logarithmic](growth.svg)

One number varies at a time; the others are ${numberOf(groups)} groups, ${permissions} permissions, and ${assignments} assignments a person. A question is about somebody in one to three groups, half of them near groups in which the person asked about holds a role; each of 12 roles grants half of the permissions, at a group and below. Every answer is checked against a walk up the tree before it is timed.

${axes.map((axis) => tableOf(axis, series)).join('\n\n')}

**What it shows.** ${axes.map(sentenceOf).join(' ')} All grow with what a person holds: an answer reads four numbers for each scope at which they may hold the permission, opening and the filter read every assignment.

CASL stands beside it in the form its documentation shows: a rule for each assignment, the ancestors of each group written on every user.

Medians of interleaved rounds, by \`npm run bench -- growth\`, which writes this page: Node ${process.version}, V8 ${process.versions.v8}, ${platform()} ${arch()}, ${availableParallelism()} cores, shared with others. Compare within the page; times elsewhere differ.
`;
}

function tableOf({ axis, sizes, times }, series) {
  const row = (cells) => `| ${cells.join(' | ')} |`;
  return [
    row([axis, ...Object.values(series)]),
    row(['---:', ...Object.keys(series).map(() => '---:')]),
    ...sizes.map((size, i) =>
      row([numberOf(size), ...Object.keys(series).map((name) => timeOf(times[i][name]))]),
    ),
  ].join('\n');
}

function sentenceOf({ axis, sizes, times }) {
  const [less, more] = [times[0].can, times.at(-1).can];
  return `From ${numberOf(sizes[0])} to ${numberOf(sizes.at(-1))} ${axis} an answer by token goes from ${timeOf(less)} to ${timeOf(more)}.`;
}
