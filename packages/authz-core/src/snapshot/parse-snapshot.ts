import { SnapshotError, type Issue } from '../errors.js';
import { flag, list, note, object, optional, record, text, type Read } from '../policy/issues.js';
import type { GroupAtDepth, Snapshot } from './snapshot.js';

/**
 * Reads a snapshot as it came over the wire: times are RFC 3339 texts there, milliseconds here.
 * Fields it does not know are passed over, so that a newer server can add some.
 * @throws {SnapshotError} that lists every fault with its path.
 */
export function parseSnapshot(value: unknown): Snapshot {
  const issues: Issue[] = [];
  const snapshot = wire(value, '', issues);
  if (issues.length > 0) throw new SnapshotError(issues);
  return snapshot;
}

const time: Read<number> = (value, path, issues) => {
  const time = typeof value === 'string' && /^\d{4}-\d\d-\d\dT/.test(value) ? Date.parse(value) : NaN;
  if (Number.isNaN(time)) note(issues, path, 'must be a time such as 2026-11-22T08:00:00Z');
  return time;
};

/** Groups in preorder: each lies at most one deeper than the one before. */
const tree: Read<GroupAtDepth[]> = (value, path, issues) => {
  let deepest = 0;
  return list((item, at): GroupAtDepth => {
    const [id, depth] = list<unknown>((part) => part)(item, at, issues);
    if (Number.isInteger(depth) && (depth as number) >= 0 && (depth as number) <= deepest) {
      deepest = (depth as number) + 1;
    } else note(issues, at, 'must lie at most one deeper than the one before');
    return [text(id, `${at}[0]`, issues), depth as number];
  })(value ?? [], path, issues);
};

const scopes = optional(record(list(text)));

const wire = object<Snapshot>({
  site: text,
  policy: text,
  subject: object({ id: text }),
  settings: (value, path, issues) => record(flag)(value ?? {}, path, issues),
  groups: tree,
  assignments: list(
    object({
      role: text,
      scopes,
      except: scopes,
      from: optional(time),
      until: optional(time),
      source: optional(text),
      givenBy: optional(text),
    }),
  ),
  expires: time,
});
