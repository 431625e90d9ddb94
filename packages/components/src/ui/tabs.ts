import { css, html, nothing, type TemplateResult } from 'lit';
import { formatNumber } from '../localization/format.js';
import { isRtl, rove } from './focus.js';

/** Tabs over a line; the panel is the host's: `role="tabpanel"`, id `panel-<tab>`, labelled by `tab-<tab>`. */
export const tabsStyles = css`
  .tabs {
    display: flex;
    gap: 24px;
    border-bottom: 1px solid var(--_line);
  }
  [role='tab'] {
    position: relative;
    display: inline-flex;
    gap: 6px;
    align-items: center;
    min-height: 40px;
    color: var(--_muted);
    font-weight: 500;
  }
  [role='tab']:is(:hover, [aria-selected='true']) {
    color: var(--_text);
  }
  [role='tab'][aria-selected='true']::after {
    content: '';
    position: absolute;
    inset: auto 0 -1px;
    height: 2px;
    border-radius: 1px;
    background: var(--_accent);
  }
  @media (forced-colors: active) {
    [role='tab'][aria-selected='true']::after {
      background: Highlight;
      forced-color-adjust: none;
    }
  }
`;

/** One tab: its id, its word, and how much is behind it. */
export interface Tab<T extends string> {
  readonly id: T;
  readonly label: string;
  readonly count?: number | undefined;
}

/** A tab list with one tab stop; arrows move and select. */
export function tabs<T extends string>(view: {
  readonly label: string;
  readonly tabs: readonly Tab<T>[];
  readonly selected: T;
  readonly onSelect: (id: T) => void;
}): TemplateResult {
  const onKeydown = (event: KeyboardEvent) => {
    const list = event.currentTarget as HTMLElement;
    const index = view.tabs.findIndex(({ id }) => id === view.selected);
    const keys = isRtl(list)
      ? (['ArrowRight', 'ArrowLeft'] as const)
      : (['ArrowLeft', 'ArrowRight'] as const);
    const to = rove(event, index, view.tabs.length, keys);
    if (to === undefined) return;
    event.preventDefault();
    view.onSelect(view.tabs[to]!.id);
    (list.children[to] as HTMLElement).focus();
  };
  return html`<div class="tabs" part="tabs" role="tablist" aria-label=${view.label} @keydown=${onKeydown}>
    ${view.tabs.map(
      ({ id, label, count }) =>
        html`<button
          type="button"
          role="tab"
          id="tab-${id}"
          aria-controls=${id === view.selected ? `panel-${id}` : nothing}
          aria-selected=${id === view.selected ? 'true' : 'false'}
          tabindex=${id === view.selected ? 0 : -1}
          @click=${() => view.onSelect(id)}
        >
          ${label} ${count === undefined ? nothing : html`<span class="count">${formatNumber(count)}</span>`}
        </button>`,
    )}
  </div>`;
}
