import { msg, str } from '@lit/localize';
import { html, nothing, type LitElement, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { formatNumber } from '../../localization/format.js';
import { DialogController } from '../../ui/dialog.js';
import { alert, icon, rowsDefault as list, search } from '../../ui/icons.js';
import { searchField } from '../../ui/search-field.js';
import { bar, errorView, stateView } from '../../ui/states.js';
import type { PagedList } from '../paged-list.js';
import { problemOf } from '../problem.js';
import { isList } from './parse-list.js';

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
  /** Says why nothing was added, instead of the plain sentence. */
  readonly failed?: (error: unknown, rows: readonly T[]) => unknown;
  /** Another way to say who: a list that is pasted. */
  readonly pasting?: Pasting;
}

/** What stands in the dialog instead of search and rows, while it is open. */
export interface Pasting {
  readonly isOpen: boolean;
  readonly busy: boolean;
  /** How many would be added. */
  readonly size: number;
  readonly open: (text: string) => void;
  readonly close: () => void;
  body(): unknown;
  failure(): unknown;
  /** True when the dialog has done its work. */
  submit(): Promise<boolean>;
}

/** A dialog to choose many from a searched list. Owns its opening, its errors, and what is chosen meanwhile. */
export class Picker<T> {
  readonly dialog: DialogController;
  #failure: unknown;
  #busy = false;
  #picking: Picking<T> | undefined;

  constructor(
    readonly host: LitElement,
    id: string,
    readonly list: PagedList<T>,
  ) {
    this.dialog = new DialogController(host, id, {
      onClosed: () => {
        this.list.reset(false);
        this.#picking?.pasting?.close();
      },
    });
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
    const { pasting } = picking;
    return this.dialog.render({
      title: picking.title,
      about: picking.about,
      width: 480,
      body: pasting?.isOpen ? pasting.body() : this.#renderSearch(picking),
      foot: this.#renderFoot(picking),
      live,
    });
  }

  #renderSearch(picking: Picking<T>) {
    const { pasting } = picking;
    return html`<div class="toolbar" @paste=${(event: ClipboardEvent) => this.#onPaste(event, pasting)}>
        ${searchField({
          label: picking.search,
          value: this.list.search,
          onInput: this.list.setSearch,
          autofocus: true,
        })}
        ${
          pasting
            ? html`<button type="button" class="btn btn-small" @click=${() => pasting.open('')}>
                ${icon(list)}${msg('Paste a list')}
              </button>`
            : nothing
        }
      </div>
      ${this.#renderRows(picking)}`;
  }

  /** A list in the search field would find nobody: it is taken for what it is. */
  #onPaste(event: ClipboardEvent, pasting: Pasting | undefined) {
    const text = event.clipboardData?.getData('text') ?? '';
    if (!pasting || !isList(text)) return;
    event.preventDefault();
    pasting.open(text);
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
    const pasting = picking.pasting?.isOpen ? picking.pasting : undefined;
    const { size } = pasting ?? this.list.selected;
    const count = formatNumber(size);
    const waits = this.#busy || pasting?.busy || size === 0;
    return html`${
        pasting ? pasting.failure() : this.#failure ? this.#renderFailure(picking, this.#failure) : nothing
      }
      <div class="dialog-foot">
        <span class="meta grow" role=${pasting ? nothing : 'status'}
          >${pasting ? nothing : size ? msg(str`${count} selected`) : msg('Nothing selected yet')}</span
        >
        <button type="button" class="btn" @click=${this.dialog.requestClose}>${msg('Cancel')}</button>
        <button
          type="button"
          class="btn btn-primary"
          aria-disabled=${waits ? 'true' : nothing}
          @click=${() => waits || void (pasting ? this.#submitList(pasting) : this.#submit(picking))}
        >
          ${size ? msg(str`Add ${count}`) : msg('Add')}
        </button>
      </div>`;
  }

  #renderFailure({ failed }: Picking<T>, error: unknown) {
    if (failed) return failed(error, [...this.list.selected.values()]);
    return html`<p class="notice notice-warning" role="alert">
      ${icon(alert)}<span>${problemOf(error).text}</span>
    </p>`;
  }

  async #submitList(pasting: Pasting) {
    if (await pasting.submit()) this.dialog.close();
  }

  async #submit(picking: Picking<T>) {
    this.#busy = true;
    this.#failure = undefined;
    this.host.requestUpdate();
    try {
      if (await picking.onPick([...this.list.selected.values()])) this.dialog.close();
    } catch (error) {
      this.#failure = error;
    }
    this.#busy = false;
    this.host.requestUpdate();
  }
}
