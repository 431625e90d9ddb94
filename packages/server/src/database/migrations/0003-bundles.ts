import { sql, type Kysely, type Migration } from 'kysely';

const statements = [
  // the rows of one assignment that spans several types of scope share a bundle; all others have none
  `alter table assignments add column bundle text not null default ''`,
  `alter table assignment_exceptions add column bundle text not null default ''`,
  // what was read as one assignment until now stays one
  `with held as (
    select site, person, role, source, given_by, from_at, until_at,
      md5(concat_ws('/', person, role, source, given_by, from_at, until_at)) as bundle
    from assignments where scope_type <> 'site'
    group by site, person, role, source, given_by, from_at, until_at
    having count(distinct scope_type) > 1 and not bool_or(scope_type = 'cohort'))
  update assignments a set bundle = h.bundle from held h
  where a.site = h.site and a.person = h.person and a.role = h.role and a.source = h.source
    and a.given_by is not distinct from h.given_by and a.from_at is not distinct from h.from_at
    and a.until_at is not distinct from h.until_at and a.scope_type <> 'site'`,
  `alter table assignment_exceptions drop constraint assignment_exceptions_site_person_role_scope_type_scope_id_fkey`,
  `update assignment_exceptions e set bundle = a.bundle from assignments a
  where a.site = e.site and a.person = e.person and a.role = e.role
    and a.scope_type = e.scope_type and a.scope_id = e.scope_id`,
  `alter table assignment_exceptions drop constraint assignment_exceptions_pkey`,
  `alter table assignments drop constraint assignments_pkey`,
  `alter table assignments add primary key (site, person, role, scope_type, scope_id, bundle)`,
  `alter table assignment_exceptions
    add primary key (site, person, role, scope_type, scope_id, bundle, except_type, except_id)`,
  `alter table assignment_exceptions add foreign key (site, person, role, scope_type, scope_id, bundle)
    references assignments on delete cascade`,
];

/** Two grants «segment A with course X» and «B with Y» are two, whoever gave them. */
export const bundles: Migration = {
  async up(db: Kysely<unknown>) {
    for (const statement of statements) await sql.raw(statement).execute(db);
  },
};
