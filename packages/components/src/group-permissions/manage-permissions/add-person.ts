import { msg, str } from '@lit/localize';
import type { PermissionRow, Provost, User } from '@provost/sdk';
import { html, nothing, type LitElement } from 'lit';
import type { DialogView } from '../../ui/dialog.js';
import { search } from '../../ui/icons.js';
import { avatar } from '../../ui/people.js';
import { searchField } from '../../ui/search-field.js';
import { bar, errorView, stateView } from '../../ui/states.js';
import { mark } from '../mark.js';
import { PagedList } from '../paged-list.js';
import { problemOf } from '../problem.js';
import { isUser, soundPage } from '../sound.js';

/** The people of the site, searched for somebody who is to be given something here. */
export const usersList = (host: LitElement, client: () => Provost | undefined): PagedList<User> =>
  new PagedList(
    host,
    ({ id }) => id,
    async ({ search, cursor, signal }) => {
      const api = client();
      if (!api) return { items: [], next: null, total: 0 };
      return soundPage(await api.users.list(search ? { search } : {}, { signal }).page(cursor), isUser);
    },
  );

/** Somebody who holds nothing here yet, as a row. */
export const rowOf = ({ id, name, email, role, resource }: User): PermissionRow => ({
  user: { id, name, email },
  roles: role ? [role] : [],
  resource,
  levels: {},
  held: [],
});

/** What choosing somebody leads to. */
export interface AddView {
  readonly list: PagedList<User>;
  readonly onPick: (user: User) => void;
  readonly onCancel: () => void;
}

/** Stands in the dialog while somebody is looked for. */
export const renderAddPerson = (view: AddView): DialogView => ({
  title: msg('Add a person'),
  about: msg('Then choose what they get. Nothing is saved yet.'),
  width: 480,
  body: html`<div class="toolbar" part="toolbar">
      ${searchField({
        label: msg('Search people'),
        value: view.list.search,
        onInput: view.list.setSearch,
        autofocus: true,
      })}
    </div>
    <div class="adding">${renderUsers(view)}</div>`,
  foot: html`<div class="dialog-foot">
    <button type="button" class="btn" @click=${view.onCancel}>${msg('Back')}</button>
  </div>`,
});

function renderUsers({ list, onPick }: AddView) {
  if (list.status === 'failed')
    return errorView({
      title: msg('The list did not load'),
      ...problemOf(list.error),
      onRetry: () => void list.reload(),
    });
  if (list.status === 'ready' && !list.items.length)
    return stateView({ icon: search, role: 'status', title: msg(str`Nobody matches “${list.search}”`) });
  if (!list.items.length)
    return [120, 88, 140, 104].map((width) => html`<p class="pick">${bar(16)}${bar(width)}</p>`);
  return html`<ul>
      ${list.items.map(
        (user) =>
          html`<li>
            <button type="button" class="pick" @click=${() => onPick(user)}>
              ${avatar(user.name, user.id)}<span class="grow"
                ><span class="strong">${mark(user.name, list.search)}</span
                ><span class="provenance">${user.email}</span></span
              >
            </button>
          </li>`,
      )}
    </ul>
    ${
      list.next
        ? html`<button type="button" class="link-btn" @click=${list.more}>${msg('Show more')}</button>`
        : nothing
    }`;
}
