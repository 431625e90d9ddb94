// Writes the files that are generated and committed; with `check`, only tells which of them are not current.
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { format, resolveConfig } from 'prettier';
import { root, run } from './tools/steps.mjs';

const routes = 'packages/server/src/contract/document.ts';

/** In order: the document comes from the server's routes, the client's types from the document. */
const generated = [
  { file: 'packages/sdk/openapi.json', needs: routes, make: openapi },
  { file: 'packages/sdk/src/generated/schema.ts', needs: 'packages/sdk/openapi.json', make: schema },
  {
    file: 'packages/components/custom-elements.json',
    needs: 'packages/components/src/define.ts',
    make: manifest,
  },
  { file: 'packages/authz-core/API.md', needs: 'packages/authz-core/typedoc.json', make: api },
];

/** The files that differ from what they are made from; without `check` they are written. */
export async function generate({ check = false } = {}) {
  const changed = [];
  for (const { file, needs, make } of generated) {
    if (!existsSync(join(root, needs))) continue;
    const fresh = await make();
    const path = join(root, file);
    if (existsSync(path) && readFileSync(path, 'utf8') === fresh) continue;
    changed.push(file);
    if (!check) writeFileSync(path, fresh);
  }
  return changed;
}

/** From source, so that types which are not current yet cannot stand in the way. */
async function openapi() {
  const program = `
    import { openApiDocument } from './${routes}';
    console.log(JSON.stringify(openApiDocument(), null, 2));`;
  const node = ['--conditions=source', '--import=tsx', '--input-type=module', '--eval', program];
  return printed(await run(process.execPath, node), 'the OpenAPI document');
}

async function schema() {
  const types = printed(
    await run('openapi-typescript', ['openapi.json'], { cwd: 'packages/sdk' }),
    'the schema',
  );
  return format(types, { ...(await resolveConfig(join(root, 'package.json'))), parser: 'typescript' });
}

function printed({ ok, output, stdout }, what) {
  if (ok) return stdout;
  throw new Error(`Generating ${what} failed:\n${output}`);
}

/** The analyzer only writes files: it writes beside the build, and the private members are left out. */
async function manifest() {
  const { ok, output } = await run('cem', ['analyze', '--config', 'custom-elements-manifest.config.mjs'], {
    cwd: 'packages/components',
  });
  if (!ok) throw new Error(`Generating the manifest failed:\n${output}`);
  const written = join(root, 'packages/components/dist/manifest/custom-elements.json');
  return `${JSON.stringify(JSON.parse(readFileSync(written, 'utf8')), null, 2)}\n`;
}

/** From the doc comments. What a policy consists of is left out: it is data, and its file shows it better. */
async function api() {
  const { ok, output } = await run('typedoc', ['--options', 'typedoc.json'], { cwd: 'packages/authz-core' });
  if (!ok) throw new Error(`Generating the API reference failed:\n${output}`);
  const written = readFileSync(join(root, 'packages/authz-core/dist/api/authz-core.md'), 'utf8');
  const short = written.replaceAll(/^#### Type Declaration\n[^]*?(?=^\*\*\*$|^## )/gm, '');
  return format(short, { ...(await resolveConfig(join(root, 'package.json'))), parser: 'markdown' });
}

if (import.meta.filename === process.argv[1]) {
  const changed = await generate({ check: true });
  for (const file of changed) console.error(`${file} is not current: npm run build writes it anew`);
  process.exitCode = changed.length > 0 ? 1 : 0;
}
