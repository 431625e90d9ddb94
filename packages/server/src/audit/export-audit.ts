import { knownNames } from '../access/knows.js';
import type { Call } from '../requests/call.js';
import { describe, namedIn, readEntries, requireAudit, wantedSql, type AuditFilters } from './list-audit.js';
import { toEntry } from './entries.js';

const ROWS = 500;
const HEAD =
  'id,at,actor,actorName,action,resourceType,resourceId,resourceName,person,personName,before,after,changeId,undoes';

/**
 * what is asked for as CSV, a piece at a time. The audit only grows, and is read downwards from where it is now: no
 * entry comes twice, and none is left out.
 */
export async function exportAudit(call: Call, filters: AuditFilters): Promise<ReadableStream<Uint8Array>> {
  await requireAudit(call, filters);
  const wanted = wantedSql(call, filters);
  const encoder = new TextEncoder();
  let before: string | undefined;
  let isBegun = false;
  return new ReadableStream({
    async pull(controller) {
      if (!isBegun) controller.enqueue(encoder.encode(`${HEAD}\r\n`));
      isBegun = true;
      const rows = await readEntries(call, { wanted, before, limit: ROWS });
      before = rows.at(-1)?.id;
      const entries = rows.map(toEntry);
      const nameOf = await knownNames(call, entries.flatMap(namedIn));
      const lines = entries.map((entry) => lineOf(describe(entry, nameOf)));
      if (lines.length > 0) controller.enqueue(encoder.encode(lines.join('')));
      if (rows.length < ROWS) controller.close();
    },
  });
}

function lineOf({ id, at, actor, action, resource, person, ...more }: ReturnType<typeof describe>): string {
  const { before, after, changeId, undoes } = more;
  const json = (value: unknown) => (value === null || value === undefined ? null : JSON.stringify(value));
  const cells = [
    ...[id, at, actor?.id, actor?.name, action, resource.type, resource.id, resource.name],
    ...[person?.id, person?.name, json(before), json(after), changeId, undoes],
  ];
  return `${cells.map((cell) => cellOf(cell ?? '')).join(',')}\r\n`;
}

/** RFC 4180; what a spreadsheet would take for a formula is made a text. */
export function cellOf(text: string): string {
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
