import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { available, definePolicy, roleLevels, select, unselect, type Policy } from '../index.js';

const policy: Policy = definePolicy(roleLevels);
const levels = Object.keys(policy.document.levels);
const isVisible = (id: string) => policy.document.permissions[id]?.area !== undefined;
const permission = fc.constantFrom(...[...policy.permissions.keys()].filter(isVisible));
const some = fc.uniqueArray(permission, { maxLength: 12 });

describe('select', () => {
  it('RL-05 C: with Manage users come View users, creating and basic editing, since it includes them', () => {
    expect(select(policy, 'administrative', [], 'users.manage')).toEqual({
      chosen: ['users.manage', 'users.create', 'users.basic', 'users.view'],
      along: [
        { permission: 'users.view', why: 'includes', by: 'users.manage' },
        { permission: 'users.create', why: 'includes', by: 'users.manage' },
        { permission: 'users.basic', why: 'includes', by: 'users.manage' },
      ],
    });
  });

  it('RL-05 C: with Create and manage site pages comes Edit course page, without its hidden parts', () => {
    expect(select(policy, 'administrative', [], 'site-pages.manage')).toEqual({
      chosen: ['course-page.edit', 'site-pages.manage'],
      along: [{ permission: 'course-page.edit', why: 'includes', by: 'site-pages.manage' }],
    });
  });

  it('RL-05 C: with Manage user segments comes View user analytics, since it requires that', () => {
    expect(select(policy, 'reporting', [], 'segments.manage')).toEqual({
      chosen: ['analytics.view', 'segments.manage'],
      along: [{ permission: 'analytics.view', why: 'requires', by: 'segments.manage' }],
    });
  });

  it('RL-07 C: with View course dashboard come its four, and what those include', () => {
    const { chosen, along } = select(policy, 'instructional', ['sales.view'], 'course-dashboard.view');
    expect(along).toEqual([
      { permission: 'users.view', why: 'requires', by: 'course-dashboard.view' },
      { permission: 'gradebook.manage', why: 'requires', by: 'course-dashboard.view' },
      { permission: 'certificates.manage', why: 'requires', by: 'course-dashboard.view' },
      { permission: 'gradebook.view', why: 'includes', by: 'gradebook.manage' },
      { permission: 'certificates.view', why: 'includes', by: 'certificates.manage' },
    ]);
    expect(chosen).toHaveLength(7);
  });

  it('RL-17 C: the form builder brings nothing, since it needs course content for one of its parts only', () => {
    expect(select(policy, 'instructional', [], 'forms.manage')).toEqual({
      chosen: ['forms.manage'],
      along: [],
    });
  });

  it('RL-02 C: what the level does not offer is not chosen, nor kept from another level', () => {
    expect(select(policy, 'instructional', [], 'users.manage')).toEqual({ chosen: [], along: [] });
    expect(select(policy, 'management', ['users.view', 'groups.view'], 'members.view').chosen).toEqual([
      'groups.view',
      'members.view',
    ]);
  });

  it('RL-04 C: a whole area is chosen at once, with what it needs of other areas', () => {
    const courses = available(policy, 'instructional')[0];
    expect(courses?.id).toBe('courses');
    const { chosen, along } = select(policy, 'instructional', [], courses?.permissions ?? []);
    expect(chosen).toEqual(expect.arrayContaining([...(courses?.permissions ?? [])]));
    expect(along.map((one) => one.permission)).toContain('users.view');
  });

  it('X-09 C: what is not there is not chosen', () => {
    for (const id of ['', 'fly', '__proto__', 'constructor', 'courses.arrange']) {
      expect(select(policy, 'administrative', [], id)).toEqual({ chosen: [], along: [] });
      expect(select(policy, id, [], 'users.view')).toEqual({ chosen: [], along: [] });
    }
  });

  it('RL-05 C: a name for several permissions includes them', () => {
    const { levels: known, resources, scopes } = roleLevels;
    const permissions = {
      add: { on: 'course', area: 'all' },
      remove: { on: 'course', area: 'all' },
      both: { on: 'course', area: 'all', allOf: ['add', 'remove'] },
    };
    const small: Policy = definePolicy({
      ...{ id: 'small', scopes, resources, permissions, roles: {} },
      catalogue: { all: { label: 'All' } },
      levels: { instructional: { at: known.instructional.at, reach: known.instructional.reach } },
    });
    expect(select(small, 'instructional', [], 'both').chosen).toEqual(['add', 'remove', 'both']);
    expect(unselect(small, ['add', 'remove', 'both'], 'add')).toEqual({
      chosen: ['remove'],
      along: [{ permission: 'both', why: 'includes', by: 'add' }],
    });
  });
});

