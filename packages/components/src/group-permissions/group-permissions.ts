import { msg, str, updateWhenLocaleChanges } from '@lit/localize';
import { LitElement, html, nothing, type TemplateResult } from 'lit';
import { formatTime } from '../localization/format.js';
import { base } from '../theme/base.js';
import { tokens } from '../theme/tokens.js';
import { controls } from '../ui/controls.js';
import { ShortcutController } from '../ui/focus.js';
import { alert, offline } from '../ui/icons.js';
import { levelStyles } from '../ui/level.js';
import { menuStyles } from '../ui/menu.js';
import { people } from '../ui/people.js';
import { focusSearch } from '../ui/search-field.js';
import { segmentedStyles } from '../ui/segmented.js';
import { states } from '../ui/states.js';
import { table } from '../ui/table.js';
import { tabsStyles } from '../ui/tabs.js';
import { treeStyles } from '../ui/tree.js';
import type { Density } from './density.js';
import { EditingPart } from './editing-part.js';
import { HistoryPart } from './history-part.js';
import { renderMain } from './main.js';
import { renderNav } from './nav.js';
import { OnShow } from './on-show.js';
import { renderBanner, renderShell } from './shell.js';
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

  readonly #part = new EditingPart(() => this.#screen);
  readonly #history = new HistoryPart(() => this.#screen);
  readonly #screen = new OnShow(this, () => this.#part.editing?.forget());

  constructor() {
    super();
    updateWhenLocaleChanges(this);
    new ShortcutController(this, {
      '/': () => focusSearch(this.renderRoot),
      'mod+z': () => this.#part.editing?.undoLast() ?? false,
    });
  }

  protected override render(): TemplateResult {
    const { prepare, editing } = this.#part;
    return html`<div class="box" @pointerenter=${prepare} @focusin=${prepare}>
        <div class="frame ${this.#screen.pane ?? ''}" part="frame" ?inert=${this.disabled}>
          ${this.#renderFrame()}
        </div>
      </div>
      ${editing?.render()}`;
  }

  #renderFrame() {
    const screen = this.#screen;
    const part = this.#part;
    const access = screen.access();
    const shell = renderShell(screen.session, screen.connected, access);
    if (shell || !access) return shell;
    return html`${this.#renderBanner()}
    ${renderNav({
      access,
      groups: screen.groups,
      selected: screen.current.id,
      onSelect: (id) => void screen.choose(id),
      onManage: this.readonly ? undefined : (id) => part.doTo(id, (editing, group) => editing.manage(group)),
      onCreate: screen.mayAtSite('groups.create')
        ? () => part.do((editing) => editing.create(undefined))
        : undefined,
    })}
    ${renderMain({ access, screen, part, history: this.#history })}`;
  }

  #renderBanner() {
    const { waits, list, retry } = this.#screen;
    if (waits) {
      const since = formatTime(list.loadedAt ?? new Date());
      const text = msg(
        str`You are offline. You see the list as of ${since}; changes wait for the connection.`,
      );
      return renderBanner(offline, text, retry);
    }
    if (this.#part.isBroken)
      return renderBanner(alert, msg('A part of this page did not load.'), () => void this.#part.load());
    return nothing;
  }
}
