import { pipeline } from 'node:stream/promises';
import { z } from '@hono/zod-openapi';
import { parse } from 'csv-parse';
import { Name } from '../contract/shapes.js';

/** One person of the feed. */
export interface FeedPerson {
  readonly line: number;
  readonly externalId: string;
  readonly name: string;
  readonly email: string;
  /** Undefined: as it is; a new person has the default role. */
  readonly role: string | undefined;
  /** Names of groups. */
  readonly groups: readonly string[];
  readonly note: string;
}

/** A line that cannot be taken, and why. */
export interface BadLine {
  readonly line: number;
  readonly reason: string;
}

/** The columns of the file; `groups` holds names with `;` between them. */
export const columns = ['external_id', 'name', 'email', 'role', 'groups', 'note'] as const;

type Row = Record<(typeof columns)[number], string>;

const Text = z.string().regex(/^[^\0\uFFFD]*$/u, 'must be text in UTF-8');
const RowSchema = z.object({
  external_id: Text.trim().min(1, 'is missing').max(128),
  name: z.string().trim().min(1, 'is missing').pipe(Name),
  email: z.string().trim().pipe(z.email('is no e-mail address').max(254)),
  role: Text.trim().max(64),
  groups: z
    .string()
    .transform((names) => [...new Set(names.split(';').map((name) => name.trim()))].filter(Boolean))
    .pipe(z.array(Name).max(200)),
  note: Text.max(2000),
});

/** Thrown when the file as a whole cannot be read as a list of people. */
export class FeedError extends Error {
  override readonly name = 'FeedError';
}

/**
 * Reads the CSV as it streams in: good lines are yielded, bad ones told to `onBad`.
 * @throws {FeedError} when the first line does not name the columns.
 */
export async function* readPeople(
  chunks: AsyncIterable<Uint8Array>,
  { roles, onBad }: { roles: readonly string[]; onBad: (bad: BadLine) => void },
): AsyncGenerator<FeedPerson> {
  const parser = parse({
    bom: true,
    columns: (header: string[]) => checkHeader(header.map((name) => name.trim().toLowerCase())),
    info: true,
    skip_empty_lines: true,
    skip_records_with_error: true,
    max_record_size: 65_536,
    on_skip: (error) => {
      if (error) onBad({ line: Number(error.lines), reason: reasonOf(error.code) });
      return undefined;
    },
  });
  const feeding = pipeline(chunks, parser);
  // told by the reading below; here it would only be told twice
  feeding.catch(() => undefined);
  const seen = { external_id: new Map<string, number>(), email: new Map<string, number>() };
  for await (const { record, info } of parser as AsyncIterable<{ record: Row; info: { lines: number } }>) {
    const result = readRow(record, info.lines, { roles, seen });
    if (typeof result === 'string') onBad({ line: info.lines, reason: result });
    else yield result;
  }
  await feeding;
}

function checkHeader(header: string[]): string[] {
  const missing = columns.filter((name) => !header.includes(name));
  if (missing.length > 0) {
    throw new FeedError(
      `The first line must name the columns ${columns.join(', ')}; it lacks ${missing.join(', ')}.`,
    );
  }
  return header;
}

interface Context {
  readonly roles: readonly string[];
  readonly seen: Record<'external_id' | 'email', Map<string, number>>;
}

/** The person of a row, or what is wrong with it. */
function readRow(row: Row, line: number, { roles, seen }: Context): FeedPerson | string {
  const parsed = RowSchema.safeParse(row);
  if (!parsed.success) {
    return parsed.error.issues.map(({ path, message }) => `${String(path[0])} ${message}`).join('; ');
  }
  const { external_id: externalId, name, email, role, groups, note } = parsed.data;
  if (role !== '' && !roles.includes(role)) return `role must be one of ${roles.join(', ')}`;
  for (const [what, value] of [
    ['external_id', externalId],
    ['email', email.toLowerCase()],
  ] as const) {
    const first = seen[what].get(value);
    if (first !== undefined) return `${what} stands in line ${first} already`;
    seen[what].set(value, line);
  }
  return { line, externalId, name, email, role: role === '' ? undefined : role, groups, note };
}

function reasonOf(code: string): string {
  if (code === 'CSV_QUOTE_NOT_CLOSED') return 'a quote is opened and never closed';
  if (code === 'CSV_MAX_RECORD_SIZE') return 'is longer than 64 KB';
  if (code.startsWith('CSV_RECORD_INCONSISTENT')) return 'has more or fewer fields than the first line';
  return 'is not well-formed CSV';
}
