import { SnapshotError } from '../errors.js';
import { join, Reader } from '../policy/issues.js';
import type { Assignment, ScopeIds } from '../vocabulary.js';
import type { GroupAtDepth, Snapshot } from './snapshot.js';

/**
 * Reads a snapshot as it came over the wire: times are RFC 3339 texts there, milliseconds here.
 * Fields it does not know are passed over, so that a newer server can add some.
 * @throws {SnapshotError} that lists every fault with its path.
 */
export function parseSnapshot(value: unknown): Snapshot {
  const read = new Reader();
  const fields = new Map(read.entries(value, ''));
  const text = (name: string) => read.text(fields.get(name), name);
  const subject = new Map(read.entries(fields.get('subject'), 'subject'));
  const snapshot: Snapshot = {
    site: text('site'),
    policy: text('policy'),
    subject: { id: read.text(subject.get('id'), 'subject.id') },
    settings: read.flags(fields.get('settings'), 'settings'),
    groups: readGroups(read, fields.get('groups')),
    assignments: read
      .list(fields.get('assignments'), 'assignments')
      .map((item, i) => readAssignment(read, item, `assignments[${i}]`)),
    expires: readTime(read, fields.get('expires'), 'expires') ?? 0,
  };
  if (read.issues.length > 0) throw new SnapshotError(read.issues);
  return snapshot;
}

function readGroups(read: Reader, value: unknown): GroupAtDepth[] {
  let last = -1;
  return read.list(value, 'groups', true).map((item, i) => {
    const path = `groups[${i}]`;
    const [id, depth] = read.list(item, path);
    const valid = Number.isInteger(depth) && (depth as number) >= 0 && (depth as number) <= last + 1;
    if (!valid) read.fault(path, 'must lie at most one deeper than the one before');
    last = valid ? (depth as number) : last;
    return [read.text(id, `${path}[0]`), last] as const;
  });
}

function readAssignment(read: Reader, value: unknown, path: string): Assignment {
  const fields = new Map(read.entries(value, path));
  const optional = <T>(name: string, as: (value: unknown, path: string) => T | undefined) => {
    const item = fields.get(name);
    const result = item === undefined || item === null ? undefined : as(item, join(path, name));
    return result === undefined ? {} : { [name]: result };
  };
  const text = (item: unknown, at: string) => read.text(item, at);
  const time = (item: unknown, at: string) => readTime(read, item, at);
  const scopes = (item: unknown, at: string) => readScopes(read, item, at);
  return {
    role: read.text(fields.get('role'), `${path}.role`),
    ...optional('scopes', scopes),
    ...optional('except', scopes),
    ...optional('from', time),
    ...optional('until', time),
    ...optional('source', text),
    ...optional('givenBy', text),
  };
}

function readScopes(read: Reader, value: unknown, path: string): ScopeIds {
  const scopes = Object.create(null) as Record<string, readonly string[]>;
  for (const [type, ids] of read.entries(value, path)) scopes[type] = read.texts(ids, join(path, type));
  return scopes;
}

function readTime(read: Reader, value: unknown, path: string): number | undefined {
  const time = typeof value === 'string' && /^\d{4}-\d\d-\d\dT/.test(value) ? Date.parse(value) : NaN;
  if (time === time) return time;
  read.fault(path, 'must be a time such as 2026-11-22T08:00:00Z');
  return undefined;
}
