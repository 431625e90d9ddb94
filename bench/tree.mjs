// The tree of groups of a very large organisation in a real browser: 50,000 groups, eight levels deep, all open.
//
// What is measured is what the page's thread worked, by the browser's own account (Performance.getMetrics in thread
// time): scripting, style, layout, paint and all between. What else the machine does meanwhile is not counted; the
// time by the clock, which counts it, stands beside it.
//
// «Opens»: from the tree's answer, handed to the browser, to the first task after the frame in which its rows were
// painted: reading the JSON, knowing the tree, drawing. «Work a frame»: of each frame of 120 while the tree is
// scrolled, three of four by a wheel's turn and the fourth by a leap; the call that scrolls is counted, too.
// «Memory»: the page's JavaScript heap after a collection, less that of the same page with nine groups.
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';
import { createApp, seedSite } from '@provost/server';
import { openDatabase } from '@provost/server/node';
import { definePolicy, editorViewer } from '@provost/authz-core';
import { browserFlags, provideBrowser } from '../scripts/tools/browser.mjs';
import { median, result } from './measure.mjs';

const GROUPS = 50_000;
const DEPTH = 8;
const ROUNDS = 5;
const FRAMES = 120;
const NOW = Date.UTC(2026, 0, 5);
const ORIGIN = 'http://provost.localhost';

/** What the tree of a site is made of: how many groups, how many levels. */
const sizes = { small: [9, 3], large: [GROUPS, DEPTH] };

export async function tree() {
  const app = await serve();
  const kit = await bundle();
  const { chromium } = createRequire(new URL('../test/package.json', import.meta.url))('playwright-core');
  const browser = await chromium.launch({ executablePath: provideBrowser(), args: browserFlags });
  try {
    const visits = { small: [], large: [] };
    for (let round = 0; round < ROUNDS; round++)
      for (const size of ['small', 'large']) visits[size].push(await visit(browser, { app, kit, size }));
    return report(visits.small, visits.large);
  } finally {
    await browser.close();
    await app.close();
  }
}

/** A tree of that many groups: two below each, and all the rest in equal parts at the last level. */
function groupsOf(count, depth) {
  const groups = [];
  let level = [undefined];
  for (let deep = 1; deep < depth; deep++) level = level.flatMap((parent) => [add(parent), add(parent)]);
  for (let i = 0; groups.length < count; i++) add(level[i % level.length]);
  return groups;

  function add(parent) {
    const id = `g${groups.length}`;
    groups.push({ id, name: `Store ${groups.length}, ${(groups.length * 7919) % 1000}`, parent });
    return id;
  }
}

/** The same as the server answers it. */
function answerOf(groups) {
  const below = new Map();
  for (const group of groups) below.set(group.parent, [...(below.get(group.parent) ?? []), group]);
  const tree = { ids: [], names: [], depths: [], members: [], within: {} };
  const add = (parent, depth) => {
    for (const { id, name } of below.get(parent) ?? []) {
      tree.ids.push(id);
      tree.names.push(name);
      tree.depths.push(depth);
      tree.members.push(tree.ids.length % 1000);
      add(id, depth + 1);
    }
  };
  add(undefined, 1);
  return { open: [...below.keys()].filter(Boolean), count: groups.length, body: JSON.stringify(tree) };
}

/** The whole API in this process, with a small site; who signs in is its manager. Large trees are made beside it. */
async function serve() {
  const db = await openDatabase('memory');
  const policies = [definePolicy(editorViewer)];
  let id = 0;
  const newId = () => `id-${id++}`;
  const spec = {
    id: 'site',
    settings: { editorViewer: true },
    people: [{ id: 'manager', role: 'manager' }],
    groups: groupsOf(...sizes.small).map(({ parent, ...group }) => (parent ? { ...group, parent } : group)),
  };
  await seedSite(db, spec, { policies, newId, now: NOW });
  const verifyToken = (person) => Promise.resolve({ site: 'site', person });
  const log = ({ error }) => console.error(error);
  const app = createApp({ db, policies, newId, now: () => Date.now(), verifyToken, log });
  const trees = Object.entries(sizes).map(([size, shape]) => [size, answerOf(groupsOf(...shape))]);
  return {
    fetch: app.fetch,
    trees: Object.fromEntries(trees),
    async close() {
      await app.close();
      await db.destroy();
    },
  };
}

/** The elements as a page without a bundler loads them. */
async function bundle() {
  const root = fileURLToPath(new URL('../packages/components', import.meta.url));
  const built = [await build({ root, logLevel: 'error', build: { write: false } })].flat();
  return new Map(built.flatMap(({ output }) => output.map(({ fileName, code }) => [`/${fileName}`, code])));
}

/** One visit with a fresh profile: opens the page, scrolls through the tree, and tells what that took. */
async function visit(browser, { app, kit, size }) {
  const { open, count, body } = app.trees[size];
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
  try {
    const page = await context.newPage();
    const client = await context.newCDPSession(page);
    await client.send('Performance.enable', { timeDomain: 'threadTicks' });
    const worked = async () => {
      const { metrics } = await client.send('Performance.getMetrics');
      return 1000 * metrics.find(({ name }) => name === 'TaskDuration').value;
    };
    let before = 0;
    const tree = async () => {
      before = await worked();
      return body;
    };
    await page.route(`${ORIGIN}/**`, (route) => answer(route, { app, kit, tree }));
    await page.addInitScript(remember, ['provost-open:site:manager', JSON.stringify(open)]);
    await page.goto(`${ORIGIN}/`);
    const clock = await page.evaluate(firstRows);
    const opened = (await worked()) - before;
    const shown = await page.evaluate(rowsOnShow);
    if (shown !== count) throw new Error(`${shown} of ${count} rows are on show`);
    const frames = size === 'large' ? await scroll(page, worked) : [];
    await client.send('HeapProfiler.collectGarbage');
    const { usedSize } = await client.send('Runtime.getHeapUsage');
    return { clock, opened, frames, drawn: await page.evaluate(rowsDrawn), memory: usedSize };
  } finally {
    await context.close();
  }
}

