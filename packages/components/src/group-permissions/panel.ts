import { msg, str } from '@lit/localize';
import type { Group } from '@provost/sdk';
import { html, nothing, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { formatNumber, formatTime, plural } from '../localization/format.js';
import { checkbox } from '../ui/controls.js';
import { cross, icon, lock, minus, refresh, search, type Icon } from '../ui/icons.js';
import { searchField } from '../ui/search-field.js';
import { bar, errorView, stateView } from '../ui/states.js';
import type { PagedList } from './paged-list.js';
import { problemOf } from './problem.js';

/** One column: its head, its cell, and from what width on it shows. */
export interface Column<T> {
  readonly head: string;
  readonly number?: boolean;
  readonly from?: 'narrow' | 'wide';
  readonly cell: (row: T) => unknown;
}

/** The texts of a panel: sentences, since no language builds them from words as English does. */
export interface PanelWords {
  readonly search: string;
  readonly add: string;
  readonly remove: (name: string) => string;
  readonly none: string;
  readonly noneText: string;
  readonly noMatch: string;
  readonly failed: string;
  readonly unseen: string;
}

/** A group's members, or its courses and e-folders: the same table with other words and columns. */
export interface Panel<T> {
  readonly id: 'members' | 'content';
  readonly group: Group;
  readonly list: PagedList<T>;
  readonly icon: Icon;
  readonly words: PanelWords;
  readonly name: {
    readonly head: string;
    readonly of: (row: T) => string;
    readonly cell: (row: T) => unknown;
  };
  readonly columns: readonly Column<T>[];
  /** What one may do here; absent actions are not drawn (EV-12). */
  readonly onAdd: (() => void) | undefined;
  readonly onRemove: ((rows: readonly T[]) => void) | undefined;
  /** The bar in the toolbar’s place while rows are selected, once what changes something is loaded. */
  readonly bulk: ((panel: Panel<T>) => unknown) | undefined;
  /** Why changes have to wait, or empty. */
  readonly waits: string;
  /** Stands over the table: who to ask. */
  readonly notice: unknown;
  /** Stands in the toolbar. */
  readonly tools: unknown;
}

/** The panel of a tab. */
export function renderPanel<T>(panel: Panel<T>): TemplateResult {
  const { list } = panel;
  const bare = list.status === 'ready' && !list.items.length && !list.search;
  return html`<div
    class="body"
    part="panel"
    role="tabpanel"
    id="panel-${panel.id}"
    aria-labelledby="tab-${panel.id}"
  >
    ${
      list.status === 'refreshing'
        ? html`<div class="refresh" role="progressbar" aria-label=${msg('Refreshing')}></div>`
        : nothing
    }
    ${panel.notice} ${bare ? nothing : (list.selected.size && panel.bulk?.(panel)) || toolbar(panel)}
    ${renderRows(panel)}
  </div>`;
}

function toolbar<T>(panel: Panel<T>) {
  const { list, words, tools, onAdd } = panel;
  return html`<div class="toolbar" part="toolbar">
    ${searchField({ label: words.search, value: list.search, onInput: list.setSearch })}
    <span class="meta" role="status"
      >${list.search && list.status === 'ready' ? matches(list.total) : nothing}</span
    >
    <span class="grow"></span>
    ${tools} ${onAdd ? addButton(panel, 'btn-small') : nothing}
  </div>`;
}

const matches = (total: number) => {
  const count = formatNumber(total);
  return plural(total, { one: msg(str`${count} match`), other: msg(str`${count} matches`) });
};

const addButton = <T>({ words, icon: sign, onAdd, waits }: Panel<T>, size: string) =>
  html`<button
    type="button"
    class="btn btn-primary ${size}"
    aria-disabled=${waits ? 'true' : nothing}
    title=${waits || nothing}
    @click=${() => waits || onAdd?.()}
  >
    ${icon(sign)}${words.add}
  </button>`;

function renderRows<T>(panel: Panel<T>) {
  const { list, words } = panel;
  if (list.status === 'failed' && !list.items.length)
    return errorView({ title: words.failed, ...problemOf(list.error), onRetry: list.reload });
  if (list.items.length || list.status === 'loading' || list.status === 'idle') return table(panel);
  if (list.status !== 'ready') return nothing;
  return list.search ? noMatch(panel) : nothingYet(panel);
}

const noMatch = <T>({ list, words }: Panel<T>) =>
  stateView({
    icon: search,
    title: words.noMatch,
    action: html`<button type="button" class="btn" @click=${() => list.setSearch('')}>
      ${icon(cross)}${msg('Clear search')}
    </button>`,
  });

const nothingYet = <T>(panel: Panel<T>) =>
  stateView({
    icon: panel.icon,
    title: panel.words.none,
    text: panel.onAdd ? panel.words.noneText : undefined,
    action: panel.onAdd ? addButton(panel, '') : nothing,
  });

function table<T>(panel: Panel<T>) {
  const { list, columns, name, onRemove } = panel;
  const waiting = !list.items.length;
  // a table without a control in it has to be reached by Tab, or no key can scroll it
  return html`${list.status === 'failed' ? staleNotice(panel) : nothing}
    <div class="table-scroll rows" tabindex=${onRemove ? nothing : 0}>
      <table aria-busy=${waiting ? 'true' : nothing} aria-labelledby="tab-${panel.id}">
        <thead>
          <tr>
            ${
              onRemove
                ? waiting
                  ? html`<td class="cell-check"></td>`
                  : html`<th scope="col" class="cell-check">${checkAll(list)}</th>`
                : nothing
            }
            <th scope="col">${name.head}</th>
            ${columns.map(
              ({ head, number, from }) =>
                html`<th scope="col" class="${number ? 'num' : ''} ${from ?? ''}">${head}</th>`,
            )}
            ${
              onRemove
                ? html`<th scope="col" class="cell-actions">
                    <span class="visually-hidden">${msg('Actions')}</span>
                  </th>`
                : nothing
            }
          </tr>
        </thead>
        <tbody>
          ${
            waiting
              ? [132, 96, 150, 110, 84, 124, 102, 140].map((width) => skeletonRow(panel, width))
              : repeat(list.items, list.idOf, (row) => renderRow(panel, row))
          }
        </tbody>
      </table>
    </div>
    ${waiting ? nothing : foot(list)}`;
}

const checkAll = <T>(list: PagedList<T>) => {
  const all = list.items.every((row) => list.selected.has(list.idOf(row)));
  return checkbox({
    label: msg('Select all that are shown'),
    checked: all,
    some: list.selected.size > 0,
    onChange: (on) => list.toggleAll(on),
  });
};

function renderRow<T>({ list, name, columns, words, onRemove, waits }: Panel<T>, row: T) {
  const id = list.idOf(row);
  const picked = list.selected.has(id);
  const label = name.of(row);
  return html`<tr aria-selected=${onRemove ? (picked ? 'true' : 'false') : nothing} part="row">
    ${
      onRemove
        ? html`<td class="cell-check">
            ${checkbox({ label: msg(str`Select ${label}`), checked: picked, onChange: (on) => list.toggle(row, on) })}
          </td>`
        : nothing
    }
    <th scope="row">${name.cell(row)}</th>
    ${columns.map(
      ({ cell, number, from }) =>
        html`<td class="muted ${number ? 'num' : ''} ${from ?? ''}">${cell(row)}</td>`,
    )}
    ${
      onRemove
        ? html`<td class="cell-actions">
            <span class="row-actions"
              ><button
                type="button"
                class="btn btn-ghost btn-small"
                data-remove=${id}
                aria-label=${words.remove(label)}
                aria-disabled=${waits ? 'true' : nothing}
                title=${waits || nothing}
                @click=${() => waits || onRemove([row])}
              >
                ${icon(minus)}<span class="word">${msg('Remove')}</span>
              </button></span
            >
          </td>`
        : nothing
    }
  </tr>`;
}

const skeletonRow = <T>({ columns, onRemove }: Panel<T>, width: number) =>
  html`<tr>
    ${onRemove ? html`<td class="cell-check">${bar(16)}</td>` : nothing}
    <td>${bar(width)}</td>
    ${columns.map(({ number, from }) => html`<td class="${number ? 'num' : ''} ${from ?? ''}">${bar(64)}</td>`)}
    ${onRemove ? html`<td class="cell-actions"></td>` : nothing}
  </tr>`;

function foot<T>(list: PagedList<T>) {
  const [shown, total] = [formatNumber(list.items.length), formatNumber(list.total)];
  return html`<p class="foot meta">
    ${msg(str`Showing ${shown} of ${total}`)}
    ${list.next ? html`<button type="button" class="link-btn" @click=${list.more}>${msg('Show more')}</button>` : nothing}
  </p>`;
}

function staleNotice<T>({ list, words }: Panel<T>) {
  const since = list.loadedAt ? formatTime(list.loadedAt) : '';
  return html`<p class="notice notice-warning" role="alert">
    ${icon(refresh)}<span class="grow"
      >${words.failed}. ${problemOf(list.error).text} ${msg(str`You see the list as of ${since}.`)}</span
    >
    <button type="button" class="link-btn" @click=${list.reload}>${msg('Try again')}</button>
  </p>`;
}

/** What stands in the tab for those who may not even see it. */
export const renderUnseen = (id: string, title: string, text: string): TemplateResult =>
  html`<div class="body" role="tabpanel" id="panel-${id}" aria-labelledby="tab-${id}">
    ${stateView({ icon: lock, title, text })}
  </div>`;
