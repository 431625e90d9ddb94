import { randomUUID } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';
import { stringify } from 'csv-stringify';
import { readTable } from './read-table.js';
import { staff } from './staff.js';

/** A row of the people import's CSV. */
export interface PersonRow {
  readonly external_id: string;
  readonly name: string;
  readonly email: string;
  readonly role: 'manager' | 'sub-manager' | 'user';
  /** Names of groups, `;` between them. */
  readonly groups: string;
  readonly note: string;
}

/** What was written: people who are students, people who were made up, and groups. */
export interface Written {
  readonly students: number;
  readonly staff: number;
  readonly groups: number;
}

const COLUMNS = ['external_id', 'name', 'email', 'role', 'groups', 'note'] as const;
const STUDENT_NOTE = 'name and address made from the student id';

/**
 * Writes the people of the Open University Learning Analytics Dataset as the people import's CSV: every student
 * once, member of the presentations they took and of their region; before them a manager and sub-managers, who are
 * made up. The file appears whole or not at all. Raises an `Error` that names file, line and fault.
 */
export async function writePeopleCsv(dir: string, outFile: string): Promise<Written> {
  const { groupsOf, regions } = await readStudents(dir, await readPresentations(dir));
  const madeUp = staff(regions);
  const rows = [...madeUp, ...[...groupsOf].map(([id, groups]) => student(id, groups))];
  await writeWhole(outFile, rows);
  const groups = new Set([...groupsOf.values()].flatMap((names) => [...names]));
  return { students: groupsOf.size, staff: madeUp.length, groups: groups.size };
}

/** `AAA 2013J`: a module and one presentation of it. */
async function readPresentations(dir: string): Promise<Set<string>> {
  const columns = ['code_module', 'code_presentation'] as const;
  const names = new Set<string>();
  for await (const { row } of readTable(dir, 'courses', columns)) names.add(presentation(row));
  return names;
}

async function readStudents(dir: string, presentations: ReadonlySet<string>) {
  const groupsOf = new Map<string, Set<string>>();
  const regions = new Set<string>();
  const columns = ['code_module', 'code_presentation', 'id_student', 'region'] as const;
  for await (const { row, where } of readTable(dir, 'studentInfo', columns)) {
    const course = presentation(row);
    if (!presentations.has(course)) throw new Error(`${where}: the courses know no presentation ${course}`);
    regions.add(row.region);
    const groups = groupsOf.get(row.id_student) ?? new Set<string>();
    groupsOf.set(row.id_student, groups.add(course).add(row.region));
  }
  return { groupsOf, regions: [...regions].sort() };
}

const presentation = (row: { code_module: string; code_presentation: string }) =>
  `${row.code_module} ${row.code_presentation}`;

const student = (id: string, groups: ReadonlySet<string>): PersonRow => ({
  external_id: id,
  name: `Student ${id}`,
  email: `student-${id}@example.org`,
  role: 'user',
  groups: [...groups].sort().join(';'),
  note: STUDENT_NOTE,
});

async function writeWhole(outFile: string, rows: readonly PersonRow[]): Promise<void> {
  const unfinished = `${outFile}.${randomUUID()}`;
  try {
    await pipeline(rows, stringify({ header: true, columns: [...COLUMNS] }), createWriteStream(unfinished));
    await rename(unfinished, outFile);
  } finally {
    await rm(unfinished, { force: true });
  }
}
