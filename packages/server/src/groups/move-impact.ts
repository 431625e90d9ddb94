import type { Access, Permission, Policy, Resource } from '@provost/authz-core';
import { knownNames } from '../access/knows.js';
import type { Impact } from '../changes/impact-of.js';
import type { GroupTable } from '../database/tables.js';
import type { Call } from '../requests/call.js';

const PEOPLE = 100;

/** What one person could do before a change and after it. */
export interface Changed {
  readonly before: Access;
  readonly after: Access;
}

/**
 * who gains and who loses what by a move. Roles stay as they are, so it is asked about things that lie in the group:
 * one of each type that can, which whoever reaches anything there reaches.
 */
export async function moveImpact(
  call: Call,
  group: GroupTable,
  changed: readonly Changed[],
): Promise<Impact> {
  const { policy } = call;
  const found = changed.flatMap(({ before, after }) => {
    const person = after.snapshot.subject.id;
    const [had, has] = [inside(before, group, person), inside(after, group, person)];
    const gains = has.filter((id) => !had.includes(id));
    const losses = had.filter((id) => !has.includes(id));
    return gains.length + losses.length > 0 ? [{ person, gains, losses }] : [];
  });
  const nameOf = await knownNames(
    call,
    found.map(({ person }) => ({ type: 'user', id: person })),
  );
  const scopes = [{ type: 'group', id: group.id, name: group.name }];
  const told = (permission: string) => ({
    permission,
    label: labelOf(policy, permission),
    everywhere: false,
    scopes,
  });
  const count = (side: 'gains' | 'losses', id: string) =>
    found.filter((one) => one[side].includes(id)).length;
  return {
    people: found
      .flatMap(({ person, gains, losses }) => {
        const name = nameOf('user', person);
        return name === undefined
          ? []
          : [{ user: { id: person, name }, gains: gains.map(told), losses: losses.map(told) }];
      })
      .slice(0, PEOPLE),
    affected: found.length,
    permissions: [...policy.permissions.keys()]
      .map((id) => ({
        permission: id,
        label: labelOf(policy, id),
        gain: count('gains', id),
        lose: count('losses', id),
      }))
      .filter(({ gain, lose }) => gain + lose > 0),
  };
}

const labelOf = ({ document }: Policy, permission: string): string =>
  document.permissions[permission]?.label ?? permission;

/** What somebody may do to what lies in the group by every relation there is. */
function inside(access: Access, { id, site }: GroupTable, person: string): string[] {
  const { policy } = access;
  const thingOf = (type: string): Resource | undefined => {
    const relations = Object.entries(policy.document.resources[type] ?? {});
    const ways = relations.filter(([, to]) => to === 'group').map(([name]) => [name, [id]] as const);
    if (ways.length === 0) return undefined;
    return { site, type, id: type === 'group' ? id : '', within: Object.fromEntries(ways), owner: person };
  };
  const isThere = ({ type, second }: Permission) =>
    thingOf(type) !== undefined || thingOf(second) !== undefined;
  return [...policy.permissions.values()]
    .filter(isThere)
    .filter((one) =>
      access.can(one, thingOf(one.type), one.second ? { for: thingOf(one.second) } : undefined),
    )
    .map((one) => one.id);
}
