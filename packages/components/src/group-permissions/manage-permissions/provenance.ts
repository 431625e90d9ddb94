import { msg, str } from '@lit/localize';
import type { Area } from '@provost/authz-core';
import type { AreaLevel, HeldRole, PermissionRow } from '@provost/sdk';
import { html, nothing, type TemplateResult } from 'lit';
import { areaWord } from '../../localization/areas.js';
import { formatList, time } from '../../localization/format.js';
import { storedHolding, NOT_HELD, type Cell } from './cells.js';
import type { Edit } from './draft.js';
import { holdingWord } from './words.js';

/** The line below a name while nothing is changed: where the person's levels come from. */
export function originOf(row: PermissionRow, areas: readonly Area[]): TemplateResult {
  const told = areas.flatMap((area) => {
    const level = row.levels[area.id];
    return level ? [{ area, level }] : [];
  });
  const same = new Set(told.map(({ level }) => [level.source, level.by?.id, level.at].join())).size < 2;
  if (same) return origin(told[0]?.level);
  return html`${told.map(
    ({ area, level }, index) => html`${index ? ' · ' : nothing}${areaWord(area)}: ${origin(level)}`,
  )}`;
}

function origin(level: AreaLevel | undefined): TemplateResult {
  const on = level?.at ? html`, ${time(level.at)}` : nothing;
  switch (level?.source) {
    case 'set':
      return html`${level.by ? msg(str`Set by ${level.by.name}`) : msg('Set')}${on}`;
    case 'created':
      return html`${msg('Created this group')}${on}`;
    case 'existing':
      return html`${msg('Kept from before')}`;
    case 'default':
      return html`${msg('Viewer by default')}`;
    default:
      return html``;
  }
}

/** Where a role comes from, in words: through a group above, by hand, by default, or by the people feed (X-16, LR-15). */
export function roleOrigin({ at, inherited, source, givenBy }: HeldRole): string {
  if (inherited) return at ? msg(str`through ${at.name}`) : msg('through a group above');
  switch (source) {
    case 'feed':
      return msg('from the people feed');
    case 'created':
      return msg('since they created the group');
    case 'default':
      return msg('by default');
    default:
      return givenBy ? msg(str`by ${givenBy.name}`) : '';
  }
}

/** The line below a name once something is changed: what it was. */
export function wasOf({ row, set }: Edit, labelOf: (cell: Cell) => string): string {
  const changed = [...set.values()].map(({ cell }) => cell);
  const word = (cell: Cell) => holdingWord(cell, storedHolding(row, cell) ?? NOT_HELD);
  const words = new Set(changed.map(word));
  if (changed.length === 2 && words.size === 1 && changed.every(({ area }) => area))
    return msg(str`Both levels were ${[...words][0] ?? ''}`);
  return formatList(changed.map((cell) => msg(str`${labelOf(cell)} was ${word(cell)}`)));
}
