import { msg, str } from '@lit/localize';
import { html, nothing, type TemplateResult } from 'lit';
import type { DialogView } from '../../ui/dialog.js';
import type { Cell, Holding } from './cells.js';

/** Whose dates are set, and what becomes of them. */
export interface DatesView {
  readonly title: string;
  readonly cell: Cell;
  readonly holding: Holding;
  /** One sentence more, such as of how many people. */
  readonly about?: string;
  readonly onSet: (holding: Holding) => void;
  readonly onCancel: () => void;
}

const pad = (value: number, length = 2) => String(value).padStart(length, '0');

/** The day of a moment, in the reader's own time, as a date field has it. */
export function dayOf(iso: string | null, before = 0): string {
  if (iso === null) return '';
  const date = new Date(Date.parse(iso) - before);
  return `${pad(date.getFullYear(), 4)}-${pad(date.getMonth() + 1)}-${pad(date.getDate())}`;
}

/** When a day of a date field begins, or how many days after it another one does. */
export function startOf(day: string, after = 0): string | null {
  const [year, month, date] = day.split('-').map(Number);
  if (!year || !month || !date) return null;
  return new Date(year, month - 1, date + after).toISOString();
}

/** From when and until when something is held (X-04): both days count. */
export function renderDates(view: DatesView): DialogView {
  const { cell, holding, onCancel } = view;
  return {
    title: view.title,
    about: view.about ?? msg('Both days count. Left empty, there is no limit.'),
    width: 480,
    body: html`<form id="dates" class="dates" @submit=${(event: SubmitEvent) => submit(event, view)}>
      ${
        cell.area
          ? nothing // a level begins when it is set
          : field({ name: 'from', label: msg('First day'), value: dayOf(holding.from) })
      }${field({ name: 'until', label: msg('Last day'), value: dayOf(holding.until, 1), isFirst: true })}
    </form>`,
    foot: html`<div class="dialog-foot">
      <button type="button" class="btn btn-ghost" @click=${onCancel}>${msg('Back')}</button>
      ${
        holding.from === null && holding.until === null
          ? nothing
          : html`<button
              type="button"
              class="btn"
              @click=${() => view.onSet({ held: true, from: null, until: null })}
            >
              ${msg('Without limit')}
            </button>`
      }
      <button type="submit" form="dates" class="btn btn-primary">${msg('Set dates')}</button>
    </div>`,
  };
}

interface Field {
  readonly name: string;
  readonly label: string;
  readonly value: string;
  readonly isFirst?: boolean;
}

const field = ({ name, label, value, isFirst }: Field): TemplateResult =>
  html`<label class="date"
    ><span class="label">${label}</span
    ><span class="field"
      ><input
        type="date"
        name=${name}
        .value=${value}
        ?data-focus=${isFirst}
        @input=${(event: Event) => (event.target as HTMLInputElement).setCustomValidity('')} /></span
  ></label>`;

/** The last day may not lie before the first: said where it was typed. */
function submit(event: SubmitEvent, { onSet, holding, cell }: DatesView) {
  event.preventDefault();
  const form = event.target as HTMLFormElement;
  const valueOf = (name: string) => form.querySelector<HTMLInputElement>(`[name="${name}"]`)?.value ?? '';
  const from = cell.area ? holding.from : startOf(valueOf('from'));
  const until = startOf(valueOf('until'), 1);
  const last = form.querySelector<HTMLInputElement>('[name="until"]');
  if (from !== null && until !== null && until <= from) {
    last?.setCustomValidity(msg('The last day lies before the first.'));
    last?.reportValidity();
    return;
  }
  onSet({ held: true, from, until });
}

/** What the dates of a cell of somebody are called. */
export const datesTitle = (label: string, name: string): string => msg(str`Dates of ${label}: ${name}`);
