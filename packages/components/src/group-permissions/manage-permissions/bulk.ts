import { msg, str } from '@lit/localize';
import { html, nothing, type TemplateResult } from 'lit';
import { levelWord } from '../../localization/areas.js';
import { formatNumber } from '../../localization/format.js';
import { clock } from '../../ui/clock.js';
import { icon } from '../../ui/icons.js';
import { HELD, NOT_HELD, type Cell, type Holding } from './cells.js';
import { popover } from './popover.js';

/** What can be done with the selected people: the cells that the reader may set, and what a press does. */
export interface Bulk {
  readonly count: number;
  readonly levels: readonly Cell[];
  readonly roles: readonly Cell[];
  readonly labelOf: (cell: Cell) => string;
  readonly onHolding: (cell: Cell, holding: Holding) => void;
  /** Opens the end date of all that the selected people hold. */
  readonly onDates: () => void;
  readonly onClear: () => void;
}

/** Stands in the toolbar's place while somebody is selected (X-12). */
export function renderBulk(bulk: Bulk): TemplateResult {
  const selected = formatNumber(bulk.count);
  return html`<div class="toolbar bulk" part="toolbar" role="group" aria-label=${msg('Selection')}>
    <span class="strong" role="status">${msg(str`${selected} selected`)}</span>
    ${bulk.levels.map(
      (cell) =>
        html`<span class="line"
          ><span class="muted" aria-hidden="true">${bulk.labelOf(cell)}</span
          >${levelButton(bulk, cell, HELD)}${levelButton(bulk, cell, NOT_HELD)}</span
        >`,
    )}
    ${bulk.roles.length ? roleMenus(bulk) : nothing}
    <button type="button" class="btn btn-small" @click=${bulk.onDates}>
      ${icon(clock)}${msg('Set an end date')}
    </button>
    <span class="grow"></span>
    <button type="button" class="link-btn" @click=${bulk.onClear}>${msg('Clear')}</button>
  </div>`;
}

function levelButton({ labelOf, onHolding }: Bulk, cell: Cell, holding: Holding) {
  const word = levelWord(holding.held);
  return html`<button
    type="button"
    class="btn btn-small"
    aria-label=${`${labelOf(cell)}: ${word}`}
    @click=${() => onHolding(cell, holding)}
  >
    ${word}
  </button>`;
}

function roleMenus({ roles, labelOf, onHolding }: Bulk) {
  const menu = (label: string, holding: Holding) =>
    popover({
      label,
      kind: 'btn btn-small',
      face: label,
      content: () => roles.map((cell) => ({ label: labelOf(cell), onPick: () => onHolding(cell, holding) })),
    });
  return html`<span class="line"
    >${menu(msg('Give a role'), HELD)}${menu(msg('Take a role'), NOT_HELD)}</span
  >`;
}
