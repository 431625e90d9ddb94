import { msg, str } from '@lit/localize';
import type { Area } from '@provost/authz-core';
import type { Level, LevelChange } from '@provost/sdk';
import { html, nothing, type TemplateResult } from 'lit';
import { areaLabel, levelWord } from '../../localization/areas.js';
import { formatNumber, plural } from '../../localization/format.js';
import { effectOf } from './draft.js';

/** What can be done with the selected people: the areas the reader may set, and what a press does. */
export interface Bulk {
  readonly count: number;
  readonly areas: readonly Area[];
  readonly onLevel: (area: Area, level: Level) => void;
  readonly onClear: () => void;
}

/** Stands in the toolbar's place while somebody is selected. */
export function renderBulk({ count, areas, onLevel, onClear }: Bulk): TemplateResult {
  const selected = formatNumber(count);
  const button = (area: Area, to: Level) => {
    const word = levelWord(to === 'editor');
    return html`<button
      type="button"
      class="btn btn-small"
      aria-label=${`${areaLabel(area)}: ${word}`}
      @click=${() => onLevel(area, to)}
    >
      ${word}
    </button>`;
  };
  return html`<div class="toolbar bulk" part="toolbar" role="group" aria-label=${msg('Selection')}>
    <span class="strong" role="status">${msg(str`${selected} selected`)}</span>
    ${areas.map(
      (area) =>
        html`<span class="line"
          ><span class="muted" aria-hidden="true">${areaLabel(area)}</span
          >${button(area, 'editor')}${button(area, 'viewer')}</span
        >`,
    )}
    <span class="grow"></span>
    <button type="button" class="link-btn" @click=${onClear}>${msg('Clear')}</button>
  </div>`;
}

/** What waits to be saved and how, or the question that closing asks. */
export interface SaveBar {
  readonly changes: readonly LevelChange[];
  readonly saving: boolean;
  readonly leaving: boolean;
  readonly onSave: () => void;
  readonly onDiscard: () => void;
  readonly onStay: () => void;
  readonly onLeave: () => void;
}

/** The bar below the list while something waits to be saved. */
export function renderSaveBar(view: SaveBar): TemplateResult | typeof nothing {
  const { changes, saving } = view;
  if (!changes.length) return nothing;
  const count = formatNumber(changes.length);
  if (view.leaving)
    return html`<div class="save-bar" part="save-bar" role="alert">
      <span class="grow strong"
        >${plural(changes.length, {
          one: msg(str`Close without saving ${count} change?`),
          other: msg(str`Close without saving ${count} changes?`),
        })}</span
      >
      <button type="button" class="btn btn-ghost" @click=${view.onLeave}>${msg('Discard and close')}</button>
      <button type="button" class="btn btn-primary" data-focus @click=${view.onStay}>
        ${msg('Keep editing')}
      </button>
    </div>`;
  return html`<div class="save-bar" part="save-bar">
    <span class="grow line wrap" role="status"
      ><span class="strong"
        >${plural(changes.length, {
          one: msg(str`${count} unsaved change`),
          other: msg(str`${count} unsaved changes`),
        })}</span
      ><span class="meta">${effect(changes)}</span></span
    >
    <button type="button" class="btn btn-ghost" @click=${view.onDiscard}>${msg('Discard')}</button>
    <button
      type="button"
      class="btn btn-primary"
      aria-disabled=${saving ? 'true' : nothing}
      aria-keyshortcuts="Control+S Meta+S"
      @click=${view.onSave}
    >
      ${saving ? msg('Saving') : msg('Save')}<kbd aria-hidden="true">Ctrl S</kbd>
    </button>
  </div>`;
}

function effect(changes: readonly LevelChange[]) {
  const { gain, lose } = effectOf(changes);
  const [gains, loses] = [formatNumber(gain), formatNumber(lose)];
  const parts = [
    gain && plural(gain, { one: msg(str`${gains} person gains`), other: msg(str`${gains} people gain`) }),
    lose && plural(lose, { one: msg(str`${loses} person loses`), other: msg(str`${loses} people lose`) }),
  ];
  return parts.filter(Boolean).join(', ');
}
