import { describe, expect, it } from 'vitest';
import { titleOn } from './layers.js';
import { answersTo, rightAnswers } from './policy-answers.js';
import { readTable, tableNames } from './read-table.js';

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
    for (const row of table.cases) {
      it(titleOn('C', row), () => {
        expect(answersTo(table.policy, row)).toEqual(rightAnswers(row));
      });
    }
  });
}
