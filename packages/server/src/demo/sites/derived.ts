import type { Policy } from '@provost/authz-core';
import { thing, type DemoSite } from './demo-site.js';

const GROUPS = ['north', 'south'];

/** A site of any policy: each role is somebody, held at the first scope of its kind, and each type has two things. */
export function derivedSite(policy: Policy): DemoSite {
  const { resources, settings, label = policy.id } = policy.document;
  const first = (scopeType: string) => (scopeType === 'group' ? 'north' : `${scopeType}-1`);
  const within = (type: string, i: number) =>
    Object.fromEntries(
      Object.entries(resources[type] ?? {})
        .filter(
          ([name, to]) =>
            name !== type && name !== 'cohort' && !(type === 'user' && name === 'group' && to === 'group'),
        )
        .map(([name, to]) => [name, [i === 0 ? first(to) : to === 'group' ? 'south' : `${to}-2`]]),
    );
  const roles = [...policy.roles.values()].filter(({ byDefault }) => !byDefault);
  return {
    id: policy.id,
    name: label,
    policy: policy.id,
    settings: Object.fromEntries(Object.entries(settings).map(([id, { byDefault }]) => [id, byDefault])),
    people: [
      ...roles.map(({ id, label: name = id, at, mayHold = [] }, i) => ({
        id,
        name,
        label: `${name}, somebody who is only that`,
        within: within('user', i % 2),
        holds: [
          ...(at.includes('site') ? [{ role: id }] : [{ role: id, scopes: scopesOf(at, first) }]),
          ...mayHold.slice(0, 1).map((role) => ({ role })),
        ],
      })),
      { id: 'anybody', name: 'Anybody', label: 'no role', within: within('user', 1) },
    ],
    groups: GROUPS.map((id) => ({ id, members: [roles[0]?.id ?? 'anybody'] })),
    content: ['course', 'e-folder'].flatMap((type) =>
      policy.types.has(type)
        ? [0, 1].map((i) => ({
            id: `${type}-${i + 1}`,
            type: type as 'course' | 'e-folder',
            within: within(type, i),
          }))
        : [],
    ),
    resources: Object.keys(resources)
      .filter((type) => !['site', 'user', 'group', 'course', 'e-folder'].includes(type))
      .flatMap((type) =>
        [0, 1].map((i) => thing(type, `${type}-${i + 1}`, `${type} ${i + 1}`, { within: within(type, i) })),
      ),
  };
}

const scopesOf = (at: readonly string[], first: (scopeType: string) => string): Record<string, string[]> =>
  Object.fromEntries(at.map((type) => [type, [first(type)]]));
