import { msg, str } from '@lit/localize';
import type { Area } from '@provost/authz-core';
import type { AreaLevel, PermissionRow } from '@provost/sdk';
import { html, nothing, type TemplateResult } from 'lit';
import { areaLabel, areaWord, levelWord } from '../../localization/areas.js';
import { formatList, time } from '../../localization/format.js';
import { storedLevel, type Edit } from './draft.js';

/** The line below a name while nothing is changed: where the person's levels come from. */
export function originOf(row: PermissionRow, areas: readonly Area[]): TemplateResult {
  const told = areas.map((area) => ({ area, level: row.levels[area.id] }));
  const same =
    new Set(told.map(({ level }) => level && [level.source, level.by?.id, level.at].join())).size < 2;
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

/** The same line once something is changed: what it was. */
export function wasOf({ row, set }: Edit, areas: readonly Area[]): string {
  const changed = areas.filter(({ id }) => set[id]);
  const word = (area: Area) => levelWord(storedLevel(row, area.id) === 'editor');
  const words = new Set(changed.map(word));
  if (changed.length === 2 && words.size === 1) return msg(str`Both levels were ${[...words][0] ?? ''}`);
  return formatList(changed.map((area) => msg(str`${areaLabel(area)} was ${word(area)}`)));
}
