/**
 * The words everything else is said in, as NIST RBAC, XACML and AuthZEN use them.
 * Imports nothing, holds no behaviour.
 */

/** Something a permission speaks of. `within` is keyed by relation (not by scope type) and holds scope ids. */
export interface Resource {
  readonly site: string;
  readonly type: string;
  readonly id: string;
  readonly within?: Readonly<Record<string, readonly string[]>>;
  /** The id of the person it belongs to. */
  readonly owner?: string;
}

/** Ids of scopes by scope type: `{ group: ['sales', 'retail'] }`. */
export type ScopeIds = Readonly<Record<string, readonly string[]>>;

/** A role held by the snapshot's subject. Without `scopes` it is held at the site. */
export interface Assignment {
  readonly role: string;
  readonly scopes?: ScopeIds;
  /** Scopes the role does not reach although `scopes` does. */
  readonly except?: ScopeIds;
  /** Milliseconds since 1970-01-01T00:00Z; holds for from ≤ now < until. */
  readonly from?: number;
  readonly until?: number;
  /** How it came about: `default`, `created`, `set`, `feed` … */
  readonly source?: string;
  /** The id of the person who gave it. */
  readonly givenBy?: string;
}

/** Values of a policy's settings, by setting id. */
export type Settings = Readonly<Record<string, boolean>>;
