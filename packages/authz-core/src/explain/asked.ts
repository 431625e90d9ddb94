import type { Access } from '../access/access.js';
import { giving, lies, throughWhich, type Line, type Literal } from '../access/reach.js';
import type { Permission } from '../policy/policy.js';
import type { Resource } from '../vocabulary.js';

/** A permission that is no name for several, asked of one person about one resource, or two. */
export interface Asked {
  readonly access: Access;
  readonly part: Permission;
  readonly resource: Resource;
  readonly second: Resource | undefined;
}

/** The lines that give what is asked, of some that a person has. */
export const linesThatGive = (lines: readonly Line[], { access, part, resource, second }: Asked): Line[] =>
  giving(lines, part).filter(
    ({ all, second: other = [] }) =>
      lies(resource, all, access.places) && (!second || lies(second, other, access.places)),
  );

/** The ids of a literal's scopes through which a resource is reached. */
export const idsThrough = ({ places }: Access, literal: Literal, resource: Resource): string[] =>
  throughWhich(resource, literal, places);

/** The scopes in which a resource lies itself, by a relation. */
export function idsBy({ within }: Resource, relation: string): string[] {
  const ids: unknown = within && Object.hasOwn(within, relation) ? within[relation] : undefined;
  return Array.isArray(ids) ? ids.filter((id): id is string => typeof id === 'string') : [];
}

/** Each thing once, in the order in which it came. */
export const distinct = <T>(all: readonly T[]): T[] => [
  ...new Map(all.map((one) => [JSON.stringify(one), one])).values(),
];
