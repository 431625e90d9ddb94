import { ContextConsumer } from '@lit/context';
import { msg, str, updateWhenLocaleChanges } from '@lit/localize';
import type { Access } from '@provost/authz-core';
import type { AssignedContent, Content, Group, GroupDetail, Member, Provost, User } from '@provost/sdk';
import { LitElement, html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { property } from 'lit/decorators.js';
import { accessContext, clientContext, sessionContext } from '../access/context.js';
import { base } from '../theme/base.js';
import { tokens } from '../theme/tokens.js';
import { AnnounceController } from '../ui/announce.js';
import { controls } from '../ui/controls.js';
import { dialogStyles } from '../ui/dialog.js';
import { ShortcutController } from '../ui/focus.js';
import { alert, icon, lock, offline, rowsComfortable, rowsCompact, rowsDefault, users } from '../ui/icons.js';
import { levelStyles } from '../ui/level.js';
import { menuStyles } from '../ui/menu.js';
import { OnlineController } from '../ui/online.js';
import { people } from '../ui/people.js';
import { focusSearch } from '../ui/search-field.js';
import { segmented, segmentedStyles } from '../ui/segmented.js';
import { bar, errorView, stateView, states } from '../ui/states.js';
import { table } from '../ui/table.js';
import { tabsStyles } from '../ui/tabs.js';
import { ToastController, toastStyles } from '../ui/toast.js';
import { treeStyles } from '../ui/tree.js';
import { Changes, type Kind, type Named } from './changes.js';
import { contentCell, contentColumns, contentWords } from './content-panel.js';
import { CurrentGroup } from './current-group.js';
import { GroupEvent } from './events.js';
import { GroupForm } from './group-form.js';
import { GroupTree } from './group-tree.js';
import { renderHead } from './head.js';
import { memberColumns, memberWords, personCell } from './members-panel.js';
import { renderNav } from './nav.js';
import { viewerNotice } from './notice.js';
import { PagedList } from './paged-list.js';
import { renderPanel, type Panel } from './panel.js';
import { Picker } from './picker.js';
import { documentOf, problemOf } from './problem.js';
import { isContent, isGroup, isMember, isUser, soundPage } from './sound.js';
import { styles } from './styles.js';

type Density = 'compact' | 'default' | 'comfortable';

/**
 * The groups of a site as a tree; a group's members, courses and e-folders; and, a group and an area, who is its
 * Editor or Viewer. Stands inside `<access-provider>`. Shows what the signed-in person may do, and nothing else.
 *
 * @fires group-selected - Another group is on show
 * @fires group-create - Before a group is created; cancel it to stop that
 * @fires group-created - A group has been created
 * @fires group-edit - Before a group's details are changed; cancel it to stop that
 * @fires group-edited - A group's details have been changed
 * @fires group-delete - Before a group is deleted; cancel it to stop that
 * @fires group-deleted - A group has been deleted
 * @fires group-restored - A deleted group is back
 * @fires members-add - Before people are added; cancel it to stop that
 * @fires members-added - People have been added
 * @fires members-remove - Before people are removed; cancel it to stop that
 * @fires members-removed - People have been removed
 * @fires content-add - Before courses or e-folders are added; cancel it to stop that
 * @fires content-added - Courses or e-folders have been added
 * @fires content-remove - Before courses or e-folders are removed; cancel it to stop that
 * @fires content-removed - Courses or e-folders have been removed
 *
 * @csspart frame - The box around everything
 * @csspart nav - The pane of groups
 * @csspart tree - The tree of groups
 * @csspart tree-row - A row of it
 * @csspart head - The header of the group on show
 * @csspart manage - The Manage Permissions button of the header
 * @csspart tabs - The tabs
 * @csspart panel - The tab's panel
 * @csspart toolbar - The bar over a table
 * @csspart row - A row of a table
 * @csspart dialog - A dialog
 * @csspart toasts - The corner of the toasts
 *
 * @cssprop [--provost-accent] - The main action, what is selected, where focus is; the rest of it is derived
 * @cssprop [--provost-on-accent=#fff] - Text on the accent
 * @cssprop [--provost-font=inherit] - Font family
 * @cssprop [--provost-rem=1rem] - What 16 px are; `1.6rem` where html has 62.5 %
 * @cssprop [--provost-height=auto] - Height of the frame
 * @cssprop [--provost-max-height=none] - Height beyond which the panes scroll
 */
export class GroupPermissions extends LitElement {
  static override styles = [
    tokens,
    base,
    controls,
    levelStyles,
    people,
    segmentedStyles,
    states,
    table,
    tabsStyles,
    treeStyles,
    menuStyles,
    dialogStyles,
    toastStyles,
    styles,
  ];

  /** Id of the group on show; the first one unless given. */
  @property({ reflect: true }) group: string | undefined;

  /** Shows everything and changes nothing, whatever one may. */
  @property({ type: Boolean, reflect: true }) readonly = false;

  /** Nothing can be pressed. */
  @property({ type: Boolean, reflect: true }) disabled = false;

  /** Light or dark whatever the page; the page's own `color-scheme` unless given. */
  @property({ reflect: true }) theme: 'light' | 'dark' | undefined;

  /** Row height: `compact`, `default`, `comfortable`. What a person chooses is remembered for them in this browser. */
  @property({ reflect: true }) density: Density = 'default';

  readonly #client = new ContextConsumer(this, { context: clientContext, subscribe: true });
  readonly #access = new ContextConsumer(this, { context: accessContext, subscribe: true });
  readonly #session = new ContextConsumer(this, { context: sessionContext, subscribe: true });
  readonly #network = new OnlineController(this);
  readonly #toasts = new ToastController(this);
  readonly #announce = new AnnounceController(this);
  readonly #current = new CurrentGroup(this, () => this.#client.value);
  readonly #groups = new GroupTree(this, async ({ parent, search, cursor, signal }) =>
    soundPage(
      await this.#api.groups.list({ ...(parent ? { parent } : { search }) }, { signal }).page(cursor),
      isGroup,
    ),
  );
  readonly #members = new PagedList<Member>(
    this,
    ({ user }) => user.id,
    async ({ search, cursor, signal }) =>
      soundPage(await this.#api.groups.members(this.#id, { search }, { signal }).page(cursor), isMember),
  );
  readonly #content = new PagedList<AssignedContent>(
    this,
    ({ id }) => id,
    async ({ search, cursor, signal }) =>
      soundPage(await this.#api.groups.content(this.#id, { search }, { signal }).page(cursor), isContent),
  );
  readonly #people = new Picker<User>(
    this,
    'add-people',
    new PagedList(
      this,
      ({ id }) => id,
      async ({ search, cursor, signal }) =>
        soundPage(
          await this.#api.users.list({ search, outsideGroup: this.#id }, { signal }).page(cursor),
          isUser,
        ),
    ),
  );
  readonly #library = new Picker<Content>(
    this,
    'add-content',
    new PagedList(
      this,
      ({ id }) => id,
      async ({ search, cursor, signal }) =>
        soundPage(
          await this.#api.content.list({ search, outsideGroup: this.#id }, { signal }).page(cursor),
          isContent,
        ),
    ),
  );
  readonly #form = new GroupForm(this);
  readonly #changes = new Changes(this, this.#toasts, () => this.#api, {
    onContents: (kind, group, change) => this.#onContents(kind, group, change),
    onGroup: (group, change) => this.#onGroup(group, change),
    onDeleted: (group) => this.#onDeleted(group),
  });
  #tab: Kind = 'members';
  /** Whose data is on show: another person, or another server, and it is forgotten. */
  #shownFor: { client: Provost; user: string } | undefined;
  #shownWith: Access | undefined;

  constructor() {
    super();
    updateWhenLocaleChanges(this);
    new ShortcutController(this, {
      '/': () => focusSearch(this.renderRoot),
      'mod+z': () => this.#toasts.undoLast(),
    });
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    const client = this.#client.value;
    const access = this.#access.value;
    if (!client || !access) return;
    const user = access.snapshot.subject.id;
    if (this.#shownFor?.client !== client || this.#shownFor.user !== user) this.#restart({ client, user });
    else if (this.#shownWith !== access) void this.#current.reload();
    else if (changed.has('group') && this.group !== this.#current.id) this.#open(this.group);
    this.#shownWith = access;
    if (this.group === undefined) this.#open(this.#groups.top.items[0]?.id);
    const list = this.#list;
    if (this.#current.group && list.status === 'idle' && this.#may(`${this.#tab}.view`)) void list.reload();
  }

  protected override render(): TemplateResult {
    const dialogs = [this.#people.dialog, this.#library.dialog, this.#form.dialog];
    const live = html`${this.#toasts.render()}${this.#announce.render()}`;
    return html`<div class="frame" part="frame" ?inert=${this.disabled}>${this.#renderFrame()}</div>
      ${this.#people.render(live)} ${this.#library.render(live)} ${this.#form.render(live)}
      ${dialogs.some(({ open }) => open) ? nothing : live}`;
  }

  #renderFrame() {
    const session = this.#session.value;
    const access = this.#access.value;
    if (!session) return across(notConnected());
    if (!access)
      return session.error
        ? across(
            errorView({
              title: msg('Your access did not load'),
              ...problemOf(session.error),
              onRetry: () => void session.refresh(),
            }),
          )
        : this.#client.value
          ? across(waiting())
          : across(signedOut());
    if (!access.anywhere('groups.view')) return across(refused());
    return html`${this.#waits ? this.#renderOffline() : nothing}
    ${renderNav({
      access,
      groups: this.#groups,
      selected: this.#current.id,
      onSelect: (id) => this.#choose(id),
      onManage: (group) => this.#manage(group),
      onCreate: this.#mayAtSite('groups.create') ? () => this.#create(undefined) : undefined,
    })}
    ${this.#renderMain(access)}`;
  }

  #renderOffline() {
    const { loadedAt } = this.#list;
    return html`<p class="notice notice-warning across" role="status">
      ${icon(offline)}<span class="grow"
        >${msg('You are offline. You can read on; changes wait for the connection.')}</span
      >
      <button type="button" class="link-btn" @click=${() => this.#retry()}>
        ${loadedAt ? msg('Retry') : msg('Retry')}
      </button>
    </p>`;
  }

  #renderMain(access: Access) {
    const { group, error, id } = this.#current;
    if (!group && error)
      return html`<section class="main">
        ${errorView({ title: msg('This group did not load'), ...problemOf(error), onRetry: () => void this.#current.reload() })}
      </section>`;
    if (!group)
      return html`<section class="main" aria-busy=${id ? 'true' : nothing}>
        ${id || this.#groups.top.status !== 'ready' ? waiting() : nothing}
      </section>`;
    return html`<section class="main" aria-labelledby="group-title">
      ${renderHead({
        group,
        access,
        tab: this.#tab,
        onSelect: (id) => this.#choose(id),
        onTab: (tab) => {
          this.#tab = tab;
          this.requestUpdate();
        },
        // EV-09: for Editors of an area; a Viewer of both is not offered it
        onManage: access.can('permissions.view', group.resource) ? (shown) => this.#manage(shown) : undefined,
        onCreateInside:
          this.#mayAtSite('groups.create') && this.#may('groups.edit')
            ? () => this.#create(group)
            : undefined,
        onEdit: this.#may('groups.edit') ? () => this.#edit(group) : undefined,
        onDelete: this.#may('groups.delete') ? () => void this.#changes.delete(group) : undefined,
      })}
      ${
        this.#tab === 'members'
          ? this.#renderPanel({
              ...memberColumns(access, this.#members),
              list: this.#members,
              words: memberWords(group.name, this.#members.search),
              onAdd: () => this.#addPeople(group),
              onRemove: (rows) =>
                void this.#remove(
                  group,
                  rows.map(({ user }) => user),
                ),
            })
          : this.#renderPanel({
              ...contentColumns(this.#content),
              list: this.#content,
              words: contentWords(group.name, this.#content.search),
              onAdd: () => this.#addContent(group),
              onRemove: (rows) => void this.#remove(group, rows),
            })
      }
    </section>`;
  }

  #renderPanel<T>(panel: Omit<Panel<T>, 'group' | 'waits' | 'notice' | 'tools'>) {
    const { id, onAdd, onRemove } = panel;
    const group = this.#current.group!;
    if (!this.#access.value?.can(`${id}.view`, group.resource)) return this.#renderUnseen(id, group);
    // EV-12: what one may not do is not drawn
    const may = { add: this.#may(`${id}.add`), remove: this.#may(`${id}.remove`) };
    const area = this.#access.value.areas.find(({ edit }) => edit === `${id}.add`);
    return renderPanel<T>({
      ...panel,
      group,
      onAdd: may.add ? onAdd : undefined,
      onRemove: may.remove ? onRemove : undefined,
      waits: this.#waits,
      notice: may.add || may.remove || this.readonly ? nothing : viewerNotice(id, area, group),
      tools: this.#renderDensity(),
    });
  }

  #renderUnseen(kind: Kind, { name }: Group) {
    return html`<div class="body" role="tabpanel" id="panel-${kind}" aria-labelledby="tab-${kind}">
      ${stateView({
        icon: lock,
        title:
          kind === 'members'
            ? msg(str`You cannot see the members of ${name}`)
            : msg(str`You cannot see the content of ${name}`),
        text: msg('A manager can give you access.'),
      })}
    </div>`;
  }

  #renderDensity() {
    return html`<span class="density"
      >${segmented<Density>({
        name: 'density',
        label: msg('Row height'),
        value: this.density,
        segments: [
          { value: 'compact', label: msg('Compact'), icon: rowsCompact },
          { value: 'default', label: msg('Default'), icon: rowsDefault },
          { value: 'comfortable', label: msg('Comfortable'), icon: rowsComfortable },
        ],
        onChange: (density) => {
          this.density = density;
          remember(this.#shownFor?.user, density);
        },
      })}</span
    >`;
  }

  get #api(): Provost {
    return this.#client.value!;
  }

  get #id(): string {
    return this.#current.id ?? '';
  }

  get #list(): PagedList<Member> | PagedList<AssignedContent> {
    return this.#tab === 'members' ? this.#members : this.#content;
  }

  /** Why changes wait, or empty. */
  get #waits(): string {
    const lost = !this.#network.online || documentOf(this.#session.value?.error).status === 0;
    return lost ? msg('Waits for the connection') : '';
  }

  /** May the person do this to the group on show? Every control asks here, and the core answers. */
  #may(permission: string): boolean {
    const resource = this.#current.group?.resource;
    const reads = permission.endsWith('.view');
    return (
      (reads || !this.readonly) && resource !== undefined && !!this.#access.value?.can(permission, resource)
    );
  }

  #mayAtSite(permission: string): boolean {
    return !this.readonly && !!this.#access.value?.can(permission);
  }

  #restart(who: { client: Provost; user: string }) {
    const known = this.#shownFor !== undefined;
    this.#shownFor = who;
    this.#toasts.clear();
    this.density = recall(who.user) ?? this.density;
    this.#groups.reset();
    if (known && this.#shownWith?.snapshot.site !== this.#access.value?.snapshot.site) this.group = undefined;
    this.#open(this.group);
  }

  /** Shows a group, and the way to it in the tree. */
  async #open(id: string | undefined): Promise<GroupDetail | undefined> {
    if (id === undefined) {
      this.#current.id = this.#current.group = undefined;
      return undefined;
    }
    this.group = id;
    this.#members.reset(false);
    this.#content.reset(false);
    const group = await this.#current.open(id, this.#groups.find(id));
    if (group) this.#groups.reveal(group);
    return group;
  }

  async #choose(id: string) {
    if (id === this.#current.id && this.#current.group) return;
    const group = await this.#open(id);
    if (group) this.dispatchEvent(new GroupEvent('group-selected', group));
  }

  #manage(group: Group) {
    void group;
  }

  #retry() {
    void this.#session.value?.refresh();
    void this.#list.reload();
    this.#groups.refresh();
  }

  #create(parent: Group | undefined) {
    this.#form.show({
      ...(parent ? { parent } : {}),
      onSave: (draft) => this.#changes.create(draft, parent),
    });
  }

  #edit(group: Group) {
    this.#form.show({
      group,
      onSave: async (draft) => {
        try {
          return await this.#changes.edit(this.#current.group ?? group, draft);
        } catch (error) {
          // what was typed stays; a second press saves it over what somebody else wrote, which is on show now
          if (documentOf(error).status === 412) await this.#current.reload();
          throw error;
        }
      },
    });
  }

  #addPeople(group: Group) {
    this.#people.show({
      title: msg(str`Add people to ${group.name}`),
      about: msg('They are enrolled in the courses of this group.'),
      search: msg('Search people'),
      none: msg('Everybody is a member already'),
      name: ({ name }) => name,
      cell: (user) => personCell(this.#access.value!, user, this.#people.list.search),
      onPick: (picked) => this.#changes.add('members', group, picked),
    });
  }

  #addContent(group: Group) {
    this.#library.show({
      title: msg(str`Add content to ${group.name}`),
      about: msg('Its members are enrolled in the courses you add.'),
      search: msg('Search courses and e-folders'),
      none: msg('All there is stands in this group already'),
      name: ({ name }) => name,
      cell: (row) => contentCell(row, this.#library.list.search),
      onPick: (picked) => this.#changes.add('content', group, picked),
    });
  }

  /** Focus goes to the row that moves up, so that a keyboard can go on. */
  async #remove(group: Group, things: readonly Named[]) {
    const kind = this.#tab;
    const gone = new Set(things.map(({ id }) => id));
    const ids = [...this.renderRoot.querySelectorAll<HTMLElement>('[data-remove]')].map(
      ({ dataset }) => dataset['remove']!,
    );
    const at = ids.findIndex((id) => gone.has(id));
    const next = ids.slice(at).find((id) => !gone.has(id)) ?? ids.findLast((id) => !gone.has(id));
    if (!(await this.#changes.tryRemove(kind, group, things))) return;
    await this.updateComplete;
    const button = next && this.renderRoot.querySelector<HTMLElement>(`[data-remove="${CSS.escape(next)}"]`);
    if (button) button.focus();
    else this.renderRoot.querySelector<HTMLElement>('[part="panel"] :is(input, button)')?.focus();
  }

  #onContents(kind: Kind, group: Group, { removed, total }: { removed?: readonly string[]; total: number }) {
    const counts = kind === 'members' ? { memberCount: total } : { contentCount: total };
    this.#groups.replace({ ...group, ...counts });
    if (this.#current.id !== group.id) return;
    this.#current.update(counts);
    const list = kind === 'members' ? this.#members : this.#content;
    if (removed) list.drop(removed);
    else void list.reload();
  }

  async #onGroup(group: GroupDetail, change: 'created' | 'edited' | 'restored') {
    if (change === 'edited') {
      this.#groups.replace(group);
      if (this.#current.id === group.id) this.#current.update(group);
      return;
    }
    // EV-17: who created it is its Editor, which only a new snapshot knows
    await Promise.all([this.#session.value?.refresh(), this.#groups.changedBelow(group)]);
    await this.#choose(group.id);
  }

  async #onDeleted(group: Group) {
    await this.#groups.changedBelow(group);
    if (this.#current.id !== group.id) return;
    const next = group.parentId ?? this.#groups.top.items[0]?.id;
    if (next) await this.#choose(next);
    else this.group = this.#current.id = this.#current.group = undefined;
  }
}

const across = (content: unknown) => html`<div class="across">${content}</div>`;

const waiting = () =>
  html`<div class="head" role="status" aria-label=${msg('Loading')}>
    ${[96, 200, 320].map((width) => html`<p>${bar(width)}</p>`)}
  </div>`;

const notConnected = () =>
  stateView({
    icon: alert,
    title: msg('Not connected'),
    text: msg('This page has not put <group-permissions> into an <access-provider>.'),
  });

const signedOut = () => stateView({ icon: lock, title: msg('Nobody is signed in') });

const refused = () =>
  stateView({
    icon: users,
    title: msg('You may not see groups'),
    text: msg('It takes the Group Management permission. A manager can give it to you.'),
  });

const storageKey = (user: string | undefined) => `provost-density:${user ?? ''}`;

function remember(user: string | undefined, density: Density): void {
  try {
    localStorage.setItem(storageKey(user), density);
  } catch {
    // a browser that keeps nothing: the choice holds for this page
  }
}

function recall(user: string): Density | undefined {
  try {
    const kept = localStorage.getItem(storageKey(user));
    return kept === 'compact' || kept === 'comfortable' || kept === 'default' ? kept : undefined;
  } catch {
    return undefined;
  }
}
