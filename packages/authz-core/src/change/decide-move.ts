import type { Access } from '../access/access.js';
import { isIn } from '../access/places.js';
import type { Resource } from '../vocabulary.js';
import { changeDecision, refused, type ChangeDecision } from './change-decision.js';
import { exceeds } from './exceeds.js';

/** A group that would lie elsewhere. */
export interface Move {
  /** What is moved, and its parents before and after; none: at the top. */
  readonly group: Resource;
  readonly from?: Resource | undefined;
  readonly to?: Resource | undefined;
  /** The ids of all that the new parent lies in, itself included: for what the access does not see. */
  readonly above?: readonly string[] | undefined;
  /** Everybody whose reach changes, whoever moves it included: those who hold roles above, before or after. */
  readonly people: readonly { readonly before: Access; readonly after: Access }[];
}

/**
 * May the access's person move a group in the tree? Asks on it and on both parents, refuses cycles (SG-18), and that
 * anyone gains or loses more by it than the one who moves it has there (X-17, LR-17).
 */
export function decideMove(access: Access, move: Move): ChangeDecision {
  const { group, from, to, above = [], people } = move;
  const permission = access.policy.document.scopes[group.type]?.movedBy;
  if (!permission) return refused('', 'unknown-permission');
  const top: Resource = { site: group.site, type: group.type, id: '' };
  for (const resource of [group, from ?? top, to ?? top]) {
    const decision = access.decide(permission, resource);
    if (!decision.allowed) return changeDecision(decision);
  }
  if (to && (above.includes(group.id) || isIn(access.places, to, [group.id], true)))
    return refused(permission, 'own-ancestor');
  const exceeding = people.flatMap(({ before, after }) =>
    exceeds(before, after, access, { moved: group.id }),
  );
  const own = people.find(({ after }) => after.snapshot.subject.id === access.snapshot.subject.id);
  const isLost = own && !own.after.can(permission, group);
  return changeDecision(access.decide(permission, group), isLost ? ['own-reach'] : [], exceeding);
}
