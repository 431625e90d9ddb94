import { describe, expect, it } from 'vitest';
import {
  decideAssignment,
  definePolicy,
  editorViewer,
  exceeds,
  openAccess,
  type Access,
  type Assignment,
  type ExceedsOptions,
  type Policy,
  type Resource,
} from '../index.js';
import { access, at, change, codes, document, held, TREE } from '../testing/school.js';

/** What somebody lacks to give another these, who has nothing, or what they have before. */
function lacking(
  mine: readonly Assignment[],
  after: readonly Assignment[],
  { before = [], ...options }: ExceedsOptions & { before?: readonly Assignment[] } = {},
): string[] {
  const excess = exceeds(access('you', before), access('you', after), access('me', mine), options);
  return [...new Set(excess.map(({ permission }) => permission))].sort();
}

const LEAD = ['groups.assign', 'groups.move', 'people.see'];

describe('what is covered', () => {
  it('LR-17 C: a part of what one has, never the whole of which one has a part', () => {
    expect(lacking([held('lead', 'north')], [held('lead', 'leeds')])).toEqual([]);
    expect(lacking([held('lead', 'leeds')], [held('lead', 'north')])).toEqual(LEAD);
    expect(lacking([held('lead', 'north')], [held('lead', 'north'), held('lead', 'south')])).toEqual(LEAD);
    expect(
      lacking([held('lead', 'north'), held('lead', 'south')], [held('lead', 'leeds'), held('lead', 'south')]),
    ).toEqual([]);
    const both = { role: 'lead', scopes: { group: ['leeds', 'south'] } };
    expect(lacking([held('lead', 'north')], [both])).toEqual(LEAD);
    expect(lacking([both], [held('lead', 'south')])).toEqual([]);
    // held at one group alone, without those below
    expect(lacking([held('mailer', 'north')], [held('mailer', 'leeds')])).toEqual(['people.mail']);
  });

  it('LR-17 C: what is excepted from mine must be excepted from theirs', () => {
    const mine = [held('lead', 'north', { except: { group: ['leeds'] } })];
    const like = (except: Assignment['except']) => held('lead', 'north', except ? { except } : {});
    expect(lacking(mine, [like(undefined)])).toEqual(LEAD);
    expect(lacking(mine, [like({ group: ['leeds'] })])).toEqual([]);
    expect(lacking(mine, [like({ group: ['leeds', 'south'] })])).toEqual([]);
    expect(lacking(mine, [like({ group: ['south'] })])).toEqual(LEAD);
    expect(lacking(mine, [like({ course: ['leeds'] })])).toEqual(LEAD);
    expect(lacking([like({ group: ['leeds', 'south'] })], [like({ group: ['leeds'] })])).toEqual(LEAD);
    // what is excepted with all that is below it is more than what is excepted alone
    const registrar = (id: string, except: string) => held(id, 'north', { except: { group: [except] } });
    expect(lacking([registrar('lead', 'leeds')], [registrar('registrar', 'leeds')])).toEqual([
      'courses.enrol',
      ...LEAD,
    ]);
  });

  it('LR-17 C: a role at a scope is known to reach the scope itself, where it is known where that lies', () => {
    const policy: Policy = definePolicy(editorViewer);
    const open = (id: string, ...assignments: Assignment[]) =>
      openAccess(
        policy,
        {
          site: 's',
          policy: policy.id,
          subject: { id },
          settings: { editorViewer: true },
          groups: [],
          assignments,
          expires: 9,
        },
        { now: 0 },
      );
    const founding = { scopes: { cohort: ['founding'] }, except: { group: ['art'] } };
    const mine = open('me', { role: 'sub-manager' }, { role: 'users-editor', ...founding });
    const before = open('you', { role: 'sub-manager' });
    const after = open(
      'you',
      { role: 'sub-manager' },
      { role: 'users-editor', scopes: { group: ['sales'] } },
    );
    const sales: Resource = {
      site: 's',
      type: 'group',
      id: 'sales',
      within: { group: ['sales'], cohort: ['founding'] },
    };
    const ask = (...known: Resource[]) => exceeds(before, after, mine, { known }).length === 0;
    expect(ask(sales)).toBe(true);
    expect(ask()).toBe(false);
    expect(ask({ ...sales, id: 'retail' })).toBe(false);
    expect(ask({ ...sales, type: 'user' })).toBe(false);
    expect(ask({ ...sales, within: { group: ['sales'] } })).toBe(false);
    expect(ask({ ...sales, within: { group: ['sales', 'art'], cohort: ['founding'] } })).toBe(false);
    expect(ask({ ...sales, id: 'retail' }, sales)).toBe(true);
  });

  it('LR-17 C: knowing the scope says nothing of what lies below it, or in another as well', () => {
    const known = [{ ...at('leeds'), within: { group: ['leeds', 'south'] } }];
    expect(lacking([held('registrar', 'south')], [held('lead', 'leeds')], { known })).toEqual(LEAD);
    expect(lacking([held('registrar', 'south')], [held('registrar', 'leeds')], { known })).toContain(
      'people.see',
    );
  });

  it('SG-13 LR-17 C: of a pair, both halves', () => {
    const registrars = [held('registrar', 'north'), held('registrar', 'south')];
    expect(lacking(registrars, [held('registrar', 'north')])).toEqual([]);
    // north with south: who has each with itself has not the one with the other
    const coordinates = [held('coordinator', 'north'), held('lead', 'south')];
    expect(lacking(registrars, coordinates)).toContain('courses.enrol');
    expect(lacking([held('owner')], coordinates)).toEqual([]);
    // each half that was there before is theirs
    const lead = [held('lead', 'south')];
    expect(lacking([held('registrar', 'north')], coordinates, { before: lead })).toEqual([]);
    expect(lacking([held('registrar', 'south')], coordinates, { before: lead })).toEqual(['courses.enrol']);
    const coordinator = [held('coordinator', 'north')];
    const again = { before: coordinator };
    expect(lacking([held('owner')], coordinates, again)).toEqual([]);
    // a lead reaches below, a registrar does not
    const registrar = [held('registrar', 'south'), held('lead', 'south')];
    expect(lacking(registrar, coordinates, again)).toEqual(['courses.enrol']);
  });

  it('says who would have it, through what and from when', () => {
    const later = held('mailer', 'leeds', { from: 50 });
    const excess = exceeds(access('you', []), access('you', [later]), access('me', [held('lead', 'north')]));
    expect(excess).toEqual([{ permission: 'people.mail', role: 'mailer', assignment: later, at: 50 }]);
  });
});

