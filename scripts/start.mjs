// Builds what is out of date, then becomes the server with the demo, in this same process:
// a signal needs no passing on, and there is one process less.
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from './build.mjs';
import { root } from './tools/steps.mjs';

try {
  await build();
} catch (error) {
  console.error(error.message);
  process.exit(1);
}

const main = join(root, 'packages/server/dist/main.js');
process.argv = [process.execPath, main, 'serve', '--demo', ...process.argv.slice(2)];
await import(pathToFileURL(main).href);
