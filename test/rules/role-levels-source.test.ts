import {
  available,
  definePolicy,
  roleLevels,
  type PermissionDocument,
  type Policy,
} from '@provost/authz-core';
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';

/** A permission as the source lists it; what the fields mean stands at the top of the YAML. */
interface Listed {
  readonly name: string;
  readonly is: string;
  readonly levels: readonly string[];
  readonly includes?: readonly string[];
  readonly needs?: readonly string[];
}

interface Source {
  readonly areas: Readonly<Record<string, readonly Listed[]>>;
  readonly actions: readonly Pick<Listed, 'name' | 'is'>[];
}

const source = parse(readFileSync(new URL('role-levels-source.yaml', import.meta.url), 'utf8')) as Source;
const policy: Policy = definePolicy(roleLevels);
const permissions: Readonly<Record<string, PermissionDocument>> = policy.document.permissions;

/** Every permission of the source with its area, the seven actions where they belong. */
const listed = [
  ...Object.entries(source.areas).flatMap(([area, some]) => some.map((one) => ({ ...one, area }))),
  ...source.actions.map((action): Listed & { area: string } => ({
    ...action,
    area: 'Users',
    levels: ['administrative'],
  })),
];

/** What can be chosen, without hidden parts. */
const visible = (ids: readonly string[] = []) => ids.filter((id) => permissions[id]?.area).sort();

describe('the catalogue of role-levels is its source’s', () => {
  it('RL-01 C: 68 permissions in 8 areas, and the seven actions of Manage users', () => {
    expect(Object.values(source.areas).flat()).toHaveLength(68);
    expect(Object.values(policy.document.catalogue).map(({ label }) => label)).toEqual(
      Object.keys(source.areas),
    );
    expect(source.actions).toHaveLength(7);
    expect(visible(Object.keys(permissions))).toEqual(listed.map(({ is }) => is).sort());
  });

  it.each(listed.map((one) => [one.name, one] as const))(
    'RL-02 RL-05 C: «%s» is in its area, for its levels, with what it includes and needs',
    (_, { is, area, levels, includes = [], needs = [] }) => {
      const { area: id = '', ...permission } = permissions[is] ?? { on: '' };
      expect({
        area: policy.document.catalogue[id]?.label,
        levels: permission.levels,
        includes: visible(permission.includes),
        needs: visible(permission.requires),
      }).toEqual({ area, levels, includes: [...includes].sort(), needs: [...needs].sort() });
    },
  );

  it.each(Object.keys(policy.document.levels))(
    'RL-02 C: the %s level is offered its permissions only',
    (level) => {
      const offered = available(policy, level).flatMap((area) => area.permissions);
      const listedFor = listed.filter(({ levels }) => levels.includes(level)).map(({ is }) => is);
      expect([...offered].sort()).toEqual(listedFor.sort());
    },
  );
});
