import { withIncluded } from '../policy/chosen.js';
import { own } from '../policy/issues.js';
import type { Policy, Risk, RoleDocument } from '../policy/policy.js';

/** An area of the catalogue, with the permissions in it that can be put in a role. */
export interface CatalogueArea {
  readonly id: string;
  readonly label: string;
  readonly permissions: readonly string[];
}

/** What can be put in a role of a level, by area, in the catalogue's order (RL-02, RL-04). An area without any is left out. */
export function available(policy: Policy, level: string): readonly CatalogueArea[] {
  const { catalogue, permissions } = policy.document;
  const ids = Object.keys(permissions).filter((id) => isAvailable(policy, level, id));
  return Object.entries(catalogue)
    .map(([id, { label }]) => ({
      id,
      label,
      permissions: ids.filter((one) => permissions[one]?.area === id),
    }))
    .filter((area) => area.permissions.length > 0);
}

/** Can a permission be put in a role of a level (RL-02)? Not where it needs another that cannot: it would do nothing. */
export function isAvailable({ document }: Policy, level: string, id: string): boolean {
  const needed = new Set([id]);
  for (const one of needed) {
    const {
      area,
      levels = Object.keys(document.levels),
      requires = [],
    } = own(document.permissions, one) ?? {};
    if (area === undefined || !levels.includes(level)) return false;
    for (const other of requires) needed.add(other);
  }
  return true;
}

/**
 * The permissions that came into the catalogue after a role was last saved, and that could be put in it (LR-19). None
 * are new to a role that has everything (LR-08), nor to one of which nobody said when it was saved.
 */
export function newSince(policy: Policy, { all, saved, level, can = [] }: RoleDocument): readonly string[] {
  if (all || saved === undefined) return [];
  return Object.entries(policy.document.permissions).flatMap(([id, { area, since = '' }]) => {
    const fits = level === undefined ? area !== undefined : isAvailable(policy, level, id);
    return fits && since > saved && !can.includes(id) ? [id] : [];
  });
}

/** The risks of permissions held together, with what they include: each with the permissions that carry it. */
export function risksOf({ document }: Policy, ids: readonly string[]): ReadonlyMap<Risk, readonly string[]> {
  const risks = new Map<Risk, string[]>();
  for (const id of withIncluded(ids, document)) {
    for (const risk of own(document.permissions, id)?.risks ?? []) {
      risks.set(risk, [...(risks.get(risk) ?? []), id]);
    }
  }
  return risks;
}
