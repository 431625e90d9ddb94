import type { Page, Route } from 'playwright-core';

/** What may go wrong with an answer. */
export const faults: Readonly<Record<string, (route: Route) => Promise<unknown>>> = {
  'that never comes': (route) => route.abort(),
  'that is a web page': (route) => route.fulfill({ contentType: 'text/html', body: '<h1>Bad gateway</h1>' }),
  'that is null': (route) => route.fulfill({ json: null }),
  'with rows that are none': (route) =>
    route.fulfill({
      json: { items: [null, 7, {}, { user: null }, { id: 'x' }], next: 7, total: 'many', version: 'x' },
    }),
};

/** The parts of the API that the groups' screen reads, by the path each is at. */
export const reads: Readonly<Record<string, RegExp>> = {
  session: /\/v1\/session$/,
  policy: /\/v1\/catalogue$/,
  'tree of groups': /\/v1\/group-tree$/,
  group: /\/v1\/groups\/sales$/,
  'list of members': /\/members(\?|$)/,
  'list of levels': /\/permissions(\?|$)/,
};

/** Lets answers go wrong until it is told that all is well again. */
export async function breakAnswers(page: Page, path: RegExp, fault: (route: Route) => Promise<unknown>) {
  await page.route(path, fault);
  return { repair: () => page.unroute(path, fault) };
}

/** Keeps answers back; `release` lets them go. */
export async function holdAnswers(page: Page, path: RegExp) {
  let release = () => {};
  const released = new Promise<void>((resolve) => (release = resolve));
  await page.route(path, async (route) => {
    await released;
    await route.continue();
  });
  return { release };
}

/** Changes what the server answers: a server that lies. */
export const rewrite = (page: Page, path: RegExp, change: (body: never) => unknown): Promise<unknown> =>
  page.route(path, async (route) => {
    const response = await route.fetch();
    await route.fulfill({ response, json: change((await response.json()) as never) });
  });