async function scroll(page, worked) {
  const frames = [];
  await page.evaluate(scrollBy, -1e9);
  for (let frame = 0; frame < FRAMES; frame++) {
    const before = await worked();
    const isDrawn = await page.evaluate(scrollBy, frame % 4 < 3 ? 300 : 9_000);
    if (!isDrawn) throw new Error(`Frame ${frame} was painted without its rows`);
    frames.push((await worked()) - before);
  }
  return frames;
}

async function answer(route, { app, kit, tree }) {
  const request = route.request();
  const path = new URL(request.url()).pathname;
  if (path === '/') return route.fulfill({ contentType: 'text/html', body: PAGE });
  if (path === '/v1/events') return route.abort();
  if (path === '/v1/group-tree')
    return route.fulfill({ contentType: 'application/json', body: await tree() });
  if (kit.has(path)) return route.fulfill({ contentType: 'text/javascript', body: kit.get(path) });
  const response = await app.fetch(new globalThis.Request(request.url(), { headers: request.headers() }));
  const headers = Object.fromEntries(response.headers);
  return route.fulfill({ status: response.status, headers, body: await response.text() });
}

const PAGE = `<!doctype html><html lang="en"><title>Groups</title>
  <script type="module" src="/provost.js"></script>
  <access-provider token="manager"><group-permissions></group-permissions></access-provider></html>`;

function report(small, large) {
  const opened = large.map((visit) => visit.opened);
  const steps = large.map(({ frames }) => percentile(frames, 0.95));
  const before = median(small.map((visit) => visit.memory));
  const memory = median(large.map((visit) => visit.memory)) - before;
  const of = `${GROUPS} groups, ${DEPTH} levels, all open`;
  return {
    table: large.map(({ clock, opened: ms, frames, drawn }, i) => ({
      visit: i + 1,
      'opens, ms': ms,
      'by the clock': clock,
      'frame p50, ms': percentile(frames, 0.5),
      'frame p95, ms': percentile(frames, 0.95),
      'frame max, ms': Math.max(...frames),
      'rows drawn': drawn,
    })),
    results: [
      result(`opens: ${of}`, median(opened), 'ms', '300 ms', median(opened) / 300),
      result(`work of a frame while scrolling, p95: ${of}`, median(steps), 'ms', '16 ms', median(steps) / 16),
      result(`memory: ${of}`, memory / 1e6, 'MB', 'a site of nine groups', (memory + before) / before),
    ],
  };
}

function percentile(values, part) {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))];
}

// What follows runs in the page.
/* global localStorage, MessageChannel, requestAnimationFrame */

function remember([key, value]) {
  localStorage.setItem(key, value);
}

async function firstRows() {
  const { document, performance } = globalThis;
  const afterPaint = () =>
    new Promise((resolve) => {
      requestAnimationFrame(() => {
        const { port1, port2 } = new MessageChannel();
        port1.onmessage = () => resolve(performance.now());
        port2.postMessage(0);
      });
    });
  for (;;) {
    const painted = await afterPaint();
    if (!document.querySelector('group-permissions')?.shadowRoot?.querySelector('[role="treeitem"]'))
      continue;
    const [answer] = performance.getEntriesByType('resource').filter(({ name }) => /group-tree/.test(name));
    return painted - answer.responseEnd;
  }
}

async function rowsOnShow() {
  const root = globalThis.document.querySelector('group-permissions').shadowRoot;
  while (!root.querySelector('.tree.many, .tree:not(:has(:nth-child(200)))'))
    await new Promise((resolve) => setTimeout(resolve, 20));
  const list = root.querySelector('[role="tree"]');
  list.focus();
  list.scrollTop = list.scrollHeight;
  await new Promise((resolve) => setTimeout(resolve, 200));
  return (
    1 +
    Math.max(...[...list.querySelectorAll('[role="treeitem"]')].map(({ dataset }) => Number(dataset.place)))
  );
}

function rowsDrawn() {
  return globalThis.document
    .querySelector('group-permissions')
    .shadowRoot.querySelectorAll('[role="treeitem"]').length;
}

function scrollBy(pixels) {
  const list = globalThis.document
    .querySelector('group-permissions')
    .shadowRoot.querySelector('[role="tree"]');
  list.scrollTop += pixels;
  return new Promise((resolve) => {
    // the first frame tells the tree of the scrolling, which draws and is painted in it
    requestAnimationFrame(() => {
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = () => {
        const rows = [...list.querySelectorAll('[role="treeitem"]')].map((row) =>
          row.getBoundingClientRect(),
        );
        const { top, height } = list.getBoundingClientRect();
        const middle = top + height / 2;
        resolve(rows.some((row) => row.top <= middle && row.bottom >= middle));
      };
      port2.postMessage(0);
    });
  });
}
