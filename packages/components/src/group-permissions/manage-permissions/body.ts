import { msg, str } from '@lit/localize';
import type { PermissionRow } from '@provost/sdk';
import { html, nothing, type TemplateResult } from 'lit';
import { formatList, formatNumber, plural } from '../../localization/format.js';
import { clock } from '../../ui/clock.js';
import { alert, cross, icon, lock, search, userAdd, users } from '../../ui/icons.js';
import { searchField } from '../../ui/search-field.js';
import { errorView, stateView } from '../../ui/states.js';
import type { PagedList } from '../paged-list.js';
import { documentOf, problemOf, type Failure } from '../problem.js';
import { renderBulk, type Bulk } from './bulk.js';
import type { Narrowing } from './people-list.js';
import { renderPeople, renderSkeleton } from './rows.js';
import type { PeopleTable } from './table.js';

/** What stands between the dialog's head and its save bar. */
export interface Body {
  readonly list: PagedList<PermissionRow>;
  readonly table: PeopleTable;
  readonly bulk: Bulk;
  /** How many people have unsaved changes; and whether only they are on show. */
  readonly changed: number;
  readonly onlyChanged: boolean;
  readonly onOnlyChanged: (on: boolean) => void;
  /** What the list is narrowed to, of what the policy has. */
  readonly only: Narrowing | undefined;
  readonly onOnly: (only: Narrowing | undefined) => void;
  /** Looks for somebody who is not listed; none where nobody can be given anything. */
  readonly onAdd: (() => void) | undefined;
  /** What the unsaved changes would do, while that is looked at. */
  readonly review: unknown;
  /** Changes that may not be made any more. */
  readonly lost: number;
  /** Why the last save failed; nothing of what was edited is lost. */
  readonly failure: Failure | undefined;
  readonly onRetry: () => void;
}

/** Toolbar, notices, and the people or what stands in their place. */
export function renderBody(body: Body): TemplateResult {
  const { list, bulk } = body;
  return html`${
      list.status === 'refreshing'
        ? html`<div class="refresh" role="progressbar" aria-label=${msg('Refreshing')}></div>`
        : nothing
    }
    ${bulk.count ? renderBulk(bulk) : toolbar(body)} ${notices(body)} ${body.review}
    <div class="table-scroll people">${renderRows(body)}</div>`;
}

/** Stands in place of everything where the reader may not (or not any more) manage permissions. */
export const renderRefused = (): TemplateResult =>
  stateView({
    icon: lock,
    role: 'alert',
    title: msg('You cannot manage permissions here any more'),
    text: msg('It takes a role that you do not hold here any more. Ask somebody who runs this group.'),
  });

function toolbar(body: Body) {
  const { list, changed, onlyChanged, onOnlyChanged, onAdd, only } = body;
  const total = formatNumber(list.total);
  return html`<div class="toolbar" part="toolbar">
    ${searchField({
      label: msg('Search people'),
      value: list.search,
      onInput: list.setSearch,
      hint: true,
      autofocus: !matchMedia('(pointer: coarse)').matches, // there it would open the keyboard over the list
    })}
    ${narrowings(body)}
    ${
      changed || onlyChanged
        ? html`<button
            type="button"
            class="btn btn-small"
            aria-pressed=${onlyChanged ? 'true' : 'false'}
            @click=${() => onOnlyChanged(!onlyChanged)}
          >
            ${msg('Only changed')} <span class="count">${formatNumber(changed)}</span>
          </button>`
        : nothing
    }
    <span class="grow"></span>
    <span class="meta" role="status"
      >${
        (list.search || only) && list.status === 'ready'
          ? plural(list.total, { one: msg(str`${total} match`), other: msg(str`${total} matches`) })
          : nothing
      }</span
    >
    ${
      onAdd
        ? html`<button type="button" class="btn btn-small" @click=${onAdd}>
            ${icon(userAdd)}${msg('Add a person')}
          </button>`
        : nothing
    }
  </div>`;
}

