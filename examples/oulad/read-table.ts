import { createReadStream, existsSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import { PassThrough, pipeline } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { CsvError, parse } from 'csv-parse';

/** A row with the columns that were asked for, none of them empty. */
interface Line<C extends string> {
  readonly row: Readonly<Record<C, string>>;
  /** File and line, for a message. */
  readonly where: string;
}

/**
 * Reads `<name>.csv.gz` or `<name>.csv` of a folder, row by row. Raises an `Error` that says which file, which line
 * and what is wrong: no such folder or file, not gzip, not CSV, a column missing, a value missing or unusable.
 */
export async function* readTable<C extends string>(
  dir: string,
  name: string,
  columns: readonly C[],
): AsyncGenerator<Line<C>> {
  const path = find(dir, name);
  const file = basename(path);
  const parser = parse({ bom: true, columns: true, info: true, skip_empty_lines: true });
  // a fault anywhere in the pipeline ends the parser with it; the loop below raises it
  pipeline(
    createReadStream(path),
    path.endsWith('.gz') ? createGunzip() : new PassThrough(),
    parser,
    () => {},
  );
  let checked = false;
  try {
    for await (const { record, info } of parser as AsyncIterable<Parsed>) {
      const where = `${file}, line ${info.lines}`;
      if (!checked) checkColumns(record, columns, file);
      checked = true;
      yield { row: pick(record, columns, where), where };
    }
  } catch (error) {
    throw explained(error, file);
  }
  if (!checked) throw new Error(`${file} holds no rows`);
}

interface Parsed {
  readonly record: Readonly<Record<string, string>>;
  readonly info: { readonly lines: number };
}

function find(dir: string, name: string): string {
  if (!statSync(dir, { throwIfNoEntry: false })?.isDirectory()) throw new Error(`There is no folder ${dir}`);
  const found = [`${name}.csv.gz`, `${name}.csv`].map((file) => join(dir, file)).find(existsSync);
  if (!found)
    throw new Error(`${dir} holds neither ${name}.csv.gz nor ${name}.csv: is it the data set’s folder?`);
  return found;
}

function checkColumns(record: Parsed['record'], columns: readonly string[], file: string): void {
  const missing = columns.filter((column) => !(column in record));
  if (missing.length > 0)
    throw new Error(`${file} lacks ${missing.join(', ')}; it has ${Object.keys(record).join(', ')}`);
}

function pick<C extends string>(record: Parsed['record'], columns: readonly C[], where: string) {
  const entries = columns.map((column) => {
    const value = record[column]?.trim() ?? '';
    if (value === '') throw new Error(`${where}: ${column} is empty`);
    // the import takes `;` as the end of a group's name
    if (value.includes(';')) throw new Error(`${where}: ${column} holds a semicolon: ${value}`);
    return [column, value] as const;
  });
  return Object.fromEntries(entries) as Record<C, string>;
}

function explained(error: unknown, file: string): Error {
  if (error instanceof CsvError)
    return new Error(`${file} is not proper CSV: ${error.message}`, { cause: error });
  const code = (error as NodeJS.ErrnoException).code ?? '';
  if (code.startsWith('Z_'))
    return new Error(`${file} is not whole gzip: ${String(error)}`, { cause: error });
  return error as Error;
}
