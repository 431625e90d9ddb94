import { describe, expect, it } from 'vitest';
import {
  decideAssignment,
  definePolicy,
  editorViewer,
  openAccess,
  type Assignment,
  type Resource,
} from '../index.js';

const policy = definePolicy(editorViewer);
const sales: Resource = { site: 's', type: 'group', id: 'sales', within: { group: ['sales'] } };
const person = (id: string, ...roles: string[]) => ({ id, roles, resource: { site: 's', type: 'user', id } });

const access = (...assignments: Assignment[]) =>
  openAccess(
    policy,
    {
      site: 's',
      policy: policy.id,
      subject: { id: 'me' },
      settings: { editorViewer: true },
      groups: [['sales', 0]],
      assignments,
      expires: 1,
    },
    { now: 0 },
  );

const manager = access({ role: 'manager' });
const usersEditor = access({ role: 'sub-manager' }, { role: 'users-editor', scopes: { group: ['sales'] } });
const codes = (decision: ReturnType<typeof decideAssignment>) => decision.missing.map(({ code }) => code);

describe('decideAssignment', () => {
  it('EV-09 C: an Editor of an area gives its role to another sub-manager, with the reasons', () => {
    const decision = decideAssignment(usersEditor, {
      role: 'users-editor',
      at: sales,
      to: person('you', 'sub-manager'),
    });
    expect(decision).toMatchObject({
      allowed: true,
      reasons: [{ role: 'users-editor', scope: { type: 'group', id: 'sales' } }],
      missing: [],
    });
  });

  it('EV-09 C: an Editor of one area does not give the role of the other, and is told what that takes', () => {
    const decision = decideAssignment(usersEditor, {
      role: 'content-editor',
      at: sales,
      to: person('you', 'sub-manager'),
    });
    expect(decision.missing).toEqual([
      { permission: 'permissions.set-content', code: 'not-granted', roles: ['manager', 'content-editor'] },
    ]);
  });

  it('EV-20 C: nobody gives a role to themselves', () => {
    const change = { role: 'users-editor', at: sales, to: person('me', 'sub-manager') };
    expect(codes(decideAssignment(usersEditor, change))).toEqual(['own-assignment']);
    const promotion = { role: 'user', to: person('me', 'manager') };
    expect(codes(decideAssignment(manager, promotion))).toEqual(['own-assignment']);
  });

  it('EV-11 C: a role is given only to who may hold it, and the refusal says who that is', () => {
    const change = { role: 'users-editor', at: sales, to: person('you', 'manager') };
    expect(decideAssignment(manager, change)).toMatchObject({
      allowed: false,
      reasons: [],
      missing: [{ permission: 'permissions.set-users', code: 'may-not-hold', roles: ['sub-manager'] }],
    });
  });

  it('a role is given only where it is held', () => {
    expect(
      codes(decideAssignment(manager, { role: 'users-editor', to: person('you', 'sub-manager') })),
    ).toEqual(['not-held-there']);
    expect(codes(decideAssignment(manager, { role: 'manager', at: sales, to: person('you') }))).toEqual([
      'not-held-there',
    ]);
  });

  it('a role at the site is asked about the person', () => {
    expect(decideAssignment(manager, { role: 'manager', to: person('you', 'user') }).allowed).toBe(true);
    expect(decideAssignment(usersEditor, { role: 'manager', to: person('you', 'user') }).allowed).toBe(false);
    const elsewhere = { ...person('you'), resource: { site: 'other', type: 'user', id: 'you' } };
    expect(codes(decideAssignment(manager, { role: 'user', to: elsewhere }))).toEqual(['other-site']);
  });

  it('X-09 C: a role that is not there is refused', () => {
    for (const role of ['', 'chief', '__proto__', 'constructor']) {
      expect(codes(decideAssignment(manager, { role, at: sales, to: person('you') }))).toEqual([
        'unknown-role',
      ]);
    }
  });
});
