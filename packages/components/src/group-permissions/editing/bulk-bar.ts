import { msg, str } from '@lit/localize';
import { html, nothing, type TemplateResult } from 'lit';
import { formatNumber } from '../../localization/format.js';
import { icon, minus, type Icon } from '../../ui/icons.js';
import type { Panel } from '../panel.js';

/** Something that can be done with the selected rows. */
export interface BulkAction<T> {
  readonly icon: Icon;
  readonly label: string;
  readonly onPick: (rows: readonly T[]) => void;
}

/** The bar over a table while rows are selected: how many, what can be done, and the way back. */
export function bulkBar<T>(panel: Panel<T>, more: readonly BulkAction<T>[] = []): TemplateResult {
  const { list, onRemove, waits } = panel;
  const count = formatNumber(list.selected.size);
  const remove = onRemove ? [{ icon: minus, label: msg('Remove'), onPick: onRemove }] : [];
  return html`<div class="toolbar bulk" part="toolbar" role="group" aria-label=${msg('Selection')}>
    <span class="strong" role="status">${msg(str`${count} selected`)}</span>
    ${[...remove, ...more].map(
      ({ icon: sign, label, onPick }) =>
        html`<button
          type="button"
          class="btn btn-small"
          aria-disabled=${waits ? 'true' : nothing}
          title=${waits || nothing}
          @click=${() => waits || onPick([...list.selected.values()])}
        >
          ${icon(sign)}${label}
        </button>`,
    )}
    <span class="grow"></span>
    <button type="button" class="link-btn" @click=${() => list.toggleAll(false)}>${msg('Clear')}</button>
  </div>`;
}
