import { msg, str } from '@lit/localize';
import type { AuditEntry } from '@provost/sdk';
import type { Group } from '@provost/sdk';
import { html, nothing, type CSSResult, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { formatNumber, formatTime, time } from '../../localization/format.js';
import { circle, cross, icon, search, type Icon } from '../../ui/icons.js';
import { avatar } from '../../ui/people.js';
import { searchField } from '../../ui/search-field.js';
import { bar, errorView, stateView } from '../../ui/states.js';
import { PagedList } from '../paged-list.js';
import { problemOf } from '../problem.js';
import type { Screen } from '../screen.js';
import { historyStyles } from './styles.js';
import { tell, type NameOf, type Told } from './words.js';

const clock: Icon = circle(8, 8, 6) + 'M8 4.5V8l2.25 1.5';
const download: Icon = 'M8 2.75v7.5M4.75 7.25 8 10.5l3.25-3.25M3 13.25h10';
const arrow: Icon = 'M3 8h9.5M9 4.5 12.5 8 9 11.5';

/** The kinds of change that can be asked for alone. */
const KINDS = {
  members: 'members-added,members-removed',
  content: 'content-added,content-removed',
  permissions: 'level-set,role-given,role-taken,role-ended,role-changed',
  group:
    'group-created,group-changed,group-moved,group-archived,group-unarchived,group-deleted,group-restored',
};
type KindOfChange = keyof typeof KINDS | '';

/** An entry with the names of what it tells of. */
interface Row {
  readonly entry: AuditEntry;
  readonly nameOf: NameOf;
}

/** What the history needs of the element. */
export interface HistoryView extends Screen {
  /** Why changes wait, or empty. */
  readonly waits: string;
}

/**
 * A group's history: who changed what, when, and how it was before; with undo while nothing newer stands on it (X-05). A part
 * of its own, loaded when its tab is opened. Owns the list and its filters.
 */
export class History {
  static readonly styles: readonly CSSResult[] = [historyStyles];

  readonly list: PagedList<Row>;
  #group: string | undefined;
  #kind: KindOfChange = '';
  #actor: { readonly id: string; readonly name: string } | undefined;
  /** What an undo or an export came to, where it was not done. */
  #failure: unknown;
  #busy: string | undefined;

  constructor(readonly screen: HistoryView) {
    this.list = new PagedList(
      screen.host,
      ({ entry }) => entry.id,
      async ({ search: text, cursor, signal }) => {
        const asked = { ...this.#query(), ...(text ? { search: text } : {}) };
        const page = await screen.client().audit.list(asked, { signal }).page(cursor);
        const nameOf = namesOf(page.names);
        return { ...page, items: page.items.map((entry) => ({ entry, nameOf })) };
      },
    );
  }

  #query() {
    const { search: text } = this.list;
    return {
      resourceType: 'group',
      resourceId: this.#group ?? '',
      ...(this.#kind ? { action: KINDS[this.#kind] } : {}),
      ...(this.#actor ? { actor: this.#actor.id } : {}),
      ...(text.trim() ? { search: text.trim() } : {}),
    };
  }

  render(group: Group): TemplateResult {
    if (this.#group !== group.id) this.#open(group.id);
    const { list } = this;
    return html`<div
      class="body"
      part="panel"
      role="tabpanel"
      id="panel-history"
      aria-labelledby="tab-history"
    >
      ${this.#renderToolbar(group)}
      ${
        this.#failure
          ? html`<p class="notice notice-warning" role="alert">
              <span class="grow">${problemOf(this.#failure).text}</span
              ><button type="button" class="link-btn" @click=${() => this.#fail(undefined)}>
                ${msg('Dismiss')}
              </button>
            </p>`
          : nothing
      }
      ${this.#renderRows()}
      ${
        list.items.length
          ? html`<p class="foot meta">
              ${shown(list)}
              ${list.next ? html`<button type="button" class="link-btn" @click=${list.more}>${msg('Show more')}</button>` : nothing}
            </p>`
          : nothing
      }
    </div>`;
  }

  /** Another group: its history from the start, with no filter. */
  #open(id: string) {
    this.#group = id;
    this.#kind = '';
    this.#actor = this.#failure = undefined;
    // not while it is drawn
    queueMicrotask(() => this.list.reset());
  }

  #renderToolbar(group: Group) {
    const { list } = this;
    return html`<div class="toolbar" part="toolbar">
      ${searchField({ label: msg('Search history'), value: list.search, onInput: list.setSearch })}
      <label class="field field-small"
        ><span class="visually-hidden">${msg('Kind of change')}</span
        ><select
          .value=${this.#kind}
          @change=${(event: Event) => this.#narrow({ kind: (event.target as HTMLSelectElement).value as KindOfChange })}
        >
          <option value="">${msg('All changes')}</option>
          <option value="members">${msg('Members')}</option>
          <option value="content">${msg('Content')}</option>
          <option value="permissions">${msg('Permissions')}</option>
          <option value="group">${msg('The group')}</option>
        </select>
      </label>
      ${this.#renderActor()}
      <span class="grow"></span>
      <button type="button" class="btn btn-small" @click=${() => void this.#export(group)}>
        ${icon(download)}${msg('Export CSV')}
      </button>
    </div>`;
  }

  #renderActor() {
    const name = this.#actor?.name;
    if (name === undefined) return nothing;
    return html`<button
      type="button"
      class="btn btn-small"
      aria-label=${msg(str`By ${name}: show everybody’s`)}
      @click=${() => this.#narrow({ actor: undefined })}
    >
      ${msg(str`By ${name}`)}${icon(cross, 12)}
    </button>`;
  }

  #narrow({ kind = this.#kind, actor }: { kind?: KindOfChange; actor?: AuditEntry['actor'] | undefined }) {
    this.#kind = kind;
    this.#actor = actor ? { id: actor.id, name: actor.name ?? msg('somebody you cannot see') } : undefined;
    void this.list.reload();
  }

  #renderRows() {
    const { list } = this;
    if (list.status === 'failed' && !list.items.length)
      return errorView({
        title: msg('The history did not load'),
        ...problemOf(list.error),
        onRetry: list.reload,
      });
    if (list.status === 'ready' && !list.items.length) return this.#renderNone();
    if (!list.items.length)
      return html`<div role="status" aria-label=${msg('Loading')}>
        ${[220, 160, 260, 190, 240].map((width) => html`<p class="entry">${bar(width)}</p>`)}
      </div>`;
    return html`<ol class="entries rows" tabindex="0" aria-label=${msg('History')}>
      ${repeat(list.items, list.idOf, (row) => this.#renderEntry(row))}
    </ol>`;
  }

  #renderNone() {
    const { list } = this;
    const narrowed = !!list.search || !!this.#kind || !!this.#actor;
    return stateView({
      icon: narrowed ? search : clock,
      role: 'status',
      title: narrowed ? msg('No change matches') : msg('Nothing was changed yet'),
      action: narrowed
        ? html`<button type="button" class="btn" @click=${() => this.#clear()}>
            ${icon(cross)}${msg('Clear filters')}
          </button>`
        : nothing,
    });
  }

  #clear() {
    this.list.search = '';
    this.#narrow({ kind: '' });
  }

  #renderEntry({ entry, nameOf }: Row) {
    const access = this.screen.access();
    if (!access) return nothing;
    const told = tell(entry, { policy: access.policy, nameOf });
    const { actor } = entry;
    const name = actor ? (actor.name ?? msg('Somebody you cannot see')) : undefined;
    return html`<li class="entry">
      ${actor && name ? avatar(name, actor.id, 24) : html`<span class="line muted">${icon(clock)}</span>`}
      <div class="grow">
        <p>
          ${
            actor && name
              ? html`<button
                  type="button"
                  class="actor strong"
                  title=${msg(str`Only changes by ${name}`)}
                  @click=${() => this.#narrow({ actor })}
                >
                  ${name}
                </button> `
              : nothing
          }${told.text}
        </p>
        ${difference(told)}
        <p class="meta">
          ${time(entry.at)},
          ${formatTime(new Date(entry.at))}${entry.undoneBy ? html` · ${msg('undone since')}` : nothing}${entry.undoes ? html` · ${msg('an undo')}` : nothing}
        </p>
      </div>
      ${this.#renderUndo(entry, told)}
    </li>`;
  }

  #renderUndo(entry: AuditEntry, { text }: Told) {
    const { waits, host } = this.screen;
    if (!entry.undoable || (host as { readonly?: boolean }).readonly) return nothing;
    return html`<button
      type="button"
      class="btn btn-ghost btn-small"
      aria-label=${msg(str`Undo: ${text}`)}
      aria-disabled=${waits || this.#busy ? 'true' : nothing}
      title=${waits || nothing}
      @click=${() => waits || this.#busy || void this.#undo(entry)}
    >
      ${msg('Undo')}
    </button>`;
  }

  async #undo({ id }: AuditEntry) {
    this.#busy = id;
    this.#fail(undefined);
    try {
      await this.screen.client().audit.undo(id);
      const { current, members, content, groups } = this.screen;
      await Promise.all([
        current.reload(),
        groups.reload(),
        members.refresh(),
        content.refresh(),
        this.list.refresh(),
      ]);
    } catch (error) {
      this.#fail(error);
    }
    this.#busy = undefined;
    this.screen.host.requestUpdate();
  }

  async #export({ name }: Group) {
    try {
      const csv = await this.screen.client().audit.export(this.#query());
      const link = document.createElement('a');
      link.href = URL.createObjectURL(new Blob([csv], { type: 'text/csv' }));
      link.download = `${name}.csv`;
      link.click();
      URL.revokeObjectURL(link.href);
    } catch (error) {
      this.#fail(error);
    }
  }

  #fail(error: unknown) {
    this.#failure = error;
    this.screen.host.requestUpdate();
  }
}

function namesOf(
  names: readonly { readonly type: string; readonly id: string; readonly name: string }[],
): NameOf {
  const all = new Map(names.map(({ type, id, name }) => [`${type} ${id}`, name]));
  return (types, id) => types.flatMap((type) => all.get(`${type} ${id}`) ?? [])[0];
}

/** X-05: before and after, side by side where there is room. */
const difference = ({ before, after }: Told) =>
  before === undefined
    ? nothing
    : html`<p class="difference">
        <del><span class="visually-hidden">${msg('Before:')} </span>${before}</del
        ><span class="flip line muted">${icon(arrow, 12)}</span
        ><ins><span class="visually-hidden">${msg('After:')} </span>${after}</ins>
      </p>`;

function shown({ items, total }: PagedList<Row>): string {
  const [some, all] = [formatNumber(items.length), formatNumber(total)];
  return msg(str`Showing ${some} of ${all}`);
}
