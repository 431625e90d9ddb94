import { sql, type RawBuilder } from 'kysely';
import type { Database } from '../database/tables.js';
import { sqlStateOf } from '../database/transaction.js';

/** What is told of a row of the audit, and what decides whom it is told. */
export interface Change {
  readonly id: number;
  readonly actor: string | null;
  readonly action: string;
  readonly type: string;
  readonly resource: string;
  readonly person: string | null;
  /** People whom it names beside that one. */
  readonly people: readonly string[];
}

/**
 * A moment of the database: which transactions had ended by then (`pg_snapshot` as text). Another process and
 * a server that was started anew know it as well as the one that said it.
 */
export type Position = string;

/** What was changed between two moments. */
export interface Changes {
  /** Undefined when nobody can tell: the moment is too old, or none of this database. */
  readonly changes: readonly Change[] | undefined;
  readonly position: Position;
}

/** Of more than this many rows one is told only that there were many. */
const MOST = 500;

/** Now. */
export async function positionOf(db: Database): Promise<Position> {
  const { rows } = await sql<{ now: Position }>`select pg_current_snapshot()::text as now`.execute(db);
  return rows[0]?.now ?? '';
}

/** The changes of a site whose transactions ended after `from`, and, where it is given, not after `to`: each once. */
export async function readChanges(
  db: Database,
  site: string,
  { from, to }: { from: Position; to?: Position },
): Promise<Changes> {
  const now = to === undefined ? sql`pg_current_snapshot()` : sql`${to}::pg_snapshot`;
  const { rows } = await sql<{ isKnown: boolean; changes: Change[]; position: Position }>`
    select pg_snapshot_xmax(${from}::pg_snapshot) <= pg_snapshot_xmax(${now}) as "isKnown", ${now}::text as position,
      (select coalesce(jsonb_agg(c order by c.tx, c.id), '[]') from (
        select a.id, a.tx, a.actor, a.action, a.resource_type as type, a.resource_id as resource, a.person,
          ${namedIn('before')} || ${namedIn('after')} as people
        from audit a
        where a.site = ${site} and a.tx >= pg_snapshot_xmin(${from}::pg_snapshot)
          and a.tx < pg_snapshot_xmax(${now}) and pg_visible_in_snapshot(a.tx, ${now})
          and not pg_visible_in_snapshot(a.tx, ${from}::pg_snapshot)
        order by a.tx, a.id limit ${MOST + 1}) c) as changes`.execute(db);
  const [read] = rows;
  if (!read) throw new Error('The database did not say what time it is');
  const isTold = read.isKnown && read.changes.length <= MOST;
  return { changes: isTold ? read.changes : undefined, position: read.position };
}

const namedIn = (column: string): RawBuilder<readonly string[]> =>
  sql`coalesce(a.${sql.ref(column)} -> 'userIds', '[]')`;

/** As `readChanges`, from what somebody says who was here before. */
export async function resumeChanges(
  db: Database,
  site: string,
  { from, to }: { from: string; to: Position },
): Promise<Changes> {
  const unknown = { changes: undefined, position: to };
  if (!/^\d{1,19}:\d{1,19}:[\d,]{0,2000}$/.test(from)) return unknown;
  return readChanges(db, site, { from, to }).catch((error: unknown) => {
    // it looks like a moment, and is none
    if (sqlStateOf(error)?.startsWith('22')) return unknown;
    throw error;
  });
}
