import { sql, type RawBuilder } from 'kysely';
import { announce, type Recorder } from '../audit/record.js';

/** What is over is looked for on behalf of nobody. */
type Ending = Pick<Recorder, 'db' | 'now' | 'requestId'> & { readonly site: { readonly id: string } };

const isOf = (people: readonly string[] | undefined): RawBuilder<boolean> =>
  people ? sql<boolean>`a.person = any(${[...people]}::text[])` : sql<boolean>`true`;

/**
 * takes away what has ended by itself and records it, once and as nobody's doing, so that the audit tells it apart
 * from what was revoked. Nobody's rights hang on it: what is over gives nothing, stored or not.
 * @returns how many roles were over.
 */
export async function endRoles(
  { db, site, now, requestId }: Ending,
  people?: readonly string[],
): Promise<number> {
  if (people?.length === 0) return 0;
  const { numAffectedRows } = await sql`
    with ended as (
      delete from assignments a where (a.site, a.person, a.role, a.scope_type, a.scope_id, a.bundle) in (
        select a.site, a.person, a.role, a.scope_type, a.scope_id, a.bundle from assignments a
        where a.site = ${site.id} and a.until_at <= ${new Date(now)} and ${isOf(people)}
        order by a.person limit 1000 for update skip locked)
      returning *)
    insert into audit (site, at, action, resource_type, resource_id, person, before, request_id)
    select site, ${new Date(now)}, 'role-ended', case scope_type when 'site' then 'user' else scope_type end,
      case scope_type when 'site' then person else scope_id end, person,
      jsonb_build_object('held', jsonb_build_array(jsonb_build_object('role', role, 'type', scope_type,
        'id', scope_id, 'source', source, 'givenBy', given_by, 'givenAt', given_at, 'from', from_at,
        'until', until_at))), ${requestId}
    from ended order by until_at, person, role`.execute(db);
  const count = Number(numAffectedRows ?? 0);
  if (count > 0) await announce(db, site.id);
  return count;
}
