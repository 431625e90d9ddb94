import { matches, permissionsFor, type Filter, type Resource } from '@provost/authz-core';
import type { Call } from '../requests/call.js';

/**
 * May the person do an operation about everybody in a group, whatever else is true of them? Then a list of its members
 * needs no condition on each. Asked of somebody of whom no more is known than the group, where nothing is left out: who
 * is in more groups is only reached by more.
 */
export const mayInside = (
  { access, policy, site }: Call,
  operation: string,
  { group }: { group: Resource },
): boolean =>
  permissionsFor(policy, operation).every((id) => {
    const { type, second } = policy.permission(id);
    if (type !== 'user') return true;
    const filter = access.filter(id, second === 'group' ? { for: group } : {});
    const somebody = { site: site.id, type, id: '', within: { group: [group.id] } };
    return matches(withoutExceptions(filter), somebody, access.places);
  });

const withoutExceptions = (filter: Filter): Filter =>
  filter.kind !== 'any'
    ? filter
    : { kind: 'any', of: filter.of.filter(({ all }) => all.every(({ except }) => !except)) };
