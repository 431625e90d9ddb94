import { giving, linesOf, type Line } from '../access/reach.js';
import type { Policy, Role } from '../policy/policy.js';
import type { Access } from '../access/access.js';
import type { Assignment, Resource, Settings } from '../vocabulary.js';
import { distinct, idsBy, linesThatGive, type Asked } from './asked.js';
import type { Scope } from '../access/decision.js';

/** The lines that the person would have, holding other roles. */
export const linesIf = (
  { policy, snapshot, now }: Access,
  assignments: readonly Assignment[],
  settings: Settings | undefined,
): readonly Line[] => linesOf(policy, { ...snapshot, assignments }, settings, now);

/**
 * Assignments any one of which would supply what is asked: tried, each of them, so that none is promised in vain. A role
 * stands there once for each of the resource's scopes at which it would do.
 */
export function supplyOf(asked: Asked): Assignment[] {
  const { policy } = asked.access;
  const useful = usefulFor(asked);
  const scopes = scopesAround(asked);
  return [...policy.roles.values()]
    .filter(({ id }) => useful.has(id))
    .flatMap((role) => {
      const may = scopes.filter(({ type }) => role.at.includes(type));
      const single = [
        ...may.map((scope) => holding(role, [scope])),
        ...(role.at.includes('site') ? [{ role: role.id }] : []),
      ].filter((one) => wouldDo(asked, role, one));
      return single.length > 0 ? single : leastOf(asked, role, may);
    });
}

/** The roles that give it, and those that such a role goes through or needs beside it. */
function usefulFor({ access: { policy }, part }: Asked): ReadonlySet<string> {
  return new Set(
    [...policy.roles.values()].flatMap(({ id, lines, mayHold = [] }) => {
      const those = giving(lines, part);
      const via = those.flatMap(({ way, second }) => [...(way.via ?? []), ...(second?.via ?? [])]);
      return those.length > 0 ? [id, ...mayHold, ...via] : [];
    }),
  );
}

/** Where a resource lies, and the second one. */
function scopesAround({ access: { policy }, resource, second }: Asked): Scope[] {
  const around = (one: Resource): Scope[] =>
    relationsOf(policy, one.type).flatMap(({ name, scopeType: type }) =>
      type ? idsBy(one, name).map((id) => ({ type, id })) : [],
    );
  return distinct([...around(resource), ...(second ? around(second) : [])]);
}

const relationsOf = ({ types, relations }: Policy, type: string) =>
  (types.get(type) ?? []).flatMap((number) => relations[number] ?? []);

const holding = ({ id: role }: Role, scopes: readonly Scope[]): Assignment => ({
  role,
  scopes: Object.fromEntries(
    scopes.map(({ type }) => [type, scopes.filter((one) => one.type === type).map(({ id }) => id)]),
  ),
});

/** Would they, if they held it, too? A role takes the place of the one in its slot. */
function wouldDo(asked: Asked, { slot }: Role, assignment: Assignment): boolean {
  const { access } = asked;
  const kept = access.snapshot.assignments.filter(
    ({ role }) => slot === undefined || access.policy.roles.get(role)?.slot !== slot,
  );
  return linesThatGive(linesIf(access, [...kept, assignment], access.settings), asked).length > 0;
}

/** Where no single scope will do: as few as are needed together. */
function leastOf(asked: Asked, role: Role, scopes: readonly Scope[]): Assignment[] {
  if (!wouldDo(asked, role, holding(role, scopes))) return [];
  const needed = scopes.reduce((kept, scope) => {
    const fewer = kept.filter((one) => one !== scope);
    return wouldDo(asked, role, holding(role, fewer)) ? fewer : kept;
  }, scopes);
  return [holding(role, needed)];
}
