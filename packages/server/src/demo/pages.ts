import { readFile } from 'node:fs/promises';
import { join, normalize } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The repository this runs in: the same distance from `src` as from `dist`. */
export const repositoryFolder = fileURLToPath(new URL('../../../../', import.meta.url));

const kinds: Readonly<Record<string, string>> = {
  html: 'text/html; charset=utf-8',
  js: 'text/javascript; charset=utf-8',
  css: 'text/css; charset=utf-8',
  svg: 'image/svg+xml',
  png: 'image/png',
  json: 'application/json',
};

/** A file of the demonstration's host page, or of the built elements (`/provost.js` and what it fetches). */
export async function pageAt(path: string): Promise<Response | undefined> {
  const name = path === '/' ? 'index.html' : normalize(path).replace(/^\/+/, '');
  const kind = kinds[name.split('.').at(-1) ?? ''];
  if (!kind || name.includes('..') || name.includes('\0')) return undefined;
  const folder = /^provost(-[\w.-]+)?\.js$/.test(name) ? 'packages/components/dist' : 'examples/demo';
  try {
    const body = new Uint8Array(await readFile(join(repositoryFolder, folder, name)));
    return new Response(body, { headers: { 'content-type': kind, 'cache-control': 'no-cache' } });
  } catch {
    return undefined;
  }
}
