import { ContextConsumer } from '@lit/context';
import { msg, str, updateWhenLocaleChanges } from '@lit/localize';
import type { Access } from '@provost/authz-core';
import type { AssignedContent, GroupDetail, Member, Provost } from '@provost/sdk';
import { LitElement, html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { accessContext, clientContext, sessionContext } from '../access/context.js';
import { formatTime } from '../localization/format.js';
import { base } from '../theme/base.js';
import { tokens } from '../theme/tokens.js';
import { controls } from '../ui/controls.js';
import { ShortcutController } from '../ui/focus.js';
import { alert, offline } from '../ui/icons.js';
import { levelStyles } from '../ui/level.js';
import { menuStyles } from '../ui/menu.js';
import { OnlineController } from '../ui/online.js';
import { people } from '../ui/people.js';
import { focusSearch } from '../ui/search-field.js';
import { segmentedStyles } from '../ui/segmented.js';
import { errorView, states } from '../ui/states.js';
import { table } from '../ui/table.js';
import { tabsStyles } from '../ui/tabs.js';
import { treeStyles } from '../ui/tree.js';
import { densityToggle, recallDensity, rememberDensity, type Density } from './density.js';
import { contentColumns, contentWords } from './content-panel.js';
import { CurrentGroup } from './current-group.js';
import type { Editing } from './editing/editing.js';
import { GroupEvent } from './events.js';
import { renderHead } from './head.js';
import { mayEditAnything } from './levels.js';
import { contentList, groupTree, memberList, type Api } from './lists.js';
import { memberColumns, memberWords } from './members-panel.js';
import { renderNav } from './nav.js';
import { viewerNotice } from './notice.js';
import type { PagedList } from './paged-list.js';
import { renderPanel, renderUnseen, type Panel } from './panel.js';
import { documentOf, problemOf } from './problem.js';
import type { Kind, Screen } from './screen.js';
import { renderBanner, renderShell, waiting } from './shell.js';
import { styles } from './styles.js';

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
 * @fires permissions-save - Before levels are set; cancel it to stop that
 * @fires permissions-saved - Levels have been set
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
 * @cssprop --provost-accent - The main action, what is selected, where focus is; the rest of it is derived
 * @cssprop [--provost-on-accent=#fff] - Text on the accent
 * @cssprop --provost-focus - The ring of focus
 * @cssprop --provost-text - Ink
 * @cssprop --provost-text-muted - Ink of what matters less
 * @cssprop --provost-icon - Icons
 * @cssprop --provost-surface - The frame
 * @cssprop --provost-surface-raised - Dialogs, menus, toasts
 * @cssprop --provost-surface-sunken - The pane of groups
 * @cssprop --provost-n1 - The neutral ramp under all of these, from `n1` to `n5`
 * @cssprop --provost-line - Lines that separate
 * @cssprop --provost-edge - Edges that make a control recognisable
 * @cssprop --provost-danger - What deletes
 * @cssprop --provost-scrim - What lies behind a dialog
 * @cssprop --provost-shadow - Under dialogs, menus, toasts
 * @cssprop [--provost-font=inherit] - Font family
 * @cssprop [--provost-rem=1rem] - What 16 px are; `1.6rem` where html has 62.5 %
 * @cssprop [--provost-row=40px] - Height of a row
 * @cssprop [--provost-control=32px] - Height of a control
 * @cssprop [--provost-height=auto] - Height of the frame
 * @cssprop --provost-max-height - Height beyond which the panes scroll; the window's unless given
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
    styles,
  ];

  // not by decorators: their code would be a part of what every page downloads
  static override properties = {
    group: { reflect: true },
    readonly: { type: Boolean, reflect: true },
    disabled: { type: Boolean, reflect: true },
    theme: { reflect: true },
    density: { reflect: true },
  };

  /** Id of the group on show; the first one unless given. */
  group: string | undefined;

  /** Shows everything and changes nothing, whatever one may. */
  readonly = false;

  /** Nothing can be pressed. */
  disabled = false;

  /** Light or dark whatever the page; the page's own `color-scheme` unless given. */
  theme: 'light' | 'dark' | undefined;

  /** Row height: `compact`, `default`, `comfortable`. What a person chooses is remembered for them in this browser. */
  density: Density = 'default';

  readonly #client = new ContextConsumer(this, { context: clientContext, subscribe: true });
  readonly #access = new ContextConsumer(this, { context: accessContext, subscribe: true });
  readonly #session = new ContextConsumer(this, { context: sessionContext, subscribe: true });
  readonly #network = new OnlineController(this);
  readonly #current = new CurrentGroup(this, () => this.#client.value);
  readonly #api: Api = () => this.#client.value!;
  readonly #groups = groupTree(this, this.#api);
  readonly #members = memberList(this, this.#api, () => this.#current.id ?? '');
  readonly #content = contentList(this, this.#api, () => this.#current.id ?? '');
  readonly #screen: Screen = {
    host: this,
    groups: this.#groups,
    current: this.#current,
    members: this.#members,
    content: this.#content,
    client: this.#api,
    access: () => this.#access.value,
    refreshAccess: () => this.#session.value?.refresh() ?? Promise.resolve(),
    choose: (id) => this.#choose(id ?? this.#groups.top.items[0]?.id),
  };
  /** What changes something, once somebody who may is near it. */
  #editing: Editing | undefined;
  #loading: Promise<{ Editing: typeof Editing }> | undefined;
  #isBroken = false;
  #tab: Kind = 'members';
  /** Whose data is on show: another person, or another server, and it is forgotten. */
  #shownFor: { client: Provost; user: string } | undefined;
  #shownWith: Access | undefined;

  constructor() {
    super();
    updateWhenLocaleChanges(this);
    new ShortcutController(this, {
      '/': () => focusSearch(this.renderRoot),
      'mod+z': () => this.#editing?.undoLast() ?? false,
    });
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    const client = this.#client.value;
    const access = this.#access.value;
    if (!client || !access) return;
    const user = access.snapshot.subject.id;
    if (this.#shownFor?.client !== client || this.#shownFor.user !== user) this.#restart({ client, user });
    else if (this.#shownWith !== access) void this.#current.reload();
    else if (changed.has('group') && this.group !== this.#current.id) void this.#open(this.group);
    this.#shownWith = access;
    if (this.group === undefined) void this.#open(this.#groups.top.items[0]?.id);
    const list = this.#list;
    if (this.#current.group && list.status === 'idle' && this.#may(`${this.#tab}.view`)) void list.reload();
  }

  protected override render(): TemplateResult {
    return html`<div class="box" @pointerenter=${this.#prepare} @focusin=${this.#prepare}>
        <div class="frame" part="frame" ?inert=${this.disabled}>${this.#renderFrame()}</div>
      </div>
      ${this.#editing?.render()}`;
  }

  #renderFrame() {
    const access = this.#access.value;
    const shell = renderShell(this.#session.value, this.#client.value, access);
    if (shell || !access) return shell;
    return html`${this.#renderBanner()}
    ${renderNav({
      access,
      groups: this.#groups,
      selected: this.#current.id,
      onSelect: (id) => void this.#choose(id),
      onManage: this.readonly ? undefined : (group) => this.#do((editing) => editing.manage(group)),
      onCreate: this.#mayAtSite('groups.create')
        ? () => this.#do((editing) => editing.create(undefined))
        : undefined,
    })}
    ${this.#renderMain(access)}`;
  }

  #renderBanner() {
    if (this.#waits) {
      const since = formatTime(this.#list.loadedAt ?? new Date());
      const text = msg(
        str`You are offline. You see the list as of ${since}; changes wait for the connection.`,
      );
      return renderBanner(offline, text, this.#retry);
    }
    if (this.#isBroken)
      return renderBanner(alert, msg('A part of this page did not load.'), () => void this.#load());
    return nothing;
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
        onSelect: (id) => void this.#choose(id),
        onTab: (tab) => {
          this.#tab = tab;
          this.requestUpdate();
        },
        // EV-09: for Editors of an area; a Viewer of both is not offered it
        onManage:
          !this.readonly && this.#may('permissions.view')
            ? () => this.#do((editing) => editing.manage(group))
            : undefined,
        onCreateInside:
          this.#mayAtSite('groups.create') && this.#may('groups.edit')
            ? () => this.#do((editing) => editing.create(group))
            : undefined,
        onEdit: this.#may('groups.edit') ? () => this.#do((editing) => editing.edit(group)) : undefined,
        onDelete: this.#may('groups.delete') ? () => this.#do((editing) => editing.delete(group)) : undefined,
      })}
      ${
        this.#tab === 'members'
          ? this.#renderPanel({
              ...memberColumns(access, this.#members),
              list: this.#members,
              words: memberWords(group.name, this.#members.search),
              onAdd: () => this.#do((editing) => editing.add('members', group)),
              onRemove: (rows) =>
                this.#do((editing) =>
                  editing.remove(
                    'members',
                    group,
                    rows.map(({ user }) => user),
                  ),
                ),
            })
          : this.#renderPanel({
              ...contentColumns(this.#content),
              list: this.#content,
              words: contentWords(group.name, this.#content.search),
              onAdd: () => this.#do((editing) => editing.add('content', group)),
              onRemove: (rows) => this.#do((editing) => editing.remove('content', group, rows)),
            })
      }
    </section>`;
  }

  #renderPanel<T>(panel: Omit<Panel<T>, 'group' | 'waits' | 'notice' | 'tools'>) {
    const { id, onAdd, onRemove } = panel;
    const group = this.#current.group!;
    if (!this.#access.value?.can(`${id}.view`, group.resource)) return renderUnseen(id, panel.words.unseen);
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
      tools: densityToggle(this.density, (density) => {
        this.density = density;
        rememberDensity(this.#shownFor?.user ?? '', density);
      }),
    });
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
    this.#editing?.forget();
    this.density = recallDensity(who.user) ?? this.density;
    this.#groups.reset();
    if (known && this.#shownWith?.snapshot.site !== this.#access.value?.snapshot.site) this.group = undefined;
    void this.#open(this.group);
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

  async #choose(id: string | undefined) {
    if (id === this.#current.id && this.#current.group) return;
    const group = await this.#open(id);
    if (group) this.dispatchEvent(new GroupEvent('group-selected', group));
  }

  #retry = () => {
    void this.#session.value?.refresh();
    void this.#list.reload();
    this.#groups.refresh();
  };

  /** Whoever may change something is likely to: what that takes is fetched when they come near. */
  #prepare = () => {
    if (!this.readonly && mayEditAnything(this.#access.value)) void this.#load();
  };

  /** Loads what changes something, once. */
  async #load(): Promise<Editing | undefined> {
    try {
      this.#loading ??= import('./editing/editing.js');
      const { Editing } = await this.#loading;
      this.#editing ??= this.#begin(Editing);
    } catch {
      this.#loading = undefined;
    }
    this.#isBroken = !this.#editing;
    this.requestUpdate();
    return this.#editing;
  }

  #begin(part: typeof Editing): Editing {
    const root = this.renderRoot as ShadowRoot;
    root.adoptedStyleSheets = [
      ...root.adoptedStyleSheets,
      ...part.styles.flatMap(({ styleSheet }) => styleSheet ?? []),
    ];
    return new part(this.#screen);
  }

  #do(act: (editing: Editing) => unknown) {
    void this.#load().then((editing) => editing && act(editing));
  }
}
