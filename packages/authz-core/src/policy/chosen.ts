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
  const level = own(document.levels, role.level ?? '');
  const granted: Omit<Chosen, 'when'>[] = [];
  const whens: (Settings | undefined)[] = [];
  const add = (id: string, reach: Reach | undefined, second?: Reach, when?: Settings) => {
    if (reach && whens.push(when)) granted.push({ id, reach, second });
  };
  if (role.all) for (const id of Object.keys(permissions)) add(id, 'everything');
  for (const { can, reach, for: second, when } of role.grants ?? [])
    for (const id of can) add(id, reach, second, when);
  for (const id of level ? withIncluded(role.can ?? [], document) : []) {
    const { levels, reach, on, for: second } = of(id);
    if (levels && !levels.includes(role.level as string)) continue;
    const reached = own(reach ?? {}, role.level as string) ?? own(level?.reach ?? {}, on);
    // a second type that the level does not reach is one it reaches nothing of
    add(id, reached, second ? (own(level?.reach ?? {}, second) ?? { by: [] }) : undefined);
  }
  let has = granted.map(({ id }) => id);
  for (let before = 0; before !== has.length;) {
    before = has.length;
    has = has.filter((id) => of(id).requires?.every((needed) => has.includes(needed)) ?? true);
  }
  return granted.flatMap((one, i) => {
    const [a, b] = [whens[i], of(one.id).when];
    const never = Object.keys(a ?? {}).some((id) => own(b ?? {}, id) === !(a as Settings)[id]);
    return has.includes(one.id) && !never ? [{ ...one, when: a || b ? { ...a, ...b } : undefined }] : [];
  });
}

/** Permissions with all that they include, and what that includes. */
export function withIncluded(
  ids: readonly string[],
  { permissions }: Pick<WholeDocument, 'permissions'>,
): Set<string> {
  const all = new Set(ids);
  for (const id of all) for (const one of own(permissions, id)?.includes ?? []) all.add(one);
  return all;
}
