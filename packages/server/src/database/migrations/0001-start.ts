import { sql, type Kysely, type Migration } from 'kysely';

const statements = [
  `create table sites (
    site text primary key,
    name text not null,
    policy text not null,
    settings jsonb not null,
    settings_version integer not null default 1,
    turned_on jsonb not null default '{}'
  )`,
  `create table people (
    site text not null references sites,
    id text not null,
    external_id text,
    name text not null,
    sort_key text collate "C" not null,
    email text not null,
    note text not null default '',
    version integer not null default 1,
    created_at timestamptz not null,
    created_by text,
    primary key (site, id)
  )`,
  `create unique index people_external_id on people (site, external_id)`,
  `create unique index people_email on people (site, lower(email))`,
  `create index people_by_name on people (site, sort_key, id)`,
  `create table assignments (
    site text not null,
    person text not null,
    role text not null,
    scope_type text not null,
    scope_id text not null,
    source text not null,
    given_by text,
    given_at timestamptz not null,
    from_at timestamptz,
    until_at timestamptz,
    primary key (site, person, role, scope_type, scope_id),
    foreign key (site, person) references people (site, id)
  )`,
  `create index assignments_by_scope on assignments (site, scope_type, scope_id, role, person)`,
  `create table assignment_exceptions (
    site text not null,
    person text not null,
    role text not null,
    scope_type text not null,
    scope_id text not null,
    except_type text not null,
    except_id text not null,
    given_by text,
    given_at timestamptz not null,
    primary key (site, person, role, scope_type, scope_id, except_type, except_id),
    foreign key (site, person, role, scope_type, scope_id) references assignments on delete cascade
  )`,
  `create index exceptions_by_scope on assignment_exceptions (site, except_type, except_id, role, person)`,
  `create table groups (
    site text not null references sites,
    id text not null,
    parent_id text,
    path text collate "C" not null,
    name text not null,
    sort_key text collate "C" not null,
    description text not null default '',
    cohort text,
    version integer not null default 1,
    permissions_version integer not null default 1,
    created_at timestamptz not null,
    created_by text,
    deleted_at timestamptz,
    primary key (site, id),
    foreign key (site, parent_id) references groups (site, id)
  )`,
  // two groups side by side have two names; a deleted one keeps none
  `create unique index groups_name on groups (site, coalesce(parent_id, ''), name) where deleted_at is null`,
  `create index groups_by_name on groups (site, sort_key, id) where deleted_at is null`,
  `create index groups_by_parent on groups (site, parent_id, sort_key, id) where deleted_at is null`,
  `create index groups_by_path on groups (site, path)`,
  `create index groups_by_cohort on groups (site, cohort)`,
  `create table members (
    site text not null,
    group_id text not null,
    person text not null,
    added_at timestamptz not null,
    added_by text,
    primary key (site, group_id, person),
    foreign key (site, group_id) references groups (site, id),
    foreign key (site, person) references people (site, id)
  )`,
  `create index members_by_person on members (site, person)`,
  `create table content (
    site text not null references sites,
    id text not null,
    type text not null check (type in ('course', 'e-folder')),
    name text not null,
    sort_key text collate "C" not null,
    items integer not null,
    primary key (site, id)
  )`,
  `create index content_by_name on content (site, sort_key, id)`,
  `create table group_content (
    site text not null,
    group_id text not null,
    content text not null,
    added_at timestamptz not null,
    added_by text,
    primary key (site, group_id, content),
    foreign key (site, group_id) references groups (site, id),
    foreign key (site, content) references content (site, id)
  )`,
  `create index group_content_by_content on group_content (site, content)`,
  `create table audit (
    site text not null references sites,
    id bigint generated always as identity,
    at timestamptz not null,
    actor text,
    action text not null,
    resource_type text not null,
    resource_id text not null,
    person text,
    before jsonb,
    after jsonb,
    why jsonb,
    request_id text not null,
    primary key (site, id)
  )`,
  `create index audit_by_resource on audit (site, resource_type, resource_id, person, id)`,
  // append-only for everybody; erasing a whole site says so first, in its own transaction
  `create function refuse_audit_change() returns trigger language plpgsql as $$
    begin
      if current_setting('provost.erase_site', true) is distinct from old.site then
        raise exception 'the audit is append-only';
      end if;
      return old;
    end $$`,
  `create trigger audit_is_append_only before update or delete on audit
    for each row execute function refuse_audit_change()`,
  `create table idempotency_keys (
    site text not null references sites,
    person text not null,
    key text not null,
    request_hash text not null,
    status integer,
    etag text,
    body text,
    created_at timestamptz not null,
    primary key (site, person, key)
  )`,
];

/** The tables the project began with. */
export const start: Migration = {
  async up(db: Kysely<unknown>) {
    for (const statement of statements) await sql.raw(statement).execute(db);
  },
};
