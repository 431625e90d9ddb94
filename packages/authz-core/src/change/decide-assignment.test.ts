import { describe, expect, it } from 'vitest';
import { above, decideAssignment, type Assignment } from '../index.js';
import { access, at, change, codes, course, exceeding, held } from '../testing/school.js';

const admin = access('me', [held('admin')]);
const owner = access('me', [held('owner')]);
const lead = access('me', [held('lead', 'north')]);

describe('nobody gives more than they have', () => {
  it('LR-17 C: a role that gives what one does not have is refused, and the refusal names it', () => {
    const decision = decideAssignment(lead, change('mailer', [], { at: at('leeds') }));
    expect(decision).toMatchObject({
      allowed: false,
      missing: [{ permission: 'people.mail', code: 'exceeds-own' }],
    });
    expect(exceeding(decision)).toEqual(['people.mail']);
  });

  it('LR-17 C: a role that gives what one has is given, where one has it and below, and nowhere else', () => {
    expect(decideAssignment(lead, change('lead', [], { at: at('leeds') })).allowed).toBe(true);
    expect(decideAssignment(lead, change('lead', [], { at: at('north') })).allowed).toBe(true);
    expect(codes(decideAssignment(lead, change('lead', [], { at: at('south') })))).toEqual(['not-granted']);
  });

  it('LR-17 C: nor is one taken that gives what one does not have', () => {
    const taken = { at: at('leeds'), take: true };
    expect(codes(decideAssignment(lead, change('mailer', [held('mailer', 'leeds')], taken)))).toEqual([
      'exceeds-own',
    ]);
    expect(decideAssignment(lead, change('lead', [held('lead', 'leeds')], taken)).allowed).toBe(true);
  });

  it('LR-17 C: giving a role of a slot takes the one that was there, which counts as lost', () => {
    expect(exceeding(decideAssignment(admin, change('plain', [held('owner')])))).toContain('courses.enrol');
    expect(decideAssignment(admin, change('plain', [held('admin')])).allowed).toBe(true);
    expect(decideAssignment(owner, change('plain', [held('admin')])).allowed).toBe(true);
  });

  it('LR-17 C: what one holds under a setting alone does not cover what holds without it', () => {
    expect(codes(decideAssignment(admin, change('mailer', [], { at: at('leeds') })))).toEqual([
      'exceeds-own',
    ]);
    expect(decideAssignment(admin, change('admin', [])).allowed).toBe(true);
  });

  it('LR-17 X-04 C: what ends, or begins later, covers nothing beyond that', () => {
    const until = access('me', [held('lead', 'north', { until: 50 })]);
    expect(codes(decideAssignment(until, change('lead', [], { at: at('leeds') })))).toEqual(['exceeds-own']);
    expect(codes(decideAssignment(until, change('lead', [], { at: at('leeds'), until: 51 })))).toEqual([
      'exceeds-own',
    ]);
    expect(decideAssignment(until, change('lead', [], { at: at('leeds'), until: 50 })).allowed).toBe(true);
    const later = access('me', [
      held('lead', 'leeds'),
      held('lead', 'south', { from: 50 }),
      held('registrar', 'south', { until: 50 }),
    ]);
    expect(codes(decideAssignment(later, change('lead', [], { at: at('south'), from: 60 })))).toEqual([
      'exceeds-own',
    ]);
  });

  it('LR-17 C: a role that reaches nobody yet counts by whom it could reach', () => {
    expect(exceeding(decideAssignment(admin, change('boss', [])))).toEqual(['people.mail']);
    expect(decideAssignment(owner, change('boss', [])).allowed).toBe(true);
    // whom it reaches through what is given
    expect(exceeding(decideAssignment(lead, change('lead', [held('boss')], { at: at('leeds') })))).toEqual([
      'people.mail',
    ]);
  });

  it('LR-17 C: what is personal counts for nothing', () => {
    const clerk = access('me', [{ role: 'clerk', scopes: { course: ['law'] } }]);
    expect(decideAssignment(clerk, change('learner', [], { at: course('law') })).allowed).toBe(true);
  });

  it('SG-20 C: a role hands out what it says, although it does not give it, where it is held and while it is', () => {
    expect(decideAssignment(lead, change('helper', [], { at: at('leeds') })).allowed).toBe(true);
    expect(
      decideAssignment(lead, change('helper', [held('helper', 'leeds')], { at: at('leeds'), take: true }))
        .allowed,
    ).toBe(true);
    const elsewhere = access('me', [held('lead', 'south'), held('registrar', 'leeds')]);
    expect(codes(decideAssignment(elsewhere, change('helper', [], { at: at('leeds') })))).toEqual([
      'exceeds-own',
    ]);
    const ending = access('me', [held('lead', 'north', { until: 50 }), held('registrar', 'leeds')]);
    expect(codes(decideAssignment(ending, change('helper', [], { at: at('leeds') })))).toEqual([
      'exceeds-own',
    ]);
    expect(decideAssignment(ending, change('helper', [], { at: at('leeds'), until: 50 })).allowed).toBe(true);
  });

  it('SG-13 LR-17 C: of a pair, the half that somebody has already is not gained', () => {
    const registrar = access('me', [held('registrar', 'south')]);
    // the people are theirs already: they lead them
    expect(
      decideAssignment(registrar, change('coordinator', [held('lead', 'north')], { at: at('south') }))
        .allowed,
    ).toBe(true);
    // and whoever leads nobody could lead anybody
    expect(exceeding(decideAssignment(registrar, change('coordinator', [], { at: at('south') })))).toEqual([
      'courses.enrol',
    ]);
  });

  it('X-09 C: an access that is closed gives nothing', () => {
    const closed = access('me', [held('owner')], { now: 5_000 });
    expect(decideAssignment(closed, change('plain', [])).allowed).toBe(false);
    const known = change('plain', []);
    const expired = { ...known, to: { ...known.to, access: access('you', [], { now: 5_000 }) } };
    expect(codes(decideAssignment(owner, expired))).toEqual(['exceeds-own']);
  });
});

