import type { ColumnType, Generated, GeneratedAlways, Kysely } from 'kysely';

/** Written as JSON text, read as what it holds. */
type Json<T> = ColumnType<T, string, string>;

/** One organisation. */
export interface SiteTable {
  site: string;
  name: string;
  policy: string;
  settings: Json<Record<string, boolean>>;
  settings_version: number;
  /** Setting → when it was first turned on: an event that happens once (EV-02). */
  turned_on: Json<Record<string, string>>;
}

/** Somebody known to a site. */
export interface PersonTable {
  site: string;
  id: string;
  external_id: string | null;
  name: string;
  /** The name as lists are ordered and searched by (see `sortKey`). */
  sort_key: string;
  email: string;
  note: string;
  version: number;
  created_at: Date;
  created_by: string | null;
}

/** A role somebody holds, at the site or at a scope. Nobody has a row for the default role of a slot. */
export interface AssignmentTable {
  site: string;
  person: string;
  role: string;
  scope_type: string;
  scope_id: string;
  /** Shared by the rows of one assignment that spans several types of scope; empty for all others. */
  bundle: Generated<string>;
  source: string;
  given_by: string | null;
  given_at: Date;
  from_at: Date | null;
  until_at: Date | null;
}

/** A scope that an assignment does not reach although its own scope does: a group of a cohort. */
export interface ExceptionTable {
  site: string;
  person: string;
  role: string;
  scope_type: string;
  scope_id: string;
  bundle: Generated<string>;
  except_type: string;
  except_id: string;
  given_by: string | null;
  given_at: Date;
}

/** A group of people; groups form a tree. */
export interface GroupTable {
  site: string;
  id: string;
  parent_id: string | null;
  /** The ids from the topmost group down to this one: `/retail/sales/`. */
  path: string;
  name: string;
  sort_key: string;
  description: string;
  cohort: string | null;
  version: number;
  permissions_version: number;
  created_at: Date;
  created_by: string | null;
  deleted_at: Date | null;
  /** The group with which it was deleted, and comes back: itself, or one above. */
  deleted_with: string | null;
  archived_at: Date | null;
  archived_with: string | null;
}

/** A person in a group. */
export interface MemberTable {
  site: string;
  group_id: string;
  person: string;
  added_at: Date;
  added_by: string | null;
}

/** A course or an e-folder. */
export interface ContentTable {
  site: string;
  id: string;
  type: 'course' | 'e-folder';
  name: string;
  sort_key: string;
  items: number;
  owner: string | null;
  version: Generated<number>;
}

/** A course or an e-folder assigned to a group. */
export interface GroupContentTable {
  site: string;
  group_id: string;
  content: string;
  added_at: Date;
  added_by: string | null;
}

/** Something of a type that has no table of its own. */
export interface ResourceTable {
  site: string;
  type: string;
  id: string;
  name: string;
  owner: string | null;
  version: Generated<number>;
}

/** A scope in which something lies, by a relation that no other table knows. */
export interface ResourceScopeTable {
  site: string;
  type: string;
  id: string;
  relation: string;
  scope_id: string;
}

/** One change: who, when, what before and after, why. Rows are only ever added. */
export interface AuditTable {
  site: string;
  id: GeneratedAlways<string>;
  at: Date;
  actor: string | null;
  action: string;
  resource_type: string;
  resource_id: string;
  /** Whom it concerns, if it is about a person's rights. */
  person: string | null;
  before: Json<unknown>;
  after: Json<unknown>;
  why: Json<unknown>;
  request_id: string;
  /** Shared by the entries of one change set, which is undone together; none for what no request did. */
  change_id: string | null;
  /** The change set that this one undid. */
  undoes: string | null;
  /** The transaction that added it. */
  tx: GeneratedAlways<string | null>;
}

/** A message to one person: to be sent, or sent. */
export interface OutboxTable {
  site: string;
  id: GeneratedAlways<string>;
  /** The same for all recipients of a message. */
  message: string;
  sender: string;
  recipient: string;
  subject: string;
  body: string;
  written_at: Date;
  sent_at: Date | null;
}

/** The answer that was given to a request, for the same request again. */
export interface IdempotencyTable {
  site: string;
  person: string;
  key: string;
  request_hash: string;
  status: number | null;
  etag: string | null;
  body: string | null;
  created_at: Date;
}

/** All tables; each one's keys and indexes begin with `site`, so that a sharded database can split by it. */
export interface Tables {
  sites: SiteTable;
  people: PersonTable;
  assignments: AssignmentTable;
  assignment_exceptions: ExceptionTable;
  groups: GroupTable;
  members: MemberTable;
  content: ContentTable;
  group_content: GroupContentTable;
  resources: ResourceTable;
  resource_scopes: ResourceScopeTable;
  audit: AuditTable;
  idempotency_keys: IdempotencyTable;
  outbox: OutboxTable;
}

/** The database, or a transaction on it. */
export type Database = Kysely<Tables>;
