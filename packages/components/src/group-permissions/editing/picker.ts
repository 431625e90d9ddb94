import { msg, str } from '@lit/localize';
import { html, nothing, type LitElement, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { formatNumber } from '../../localization/format.js';
import { DialogController } from '../../ui/dialog.js';
import { alert, icon, search } from '../../ui/icons.js';
import { searchField } from '../../ui/search-field.js';
import { bar, errorView, stateView } from '../../ui/states.js';
import type { PagedList } from '../paged-list.js';
import { problemOf, type Failure } from '../problem.js';

/** The words of a picker, how a row looks, and what happens with the chosen ones. */
export interface Picking<T> {
  readonly title: string;
  readonly about: string;
  readonly search: string;
  /** What the list says when everything there is stands in the group already. */
  readonly none: string;
  readonly cell: (row: T) => unknown;
  readonly name: (row: T) => string;
  /** Adds them; raises what the API raised. Answers false where a host called it off. */
  readonly onPick: (rows: readonly T[]) => Promise<boolean>;
}

/** A dialog to choose many from a searched list. Owns its opening, its errors, and what is chosen meanwhile. */
export class Picker<T> {
  readonly dialog: DialogController;
  #failure: Failure | undefined;
  #busy = false;
  #picking: Picking<T> | undefined;

  constructor(
    readonly host: LitElement,
    id: string,
    readonly list: PagedList<T>,
  ) {
    this.dialog = new DialogController(host, id, { onClosed: () => this.list.reset(false) });
  }

  show(picking: Picking<T>): void {
    this.#picking = picking;
    this.#failure = undefined;
    this.list.reset();
    this.dialog.show();
  }

  render(live: unknown): TemplateResult | typeof nothing {
    const picking = this.#picking;
    if (!picking || !this.dialog.open) return nothing;
    return this.dialog.render({
      title: picking.title,
      about: picking.about,
      width: 480,
      body: html`<div class="toolbar">
          ${searchField({
            label: picking.search,
            value: this.list.search,
            onInput: this.list.setSearch,
            autofocus: true,
          })}
        </div>
        ${this.#renderRows(picking)}`,
      foot: this.#renderFoot(picking),
      live,
    });
  }

  #renderRows({ cell, name, none }: Picking<T>) {
    const { list } = this;
    if (list.status === 'failed' && !list.items.length)
      return errorView({
        title: msg('The list did not load'),
        ...problemOf(list.error),
        onRetry: list.reload,
      });
    if (list.status === 'ready' && !list.items.length)
      return stateView({
        icon: search,
        role: 'status',
        title: list.search ? msg(str`Nothing matches “${list.search}”`) : none,
      });
    if (!list.items.length)
      return [120, 88, 140, 104, 96].map((width) => html`<p class="pick">${bar(16)}${bar(width)}</p>`);
    return html`${repeat(
      list.items,
      list.idOf,
      (row) =>
        html`<label class="pick"
          ><span class="check"
            ><input
              type="checkbox"
              aria-label=${name(row)}
              .checked=${list.selected.has(list.idOf(row))}
              @change=${(event: Event) => list.toggle(row, (event.target as HTMLInputElement).checked)} /></span
          >${cell(row)}</label
        >`,
    )}
    ${
      list.next
        ? html`<p class="foot">
            <button type="button" class="link-btn" @click=${list.more}>${msg('Show more')}</button>
          </p>`
        : nothing
    }`;
  }

  #renderFoot(picking: Picking<T>) {
    const { size } = this.list.selected;
    const count = formatNumber(size);
    const waits = this.#busy || size === 0;
    return html`${
        this.#failure
          ? html`<p class="notice notice-warning" role="alert">
              ${icon(alert)}<span>${this.#failure.text}</span>
            </p>`
          : nothing
      }
      <div class="dialog-foot">
        <span class="meta grow" role="status"
          >${size ? msg(str`${count} selected`) : msg('Nothing selected yet')}</span
        >
        <button type="button" class="btn" @click=${this.dialog.requestClose}>${msg('Cancel')}</button>
        <button
          type="button"
          class="btn btn-primary"
          aria-disabled=${waits ? 'true' : nothing}
          @click=${() => waits || void this.#submit(picking)}
        >
          ${size ? msg(str`Add ${count}`) : msg('Add')}
        </button>
      </div>`;
  }

  async #submit(picking: Picking<T>) {
    this.#busy = true;
    this.host.requestUpdate();
    try {
      if (await picking.onPick([...this.list.selected.values()])) this.dialog.close();
    } catch (error) {
      this.#failure = problemOf(error);
    }
    this.#busy = false;
    this.host.requestUpdate();
  }
}