describe('what is taken', () => {
  const policy: Policy = definePolicy({
    ...document,
    roles: {
      ...document.roles,
      deputy: {
        at: ['group'],
        mayHold: ['lead'],
        assignedBy: 'groups.assign',
        grants: [{ can: ['people.mail'], reach: { by: ['group'] } }],
      },
    },
  });
  const lead: Access = access('me', [held('lead', 'north')], { policy });
  const take = (holding: readonly Assignment[]) => {
    const resource = { site: 's', type: 'user', id: 'you' };
    const to = { id: 'you', roles: [], resource, access: access('you', holding, { policy }) };
    return decideAssignment(lead, { role: 'lead', at: at('leeds'), take: true, to });
  };

  it('LR-17 C: is what is held there; what is held elsewhere stays', () => {
    expect(take([held('lead', 'leeds')]).allowed).toBe(true);
    expect(take([{ role: 'lead', scopes: { group: ['leeds', 'south'] } }]).allowed).toBe(true);
    expect(take([held('lead', 'leeds'), held('lead', 'south'), held('mailer', 'south')]).allowed).toBe(true);
    expect(take([]).allowed).toBe(true);
    expect(codes(take([held('lead', 'leeds', { until: 40 })]))).toEqual([]);
  });

  it('LR-17 C: and what other roles give only beside it', () => {
    const deputy = held('deputy', 'south');
    expect(codes(take([held('lead', 'leeds'), deputy]))).toEqual(['exceeds-own']);
    expect(take([{ role: 'lead', scopes: { group: ['leeds', 'south'] } }, deputy]).allowed).toBe(true);
    expect(take([held('lead', 'leeds'), held('lead', 'south'), deputy]).allowed).toBe(true);
    expect(take([{ role: 'lead', scopes: { group: ['leeds'], course: ['law'] } }, deputy]).allowed).toBe(
      true,
    );
  });
});

describe('how many hold a role, for good', () => {
  const owner = access('me', [held('owner')]);
  const count = { holders: () => 1 };

  it('X-13 C: what is given again is not lost, nor what would end anyway', () => {
    expect(decideAssignment(owner, change('owner', [held('owner')], count)).allowed).toBe(true);
    const ending = held('owner', undefined, { until: 9 });
    expect(decideAssignment(owner, change('plain', [ending], count)).allowed).toBe(true);
    expect(codes(decideAssignment(owner, change('plain', [held('owner')], count)))).toEqual([
      'too-few-holders',
    ]);
    // those of a slot are one another's instead, others are not
    expect(decideAssignment(owner, change('boss', [held('owner')], count)).allowed).toBe(true);
    expect(TREE).toHaveLength(3);
  });
});

describe('what is not known', () => {
  const lead = access('me', [held('lead', 'north')]);
  const person = (id: string) => ({ id, roles: [], resource: { site: 's', type: 'user', id } });

  it('an access that is closed covers nothing, and changes in ways that cannot be told', () => {
    const closed = access('you', [], { now: 5_000 });
    const open = access('you', []);
    const nothing = [{ permission: '', role: '', assignment: { role: '' }, at: 0 }];
    expect(exceeds(closed, open, lead)).toEqual(nothing);
    expect(exceeds(open, closed, lead)).toEqual(nothing);
    expect(exceeds(open, open, closed)).toEqual(nothing);
    expect(exceeds(open, open, lead)).toEqual([]);
  });

  it('what is taken counts as held, whether or not it is known to be', () => {
    const taken = { at: at('leeds'), take: true };
    expect(codes(decideAssignment(lead, change('mailer', [], taken)))).toEqual(['exceeds-own']);
    expect(codes(decideAssignment(lead, { role: 'mailer', ...taken, to: person('you') }))).toEqual([
      'exceeds-own',
    ]);
    expect(decideAssignment(lead, { role: 'lead', ...taken, to: person('you') }).allowed).toBe(true);
  });

  it('somebody whose roles alone are known has those', () => {
    const to = { ...person('you'), roles: ['boss'] };
    expect(codes(decideAssignment(lead, { role: 'lead', at: at('leeds'), to }))).toEqual(['exceeds-own']);
    expect(decideAssignment(lead, { role: 'lead', at: at('leeds'), to: person('you') }).allowed).toBe(true);
  });

  it('what is over is not looked at, and every moment once', () => {
    const over = held('mailer', 'south', { until: 0 });
    expect(lacking([held('lead', 'north')], [over])).toEqual([]);
    const late = exceeds(access('you', []), access('you', [held('mailer', 'leeds')]), lead);
    expect(late.map(({ at: moment }) => moment)).toEqual([0]);
  });

  it('a refusal without a role names no permission', () => {
    expect(decideAssignment(lead, { role: 'chief', to: person('you') }).missing).toEqual([
      { permission: '', code: 'unknown-role', roles: [] },
    ]);
  });
});
