import { describe, expect, it } from 'vitest';
import { definePolicy } from '../policy/define-policy.js';
import type { Resource } from '../vocabulary.js';
import { openAccess } from './access.js';
import { decideOperation, mayDo, permissionsFor } from './operation.js';

const policy = definePolicy({
  id: 'library',
  scopes: { shelf: {} },
  resources: { site: {}, shelf: { shelf: 'shelf' }, book: {}, reader: {} },
  permissions: {
    'shelves.fill': { on: 'shelf' },
    'books.lend': { on: 'book', for: 'reader' },
    'books.give': { on: 'book' },
    'shelves.build': { on: 'site' },
  },
  roles: {
    keeper: { at: ['shelf'], grants: [{ can: ['shelves.fill'], reach: { by: ['shelf'] } }] },
    giver: { at: ['site'], grants: [{ can: ['books.give', 'books.lend'], reach: 'everything' }] },
  },
  operations: { 'books.place': ['shelves.fill', 'books.give'], 'shelves.burn': [] },
});
const open = (...roles: string[]) =>
  openAccess(
    policy,
    {
      site: 'library',
      policy: 'library',
      subject: { id: 'ann' },
      settings: {},
      groups: [],
      assignments: roles.map((role) =>
        role === 'keeper' ? { role, scopes: { shelf: ['poems'] } } : { role },
      ),
      expires: 2,
    },
    { now: 1 },
  );
const thing = (type: string, id: string): Resource => ({
  site: 'library',
  type,
  id,
  within: type === 'shelf' ? { shelf: [id] } : {},
});
const [poems, maps, book, reader] = [
  thing('shelf', 'poems'),
  thing('shelf', 'maps'),
  thing('book', 'b'),
  thing('reader', 'r'),
] as const;

describe('an operation', () => {
  it('takes the permission of its own name, unless the policy says which', () => {
    expect(permissionsFor(policy, 'books.give')).toEqual(['books.give']);
    expect(permissionsFor(policy, 'books.place')).toEqual(['shelves.fill', 'books.give']);
    expect(permissionsFor(policy, 'toString')).toEqual(['toString']);
  });

  it('asks each permission about the thing of its type, and takes all of them', () => {
    const may = (...roles: string[]) => mayDo(open(...roles), 'books.place', poems, book);
    expect([may('keeper', 'giver'), may('keeper'), may('giver')]).toEqual([true, false, false]);
    expect(mayDo(open('keeper', 'giver'), 'books.place', maps, book)).toBe(false);
    const { allowed, missing, reasons } = decideOperation(open('keeper'), 'books.place', poems, book);
    expect([allowed, reasons, missing.map(({ permission }) => permission)]).toEqual([
      false,
      [],
      ['books.give'],
    ]);
    expect(decideOperation(open('keeper', 'giver'), 'books.place', poems, book).reasons).toHaveLength(2);
  });

  it('may be offered before a thing is chosen, where there is any; it is decided only with it', () => {
    const both = open('keeper', 'giver');
    expect([mayDo(both, 'books.place', poems), mayDo(open('keeper'), 'books.place', poems)]).toEqual([
      true,
      false,
    ]);
    expect(decideOperation(both, 'books.place', poems).allowed).toBe(false);
    expect([mayDo(both, 'books.lend', book), mayDo(both, 'books.lend', book, reader)]).toEqual([true, true]);
    expect([mayDo(open('keeper'), 'books.lend', book)]).toEqual([false]);
    expect(decideOperation(both, 'books.lend', book).missing[0]?.code).toBe('resource-missing');
  });

  it('X-09 C: that is nobody’s, or is not there, is refused', () => {
    const both = open('keeper', 'giver');
    for (const operation of ['shelves.burn', 'shelves.build', 'books.eat', '']) {
      expect([mayDo(both, operation, poems), decideOperation(both, operation, poems).allowed]).toEqual([
        false,
        false,
      ]);
    }
  });
});
