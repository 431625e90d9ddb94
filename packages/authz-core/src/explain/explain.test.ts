import { describe, expect, it } from 'vitest';
import { definePolicy, english, explain, openAccess, why, type Assignment, type Policy } from '../index.js';
import type { Decision, ExplainOptions, Missing, Resource } from '../index.js';

const policy: Policy = definePolicy({
  id: 'library',
  scopes: { group: { tree: true }, club: {} },
  resources: { site: {}, user: { group: 'group' }, shelf: { group: 'group', club: 'club' } },
  settings: { lending: { byDefault: true, label: 'Lending' } },
  permissions: {
    tidy: { on: 'shelf', label: 'Tidy the shelf' },
    lend: { on: 'shelf', label: 'Lend books' },
    hand: { on: 'shelf', for: 'user', label: 'Hand books to people' },
    close: { on: 'site' },
  },
  roles: {
    head: { label: 'Head', at: ['site'], grants: [{ can: ['close', 'tidy', 'hand'], reach: 'everything' }] },
    keeper: {
      label: 'Keeper',
      at: ['group'],
      below: true,
      grants: [
        { can: ['tidy'], reach: { by: ['group'] } },
        { can: ['hand'], reach: { by: ['group'] }, for: { by: ['group'] } },
        { can: ['lend'], reach: { by: ['group'] }, when: { lending: true } },
      ],
    },
    trainee: { at: ['group'], mayHold: ['keeper'], grants: [{ can: ['lend'], reach: 'everything' }] },
  },
});

const NOW = Date.UTC(2026, 10, 22);
const names: Record<string, string> = { science: 'Science', physics: 'Physics', art: 'Art', bob: 'Bob' };
const options: ExplainOptions = { nameOf: (_, id) => names[id] };
const open = (assignments: readonly Assignment[], settings = {}) =>
  openAccess(
    policy,
    {
      site: 'town',
      policy: 'library',
      subject: { id: 'ann' },
      settings,
      groups: [
        ['science', 0],
        ['physics', 1],
        ['art', 0],
      ],
      assignments,
      expires: Infinity,
    },
    { now: NOW },
  );
const at = (role: string, ...group: string[]): Assignment => ({ role, scopes: { group } });
const thing = (type: string, ...group: string[]): Resource => ({
  site: 'town',
  type,
  id: '1',
  within: { group },
});
const shelf = (...group: string[]) => thing('shelf', ...group);
const said = (decision: Decision, more: ExplainOptions = {}) =>
  explain(policy, decision, { ...options, ...more });
const missing = (one: Partial<Missing>): Decision => ({
  allowed: false,
  reasons: [],
  missing: [{ permission: 'tidy', code: 'not-granted', roles: [], ...one }],
});

describe('why, in sentences', () => {
  it('X-01 C: an administrator reads through which role, inherited from where, given by whom, until when', () => {
    const held = { ...at('keeper', 'science'), givenBy: 'bob', until: Date.UTC(2027, 0) };
    expect(said(why(open([held]), 'tidy', shelf('physics')))).toEqual([
      '“Tidy the shelf” is allowed through the role Keeper, held in Science, to which Physics belongs.',
      'It was given by Bob.',
      'It ends on 2027-01-01 00:00 UTC.',
    ]);
  });

  it('X-01 C: for the whole site, and in a scope; each sentence once', () => {
    const access = open([{ role: 'head' }, at('keeper', 'art'), { ...at('keeper', 'art'), source: 'feed' }]);
    expect(said(why(access, 'tidy', shelf('art')))).toEqual([
      '“Tidy the shelf” is allowed through the role Head, held for the whole site.',
      '“Tidy the shelf” is allowed through the role Keeper, held in Art.',
    ]);
  });

  it('X-01 C: through another role, and at several scopes at once', () => {
    const reason = {
      permission: 'tidy',
      role: 'head',
      scope: { type: 'group', id: 'art' },
      and: [{ type: 'club', id: 'chess' }],
      via: at('keeper', 'art'),
      assignment: { role: 'head' },
    };
    expect(said({ allowed: true, reasons: [reason], missing: [] })).toEqual([
      '“Tidy the shelf” is allowed through the role Head, held in Art and chess.',
      'It holds where the role Keeper is held.',
    ]);
  });

  it('X-01 C: of a permission about two, how the second is reached', () => {
    const pair = { for: thing('user', 'science') };
    expect(said(why(open([at('keeper', 'art', 'science')]), 'hand', shelf('art'), pair))).toEqual([
      '“Hand books to people” is allowed through the role Keeper, held in Art.',
      'The second one is reached through Science.',
    ]);
  });

  it('X-01 C: without names and labels, ids', () => {
    expect(explain(policy, why(open([{ role: 'head' }]), 'close'))).toEqual([
      '“close” is allowed through the role Head, held for the whole site.',
    ]);
  });
});

