import type { Assignment, Settings } from '../vocabulary.js';

/** One scope: a group, a session … */
export interface Scope {
  readonly type: string;
  readonly id: string;
}

/** Why something is allowed: a role held, where, and how it came about. */
export interface Reason {
  readonly permission: string;
  readonly role: string;
  /** The scope it is held at, through which it reaches; none: the site. */
  readonly scope?: Scope;
  readonly assignment: Assignment;
  /** The scope below that one in which the resource lies itself. Said by `why`, as is what follows. */
  readonly inherited?: Scope;
  /** Further scopes it must lie in, where the role asks for several at once. */
  readonly and?: readonly Scope[];
  /** The assignment of another role, whose scope it is. */
  readonly via?: Assignment;
  /** Of a permission about two: the scope through which it reaches the second one. */
  readonly second?: Scope;
}

/** What was lacking: why in a word, and the roles that would supply the permission. */
export interface Missing {
  readonly permission: string;
  readonly code:
    | 'not-granted'
    | 'unknown-permission'
    | 'unknown-type'
    | 'other-type'
    | 'resource-missing'
    | 'malformed-resource'
    | 'other-site'
    | 'other-policy'
    | 'expired'
    | 'malformed-snapshot'
    | 'own-assignment'
    | 'may-not-hold'
    | 'unknown-role'
    | 'not-held-there'
    | 'exceeds-own'
    | 'guarded-role'
    | 'too-few-holders'
    | 'too-many-holders'
    | 'own-ancestor'
    | 'not-begun'
    | 'ended'
    | 'setting-off'
    | 'requirement-missing'
    | 'excepted'
    | 'held-elsewhere';
  readonly roles: readonly string[];
  /** Assignments any one of which would supply it, the resource being where it is. Said by `why`, as is what follows. */
  readonly supply?: readonly Assignment[];
  /** What is held, but does not help: with `not-begun`, `ended`, `may-not-hold`, `requirement-missing`, `excepted`. */
  readonly assignment?: Assignment;
  /** How settings would have to be. */
  readonly settings?: Settings;
  /** Permissions that the role would need as well. */
  readonly requires?: readonly string[];
  /** Where they do have it: scopes, on oneself (`self`), on what is one's own (`owner`). */
  readonly elsewhere?: readonly (Scope | 'self' | 'owner')[];
  /** Of a permission about two: the one that is out of reach, while the other is not. */
  readonly half?: 'first' | 'second';
}

/** An answer with its reasons (allowed) or with what is missing (refused). */
export interface Decision {
  readonly allowed: boolean;
  readonly reasons: readonly Reason[];
  readonly missing: readonly Missing[];
}

/** A refusal for one cause. */
export const refusal = (
  permission: string,
  code: Missing['code'],
  roles: readonly string[] = [],
): Decision => ({
  allowed: false,
  reasons: [],
  missing: [{ permission, code, roles }],
});
