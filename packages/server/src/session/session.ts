import type { z } from '@hono/zod-openapi';
import type { Snapshot } from '@provost/authz-core';
import { roleIn } from '../access/snapshot-of.js';
import type { Call } from '../requests/call.js';
import type { SessionSchema, SnapshotSchema } from './routes.js';

/** What of a call is in the session. */
type SessionOf = Pick<Call, 'person' | 'policy' | 'now'> & {
  readonly site: Pick<Call['site'], 'id' | 'name'>;
  readonly access: Pick<Call['access'], 'snapshot'>;
};

/** Who is signed in, with the snapshot that their access is opened from. */
export function describeSession({
  site,
  person,
  policy,
  access,
  now,
}: SessionOf): z.infer<typeof SessionSchema> {
  return {
    site: { id: site.id, name: site.name },
    user: { ...person, role: roleIn(policy, access.snapshot, now) },
    snapshot: toWire(access.snapshot),
  };
}

/** Times are texts on the wire; `parseSnapshot` of the core makes them numbers again. */
export function toWire(snapshot: Snapshot): z.infer<typeof SnapshotSchema> {
  return {
    ...snapshot,
    settings: { ...snapshot.settings },
    groups: snapshot.groups.map(([id, depth]) => [id, depth]),
    assignments: snapshot.assignments.map(({ from, until, scopes, except, ...rest }) => ({
      ...rest,
      ...(scopes ? { scopes: listsOf(scopes) } : {}),
      ...(except ? { except: listsOf(except) } : {}),
      ...(from === undefined ? {} : { from: new Date(from).toISOString() }),
      ...(until === undefined ? {} : { until: new Date(until).toISOString() }),
    })),
    expires: new Date(snapshot.expires).toISOString(),
  };
}

const listsOf = (scopes: Readonly<Record<string, readonly string[]>>): Record<string, string[]> =>
  Object.fromEntries(Object.entries(scopes).map(([type, ids]) => [type, [...ids]]));
