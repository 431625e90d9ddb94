import { SnapshotError } from '../errors.js';
import { fault, flag, list, object, record, text, time, type Shape } from '../policy/issues.js';
import type { Assignment } from '../vocabulary.js';
import type { Snapshot } from './snapshot.js';

/** Times on the wire are RFC 3339 texts; null is as good as missing. */
type Wire = Omit<Snapshot, 'assignments' | 'expires'> & {
  readonly assignments: readonly Record<string, unknown>[];
  readonly expires: string;
};

/**
 * Reads a snapshot as it came over the wire: times are RFC 3339 texts there, milliseconds here.
 * Fields it does not know are passed over, so that a newer server can add some.
 * @throws {SnapshotError} that lists every fault with its path.
 */
export function parseSnapshot(value: unknown): Snapshot {
  const issues = shape(value, '');
  if (issues.length > 0) throw new SnapshotError(issues);
  // as: it has the shape
  const snapshot = value as Wire;
  return {
    ...snapshot,
    settings: snapshot.settings ?? {},
    groups: snapshot.groups ?? [],
    assignments: snapshot.assignments.map(readAssignment),
    expires: Date.parse(snapshot.expires),
  };
}

const readAssignment = (wire: Record<string, unknown>): Assignment =>
  Object.fromEntries(
    Object.entries(wire).flatMap(([name, value]) =>
      value === undefined || value === null
        ? []
        : [[name, name === 'from' || name === 'until' ? Date.parse(value as string) : value]],
    ),
  ) as unknown as Assignment;

const passOver: Shape = () => [];

/** What may be missing; null is as good as missing, since servers write that. */
const optional =
  (of: Shape): Shape =>
  (it, path) =>
    it === undefined || it === null ? [] : of(it, path);

/** Groups in preorder: each lies at most one deeper than the one before. */
const tree: Shape = (value, path) => {
  let depths: readonly unknown[] = [0];
  return list((group, at) => {
    const [id, depth] = Array.isArray(group) ? (group as unknown[]) : [];
    if (!depths.includes(depth)) return fault(at, 'must be a text and a depth, one more than before at most');
    const deeper = (depth as number) + 1;
    depths = [...depths.slice(0, deeper), deeper];
    return text(id, `${at}[0]`);
  })(value, path);
};

const scopes = optional(record(list(text)));

const shape = object(
  {
    site: text,
    policy: text,
    subject: object({ id: text }, passOver),
    settings: optional(record(flag)),
    groups: optional(tree),
    assignments: list(
      object(
        {
          role: text,
          scopes,
          except: scopes,
          from: optional(time),
          until: optional(time),
          source: optional(text),
          givenBy: optional(text),
        },
        passOver,
      ),
    ),
    expires: time,
  },
  passOver,
);