describe('how many hold a role', () => {
  const count = (of: Record<string, number>) => ({ holders: (role: string) => of[role] });

  it('X-13 C: the last one is not taken, neither by taking nor by giving another of the slot', () => {
    expect(
      codes(
        decideAssignment(owner, change('owner', [held('owner')], { take: true, ...count({ owner: 1 }) })),
      ),
    ).toEqual(['too-few-holders']);
    expect(codes(decideAssignment(owner, change('plain', [held('owner')], count({ owner: 1 }))))).toEqual([
      'too-few-holders',
    ]);
    expect(
      codes(decideAssignment(owner, change('owner', [held('owner')], { until: 5, ...count({ owner: 1 }) }))),
    ).toEqual(['too-few-holders']);
    expect(decideAssignment(owner, change('plain', [held('owner')], count({ owner: 2 }))).allowed).toBe(true);
    expect(
      decideAssignment(owner, change('plain', [held('admin')], count({ owner: 1, admin: 1 }))).allowed,
    ).toBe(true);
  });

  it('SG-02 LR-12 C: where there is room for one, it is taken from who had it, and that is told', () => {
    const decision = decideAssignment(owner, change('owner', [], count({ owner: 1 })));
    expect([decision.allowed, decision.cautions]).toEqual([true, ['replaces']]);
    expect(decideAssignment(owner, change('owner', [], count({ owner: 0 }))).cautions).toEqual([]);
  });

  it('refuses where there is no room, and counts nothing that it is not told', () => {
    expect(codes(decideAssignment(owner, change('admin', [], count({ admin: 2 }))))).toEqual([
      'too-many-holders',
    ]);
    expect(decideAssignment(owner, change('admin', [], count({ admin: 1 }))).allowed).toBe(true);
    expect(decideAssignment(owner, change('admin', [])).allowed).toBe(true);
    expect(decideAssignment(owner, change('owner', [held('owner')], { take: true })).allowed).toBe(true);
  });
});

describe('above', () => {
  it('RL-19 LR-17 C: one is above who has no more than oneself, and above nobody who has', () => {
    const of = (...assignments: Assignment[]) => access('you', assignments);
    expect(above(admin, of(held('lead', 'north')))).toBe(true);
    expect(above(admin, of(held('admin')))).toBe(true);
    expect(above(admin, of(held('owner')))).toBe(false);
    expect(above(admin, of(held('mailer', 'north')))).toBe(false);
    expect(above(lead, of(held('lead', 'leeds')))).toBe(true);
    expect(above(lead, of(held('lead', 'south')))).toBe(false);
    expect(above(lead, of())).toBe(true);
  });

  it('RL-19 C: a role counts by what it could reach even where it reaches nothing now, and what begins later, too', () => {
    expect(above(admin, access('you', [held('boss')]))).toBe(false);
    expect(above(lead, access('you', [{ role: 'lead', scopes: { group: [] } }]))).toBe(false);
    expect(above(lead, access('you', [held('lead', 'south', { from: 50 })]))).toBe(false);
    expect(above(lead, access('you', [held('lead', 'south', { until: 0 })]))).toBe(true);
  });
});
