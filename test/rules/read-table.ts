import * as core from '@provost/authz-core';
import { definePolicy, withOperations, type Policy, type PolicyDocument } from '@provost/authz-core';
import { readdirSync, readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { titleOn } from './layers.js';
import { onlyKeys, type Case, type WrittenTable } from './policy-table.js';
import { Names } from './table-names.js';

/** The names of the tables here: files that say at their top which policy they are of. */
export function tableNames(): string[] {
  return readdirSync(new URL('.', import.meta.url))
    .filter((name) => name.endsWith('.yaml'))
    .filter((name) => /^policy:/m.test(readFileSync(new URL(name, import.meta.url), 'utf8')))
    .sort();
}

/**
 * Reads a table, and looks up every name in it: a permission, a resource, a person, a role, a setting or a place that is not
 * there is an error, so that no refusal passes because of a typo.
 */
export function readTable(file: string): { policy: Policy; cases: Case[] } {
  const table = parse(readFileSync(new URL(file, import.meta.url), 'utf8')) as WrittenTable;
  onlyKeys('table', table);
  const policy = policyOf(table);
  const names = new Names(table, policy);
  const cases = table.rows.map((row) => {
    try {
      return names.caseOf(row);
    } catch (error) {
      throw new Error(`${file}, «${row.row}»: ${(error as Error).message}`, { cause: error });
    }
  });
  const titles = cases.map((row) => titleOn('C', row));
  const twice = titles.find((title, i) => titles.indexOf(title) < i);
  if (twice) throw new Error(`${file}: «${twice}» is there twice`);
  return { policy, cases };
}

/** The policy that has this id, with the roles that the table adds to it. */
function policyOf({ policy: id, roles }: WrittenTable): Policy {
  const document = Object.values(core as Readonly<Record<string, unknown>>).find(
    (value): value is PolicyDocument =>
      typeof value === 'object' && value !== null && (value as { id?: unknown }).id === id,
  );
  if (!document) throw new Error(`@provost/authz-core exports no policy \`${id}\``);
  const shipped = withOperations(document);
  return roles ? definePolicy({ id: `${id}-here`, extends: shipped, roles }) : definePolicy(shipped);
}
