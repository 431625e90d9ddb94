import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import type { Case } from './policy-table.js';

/** The permission core, the HTTP API, an element in a browser. */
export type Layer = 'C' | 'A' | 'U';

/** The title of the test that shows a row on a layer. */
export const titleOn = (layer: Layer, { rules, row }: Pick<Case, 'rules' | 'row'>): string =>
  `${rules.join(' ')} ${layer}: ${row}`;

const written = parse(readFileSync(new URL('rules.yaml', import.meta.url), 'utf8')) as readonly {
  readonly rules: readonly { readonly id: string; readonly layers: readonly Layer[] }[];
}[];
const layersOf = new Map(written.flatMap(({ rules }) => rules.map(({ id, layers }) => [id, layers])));

/** The rows that show a rule on this layer, told of those rules alone; `elsewhere`: rules that other tests show there. */
export const rowsOn = (
  layer: Layer,
  cases: readonly Case[],
  elsewhere: Readonly<Record<string, string>>,
): Case[] =>
  cases
    .map((row) => ({
      ...row,
      rules: row.rules.filter((id) => layersOf.get(id)?.includes(layer) && !Object.hasOwn(elsewhere, id)),
    }))
    .filter(({ rules, expected }) => rules.length > 0 && expected.length > 0);
