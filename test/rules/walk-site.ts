import type { Policy, Resource } from '@provost/authz-core';
import type { PersonSpec, SiteSpec } from '@provost/server';

/** Groups of the walk, each with the one above it, its members and its courses. */
const groups = [
  { id: 'college', members: [], content: [] },
  { id: 'nursing', parent: 'college', members: ['tim'], content: ['anatomy'] },
  { id: 'ward', parent: 'nursing', members: [], content: [] },
  { id: 'music', members: ['una'], content: ['harmony'] },
] as const;
const courses = ['anatomy', 'harmony', 'latin'] as const;
/** In Nursing, in Music, in no group. */
const others = ['tim', 'una', 'zoe'] as const;

/** Scopes at which nobody is given a role by hand. */
const BY_DEFAULT = ['cohort', 'audience'];

/** The one thing of a type at which roles of the walk are held. */
export const heldAt = (type: string): string =>
  ({ group: 'nursing', course: 'anatomy' })[type] ?? `the-${type}`;

/** The person of the walk who holds a role. */
export const holderOf = (role: string): string => `has-${role}`;

/** Somebody for each role of the policy, held at one thing of each type where it can be, and three whom it may concern. */
export function walkSite(policy: Policy): SiteSpec {
  const types = Object.keys(policy.document.scopes).filter((type) => !['group', 'course'].includes(type));
  return {
    name: `A walk through ${policy.id}`,
    policy: policy.id,
    // as much as can be on at once
    settings: Object.fromEntries(Object.keys(policy.settings).map((id) => [id, true])),
    people: [
      ...others.map((id) => ({ id, later: true })),
      ...[...policy.roles.keys()].map((role) => holder(policy, role)),
    ],
    content: courses.map((id) => ({ id })),
    groups: groups.map((group) => ({ ...group, later: true })),
    resources: types.filter((type) => policy.types.has(type)).map((type) => ({ type, id: heldAt(type) })),
  };
}

function holder(policy: Policy, id: string): PersonSpec {
  const { at = [], mayHold = [] } = policy.roles.get(id) ?? {};
  const types = at.filter((type) => type !== 'site' && !BY_DEFAULT.includes(type));
  const scopes = Object.fromEntries(types.map((type) => [type, [heldAt(type)]]));
  return {
    id: holderOf(id),
    later: true,
    holds: [
      ...mayHold.slice(0, 1).map((role) => ({ role })),
      at.includes('site') ? { role: id } : { role: id, scopes },
    ],
  };
}

/** What the core is asked about something of the walk: where it lies by the relations that the policy knows. */
export function walkThing(policy: Policy, site: string, type: string, id: string): Resource {
  const within = Object.fromEntries(
    Object.keys(policy.document.resources[type] ?? {}).map((relation) => [
      relation,
      liesIn(type, id, relation),
    ]),
  );
  return { site, type, id, within };
}

function liesIn(type: string, id: string, relation: string): readonly string[] {
  if (relation === type) return [id];
  if (relation !== 'group') return [];
  const key = type === 'user' ? 'members' : type === 'course' ? 'content' : undefined;
  return key
    ? groups.filter((group) => (group[key] as readonly string[]).includes(id)).map((group) => group.id)
    : [];
}

/** Everybody, every group and every course of the walk. */
export const walked = (policy: Policy) => ({
  user: [...others, ...[...policy.roles.keys()].map(holderOf)],
  group: groups.map(({ id }) => id),
  course: [...courses],
});
