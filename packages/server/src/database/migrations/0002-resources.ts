import { sql, type Kysely, type Migration } from 'kysely';

const statements = [
  // what a policy speaks of and no table of its own has: records, submissions, sessions, segments …
  `create table resources (
    site text not null references sites,
    type text not null,
    id text not null,
    name text not null,
    owner text,
    primary key (site, type, id)
  )`,
  // where resources lie by relations that no other table knows; people, groups and content, too
  `create table resource_scopes (
    site text not null references sites,
    type text not null,
    id text not null,
    relation text not null,
    scope_id text not null,
    primary key (site, type, id, relation, scope_id)
  )`,
  `create index resource_scopes_by_scope on resource_scopes (site, type, relation, scope_id, id)`,
  `alter table content add column owner text`,
];

/** Resources of every type that a policy may have. */
export const resources: Migration = {
  async up(db: Kysely<unknown>) {
    for (const statement of statements) await sql.raw(statement).execute(db);
  },
};
