import {
  decideAssignment,
  decideRole,
  defaultRoleOf,
  definePolicy,
  lmsRoles,
  openAccess,
  resolveDefaults,
  type Assignment,
  type Policy,
  type PolicyDocument,
  type Resource,
  type RoleDocument,
} from '../index.js';
import { describe, expect, it } from 'vitest';

const policy: Policy = definePolicy(lmsRoles);
const SITE = 'academy';
const NOW = 0;

/** A policy that a site makes of this one. */
const madeOf = (parts: Omit<PolicyDocument, 'id' | 'extends'>): Policy =>
  definePolicy({ id: lmsRoles.id, extends: lmsRoles, ...parts });

const accessOf = (assignments: readonly Assignment[], to: Policy = policy) =>
  openAccess(
    to,
    {
      site: SITE,
      policy: policy.id,
      subject: { id: 'me' },
      settings: {},
      groups: [],
      assignments,
      expires: 1,
    },
    { now: NOW },
  );

const roleWith = (...grants: readonly NonNullable<RoleDocument['grants']>[number][]): RoleDocument => ({
  label: 'Made here',
  at: ['site'],
  slot: 'role',
  assignedBy: 'people.assign-roles',
  grants,
});

const coordinator = accessOf([{ role: 'training-coordinator' }]);
const administrator = accessOf([{ role: 'lms-administrator' }]);
const nobody = { holders: () => [], members: () => [], scopesOf: () => [] };

describe('one LMS role each', () => {
  it('LR-01 C: who is given no role is a student', () => {
    expect(defaultRoleOf(policy, 'role')).toBe('student');
  });

  it('LR-01 C: who is new on the site gets the role of a student, and nothing else', () => {
    const given = resolveDefaults(policy, { name: 'person-created', actor: 'ada', subject: 'sal' }, nobody);
    expect(given).toEqual([{ person: 'sal', assignment: { role: 'student', source: 'default' } }]);
  });
});

describe('a tutor is named', () => {
  const welding: Resource = { site: SITE, type: 'course', id: 'welding', within: { course: ['welding'] } };
  const tess = { id: 'tess', roles: ['tutor'], resource: { site: SITE, type: 'user', id: 'tess' } };
  const named = (role: string, holders: number) =>
    decideAssignment(coordinator, { role, at: welding, to: tess, holders: () => holders });

  it('LR-12 C: the first is named without ado', () => {
    expect(named('course-tutor', 0)).toMatchObject({ allowed: true, cautions: [] });
  });

  it('LR-12 C: a second one replaces the first, which is said before', () => {
    expect(named('course-tutor', 1)).toMatchObject({ allowed: true, cautions: ['replaces'] });
  });

  it('LR-12 C: of administrators there may be any number', () => {
    expect(named('course-administrator', 40)).toMatchObject({ allowed: true, cautions: [] });
  });
});

describe('the catalogue', () => {
  it('has the thirteen areas of the source, and each has its permissions', () => {
    const { catalogue, permissions } = policy.document;
    expect(Object.values(catalogue).map(({ label }) => label)).toEqual([
      'Users',
      'Groups',
      'Reports & analysis',
      'Courses',
      'Lessons',
      'Events',
      'Resources',
      'Evaluation forms',
      'Reflection forms',
      'Job profiles',
      'Accreditations',
      'CPD programmes',
      'System configuration',
    ]);
    const used = new Set(Object.values(permissions).map(({ area }) => area));
    expect([...used].sort()).toEqual(Object.keys(catalogue).sort());
  });

  it('LR-07 C: a training coordinator has every permission of every area but System configuration', () => {
    const lacking = Object.keys(policy.document.permissions).filter(
      (id) => coordinator.filter(id).kind !== 'everything',
    );
    expect(lacking).toEqual(['reports.view-team', 'events.notify', 'system.view', 'system.edit']);
  });

  it('LR-08 LR-19 C: what is added to it later is the administrator’s at once, and nobody else’s', () => {
    const later = madeOf({
      permissions: {
        'courses.translate': {
          on: 'course',
          area: 'courses',
          label: 'Courses: translate',
          since: '2027-01-01',
        },
      },
    });
    const having = [...later.roles.keys()].filter((role) => {
      const scopes = { course: ['welding'], event: ['fair'], group: ['shop'], accreditation: ['gas'] };
      const held = ['tutor', 'manager', 'manager-tutor'].map((one) => ({ role: one }));
      return accessOf([...held, { role }, { role, scopes }], later).anywhere('courses.translate');
    });
    expect(having).toEqual(['lms-administrator']);
  });
});

describe('roles are made and changed', () => {
  const decide = (by: typeof coordinator, id: string, role: RoleDocument) =>
    decideRole(by, { role: id, after: madeOf({ roles: { [id]: role } }), by: 'people.edit-roles' });

  it('LR-17 C: a training coordinator makes a role of what they have', () => {
    const librarian = roleWith({ can: ['resources.view', 'resources.edit'], reach: 'everything' });
    expect(decide(coordinator, 'librarian', librarian)).toMatchObject({ allowed: true, exceeding: [] });
  });

  it('LR-17 C: a role that gives System configuration is made by an administrator only, and what is over the line is named', () => {
    const technician = roleWith({
      can: ['resources.view', 'system.view', 'system.edit'],
      reach: 'everything',
    });
    const refused = decide(coordinator, 'technician', technician);
    expect(refused.allowed).toBe(false);
    expect(refused.missing.map(({ permission }) => permission)).toEqual(['system.view', 'system.edit']);
    expect(decide(administrator, 'technician', technician).allowed).toBe(true);
  });

  it('LR-17 C: nobody widens the role that they act by', () => {
    const wider = roleWith({ can: ['system.edit'], reach: 'everything' });
    const after = madeOf({ roles: { 'training-coordinator': { grants: wider.grants } as RoleDocument } });
    const change = { role: 'training-coordinator', after, by: 'people.edit-roles' };
    expect(decideRole(coordinator, change)).toMatchObject({ allowed: false, cautions: ['own-role'] });
    expect(decideRole(administrator, change)).toMatchObject({ allowed: true, cautions: [] });
  });

  it('LR-04 LR-17 C: managers and tutors make no roles', () => {
    const empty = roleWith();
    for (const role of ['student', 'tutor', 'manager', 'manager-tutor']) {
      expect(decide(accessOf([{ role }]), 'empty', empty).allowed).toBe(false);
    }
  });
});
