import type { Settings } from '../vocabulary.js';
import { own } from './issues.js';
import type { PermissionDocument, Reach, RoleDocument, WholeDocument } from './policy.js';

/** A permission as a role has it. */
export interface Chosen {
  readonly id: string;
  readonly reach: Reach;
  /** The reach among second resources; none: all of them. */
  readonly second: Reach | undefined;
  readonly when: Settings | undefined;
}

/** What a role really has: with what comes with it, without what its level does not allow or what lacks a requirement. */
export function chosenIn(role: RoleDocument, document: WholeDocument): Chosen[] {
  const { permissions } = document;
  const of = (id: string): PermissionDocument => own(permissions, id) ?? { on: '' };
  // a name is its parts
  const partsOf = (id: string) => of(id).allOf ?? [id];
  const level = own(document.levels, role.level ?? '');
  const granted: Chosen[] = [];
  const add = (name: string, reach: Reach | undefined, second?: Reach, when?: Settings) => {
    if (reach) for (const id of partsOf(name)) granted.push({ id, reach, second, when });
  };
  // LR-14: what is personal is nobody's for reaching everything
  for (const [id, { allOf, beneficiary }] of Object.entries(role.all ? permissions : {}))
    if (!allOf && beneficiary !== 'self') add(id, 'everything');
  for (const { can, reach, for: second, when } of role.grants ?? [])
    for (const id of can) add(id, reach, second, when);
  for (const id of level ? withIncluded(role.can ?? [], document, role.level) : []) {
    const { allOf, reach, on, for: second } = of(id);
    if (allOf) continue;
    const reached = own(reach ?? {}, role.level as string) ?? own(level?.reach ?? {}, on);
    const others = second ? own(level?.reach ?? {}, second) : 'everything';
    // what is about a second type that the level does not reach is not reached
    if (others) add(id, reached, second ? others : undefined);
  }
  let has = granted.map(({ id }) => id);
  for (let before = 0; before !== has.length;) {
    before = has.length;
    has = has.filter(
      (id) =>
        of(id)
          .requires?.flatMap(partsOf)
          .every((one) => has.includes(one)) ?? true,
    );
  }
  return granted.flatMap((one) => {
    const [a, b] = [one.when, of(one.id).when];
    const never = Object.keys(a ?? {}).some((id) => own(b ?? {}, id) === !(a as Settings)[id]);
    return has.includes(one.id) && !never ? [{ ...one, when: a || b ? { ...a, ...b } : undefined }] : [];
  });
}

/**
 * Permissions with their parts and all that they include, and what that includes.
 * @param level what it does not allow does not come, nor does what would come with that. None: all comes.
 */
export function withIncluded(
  ids: readonly string[],
  { permissions }: Pick<WholeDocument, 'permissions'>,
  level?: string,
): Set<string> {
  const isAllowed = (id: string): boolean =>
    level === undefined || (own(permissions, id)?.levels?.includes(level) ?? true);
  const all = new Set(ids.filter(isAllowed));
  for (const id of all) {
    const { allOf = [], includes = [] } = own(permissions, id) ?? {};
    for (const one of [...allOf, ...includes]) if (isAllowed(one)) all.add(one);
  }
  return all;
}