describe('unselect', () => {
  it('RL-06 C: without View users there is no Manage users, which includes it', () => {
    const { chosen } = select(policy, 'administrative', ['tags.manage'], 'users.manage');
    expect(unselect(policy, chosen, 'users.view')).toEqual({
      chosen: ['users.create', 'users.basic', 'tags.manage'],
      along: [{ permission: 'users.manage', why: 'includes', by: 'users.view' }],
    });
  });

  it('RL-06 C: what needs it goes with it, and what needs that', () => {
    const { chosen } = select(policy, 'instructional', [], 'course-dashboard.view');
    expect(unselect(policy, chosen, 'gradebook.view').along).toEqual([
      { permission: 'gradebook.manage', why: 'includes', by: 'gradebook.view' },
      { permission: 'course-dashboard.view', why: 'requires', by: 'gradebook.manage' },
    ]);
  });

  it('RL-06 C: what came along stays, and there is nothing to ask about', () => {
    expect(unselect(policy, ['users.manage', 'users.view'], 'users.manage')).toEqual({
      chosen: ['users.view'],
      along: [],
    });
  });

  it('RL-06 C: taking an area out takes what needs it in other areas', () => {
    const { chosen } = select(policy, 'instructional', [], 'course-dashboard.view');
    const reports = available(policy, 'instructional').find(({ id }) => id === 'reports');
    expect(unselect(policy, chosen, reports?.permissions ?? [])).toMatchObject({
      chosen: ['users.view'],
      along: [{ permission: 'course-dashboard.view', why: 'requires' }],
    });
  });
});

describe('whatever is chosen', () => {
  const level = fc.constantFrom(...levels);

  /** What a permission includes and requires that a level offers. */
  const needsOf = (id: string, at: string) => {
    const { includes = [], requires = [] } = policy.document.permissions[id] ?? {};
    const offered = available(policy, at).flatMap(({ permissions }) => permissions);
    return [...includes, ...requires].filter((one) => offered.includes(one));
  };

  it('RL-05 RL-07 C: a selection has all that its permissions include and require', () => {
    fc.assert(
      fc.property(level, some, permission, (at, chosen, id) => {
        const selection = select(policy, at, chosen, id).chosen;
        for (const one of selection) expect(selection).toEqual(expect.arrayContaining(needsOf(one, at)));
      }),
    );
  });

  it('RL-06 C: what is left after unselecting has all that it includes and requires', () => {
    fc.assert(
      fc.property(level, some, some, (at, chosen, out) => {
        const selection = select(policy, at, chosen, []).chosen;
        const { chosen: left, along } = unselect(policy, selection, out);
        for (const one of left) expect(left).toEqual(expect.arrayContaining(needsOf(one, at)));
        const gone = [...out, ...along.map((one) => one.permission)];
        expect(left).toEqual(selection.filter((one) => !gone.includes(one)));
      }),
    );
  });

  it('RL-05 C: the order of choosing does not matter', () => {
    fc.assert(
      fc.property(level, some, some, (at, first, other) => {
        const one = select(policy, at, select(policy, at, [], first).chosen, other).chosen;
        const two = select(policy, at, select(policy, at, [], other).chosen, first).chosen;
        expect(one).toEqual(two);
        expect(one).toEqual(select(policy, at, [], [...first, ...other]).chosen);
      }),
    );
  });

  it('RL-05 C: everything that came along has its reason in what is chosen, and only that came', () => {
    fc.assert(
      fc.property(level, some, permission, (at, before, id) => {
        const known = select(policy, at, before, []).chosen;
        const { chosen, along } = select(policy, at, known, id);
        expect(chosen.filter((one) => !known.includes(one) && one !== id).sort()).toEqual(
          along.map((one) => one.permission).sort(),
        );
        for (const { permission: one, why, by } of along) {
          expect(chosen).toContain(by);
          expect(policy.document.permissions[by]?.[why]).toContain(one);
        }
      }),
    );
  });

  it('RL-06 C: choosing something and taking it out leaves no more than came along', () => {
    fc.assert(
      fc.property(level, some, permission, (at, before, id) => {
        const known = select(policy, at, before, []).chosen;
        fc.pre(!known.includes(id));
        const { chosen, along } = select(policy, at, known, id);
        const back = unselect(policy, chosen, id);
        expect(back.along).toEqual([]);
        expect([...known, ...along.map((one) => one.permission)].sort()).toEqual([...back.chosen].sort());
      }),
    );
  });

  it('RL-02 C: a role can be made of it', () => {
    fc.assert(
      fc.property(level, some, (at, chosen) => {
        const can = select(policy, at, chosen, []).chosen;
        const roles = { 'made-here': { level: at, can } };
        expect(definePolicy({ id: 'site', extends: roleLevels, roles }).roles.has('made-here')).toBe(true);
      }),
      { numRuns: 30 },
    );
  });
});
