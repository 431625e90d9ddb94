import { describe, expect, it } from 'vitest';
import {
  decideRole,
  definePolicy,
  type Access,
  type Policy,
  type PolicyDocument,
  type RoleDocument,
} from '../index.js';
import { access, around, codes, document, exceeding, held, policy } from '../testing/school.js';

const admin = access('me', [held('admin')]);
const owner = access('me', [held('owner')]);
const lead = access('me', [held('lead', 'north')]);

describe('making and changing roles', () => {
  const withRole = (id: string, role: RoleDocument | undefined): Policy => {
    const { [id]: _, ...rest } = document.roles ?? {};
    return definePolicy({ ...document, roles: role ? { ...rest, [id]: role } : rest });
  };
  const ask = (by: Access, id: string, role: RoleDocument | undefined) =>
    decideRole(by, { role: id, after: withRole(id, role), by: 'roles.edit' });
  const sees: RoleDocument = { at: ['group'], grants: [{ can: ['people.see'], reach: around }] };
  const mails: RoleDocument = {
    at: ['group'],
    grants: [{ can: ['people.see', 'people.mail'], reach: around }],
  };
  // a lead may only edit roles in this one, and has no more than at their group
  const editor = {
    ...document,
    roles: {
      ...document.roles,
      lead: {
        ...document.roles?.lead,
        grants: [
          { can: ['people.see'], reach: around },
          { can: ['roles.edit'], reach: 'everything' },
        ],
      },
    },
  } as PolicyDocument;

  it('RL-21 LR-17 C: nobody makes or widens a role past what they have everywhere', () => {
    expect(ask(admin, 'guide', sees).allowed).toBe(true);
    expect(exceeding(ask(admin, 'guide', mails))).toEqual(['people.mail']);
    expect(ask(owner, 'guide', mails).allowed).toBe(true);
    const limited = access('me', [held('lead', 'north')], { policy: definePolicy(editor) });
    const after = definePolicy({ ...editor, roles: { ...editor.roles, guide: sees } }) as Policy;
    // it could be held anywhere, and they have it in one group
    expect(exceeding(decideRole(limited, { role: 'guide', after, by: 'roles.edit' }))).toEqual([
      'people.see',
    ]);
  });

  it('RL-21 LR-17 C: nor do they take from a role, or delete one, that has more', () => {
    expect(exceeding(ask(admin, 'mailer', { ...document.roles?.mailer, grants: [] }))).toEqual([
      'people.mail',
    ]);
    expect(exceeding(ask(admin, 'mailer', undefined))).toEqual(['people.mail']);
    const guided = access('me', [held('admin')], { policy: withRole('guide', sees) });
    expect(decideRole(guided, { role: 'guide', after: policy, by: 'roles.edit' }).allowed).toBe(true);
  });

  it('RL-21 X-13 C: the role one acts by counts like any other, and is told apart', () => {
    const own: RoleDocument = document.roles?.admin ?? {};
    const more = {
      ...own,
      grants: [...(own.grants ?? []), { can: ['people.mail'], reach: 'everything' as const }],
    };
    const less = { ...own, grants: own.grants?.slice(0, 1) ?? [] };
    expect([exceeding(ask(admin, 'admin', more)), ask(admin, 'admin', more).cautions]).toEqual([
      ['people.mail'],
      ['own-role'],
    ]);
    expect([ask(admin, 'admin', less).allowed, ask(admin, 'admin', less).cautions]).toEqual([
      true,
      ['own-role'],
    ]);
    expect(ask(admin, 'guide', sees).cautions).toEqual([]);
  });

  it('LR-17 C: what a role says of who gives and holds it is for those who may do everything', () => {
    const plain: RoleDocument = document.roles?.plain ?? {};
    for (const guarded of [
      { ...plain, assignedBy: 'people.see' },
      { ...plain, mayHold: ['admin'] },
      { ...plain, at: ['site', 'group'] },
      { ...plain, holders: { atMost: 1 } },
      { ...plain, give: ['owner'] },
    ]) {
      expect(codes(ask(admin, 'plain', guarded))).toEqual(['guarded-role']);
      expect(ask(owner, 'plain', guarded).allowed).toBe(true);
    }
    expect(codes(ask(admin, 'guide', { ...sees, give: ['owner'] }))).toEqual(['guarded-role']);
    expect(ask(admin, 'plain', { ...plain, label: 'Everybody' }).allowed).toBe(true);
  });

  it('RL-21 LR-17 C: nor do they let a role go through another one than before', () => {
    const through = (via: string): Policy =>
      withRole('boss', {
        ...document.roles?.boss,
        grants: [{ can: ['people.mail'], reach: { by: ['group'], via: [via] } }],
      });
    const change = { role: 'boss', after: through('mailer'), by: 'roles.edit' };
    const by = (role: string) => access('me', [held(role)], { policy: through('helper') });
    expect(exceeding(decideRole(by('admin'), change))).toEqual(['people.mail']);
    expect(decideRole(by('owner'), change).allowed).toBe(true);
  });

  it('asks the permission that editing roles takes', () => {
    expect(codes(ask(lead, 'guide', { at: ['site'], grants: [] }))).toEqual(['not-granted']);
    expect(decideRole(owner, { role: 'guide', after: withRole('guide', sees), by: 'fly' }).allowed).toBe(
      false,
    );
  });
});
