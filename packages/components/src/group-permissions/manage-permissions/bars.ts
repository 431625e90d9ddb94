import { msg, str } from '@lit/localize';
import type { AccessChange, ChangesDone } from '@provost/sdk';
import { html, nothing, type TemplateResult } from 'lit';
import { formatNumber, plural } from '../../localization/format.js';
import { effectOf, type Draft } from './draft.js';
import { impactLine } from './impact.js';

/** What waits to be saved and how, or the question that closing or saving asks. */
export interface SaveBar {
  readonly changes: readonly AccessChange[];
  readonly draft: Draft;
  /** What the server says it would do (X-03); until then the bar says what can be told from here. */
  readonly impact: ChangesDone['impact'];
  readonly isReviewing: boolean;
  readonly saving: boolean;
  readonly leaving: boolean;
  /** What has to be answered with yes before it is saved (X-13). */
  readonly question: string | undefined;
  readonly onSave: () => void;
  readonly onConfirm: () => void;
  readonly onReview: () => void;
  readonly onDiscard: () => void;
  readonly onStay: () => void;
  readonly onLeave: () => void;
}

/** The bar below the list while something waits to be saved. */
export function renderSaveBar(view: SaveBar): TemplateResult | typeof nothing {
  if (!view.changes.length) return nothing;
  if (view.leaving) return leaving(view);
  if (view.question !== undefined) return asking(view.question, view);
  return html`<div class="save-bar" part="save-bar">
    <span class="grow line wrap" role="status"
      ><span class="strong">${unsaved(view.changes.length)}</span
      ><span class="meta">${effect(view)}</span></span
    >
    <button type="button" class="btn btn-ghost" @click=${view.onDiscard}>${msg('Discard')}</button>
    ${
      view.impact
        ? html`<button
            type="button"
            class="btn"
            aria-expanded=${view.isReviewing ? 'true' : 'false'}
            @click=${view.onReview}
          >
            ${msg('Review')}
          </button>`
        : nothing
    }
    <button
      type="button"
      class="btn btn-primary"
      aria-disabled=${view.saving ? 'true' : nothing}
      aria-keyshortcuts="Control+S Meta+S"
      @click=${view.onSave}
    >
      ${view.saving ? msg('Saving') : msg('Save')}<kbd aria-hidden="true">Ctrl S</kbd>
    </button>
  </div>`;
}

function unsaved(length: number) {
  const count = formatNumber(length);
  return plural(length, {
    one: msg(str`${count} unsaved change`),
    other: msg(str`${count} unsaved changes`),
  });
}

function leaving({ changes, onLeave, onStay }: SaveBar) {
  const count = formatNumber(changes.length);
  return html`<div class="save-bar" part="save-bar" role="alert">
    <span class="grow strong"
      >${plural(changes.length, {
        one: msg(str`Close without saving ${count} change?`),
        other: msg(str`Close without saving ${count} changes?`),
      })}</span
    >
    <button type="button" class="btn btn-ghost" @click=${onLeave}>${msg('Discard and close')}</button>
    <button type="button" class="btn btn-primary" data-focus @click=${onStay}>${msg('Keep editing')}</button>
  </div>`;
}

const asking = (question: string, { onConfirm, onStay }: SaveBar) =>
  html`<div class="save-bar" part="save-bar" role="alert">
    <span class="grow strong">${question}</span>
    <button type="button" class="btn btn-ghost" @click=${onConfirm}>${msg('Save all the same')}</button>
    <button type="button" class="btn btn-primary" data-focus @click=${onStay}>${msg('Keep editing')}</button>
  </div>`;

function effect({ draft, impact }: SaveBar) {
  if (impact) return impactLine(impact);
  const { gain, lose } = effectOf(draft);
  const [gains, loses] = [formatNumber(gain), formatNumber(lose)];
  const parts = [
    gain && plural(gain, { one: msg(str`${gains} person gains`), other: msg(str`${gains} people gain`) }),
    lose && plural(lose, { one: msg(str`${loses} person loses`), other: msg(str`${loses} people lose`) }),
  ];
  return parts.filter(Boolean).join(', ');
}
