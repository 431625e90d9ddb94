// The tree of groups of a very large organisation in a real browser: 50,000 groups, eight levels deep, all open.
//
// «Opens»: from the moment the tree's answer is there (the end of its response) to the first task after the frame
// in which its rows were painted: reading the JSON, knowing the tree, drawing, style, layout, paint.
// «Work a frame»: from the first listener of a frame's scroll event to the first task after that frame was painted:
// all scripting, style, layout and paint of the frame on the page's thread. Scrolled in steps and by leaps.
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
const ROUNDS = 7;
const FRAMES = 120;
const NOW = Date.UTC(2026, 0, 5);
const ORIGIN = 'http://provost.localhost';

export async function tree() {
  const app = await serve({ small: groupsOf(9, 3), large: groupsOf(GROUPS, DEPTH) });
  const kit = await bundle();
  const { chromium } = createRequire(new URL('../test/package.json', import.meta.url))('playwright-core');
  const browser = await chromium.launch({ executablePath: provideBrowser(), args: browserFlags });
  try {
    const small = await visit(browser, { app, kit, site: 'small' });
    const large = [];
    for (let round = 0; round < ROUNDS; round++)
      large.push(await visit(browser, { app, kit, site: 'large' }));
    return report(small, large);
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

/** The whole API in this process, with a site each; who signs in is its manager. */
async function serve(sites) {
  const db = await openDatabase('memory');
  const policies = [definePolicy(editorViewer)];
  let id = 0;
  const newId = () => `id-${id++}`;
  for (const [site, groups] of Object.entries(sites)) {
    const spec = {
      id: site,
      settings: { editorViewer: true },
      people: [{ id: 'manager', role: 'manager' }],
      groups: groups.map(({ parent, ...group }) => (parent ? { ...group, parent } : group)),
    };
    await seedSite(db, spec, { policies, newId, now: NOW });
  }
  const verifyToken = (site) => Promise.resolve({ site, person: 'manager' });
  const log = ({ error }) => console.error(error);
  const app = createApp({ db, policies, newId, now: () => Date.now(), verifyToken, log });
  const open = Object.fromEntries(
    Object.entries(sites).map(([site, groups]) => {
      const parents = new Set(groups.flatMap(({ parent }) => parent ?? []));
      return [site, { ids: [...parents], count: groups.length }];
    }),
  );
  return {
    fetch: app.fetch,
    open,
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
async function visit(browser, { app, kit, site }) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
  try {
    const page = await context.newPage();
    await page.route(`${ORIGIN}/**`, (route) => answer(route, { app, kit, site }));
    const { ids, count } = app.open[site];
    await page.addInitScript(remember, [`provost-open:${site}:manager`, JSON.stringify(ids)]);
    await page.goto(`${ORIGIN}/`);
    const opened = await page.evaluate(firstRows);
    const shown = await page.evaluate(rowsOnShow);
    if (shown !== count) throw new Error(`${shown} of ${count} rows are on show`);
    const frames = site === 'large' ? await page.evaluate(scrollThrough, FRAMES) : [];
    const client = await context.newCDPSession(page);
    await client.send('HeapProfiler.collectGarbage');
    const { usedSize } = await client.send('Runtime.getHeapUsage');
    return { opened, frames, drawn: await page.evaluate(rowsDrawn), memory: usedSize };
  } finally {
    await context.close();
  }
}

async function answer(route, { app, kit, site }) {
  const request = route.request();
  const path = new URL(request.url()).pathname;
  if (path === '/v1/events') return route.abort();
  if (path === '/') return route.fulfill({ contentType: 'text/html', body: pageFor(site) });
  if (kit.has(path)) return route.fulfill({ contentType: 'text/javascript', body: kit.get(path) });
  const response = await app.fetch(new globalThis.Request(request.url(), { headers: request.headers() }));
  const headers = Object.fromEntries(response.headers);
  return route.fulfill({ status: response.status, headers, body: await response.text() });
}

const pageFor = (site) => `<!doctype html><html lang="en"><title>Groups</title>
  <script type="module" src="/provost.js"></script>
  <access-provider token="${site}"><group-permissions></group-permissions></access-provider></html>`;

function report(small, large) {
  const opened = large.map((visit) => visit.opened);
  const steps = large.map(({ frames }) => percentile(frames, 0.95));
  const memory = median(large.map((visit) => visit.memory)) - small.memory;
  const of = `${GROUPS} groups, ${DEPTH} levels, all open`;
  return {
    table: large.map(({ opened: ms, frames, drawn }, i) => ({
      visit: i + 1,
      'opens, ms': ms,
      'frame p50, ms': percentile(frames, 0.5),
      'frame p95, ms': percentile(frames, 0.95),
      'frame max, ms': Math.max(...frames),
      'rows drawn': drawn,
    })),
    results: [
      result(`opens: ${of}`, median(opened), 'ms', '300 ms', median(opened) / 300),
      result(`work of a frame while scrolling, p95: ${of}`, median(steps), 'ms', '16 ms', median(steps) / 16),
      result(
        `memory: ${of}`,
        memory / 1e6,
        'MB',
        'a site of nine groups',
        (memory + small.memory) / small.memory,
      ),
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

async function scrollThrough(frames) {
  const list = globalThis.document
    .querySelector('group-permissions')
    .shadowRoot.querySelector('[role="tree"]');
  const times = [];
  list.scrollTop = 0;
  await new Promise((resolve) => setTimeout(resolve, 200));
  for (let frame = 0; frame < frames; frame++) {
    times.push(
      await new Promise((resolve) => {
        list.addEventListener(
          'scroll',
          () => {
            const start = performance.now();
            requestAnimationFrame(() => {
              const { port1, port2 } = new MessageChannel();
              port1.onmessage = () => resolve(performance.now() - start);
              port2.postMessage(0);
            });
          },
          { once: true, capture: true },
        );
        // three of four a wheel's turn, the fourth a leap as by dragging the bar
        list.scrollTop += frame % 4 < 3 ? 300 : 9_000;
      }),
    );
  }
  return times;
}