describe('why not, in sentences', () => {
  const whyNot = (
    held: readonly Assignment[],
    permission: string,
    resource: Resource,
    settings: Record<string, boolean> = {},
  ) => said(why(open(held, settings), permission, resource));

  it('X-01 C: what it takes, and where', () => {
    expect(whyNot([], 'tidy', shelf('art', 'physics'))).toEqual([
      '“Tidy the shelf” is not allowed: no role held here gives it.',
      'It takes the role Head for the whole site or Keeper in Art or Physics.',
    ]);
  });

  it('X-01 C: who could grant it', () => {
    const decision = why(open([]), 'tidy', shelf('art'));
    const asked: Assignment[][] = [];
    const grantors = (supply: readonly Assignment[]) => {
      asked.push([...supply]);
      return ['bob', 'cid', 'bob'];
    };
    expect(said(decision, { grantors }).at(-1)).toBe('Ask Bob or cid, who could give it.');
    expect(asked).toEqual([[{ role: 'head' }, at('keeper', 'art')]]);
    expect(said(decision, { grantors: () => [] })).toHaveLength(2);
  });

  it('X-01 C: held elsewhere', () => {
    expect(whyNot([at('keeper', 'science')], 'tidy', shelf('art'))[0]).toBe(
      '“Tidy the shelf” is allowed only in Science.',
    );
    const many = at('keeper', 'g1', 'g2', 'g3', 'g4', 'g5');
    expect(whyNot([many], 'tidy', shelf('art'))[0]).toBe(
      '“Tidy the shelf” is allowed only in g1, in g2, in g3 or 2 others.',
    );
    expect(said(missing({ code: 'held-elsewhere', elsewhere: ['self', 'owner'] }))[0]).toBe(
      '“Tidy the shelf” is allowed only for oneself or on what is one’s own.',
    );
  });

  it('X-01 C: which half of a pair', () => {
    const half = (first: string, second: string) =>
      said(why(open([at('keeper', 'art')]), 'hand', shelf(first), { for: thing('user', second) }))[0];
    expect(half('art', 'science')).toBe(
      '“Hand books to people” is allowed with this shelf, but only for a user in Art.',
    );
    expect(half('science', 'art')).toBe(
      '“Hand books to people” is allowed for this user, but only with a shelf in Art.',
    );
  });

  it('X-01 X-04 C: ended, and not yet begun', () => {
    const [before, after] = [NOW - 3_600_000, NOW + 3_600_000];
    expect(whyNot([{ ...at('keeper', 'art'), until: before }], 'tidy', shelf('art'))[0]).toBe(
      'The role Keeper gave “Tidy the shelf”, and ended on 2026-11-21 23:00 UTC.',
    );
    expect(whyNot([{ ...at('keeper', 'art'), from: after }], 'tidy', shelf('art'))[0]).toBe(
      'The role Keeper will give “Tidy the shelf” from 2026-11-22 01:00 UTC.',
    );
  });

  it('X-01 C: a setting, and a role that counts only beside another', () => {
    expect(whyNot([at('keeper', 'art')], 'lend', shelf('art'), { lending: false })).toEqual([
      '“Lend books” is there only while the setting “Lending” is on.',
      'Otherwise it takes the role trainee in Art.',
    ]);
    expect(said(missing({ code: 'setting-off', settings: { lending: false, strict: true } }))[0]).toBe(
      '“Tidy the shelf” is there only while the setting “Lending” is off and the setting “strict” is on.',
    );
    expect(whyNot([at('trainee', 'art')], 'lend', shelf('science'))[0]).toBe(
      'The role trainee counts only together with the role Keeper.',
    );
  });

  it('X-01 RL-17 C: what it does not work without, and exceptions', () => {
    const assignment = at('keeper', 'art');
    expect(said(missing({ code: 'requirement-missing', assignment, requires: ['lend', 'close'] }))[0]).toBe(
      'The role Keeper has “Tidy the shelf”, which does not work without “Lend books” and “close”.',
    );
    expect(said(missing({ code: 'excepted', assignment }))[0]).toBe(
      'The role Keeper gives “Tidy the shelf”, but this one is excepted from it.',
    );
  });

  it('X-01 C: several scopes at once, and site or scope', () => {
    const supply = [{ role: 'keeper', scopes: { group: ['art'], club: ['chess'] } }, { role: 'keeper' }];
    expect(said(missing({ roles: ['keeper'], supply }))[1]).toBe(
      'It takes the role Keeper in Art and chess or for the whole site.',
    );
  });

  it('X-01 C: the decision of `decide` is said, too, with less', () => {
    const access = open([]);
    expect(said(access.decide('tidy', shelf('art')))).toEqual([
      '“Tidy the shelf” is not allowed: no role held here gives it.',
      'It takes the role Head or Keeper.',
    ]);
    expect(said(access.decide('fly', shelf('art')))).toEqual([
      'This cannot be answered (unknown-permission).',
    ]);
    expect(said(missing({}))[1]).toBe('As things are, no role gives it here.');
  });

  it('X-01 C: a change that is refused', () => {
    expect(said(missing({ code: 'may-not-hold', roles: ['head', 'keeper'] }))).toEqual([
      'This can be given only to somebody with the role Head or Keeper.',
    ]);
  });
});