function narrowings({ only, onOnly, table }: Body) {
  const button = (to: Narrowing, face: unknown) =>
    html`<button
      type="button"
      class="btn btn-small"
      aria-pressed=${only === to ? 'true' : 'false'}
      @click=${() => onOnly(only === to ? undefined : to)}
    >
      ${face}
    </button>`;
  return html`${table.levels.length ? button('editors', msg('Only Editors')) : nothing}${
    table.levels.length && table.roles.length ? button('holders', msg('Only with a role')) : nothing
  }${button('ending', html`${icon(clock)}${msg('Ends soon')}`)}`;
}

function notices({ failure, lost, onRetry, bulk, table }: Body) {
  const count = formatNumber(lost);
  const seen = table.levels
    .filter(({ role }) => !bulk.levels.some((cell) => cell.role === role))
    .map(table.labelOf);
  return html`${
    failure
      ? html`<div class="notice notice-warning" role="alert">
          ${icon(alert)}<span class="grow"
            >${msg('Not saved.')}
            ${failure.text}${
              failure.requestId
                ? html` <span class="meta">${msg('Request id')} <code>${failure.requestId}</code></span>`
                : nothing
            }</span
          >
          <button type="button" class="link-btn" @click=${onRetry}>${msg('Try again')}</button>
        </div>`
      : nothing
  }
  ${
    lost
      ? html`<p class="notice notice-warning" role="alert">
          ${icon(lock)}<span
            >${plural(lost, {
              one: msg(str`${count} change is no longer yours to make and will not be saved.`),
              other: msg(str`${count} changes are no longer yours to make and will not be saved.`),
            })}</span
          >
        </p>`
      : nothing
  }
  ${
    seen.length && bulk.levels.length
      ? html`<p class="notice">
          ${icon(lock)}<span>${msg(str`You see ${formatList(seen)}; its Editors set it.`)}</span>
        </p>`
      : nothing
  }`;
}

function renderRows(body: Body) {
  const { list, table, onlyChanged } = body;
  if (table.rows.length) return html`${renderPeople(table)} ${onlyChanged ? nothing : foot(body)}`;
  if (onlyChanged)
    return stateView({
      icon: users,
      title: msg('Nothing is changed'),
      action: clear(msg('Show everybody'), () => body.onOnlyChanged(false)),
    });
  if (list.status === 'failed') return failed(list);
  if (list.status !== 'ready' && !list.search && !body.only) return renderSkeleton(table);
  if (list.status !== 'ready') return nothing;
  if (list.search)
    return stateView({
      icon: search,
      role: 'status',
      title: msg(str`Nobody matches “${list.search}”`),
      action: clear(msg('Clear search'), () => list.setSearch('')),
    });
  if (body.only)
    return stateView({
      icon: users,
      role: 'status',
      title: body.only === 'ending' ? msg('Nothing ends soon') : msg('Nobody'),
      action: clear(msg('Show everybody'), () => body.onOnly(undefined)),
    });
  if (table.roles.length)
    return stateView({
      icon: users,
      title: msg('Nobody holds a role here yet'),
      text: msg('Add a person, then choose what they get.'),
    });
  return stateView({
    icon: users,
    title: msg('Nobody to give a level to'),
    text: msg('Managers are Editors of every group. A person made sub-manager is listed here.'),
  });
}

const clear = (label: string, onClick: () => void) =>
  html`<button type="button" class="btn" @click=${onClick}>${icon(cross)}${label}</button>`;

function failed({ error, reload }: PagedList<PermissionRow>) {
  const { status } = documentOf(error);
  const refused = status === 403 || status === 409;
  const { text, requestId } = problemOf(error);
  if (refused) return stateView({ icon: lock, role: 'alert', title: msg('Permissions are not shown'), text });
  return errorView({ title: msg('Permissions did not load'), text, requestId, onRetry: () => void reload() });
}

function foot({ list }: Body) {
  const [shown, total] = [formatNumber(list.items.length), formatNumber(list.total)];
  const broken = list.status === 'failed' ? problemOf(list.error).text : '';
  return html`<p class="foot meta">
    <span role=${broken ? 'alert' : 'status'}>${broken || msg(str`Showing ${shown} of ${total}`)}</span>
    ${
      list.next
        ? html`<button type="button" class="link-btn" @click=${list.more}>
            ${broken ? msg('Try again') : msg('Show more')}
          </button>`
        : nothing
    }
  </p>`;
}
