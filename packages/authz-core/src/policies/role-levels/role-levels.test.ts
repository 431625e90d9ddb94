import { describe, expect, it } from 'vitest';
import {
  available,
  definePolicy,
  openAccess,
  PolicyError,
  roleLevels,
  select,
  type Assignment,
  type PermissionDocument,
  type Policy,
  type RoleDocument,
} from '../../index.js';

const policy: Policy = definePolicy(roleLevels);
const permissions = Object.entries<PermissionDocument>(policy.document.permissions);
const levels = Object.entries(policy.document.levels);
const predefined = Object.entries<RoleDocument>(roleLevels.roles);
const offeredTo = (level: string) => available(policy, level).flatMap((area) => area.permissions);

/** The paths of the faults of a site with this role. */
function faultsOf(role: RoleDocument): readonly string[] {
  try {
    definePolicy({ id: 'site', extends: roleLevels, roles: { 'made-here': role } });
  } catch (error) {
    if (error instanceof PolicyError) return error.issues.map(({ path }) => path);
    throw error;
  }
  return [];
}

const holding = (role: RoleDocument, assignment: Omit<Assignment, 'role'>) => {
  const site: Policy = definePolicy({ id: 'site', extends: roleLevels, roles: { 'made-here': role } });
  const person = { id: 'me' };
  const assignments = [{ role: 'made-here', ...assignment }];
  return openAccess(
    site,
    {
      ...{ site: 'academy', policy: 'site', subject: person, groups: [], assignments, expires: 1 },
      settings: { paymentAccount: true },
    },
    { now: 0 },
  );
};

describe('the catalogue of role-levels', () => {
  it('RL-02 C: a role with a permission that its level does not allow is refused, one by one', () => {
    for (const [level] of levels) {
      const can = permissions.filter(([, { area }]) => area).map(([id]) => id);
      const refused = can.flatMap((id, i) =>
        offeredTo(level).includes(id) ? [] : [`roles.made-here.can[${i}]`],
      );
      expect(faultsOf({ level, can })).toEqual(refused);
      expect(faultsOf({ level, can: offeredTo(level) })).toEqual([]);
    }
  });

  it('RL-02 C: a hidden part is not chosen for a role, and comes with something', () => {
    const hidden = permissions.filter(([, { area }]) => !area);
    expect(hidden).toHaveLength(11);
    for (const [id, { includes }] of hidden) {
      expect(faultsOf({ level: 'administrative', can: [id] })).toEqual(['roles.made-here.can[0]']);
      expect(permissions.some(([, other]) => other.includes?.includes(id))).toBe(true);
      // what leads on from a hidden part would not be seen in a selection
      expect(includes).toBeUndefined();
    }
  });

  it.each(levels)('RL-02 C: whatever the %s level offers does something there', (level, { at }) => {
    const can = offeredTo(level);
    const scopes = Object.fromEntries(
      (at ?? []).filter((type) => type !== 'site').map((type) => [type, ['one']]),
    );
    const access = holding({ level, can }, level === 'administrative' ? {} : { scopes });
    const idle = can.filter((id) => {
      const parts = [id, ...(policy.document.permissions[id]?.includes ?? [])];
      return !parts.some((part) => !(part !== id && can.includes(part)) && access.anywhere(part));
    });
    expect(idle).toEqual([]);
  });

  it('RL-01 C: a role held where its level is not held gives nothing', () => {
    const elsewhere: Readonly<Record<string, Omit<Assignment, 'role'>>> = {
      administrative: { scopes: { course: ['history'], group: ['sales'] } },
      instructional: {},
      management: { scopes: { course: ['history'], segment: ['staff'] } },
      reporting: { scopes: { group: ['sales'], offering: ['acme'] } },
    };
    for (const [level] of levels) {
      const access = holding({ level, can: offeredTo(level) }, elsewhere[level] ?? {});
      expect(permissions.filter(([id]) => access.anywhere(id))).toEqual([]);
    }
  });

  it('RL-10 C: Manage users and Log in as user carry a caution, and nothing else does', () => {
    expect(permissions.filter(([, { caution }]) => caution).map(([id]) => id)).toEqual([
      'users.manage',
      'users.login-as',
    ]);
  });

  it('X-14 C: what lets one act as others, deletes, sells or shows people says so', () => {
    const risksOf = (id: string) => policy.document.permissions[id]?.risks ?? [];
    expect(risksOf('users.login-as')).toContain('impersonation');
    for (const id of ['users.delete', 'users.bulk', 'posts.moderate', 'nps.manage', 'segments.manage'])
      expect(risksOf(id)).toContain('data-loss');
    for (const id of ['finance.manage', 'sales.manage', 'promotions.manage', 'courses.publish'])
      expect(risksOf(id)).toContain('money');
    for (const id of ['users.view', 'gradebook.view', 'analytics.export', 'activity.view', 'api.manage'])
      expect(risksOf(id)).toContain('personal-data');
    for (const id of ['users.manage', 'roles.manage', 'question-banks.manage', 'api.manage'])
      expect(risksOf(id)).toContain('wide-reach');
  });

  it('is read by busy people: short labels, and a line of description for what can be chosen', () => {
    const labels = permissions.map(([, { label }]) => label);
    expect(new Set(labels).size).toBe(permissions.length);
    for (const [id, { area, label = '', description = '' }] of permissions) {
      expect(label.length, id).toBeLessThanOrEqual(45);
      expect(description.length > 0, id).toBe(area !== undefined);
      expect(description.length, id).toBeLessThanOrEqual(68);
    }
  });
});

describe('the roles that are there from the start', () => {
  it('RL-03 C: there are some of every level, and an administrator', () => {
    const used = new Set(predefined.map(([, { level }]) => level));
    expect([...used].sort()).toEqual([...levels.map(([level]) => level), undefined].sort());
    expect(policy.roles.get('administrator')).toMatchObject({ all: true, at: ['site'] });
  });

  it.each(predefined)(
    'RL-05 C: %s lacks nothing that its permissions require',
    (_, { level = '', can = [] }) => {
      const { along } = select(policy, level, can, []);
      expect(along.filter(({ why }) => why === 'requires')).toEqual([]);
    },
  );

  it('RL-13 RL-14 C: managers of groups, seats and spaces are each held where their name says', () => {
    const heldAt = (id: string) => policy.roles.get(id)?.at;
    expect([heldAt('group-manager'), heldAt('seat-manager'), heldAt('space-manager')]).toEqual([
      ['group'],
      ['offering'],
      ['space'],
    ]);
  });

  it('X-13 C: a site keeps an administrator', () => {
    expect(policy.roles.get('administrator')?.holders).toEqual({ atLeast: 1 });
  });
});
