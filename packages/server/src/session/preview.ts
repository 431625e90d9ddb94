import { above, type Assignment, type ScopeIds, type Snapshot } from '@provost/authz-core';
import { sql } from 'kysely';
import type { z } from '@hono/zod-openapi';
import { accessOf } from '../access/decide-role.js';
import { knows } from '../access/knows.js';
import { requireOffered } from '../access/refusal.js';
import type { GroupTable } from '../database/tables.js';
import { findGroup, groupResource } from '../groups/group.js';
import { wayDown } from '../groups/listed-people.js';
import { resourceOf } from '../people/find-people.js';
import type { Call } from '../requests/call.js';
import { notFound } from '../requests/problem-error.js';
import type { SessionPreviewSchema } from './preview-routes.js';
import { toWire } from './session.js';

type SessionPreview = z.infer<typeof SessionPreviewSchema>;

/** what another person may do, as much of it as the one who asks may know. */
export async function previewSession(call: Call, id: string, groupId: string): Promise<SessionPreview> {
  const group = await findGroup(call, groupId);
  requireOffered(call, 'permissions.view', groupResource(group));
  const user = await findNamed(call, id);
  const theirs = await accessOf(call, id);
  const whole = above(call.access, theirs);
  const part = aboutGroup(theirs.snapshot, group);
  const isListed = part.assignments.some(({ scopes }) => scopes);
  if (!whole && !isListed && !knows(call, await resourceOf(call, id))) throw notFound('person');
  return { user, whole, snapshot: toWire(whole ? theirs.snapshot : part) };
}

async function findNamed({ db, site }: Call, id: string): Promise<{ id: string; name: string }> {
  const { rows } = await sql<{ id: string; name: string }>`
    select id, name from people where site = ${site.id} and id = ${id}`.execute(db);
  if (!rows[0]) throw notFound('person');
  return rows[0];
}

/** What somebody holds at the site, at a group, at the groups above and at its cohort: nothing of other places. */
function aboutGroup(snapshot: Snapshot, group: GroupTable): Snapshot {
  const way = wayDown(group);
  const here: ScopeIds = { group: way, cohort: group.cohort === null ? [] : [group.cohort] };
  return {
    ...snapshot,
    groups: way.map((id, depth) => [id, depth]),
    assignments: snapshot.assignments.flatMap((one) => cutDown(one, here)),
  };
}

function cutDown(one: Assignment, here: ScopeIds): Assignment[] {
  const { scopes, except, ...rest } = one;
  if (!scopes) return [one];
  const kept = within(scopes, here);
  if (Object.keys(kept).length === 0) return [];
  return [{ ...rest, scopes: kept, ...(except ? { except: within(except, here) } : {}) }];
}

/** Of these ids, those that are here; types of which none is are left out. */
const within = (scopes: ScopeIds, here: ScopeIds): ScopeIds =>
  Object.fromEntries(
    Object.entries(scopes).flatMap(([type, ids]) => {
      const kept = ids.filter((id) => here[type]?.includes(id));
      return kept.length > 0 ? [[type, kept]] : [];
    }),
  );
