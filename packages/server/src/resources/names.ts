import { sql } from 'kysely';
import type { Place } from './find-resources.js';

/** Something that people call by a name. */
export interface Named {
  readonly type: string;
  readonly id: string;
}

/** Looks up what things are called, in one query. A `person` is a user. */
export async function namesOf(
  { db, site }: Place,
  wanted: readonly Named[],
): Promise<(kind: string, id: string) => string | undefined> {
  const names = new Map<string, string>();
  const keyOf = (type: string, id: string) => JSON.stringify([type === 'person' ? 'user' : type, id]);
  if (wanted.length > 0) {
    const these = sql`unnest(${wanted.map(({ type }) => type)}::text[], ${wanted.map(({ id }) => id)}::text[])`;
    const { rows } = await sql<Named & { name: string }>`
      with w as (select distinct type, id from ${these} as n (type, id))
      select w.type, w.id, p.name from w join people p on p.site = ${site.id} and p.id = w.id where w.type = 'user'
      union all
      select w.type, w.id, g.name from w join groups g on g.site = ${site.id} and g.id = w.id where w.type = 'group'
      union all
      select w.type, w.id, k.name from w join content k on k.site = ${site.id} and k.id = w.id and k.type = w.type
      union all
      select w.type, w.id, r.name from w join resources r on r.site = ${site.id} and r.type = w.type and r.id = w.id`.execute(
      db,
    );
    for (const { type, id, name } of rows) names.set(keyOf(type, id), name);
  }
  return (kind, id) => names.get(keyOf(kind, id));
}
