import type { Access } from '../access/access.js';
import type { Reason } from '../access/decision.js';
import { giving, type Literal } from '../access/reach.js';
import { distinct } from '../explain/asked.js';
import { why } from '../explain/why.js';
import type { Assignment, Resource } from '../vocabulary.js';

/** One way in which somebody has a permission: how far it reaches, and through what. */
export interface EffectiveWay {
  readonly role: string;
  readonly assignment: Assignment;
  /** What a resource must meet, all of it: `kind: 'everything'` is everywhere. */
  readonly reach: readonly Literal[];
  /** What the second resource of a permission about two must meet. None: any will do. */
  readonly second?: readonly Literal[];
  /** The assignment of another role, whose scopes it reaches. */
  readonly via?: Assignment;
}

/** A permission that somebody has, with every way in which they have it. */
export interface EffectivePermission {
  readonly permission: string;
  /** Everywhere on the site, by one way at least. */
  readonly everywhere: boolean;
  readonly ways: readonly EffectiveWay[];
}

/** Permissions of one area of the catalogue; those of none come last. */
export interface EffectiveArea {
  readonly area: string | undefined;
  readonly permissions: readonly EffectivePermission[];
}

/**
 * What a person may do now, and through what: by area of the catalogue, in the policy's order. A name for several
 * permissions is not listed, since what it is made of is.
 */
export function effective(access: Access): readonly EffectiveArea[] {
  const { document } = access.policy;
  const lines = access.linesAt(access.now, access.settings);
  const permissions = [...access.policy.permissions.values()].flatMap((token) => {
    const ways = giving(lines, token).map(({ role, assignment, all, second }): EffectiveWay => {
      const via = [...all, ...(second ?? [])].find(({ through }) => through !== assignment)?.through;
      return {
        role: role.id,
        assignment,
        reach: all,
        ...(token.second && second && { second }),
        ...(via && { via }),
      };
    });
    const everywhere = access.filter(token.id).kind === 'everything';
    return ways.length > 0 ? [{ permission: token.id, everywhere, ways: distinct(ways) }] : [];
  });
  return [...Object.keys(document.catalogue), undefined].flatMap((area) => {
    const its = permissions.filter(({ permission }) => document.permissions[permission]?.area === area);
    return its.length > 0 ? [{ area, permissions: its }] : [];
  });
}

/** What a person may do with one resource, and why: every permission about resources of its type alone. */
export const effectiveOn = (access: Access, resource: Resource): readonly Reason[] =>
  [...access.policy.permissions.values()]
    .filter(({ type, allOf }) => type === resource.type && !allOf)
    .flatMap(({ id }) => why(access, id, resource).reasons);
