import { matches, Places, type Access, type Resource } from '../index.js';

/** A question about one resource, or about two. */
export interface Asked {
  readonly permission: string;
  readonly resource: Resource;
  readonly second?: Resource | undefined;
}

/** Asks one question in every way there is: the answers by the way of asking. */
export function askEveryWay(
  access: Access,
  { permission, resource, second }: Asked,
): Record<string, boolean> {
  const { places, policy, snapshot } = access;
  const token = policy.permission(permission);
  const placed = access.place(resource);
  const pair = second && { for: second };
  const placedPair = second && { for: access.place(second) };
  const elsewhere = new Places(policy, snapshot.site, []);
  // a filter speaks of resources of the permission's types
  const isOfTypes = token.type === resource.type && token.second === (second?.type ?? '');
  const filter = access.filter(permission, pair);
  const answers: Record<string, boolean> = {
    'id, plain': access.can(permission, resource, pair),
    'token, plain': access.can(token, resource, pair),
    'id, placed': access.can(permission, placed, placedPair),
    'token, placed': access.can(token, placed, pair),
    'token, second placed': access.can(token, resource, placedPair),
    'token, placed elsewhere': access.can(token, elsewhere.place(resource), pair),
    'decide, plain': access.decide(permission, resource, pair).allowed,
    'decide, placed': access.decide(token, placed, placedPair).allowed,
    filter: isOfTypes && matches(filter, resource, places),
    'filter, placed': isOfTypes && matches(filter, placed, places),
  };
  if (second) {
    answers['filter of seconds'] =
      isOfTypes && matches(access.filter(token, { of: resource }), second, places);
    answers['filter of pairs'] = isOfTypes && matches(access.filter(token), resource, places, second);
    answers['filter of pairs, placed'] =
      isOfTypes && matches(access.filter(token), placed, places, placedPair?.for);
  }
  return answers;
}

/** there are reasons exactly when it is allowed, one at least for each part; else there is what is missing. */
export function isExplained(access: Access, { permission, resource, second }: Asked): boolean {
  const { allowed, reasons, missing } = access.decide(permission, resource, second && { for: second });
  const parts = access.policy.permission(permission).allOf?.map(({ id }) => id) ?? [permission];
  const given = new Set(reasons.map((reason) => reason.permission));
  return allowed
    ? missing.length === 0 && given.size === parts.length && parts.every((part) => given.has(part))
    : missing.length > 0 && reasons.length === 0;
}
