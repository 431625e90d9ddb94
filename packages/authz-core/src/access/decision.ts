import type { Assignment } from '../vocabulary.js';

/** Why something is allowed: a role held, where, and how it came about. */
export interface Reason {
  readonly permission: string;
  readonly role: string;
  /** The scope through which it reaches; none: the site. */
  readonly scope?: { readonly type: string; readonly id: string };
  readonly assignment: Assignment;
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
    | 'own-ancestor';
  readonly roles: readonly string[];
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
