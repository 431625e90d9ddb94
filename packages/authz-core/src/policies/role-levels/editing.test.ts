import { describe, expect, it } from 'vitest';
import {
  decideRole,
  definePolicy,
  openAccess,
  roleLevels,
  type Policy,
  type RoleDocument,
} from '../../index.js';

const ours = {
  'role-editor': { level: 'administrative', can: ['roles.manage', 'users.view'] },
  lister: { level: 'administrative', can: ['users.view'] },
  grader: { level: 'instructional', can: ['gradebook.manage'] },
} satisfies Record<string, RoleDocument>;

const siteWith = (roles: Readonly<Record<string, RoleDocument>>): Policy =>
  definePolicy({ id: 'site', extends: roleLevels, roles });
const site = siteWith(ours);

const holding = (role: string) =>
  openAccess(
    site,
    {
      ...{ site: 'academy', policy: 'site', subject: { id: 'me' }, settings: {}, groups: [] },
      ...{ assignments: [{ role }], expires: 1 },
    },
    { now: 0 },
  );

/** Who holds one role would make another so, or delete it. */
function edit(as: string, role: string, to: RoleDocument | undefined) {
  const others = Object.fromEntries(Object.entries(ours).filter(([id]) => id !== role));
  const after = siteWith(to ? { ...others, [role]: to } : others);
  return decideRole(holding(as), { role, after, by: 'roles.manage' });
}
const isAllowed = (...change: Parameters<typeof edit>) => edit(...change).allowed;

describe('editing roles of role-levels', () => {
  it('RL-21 C: with Manage user roles one makes roles of what one has, at every level', () => {
    expect(isAllowed('role-editor', 'new', { level: 'administrative', can: ['users.view'] })).toBe(true);
    expect(isAllowed('role-editor', 'new', { level: 'instructional', can: ['users.view'] })).toBe(true);
    expect(isAllowed('role-editor', 'new', { level: 'reporting', can: ['users.view'] })).toBe(true);
  });

  it('RL-21 C: nobody makes a role of more, and is told which permissions are over the line', () => {
    const made = edit('role-editor', 'new', { level: 'administrative', can: ['users.view', 'users.delete'] });
    expect(made.missing).toEqual([{ permission: 'users.delete', code: 'exceeds-own', roles: [] }]);
    expect(isAllowed('role-editor', 'new', { level: 'instructional', can: ['gradebook.view'] })).toBe(false);
    expect(isAllowed('role-editor', 'new', { level: 'management', can: ['members.view'] })).toBe(false);
  });

  it('RL-21 C: what comes along counts', () => {
    expect(isAllowed('role-editor', 'lister', { level: 'administrative', can: ['users.manage'] })).toBe(
      false,
    );
  });

  it('RL-21 C: nobody copies a role that gives more than they have', () => {
    for (const id of ['administrator', 'instructor', 'support', 'space-manager'] as const) {
      const copy: RoleDocument = roleLevels.roles[id];
      expect(isAllowed('role-editor', 'copy', copy)).toBe(false);
      expect(isAllowed('administrator', 'copy', copy)).toBe(true);
    }
  });

  it('RL-21 X-13 C: nobody widens the role they act by; to narrow it is told apart', () => {
    const wider = { level: 'administrative', can: ['roles.manage', 'users.view', 'users.login-as'] };
    expect(isAllowed('role-editor', 'role-editor', wider)).toBe(false);
    const narrower = { level: 'administrative', can: ['roles.manage'] };
    expect(edit('role-editor', 'role-editor', narrower)).toMatchObject({
      allowed: true,
      cautions: ['own-role'],
    });
  });

  it('RL-21 C: nobody narrows or deletes a role that gives what they do not have', () => {
    expect(isAllowed('role-editor', 'grader', { level: 'instructional', can: ['gradebook.view'] })).toBe(
      false,
    );
    expect(isAllowed('role-editor', 'grader', undefined)).toBe(false);
    expect(isAllowed('role-editor', 'lister', undefined)).toBe(true);
  });

  it('RL-21 C: Manage users does not edit roles', () => {
    expect(isAllowed('support', 'lister', undefined)).toBe(false);
    expect(isAllowed('administrator', 'lister', undefined)).toBe(true);
  });

  it('RL-03 C: an administrator edits what a role says of its holders, whatever the settings are', () => {
    const guarded: RoleDocument = { ...ours.lister, notSelf: true };
    expect(isAllowed('administrator', 'lister', guarded)).toBe(true);
    expect(isAllowed('role-editor', 'lister', guarded)).toBe(false);
  });
});
