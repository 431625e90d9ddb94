import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import { CommandError } from '../cli/failure.js';
import { importInto } from '../cli/import.js';
import { insertRows } from '../database/insert-rows.js';
import { sortKey } from '../database/sort-key.js';
import type { Database } from '../database/tables.js';
import { inTransaction } from '../database/transaction.js';
import { lower } from '../groups/levels.js';
import type { Dependencies } from '../requests/call.js';
import { seedSite } from '../sites/seed.js';
import { turn } from '../settings/change-settings.js';
import { DEMO_SITE, library, roles } from './damson.js';
import { repositoryFolder } from './pages.js';

const FORTNIGHT = 14 * 24 * 3_600_000;

/** The demonstration on the real learners of a data set that is kept outside the repository. */
export async function seedOulad(deps: Dependencies, folder: string): Promise<void> {
  const { db, policies, newId } = deps;
  const temporary = mkdtempSync(join(tmpdir(), 'provost-oulad-'));
  try {
    const file = join(temporary, 'people.csv');
    writeCsv(folder, file);
    const now = deps.now() - FORTNIGHT;
    await seedSite(db, { id: DEMO_SITE, name: 'Damson Academy', content: library }, { policies, newId, now });
    await importInto(db, { file, size: statSync(file).size, site: DEMO_SITE });
    await inTransaction(db, (tx) => addHistory({ ...deps, db: tx }));
  } finally {
    rmSync(temporary, { recursive: true, force: true });
  }
}

/** The example writes the people's CSV: it is a program of its own, since no package knows the data set. */
function writeCsv(folder: string, file: string): void {
  const example = join(repositoryFolder, 'examples/oulad/main.ts');
  const { status, stderr } = spawnSync(process.execPath, ['--import', 'tsx', example, folder, file], {
    cwd: repositoryFolder,
    encoding: 'utf8',
  });
  if (status !== 0) throw new CommandError(`The people of OULAD_DIR cannot be read: ${stderr.trim()}`);
}

/** Content in the groups, the feature turned on a fortnight ago, a Viewer, and somebody who came since. */
async function addHistory(deps: Dependencies): Promise<void> {
  const { db, policies, newId } = deps;
  const now = deps.now();
  const at = new Date(now - FORTNIGHT);
  const policy = policies.find(({ id }) => id === 'editor-viewer');
  const groups = await db
    .selectFrom('groups')
    .select('id')
    .where('site', '=', DEMO_SITE)
    .orderBy('sort_key')
    .execute();
  const manager = await personOf(db, roles[0].externalIds);
  const viewer = await personOf(db, roles[2].externalIds);
  if (!policy || !manager || !viewer) throw new Error('The people of the demonstration are missing');
  await insertRows(
    db,
    'group_content',
    groups.flatMap(({ id }, i) =>
      library
        .filter((_, k) => (k * 7 + i * 3) % 4 === 0)
        .map((content) => ({
          site: DEMO_SITE,
          group_id: id,
          content: content.id,
          added_at: at,
          added_by: manager,
        })),
    ),
  );
  const site = { id: DEMO_SITE, turnedOn: {} };
  await turn({ db, policy, newId, now: at.getTime(), site, person: { id: manager } }, { editorViewer: true });
  const setting = { site: DEMO_SITE, by: manager, at: new Date(now - FORTNIGHT / 2) };
  const editors = Object.values(policy.document.areas ?? {}).map(({ editor }) => editor);
  await lower(
    db,
    setting,
    groups.flatMap(({ id }) => editors.map((role) => ({ person: viewer, role, group: id }))),
  );
  await addNewcomer(db, { manager, at: new Date(now) });
}

async function personOf(db: Database, externalIds: readonly string[]): Promise<string | undefined> {
  const { rows } = await sql<{ id: string }>`
    select id from people where site = ${DEMO_SITE} and external_id = any(${[...externalIds]}::text[])`.execute(
    db,
  );
  return rows[0]?.id;
}

async function addNewcomer(db: Database, { manager, at }: { manager: string; at: Date }): Promise<void> {
  const name = 'Nguyễn Thị Lan';
  const person = 'nguyen-thi-lan';
  await insertRows(db, 'people', [
    {
      site: DEMO_SITE,
      id: person,
      external_id: 'demo-new',
      name,
      sort_key: sortKey(name),
      email: `${person}@example.org`,
      note: 'made up for the demonstration: not in the data set',
      created_at: at,
      created_by: manager,
    },
  ]);
  await insertRows(db, 'assignments', [
    {
      site: DEMO_SITE,
      person,
      role: 'sub-manager',
      scope_type: 'site',
      scope_id: DEMO_SITE,
      source: 'set',
      given_by: manager,
      given_at: at,
    },
  ]);
}
