import { readFileSync } from 'node:fs';
import { parse } from 'yaml';

/** `C` the core, `A` the API, `U` the element in a browser. */
export type Layer = 'C' | 'A' | 'U';
export type Level = 'editor' | 'viewer';
export interface Levels {
  readonly users: Level;
  readonly content: Level;
}

/** The situation of a row, its defaults filled in; what the fields mean stands at the top of the YAML. */
export interface Given {
  readonly feature: 'on' | 'off';
  readonly role: 'manager' | 'sub-manager' | 'user';
  readonly levels: Levels;
  readonly how: 'new' | 'set' | 'existing' | 'created';
  readonly elsewhere: Levels;
  readonly above: Levels;
  readonly other: 'manager' | 'sub-manager' | 'user' | 'themselves';
}

export interface Row {
  readonly rules: readonly string[];
  readonly row: string;
  readonly given: Given;
  /** Question → answer. */
  readonly expected: Readonly<Record<string, 'allowed' | 'refused'>>;
}

interface WrittenRow {
  readonly rule: string | readonly string[];
  readonly row: string;
  readonly layers?: readonly Layer[];
  readonly given: { readonly feature?: Given['feature'] } & Partial<
    Record<'levels' | 'elsewhere' | 'above', Partial<Levels>>
  > &
    Partial<Pick<Given, 'role' | 'how' | 'other'>>;
  readonly expect: Row['expected'];
}

const VIEWER: Levels = { users: 'viewer', content: 'viewer' };

/** The rows of `test/rules/<name>.yaml` that a layer can show. */
export function decisionTable(name: string, layer: Layer): Row[] {
  const rows = parse(readFileSync(new URL(`${name}.yaml`, import.meta.url), 'utf8')) as WrittenRow[];
  return rows
    .filter(({ layers }) => layers?.includes(layer) ?? true)
    .map(({ rule, row, given, expect }) => ({
      rules: [rule].flat(),
      row,
      given: {
        feature: given.feature ?? 'on',
        role: given.role ?? 'sub-manager',
        levels: { ...VIEWER, ...given.levels },
        how: given.how ?? 'set',
        elsewhere: { ...VIEWER, ...given.elsewhere },
        above: { ...VIEWER, ...given.above },
        other: given.other ?? 'sub-manager',
      },
      expected: expect,
    }));
}
