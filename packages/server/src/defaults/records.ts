import { permissionsFor, type Policy } from '@provost/authz-core';
import { sql } from 'kysely';
import { insertRows } from '../database/insert-rows.js';
import type { Place } from './directory.js';

/** A role in a course, by which somebody takes it or not. */
interface Enrolled {
  readonly person: string;
  readonly role: string;
  readonly type: string;
  readonly id: string;
}

/** Does the role let its holder take courses? */
const isTaking = ({ document }: Policy, role: string, taking: readonly string[]): boolean =>
  (document.roles[role]?.grants ?? []).some(({ can }) => can.some((id) => taking.includes(id)));

/**
 * GL-10: whoever takes a course has a learning record there, which stays when they take it no more. What it lies in is
 * worked out from the person and the course, wherever they are (`storedAs`).
 */
export async function openRecords(place: Place, enrolled: readonly Enrolled[]): Promise<void> {
  const { db, policy, site, newId } = place;
  if (!policy.types.has('record')) return;
  const taking = permissionsFor(policy, 'courses.take');
  const pairs = enrolled.filter(({ type, role }) => type === 'course' && isTaking(policy, role, taking));
  if (pairs.length === 0) return;
  const { rows } = await sql<{ person: string; course: string; name: string }>`
    select distinct n.person, n.course, p.name || ' · ' || k.name as name
    from unnest(${pairs.map((one) => one.person)}::text[], ${pairs.map((one) => one.id)}::text[]) as n (person, course)
    join people p on p.site = ${site.id} and p.id = n.person
    join content k on k.site = ${site.id} and k.id = n.course
    where not exists (
      select 1 from resources r join resource_scopes s on s.site = r.site and s.type = r.type and s.id = r.id
      where r.site = ${site.id} and r.type = 'record' and r.owner = n.person
        and s.relation = 'course' and s.scope_id = n.course)`.execute(db);
  const records = rows.map((row) => ({ ...row, id: newId() }));
  await insertRows(
    db,
    'resources',
    records.map(({ id, name, person }) => ({ site: site.id, type: 'record', id, name, owner: person })),
  );
  await insertRows(
    db,
    'resource_scopes',
    records.map(({ id, course }) => ({
      site: site.id,
      type: 'record',
      id,
      relation: 'course',
      scope_id: course,
    })),
  );
}
