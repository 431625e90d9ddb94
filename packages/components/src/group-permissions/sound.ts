import type { AssignedContent, Content, Group, Member, Page, User } from '@provost/sdk';

const isThing = (value: unknown): value is { id: string; name: string } =>
  typeof value === 'object' &&
  value !== null &&
  typeof (value as Record<string, unknown>)['id'] === 'string' &&
  typeof (value as Record<string, unknown>)['name'] === 'string';

/** A page without the rows that are not what the contract says: one bad row must not blank a screen. */
export function soundPage<T>(page: Page<T>, isSound: (row: T) => boolean): Page<T> {
  const items = page.items.filter(isSound);
  return {
    items,
    next: typeof page.next === 'string' ? page.next : null,
    total: Number.isFinite(page.total) ? page.total : items.length,
  };
}

/** Has it what every screen of a group reads? */
export const isGroup = (group: Group): boolean =>
  isThing(group) &&
  Array.isArray(group.path) &&
  group.path.every(isThing) &&
  typeof group.resource === 'object';

export const isMember = (member: Member): boolean => isThing((member as Member | null)?.user);

export const isContent = (content: Content | AssignedContent): boolean => isThing(content);

export const isUser = (user: User): boolean => isThing(user);
