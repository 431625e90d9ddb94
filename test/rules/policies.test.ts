import { decideAssignment, matches, openAccess, type Access } from '@provost/authz-core';
import { describe, expect, it } from 'vitest';
import {
  readTable,
  tableNames,
  type Case,
  type Delegation,
  type Expected,
  type Question,
} from './policy-table.js';

/** Every way to ask about a permission, so that a row holds for all of them. */
function waysToAsk(access: Access, { permission, resource, second }: Question): Record<string, boolean> {
  const token = access.policy.permission(permission);
  const pair = second ? { for: second } : undefined;
  const placed = second ? { for: access.place(second) } : undefined;
  const answers = {
    can: access.can(permission, resource, pair),
    'can by token on what is placed': access.can(token, access.place(resource), placed),
    decide: access.decide(permission, resource, pair).allowed,
  };
  // a filter is of resources of the permission's types; it has no say about others
  if (token.type !== resource.type || token.second !== (second?.type ?? '')) return answers;
  const { places } = access;
  const filters = second
    ? {
        'filter of first ones': matches(access.filter(permission, { for: second }), resource, places),
        'filter of second ones': matches(access.filter(permission, { of: resource }), second, places),
        'filter of pairs': matches(access.filter(permission), resource, places, second),
      }
    : { filter: matches(access.filter(permission), resource, places) };
  return { ...answers, ...filters };
}

const delegated = (access: Access, { role, at, to: { resource, holds } }: Delegation): boolean =>
  decideAssignment(access, {
    role,
    ...(at ? { at } : {}),
    to: { id: resource.id, roles: holds.map(({ role }) => role), resource },
  }).allowed;

/** The answer in a word, or who said what where they do not agree. */
function answerOf(access: Access, { ask }: Expected): string {
  if (ask.kind === 'shows') return access.anywhere(ask.permission) ? 'yes' : 'no';
  if (ask.kind !== 'permission') return delegated(access, ask) ? 'yes' : 'no';
  const answers = waysToAsk(access, ask);
  const [first, ...others] = Object.values(answers);
  if (others.some((other) => other !== first)) return JSON.stringify(answers);
  return first ? 'yes' : 'no';
}

function check(access: Access, expected: readonly Expected[]): void {
  const table = (answer: (one: Expected) => string) =>
    Object.fromEntries(expected.map((one) => [one.ask.name, answer(one)]));
  expect(table((one) => answerOf(access, one))).toEqual(table(({ answer }) => (answer ? 'yes' : 'no')));
}

for (const name of tableNames()) {
  describe(name, () => {
    let table: ReturnType<typeof readTable>;
    try {
      table = readTable(name);
    } catch (error) {
      // one table that cannot be read does not keep the others from being checked
      it('can be read', () => {
        throw error;
      });
      return;
    }
    it.each(table.cases.map((one): [string, Case] => [one.title, one]))(
      '%s',
      (_, { snapshot, now, expected }) => {
        check(openAccess(table.policy, snapshot, { now }), expected);
      },
    );
  });
}
