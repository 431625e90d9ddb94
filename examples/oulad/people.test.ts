import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { parse } from 'csv-parse/sync';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { writePeopleCsv, type PersonRow } from './people.js';

// made for this test, in the shape of the real files
const COURSES = 'code_module,code_presentation,module_presentation_length\nAAA,2013J,268\nBBB,2014B,234\n';
const STUDENTS = [
  'code_module,code_presentation,id_student,gender,region,final_result',
  'AAA,2013J,11,M,Wales,Pass',
  'BBB,2014B,11,M,Wales,Fail',
  'BBB,2014B,12,F,"Yorkshire Region",Pass',
  '',
].join('\n');

let dir: string;
const out = () => join(dir, 'people.csv');
const put = (name: string, text: string) =>
  writeFile(join(dir, name), name.endsWith('gz') ? gzipSync(text) : text);
const rows = async () => parse<PersonRow>(await readFile(out(), 'utf8'), { columns: true });

beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'oulad-'));
  await put('courses.csv.gz', COURSES);
  await put('studentInfo.csv.gz', STUDENTS);
});
afterEach(() => rm(dir, { recursive: true }));

describe('the people of OULAD as CSV for the import', () => {
  it('writes each student once, in their presentations and their region', async () => {
    expect(await writePeopleCsv(dir, out())).toEqual({ students: 2, staff: 7, groups: 4 });
    expect((await rows()).filter(({ role }) => role === 'user')).toEqual([
      {
        external_id: '11',
        name: 'Student 11',
        email: 'student-11@example.org',
        role: 'user',
        groups: 'AAA 2013J;BBB 2014B;Wales',
        note: 'name and address made from the student id',
      },
      expect.objectContaining({ external_id: '12', groups: 'BBB 2014B;Yorkshire Region' }),
    ]);
  });

  it('makes up a manager and three sub-managers a region, and marks them as made up', async () => {
    await writePeopleCsv(dir, out());
    const staff = (await rows()).filter(({ role }) => role !== 'user');
    expect(staff.map(({ external_id, groups }) => [external_id, groups])).toEqual([
      ['manager', ''],
      ['sub-manager-wales-1', 'Wales'],
      ['sub-manager-wales-2', 'Wales'],
      ['sub-manager-wales-3', 'Wales'],
      ['sub-manager-yorkshire-region-1', 'Yorkshire Region'],
      ['sub-manager-yorkshire-region-2', 'Yorkshire Region'],
      ['sub-manager-yorkshire-region-3', 'Yorkshire Region'],
    ]);
    expect(new Set(staff.map(({ note }) => note))).toEqual(
      new Set(['made up for the demonstration: not in the data set']),
    );
    expect(new Set(staff.map(({ name }) => name)).size).toBe(staff.length);
  });

  it('writes the same file twice, and reads plain CSV as well', async () => {
    await writePeopleCsv(dir, out());
    const first = await readFile(out(), 'utf8');
    await rm(join(dir, 'studentInfo.csv.gz'));
    await put('studentInfo.csv', STUDENTS);
    await writePeopleCsv(dir, out());
    expect(await readFile(out(), 'utf8')).toBe(first);
  });

  const faults: [string, () => Promise<unknown>, RegExp][] = [
    [
      'the folder is missing',
      () => rm(dir, { recursive: true }).then(() => (dir += '-gone')),
      /no folder .*-gone/,
    ],
    ['a file is missing', () => rm(join(dir, 'courses.csv.gz')), /neither courses\.csv\.gz nor courses\.csv/],
    ['a file is empty', () => put('courses.csv.gz', ''), /courses\.csv\.gz holds no rows/],
    [
      'a file is not gzip',
      () => writeFile(join(dir, 'courses.csv.gz'), 'AAA'),
      /courses\.csv\.gz is not whole gzip/,
    ],
    [
      'a file is cut short',
      () => writeFile(join(dir, 'studentInfo.csv.gz'), gzipSync(STUDENTS).subarray(0, 60)),
      /studentInfo\.csv\.gz is not whole gzip/,
    ],
    [
      'a column is missing',
      () => put('courses.csv.gz', 'module\nAAA\n'),
      /lacks code_module, code_presentation/,
    ],
    [
      'a line has too few values',
      () => put('studentInfo.csv.gz', `${STUDENTS}AAA,2013J\n`),
      /studentInfo\.csv\.gz is not proper CSV: .*line 5/,
    ],
    [
      'a student has no id',
      () => put('studentInfo.csv.gz', STUDENTS.replace('11,M', ',M')),
      /studentInfo\.csv\.gz, line 2: id_student is empty/,
    ],
    [
      'a region’s name would be two groups',
      () => put('studentInfo.csv.gz', STUDENTS.replace('Wales', 'North;South')),
      /line 2: region holds a semicolon: North;South/,
    ],
    [
      'a presentation is no course’s',
      () => put('studentInfo.csv.gz', `${STUDENTS}CCC,2014J,13,F,Wales,Pass\n`),
      /line 5: the courses know no presentation CCC 2014J/,
    ],
  ];
  for (const [fault, make, message] of faults) {
    it(`says so and writes nothing when ${fault}`, async () => {
      const before = await mkdtemp(join(tmpdir(), 'oulad-out-'));
      await make();
      await expect(writePeopleCsv(dir, join(before, 'people.csv'))).rejects.toThrow(message);
      expect(await readdir(before)).toEqual([]);
      await rm(before, { recursive: true });
      dir = await mkdtemp(join(tmpdir(), 'oulad-'));
    });
  }

  const real = process.env['OULAD_DIR'];
  if (!real) console.log('Left out: reading the real data of OULAD. OULAD_DIR is not set.');
  it.skipIf(!real)(`reads the real data${real ? '' : ': left out, OULAD_DIR is not set'}`, async () => {
    expect(await writePeopleCsv(real ?? '', out())).toEqual({ students: 28_785, staff: 40, groups: 35 });
    expect(await rows()).toHaveLength(28_825);
  });
});
