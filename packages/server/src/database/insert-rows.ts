import { sql } from 'kysely';
import type { Database, Tables } from './tables.js';

/** Rows a statement; each column travels as one array. */
const BATCH = 5_000;
const JSON_TEXTS = new Set(['before', 'after', 'why']);
const NUMBERS = new Set(['version', 'permissions_version', 'settings_version', 'items']);

type Value = string | number | Date | null;

function typeOf(column: string): string {
  if (column === 'at' || column.endsWith('_at')) return 'timestamptz';
  if (JSON_TEXTS.has(column)) return 'jsonb';
  return NUMBERS.has(column) ? 'integer' : 'text';
}

/**
 * Inserts many rows fast. All rows have the same columns; columns that are left out take their defaults.
 * @returns how many rows were inserted: with `skipKnown`, those that are there already are passed over.
 */
export async function insertRows<T extends keyof Tables>(
  db: Database,
  table: T,
  rows: readonly Partial<Record<keyof Tables[T] & string, Value>>[],
  { skipKnown = false } = {},
): Promise<number> {
  let inserted = 0;
  for (let at = 0; at < rows.length; at += BATCH) {
    const batch = rows.slice(at, at + BATCH);
    const columns = Object.keys(batch[0] ?? {}) as (keyof Tables[T] & string)[];
    const arrays = columns.map((column) => {
      const values = batch.map((row) => wireValue(row[column] ?? null));
      return sql`${values}::${sql.raw(typeOf(column))}[]`;
    });
    const { numAffectedRows } = await sql`
      insert into ${sql.table(table)} (${sql.join(columns.map((column) => sql.ref(column)))})
      select * from unnest(${sql.join(arrays)})
      ${skipKnown ? sql`on conflict do nothing` : sql``}`.execute(db);
    inserted += Number(numAffectedRows ?? 0);
  }
  return inserted;
}

const wireValue = (value: Value): string | number | null =>
  value instanceof Date ? value.toISOString() : value;
