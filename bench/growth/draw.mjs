// The picture of growth: a panel an axis, both scales logarithmic, as plain SVG that follows light and dark.
const WIDTH = 960;
const TOP = 96;
const HEIGHT = 300;
const LEFT = 64;
const PANEL = 270;
const GAP = 28;
const LEAST = 10;
const MOST = 1e7;

const y = (time) =>
  TOP + HEIGHT * (1 - (Math.log10(time) - Math.log10(LEAST)) / (Math.log10(MOST) - Math.log10(LEAST)));
const round = (value) => Math.round(value * 10) / 10;

export const timeOf = (ns) => {
  const [value, unit] = ns < 1e3 ? [ns, 'ns'] : ns < 1e6 ? [ns / 1e3, 'µs'] : [ns / 1e6, 'ms'];
  return `${Number(value.toPrecision(value < 100 ? 2 : 3))} ${unit}`;
};
export const numberOf = (value) => value.toLocaleString('en');

export function draw({ axes, series }) {
  const names = Object.keys(series);
  const height = TOP + HEIGHT + 56;
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${height}" width="${WIDTH}" height="${height}" role="img" aria-labelledby="title">
<title id="title">How deciding grows with groups, permissions and assignments; both scales logarithmic</title>
<style>
  svg { background: #fff; font: 13px system-ui, sans-serif; --ink: #1c1c28; --soft: #6a6a78; --rule: #e2e2ea; --can: #0b6bcb; --plain: #0f8a6b; --open: #a2560a; --filter: #8a3ab9; --casl: #c02f45; --caslOpen: #8d7d16; }
  @media (prefers-color-scheme: dark) { svg { background: #16161d; --ink: #ececf2; --soft: #a4a4b4; --rule: #32323e; --can: #6cb4ff; --plain: #4fd1a9; --open: #f0a35e; --filter: #d09bf5; --casl: #ff8494; --caslOpen: #d8c65a; } }
  text { fill: var(--ink); } .soft { fill: var(--soft); } .rule { stroke: var(--rule); }
  polyline { fill: none; stroke-width: 2; stroke-linejoin: round; } .theirs { stroke-dasharray: 5 4; }
</style>
${legend(names, series)}
${scale()}
${axes.map((axis, i) => panel(axis, names, LEFT + i * (PANEL + GAP))).join('\n')}
</svg>
`;
}

const theirs = (name) => (name.startsWith('casl') ? ' class="theirs"' : '');

const legend = (names, series) =>
  names
    .map((name, i) => {
      const x = LEFT + (i % 3) * (PANEL + GAP);
      const at = 24 + Math.floor(i / 3) * 22;
      return `<polyline points="${x},${at} ${x + 28},${at}" style="stroke: var(--${name})"${theirs(name)}/><text x="${x + 36}" y="${at + 4}">${series[name]}</text>`;
    })
    .join('\n');

function scale() {
  const lines = [];
  for (let time = LEAST; time <= MOST; time *= 10)
    lines.push(
      `<text class="soft" x="${LEFT - 10}" y="${round(y(time)) + 4}" text-anchor="end">${timeOf(time)}</text>`,
    );
  return lines.join('\n');
}

function panel({ axis, sizes, times }, names, left) {
  const [least, most] = [sizes[0], sizes.at(-1)].map(Math.log10);
  const x = (size) => left + (PANEL * (Math.log10(size) - least)) / (most - least);
  const parts = [];
  for (let time = LEAST; time <= MOST; time *= 10)
    parts.push(
      `<line class="rule" x1="${left}" x2="${left + PANEL}" y1="${round(y(time))}" y2="${round(y(time))}"/>`,
    );
  for (const size of sizes.filter((one) => Number.isInteger(Math.log10(one)))) {
    // so that the last of one panel and the first of the next one stay apart
    const anchor = size === sizes[0] ? 'start' : size === sizes.at(-1) ? 'end' : 'middle';
    parts.push(
      `<text class="soft" x="${round(x(size))}" y="${TOP + HEIGHT + 20}" text-anchor="${anchor}">${size.toLocaleString('en', { notation: 'compact' })}</text>`,
    );
  }
  parts.push(`<text x="${left + PANEL / 2}" y="${TOP + HEIGHT + 42}" text-anchor="middle">${axis}</text>`);
  for (const name of names) {
    const at = sizes.map((size, i) => `${round(x(size))},${round(y(times[i][name]))}`);
    parts.push(`<polyline points="${at.join(' ')}" style="stroke: var(--${name})"${theirs(name)}/>`);
    for (const point of at) {
      const [cx, cy] = point.split(',');
      parts.push(`<circle cx="${cx}" cy="${cy}" r="3" style="fill: var(--${name})"/>`);
    }
  }
  return parts.join('\n');
}
