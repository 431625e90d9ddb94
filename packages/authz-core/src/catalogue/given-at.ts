import type { Policy, Role } from '../policy/policy.js';

/**
 * The roles that one person gives another at a scope of a type, in the policy's order: what a list of who holds what
 * there has columns for. Not what an area's toggle sets (EV), nor what everybody has who becomes a member (SG-09).
 */
export function givenAt({ roles, document }: Policy, type: string): readonly Role[] {
  const { areas, defaults } = document;
  const otherwise = [
    ...Object.values(areas).map(({ editor }) => editor),
    ...defaults.flatMap(({ on, at, give }) => (on === 'member-added' && at === type ? give : [])),
  ];
  return [...roles.values()].filter(
    ({ id, at, assignedBy }) => assignedBy && at.includes(type) && !otherwise.includes(id),
  );
}