describe('a change, and a question, that is refused', () => {
  it.each<[Missing['code'], string]>([
    ['own-assignment', 'Nobody changes their own access. Ask somebody else who may.'],
    ['unknown-role', 'This role cannot be given there.'],
    ['not-held-there', 'This role cannot be given there.'],
    ['exceeds-own', 'It would give or take “Tidy the shelf”, which takes having it oneself.'],
    [
      'guarded-role',
      'What this role says of who holds and gives it is changed only by somebody who may do everything.',
    ],
    ['too-few-holders', 'Somebody must keep this role. Give it to somebody else first.'],
    ['too-many-holders', 'As many people as may have this role have it already.'],
    ['own-ancestor', 'Nothing can be moved below itself.'],
    ['expired', 'What is known of this access is out of date. Reload the page.'],
    ['other-site', 'This cannot be answered (other-site).'],
  ])('X-01 C: %s is said in one sentence', (code, sentence) => {
    expect(said(missing({ code }))).toEqual([sentence]);
  });
});

describe('how it is said', () => {
  it('X-01 C: in another language, what it has no words for in English', () => {
    const german = {
      allowed: 'Erlaubt durch {role} {where}: „{permission}“.',
      'where.scope': 'in {scope}',
    };
    const decision = why(open([at('keeper', 'art')]), 'tidy', shelf('art'));
    const nameOf = (kind: string, id: string) => `${kind} ${id}`;
    expect(explain(policy, decision, { messages: german, nameOf })).toEqual([
      'Erlaubt durch role keeper in group art: „permission tidy“.',
    ]);
  });

  it('X-01 C: a message may leave out what it could say, and name what there is not', () => {
    const decision = why(open([at('keeper', 'art')]), 'tidy', shelf('art'));
    expect(explain(policy, decision, { messages: { allowed: '{role}{toString}{nothing}.' } })).toEqual([
      'Keeper.',
    ]);
  });

  it('X-01 C: what people write is never read as a message, or as a pattern', () => {
    const decision = why(open([at('keeper', 'art')]), 'tidy', shelf('art'));
    const nameOf = (kind: string) => (kind === 'group' ? '{role} $& <b>$1</b>' : undefined);
    expect(explain(policy, decision, { nameOf })).toEqual([
      '“Tidy the shelf” is allowed through the role Keeper, held in {role} $& <b>$1</b>.',
    ]);
  });

  it('X-09 C: whatever the codes, ids and times, there is a sentence', () => {
    for (const id of ['', '__proto__', 'constructor', 'toString']) {
      const assignment = { role: id, until: Infinity, from: NaN };
      const codes = ['unknown-type', 'ended', 'not-begun', 'held-elsewhere', 'may-not-hold', id] as const;
      for (const code of codes) {
        const sentences = said(missing({ code: code as 'ended', permission: id, assignment }));
        expect(sentences.length).toBeGreaterThan(0);
        expect(sentences.every((one) => typeof one === 'string' && one !== '')).toBe(true);
      }
    }
  });

  it('X-01 C: no sentence is left without its words', () => {
    for (const text of Object.values(english)) expect(text).toMatch(/\S/);
  });
});
