import { msg, str } from '@lit/localize';
import { decideAssignment, type Access, type Area, type Decision } from '@provost/authz-core';
import type { Group, Level, PermissionRow, Provost } from '@provost/sdk';
import { html, nothing, type LitElement, type ReactiveController, type TemplateResult } from 'lit';
import { areaLabel, levelWord } from '../../localization/areas.js';
import { formatNumber, plural } from '../../localization/format.js';
import type { AnnounceController } from '../../ui/announce.js';
import { DialogController, type DialogView } from '../../ui/dialog.js';
import { ShortcutController } from '../../ui/focus.js';
import type { ToastController } from '../../ui/toast.js';
import { documentOf, problemOf, type Failure } from '../problem.js';
import { renderSaveBar } from './bars.js';
import { renderBody, renderRefused } from './body.js';
import { aboutOf, conflictOf, renderConflict, titleOf, type Conflict } from './conflict.js';
import { DraftHistory } from './draft-history.js';
import { changesOf, storedLevel, withLevel, type Draft, type MaySet } from './draft.js';
import { PeopleList, type StoredRows } from './people-list.js';
import { PermissionsEvent } from './permissions-event.js';
import { saveDraft, type Outcome } from './save.js';
import { aboutPeople, savedWhat } from './sentences.js';

/** What the dialog takes from the element it opens in. */
export interface ManageSource {
  readonly client: () => Provost | undefined;
  readonly access: () => Access | undefined;
  /** Reads the session anew: a refusal may mean that rights were lost meanwhile. */
  readonly refreshSession: () => void;
  readonly toasts: ToastController;
  readonly announcer: AnnounceController;
}

/**
 * The Manage Permissions dialog of one group (EV-09 to EV-11, EV-20). Owns what is edited, saves it as one change, and
 * takes that back. Does not own the dialog's frame nor the toasts, nor decides who may: it asks the core.
 */
export class ManagePermissions implements ReactiveController {
  readonly #dialog: DialogController;
  readonly #people: PeopleList;
  readonly #edits = new DraftHistory();
  #group: Group | undefined;
  #onlyChanged = false;
  #leaving = false;
  #saving = false;
  #failure: Failure | undefined;
  #conflict: Conflict | undefined;
  #hadFocus = false;
  #reader: string | undefined;
  #asks = false;

  constructor(
    readonly host: LitElement,
    readonly source: ManageSource,
  ) {
    this.#people = new PeopleList(host, source.client, () => this.#edits.draft.size > 0);
    this.#dialog = new DialogController(host, 'manage', {
      mayClose: () => this.#mayClose(),
      onClosed: () => this.#reset(undefined),
    });
    new ShortcutController(host, {
      'mod+s': () => this.isOpen && (void this.#save(), true),
      'mod+z': () => this.isOpen && (this.#stepBack() || this.source.toasts.undoLast()),
    });
    host.addController(this);
  }

  get isOpen(): boolean {
    return this.#dialog.open;
  }

  /** Opens on a group; on closing, focus goes back to the opener. */
  open(group: Group, opener?: HTMLElement): void {
    this.#reset(group);
    this.#reader = this.source.access()?.snapshot.subject.id;
    this.#dialog.show(opener);
  }

  hostUpdate(): void {
    // another person signed in: what the one before edited is not theirs to save
    const reader = this.source.access()?.snapshot.subject.id ?? this.#reader;
    if (this.isOpen && reader !== this.#reader) this.#dialog.close();
    this.#hadFocus = this.#element?.matches(':focus-within') ?? false;
  }

  /** What had focus may be gone (a bar, a filtered row): focus stays in the dialog, at the question or the close button. */
  hostUpdated(): void {
    const dialog = this.#element;
    if (!dialog || !(this.#asks || (this.#hadFocus && !dialog.matches(':focus-within')))) return;
    const target = this.#asks ? '[data-focus]' : '.dialog-head button';
    this.#asks = false;
    dialog.querySelector<HTMLElement>(target)?.focus();
  }

  /** The dialog while it is open; `live` is the host's toasts and live region, which would be inert outside. */
  render(live: unknown): TemplateResult | typeof nothing {
    const [group, access] = [this.#group, this.source.access()];
    if (!group || !access || !this.isOpen) return nothing;
    const view = this.#conflict ? this.#conflictView(this.#conflict, access) : this.#listView(group, access);
    const width = this.#conflict ? 640 : 960;
    return this.#dialog.render({ ...view, width, part: 'dialog manage-permissions', live });
  }

  get #element() {
    return (this.host.renderRoot as ParentNode | undefined)?.querySelector('#manage') ?? null;
  }

  #listView(group: Group, access: Access): DialogView {
    const { people, managers } = this.#people;
    const title = msg(str`Manage Permissions: ${group.name}`);
    if (!access.can('permissions.view', group.resource)) return { title, body: renderRefused() };
    return {
      title,
      about: people ? aboutPeople(people, managers) : '\u00a0',
      body: this.#renderBody(access),
      foot: renderSaveBar({
        changes: this.#changes,
        saving: this.#saving,
        leaving: this.#leaving,
        onSave: () => void this.#save(),
        onDiscard: () => this.#step(new Map()),
        onStay: () => this.#stay(),
        onLeave: () => this.#dialog.close(),
      }),
    };
  }

  #renderBody(access: Access) {
    const { list } = this.#people;
    const { draft } = this.#edits;
    return renderBody({
      list,
      changed: draft.size,
      onlyChanged: this.#onlyChanged,
      onOnlyChanged: (on) => {
        this.#onlyChanged = on;
        this.host.requestUpdate();
      },
      lost: changesOf(draft, () => true).length - this.#changes.length,
      failure: this.#failure,
      onRetry: () => void this.#save(),
      bulk: {
        count: list.selected.size,
        areas: access.areas.filter(this.#isSettable),
        onLevel: this.#setSelected,
        onClear: () => list.toggleAll(false),
      },
      table: {
        rows: this.#onlyChanged ? [...draft.values()].map(({ row }) => row) : list.items,
        areas: access.areas,
        draft,
        me: access.snapshot.subject.id,
        search: list.search,
        selected: list.selected,
        decide: this.#decide,
        onLevel: (row, area, level) => this.#step(withLevel(draft, row, area.id, level)),
        onSelect: (row, on) => list.toggle(row, on),
        onSelectAll: this.#selectAll,
      },
    });
  }

  #conflictView(conflict: Conflict, access: Access): DialogView {
    const button = (label: string, kind: string, onClick: () => void) =>
      html`<button type="button" class="btn ${kind}" @click=${onClick}>${label}</button>`;
    return {
      title: titleOf(conflict),
      about: aboutOf(conflict, this.#changes),
      body: renderConflict(conflict, access.areas, (sides) => this.#show({ ...conflict, sides })),
      foot: html`<div class="dialog-foot">
        ${button(msg('Discard mine'), 'btn-ghost', () => {
          this.#settle(conflict);
          this.#step(new Map());
        })}
        ${button(msg('Back to editing'), '', () => this.#settle(conflict))}
        ${button(msg('Save merged'), 'btn-primary', () => {
          this.#settle(conflict);
          void this.#save();
        })}
      </div>`,
    };
  }

  // Who may

  #decide = (row: PermissionRow, area: Area): Decision => this.#decideIn(this.#group!, row, area);

  #decideIn(group: Group, row: PermissionRow, { editor }: Area): Decision {
    const to = { id: row.user.id, roles: row.roles, resource: row.resource };
    return decideAssignment(this.source.access()!, { role: editor, at: group.resource, to });
  }

  #maySetIn(group: Group): MaySet {
    const areas = this.source.access()?.areas ?? [];
    return (row, id) => {
      const area = areas.find((one) => one.id === id);
      return area !== undefined && this.#decideIn(group, row, area).allowed;
    };
  }

  /** Asked of the group alone: may the reader set this level of anybody here? */
  #isSettable = ({ editor }: Area): boolean => {
    const access = this.source.access();
    const permission = access?.policy.roles.get(editor)?.assignedBy;
    return permission !== undefined && access!.can(permission, this.#group?.resource);
  };

  get #changes() {
    return this.#group ? changesOf(this.#edits.draft, this.#maySetIn(this.#group)) : [];
  }

  // Editing

  #step(to: Draft) {
    this.#edits.step(to);
    this.#leaving = false;
    if (!to.size) this.#failure = undefined;
    this.host.requestUpdate();
  }

  #stepBack() {
    if (this.#conflict || !this.#edits.back()) return false;
    this.source.announcer.say(msg('Last change taken back'));
    this.host.requestUpdate();
    return true;
  }

  #selectAll = (on: boolean) => {
    const { areas } = this.source.access()!;
    for (const row of this.#people.list.items)
      if (areas.some((area) => this.#decide(row, area).allowed)) this.#people.list.toggle(row, on);
  };

  #setSelected = (area: Area, level: Level) => {
    const { draft } = this.#edits;
    const rows = [...this.#people.list.selected.values()].filter((row) => this.#decide(row, area).allowed);
    this.#step(rows.reduce((next, row) => withLevel(next, row, area.id, level), draft));
    const [count, label, word] = [formatNumber(rows.length), areaLabel(area), levelWord(level === 'editor')];
    this.source.announcer.say(
      plural(rows.length, {
        one: msg(str`${label} set to ${word} for ${count} person, not saved yet`),
        other: msg(str`${label} set to ${word} for ${count} people, not saved yet`),
      }),
    );
  };

  #mayClose() {
    const mayClose = this.#leaving || !this.#changes.length;
    if (this.#conflict) this.#settle(this.#conflict);
    this.#leaving = this.#asks = !mayClose;
    this.host.requestUpdate();
    return mayClose;
  }

  #stay() {
    this.#leaving = false;
    this.host.requestUpdate();
  }

  #reset(group: Group | undefined) {
    this.#group = group;
    this.#people.open(group);
    this.#edits.clear();
    this.#onlyChanged = this.#leaving = false;
    this.#failure = this.#conflict = undefined;
  }

  // Saving

  async #save() {
    const [group, client, changes] = [this.#group, this.source.client(), this.#changes];
    if (this.#saving || this.#conflict || !group || !client || !changes.length) return;
    if (!this.host.dispatchEvent(new PermissionsEvent('permissions-save', group, changes))) return;
    const { draft } = this.#edits;
    this.#saving = true;
    this.#leaving = false;
    this.#failure = undefined;
    this.host.requestUpdate();
    const [{ version }, maySet] = [this.#people, this.#maySetIn(group)];
    try {
      this.#landed(group, draft, await saveDraft({ client, group, draft, version, maySet }));
    } catch (error) {
      this.#failed(group, error);
    }
    this.#saving = false;
    this.host.requestUpdate();
  }

  #landed(group: Group, draft: Draft, outcome: Outcome) {
    if (outcome.kind === 'collides') return this.#show(conflictOf(draft, outcome));
    const { changes, stored, merged } = outcome;
    this.#accept(group, draft, outcome);
    const undo = changes.length ? { undo: () => void this.#undo(group, draft, stored) } : {};
    this.source.toasts.show({ tone: 'done', text: savedWhat(changes, merged), ...undo });
    this.host.dispatchEvent(new PermissionsEvent('permissions-saved', group, changes));
  }

  /** Saved rows take the place of the old; of the draft stays what was edited since. */
  #accept(group: Group, sent: Draft, { stored, merged }: Extract<Outcome, { kind: 'saved' }>) {
    if (this.#group?.id !== group.id) return;
    const known = new Set(stored.rows.map(({ user }) => user.id));
    const gone = [...sent.keys()].filter((id) => !known.has(id));
    this.#people.accept(stored);
    this.#edits.rebase(stored.rows);
    this.#edits.drop(gone);
    this.#people.list.toggleAll(false);
    if (!this.#edits.draft.size) this.#onlyChanged = false;
    if (merged || gone.length) void this.#people.list.reload();
  }

  #show(conflict: Conflict) {
    this.#conflict = conflict;
    this.host.requestUpdate();
  }

  /** Ends a conflict: what was chosen is the draft now, made to the rows as they are. */
  #settle({ collisions, sides, stored }: Conflict) {
    const listed = new Set(stored.rows.map(({ user }) => user.id));
    this.#conflict = undefined;
    this.#people.accept(stored);
    this.#edits.rebase(stored.rows);
    this.#edits.drop([...this.#edits.draft.keys()].filter((id) => !listed.has(id)));
    this.#step(
      collisions.reduce(
        (draft, collision, index) =>
          withLevel(draft, collision.row, collision.area, collision[sides[index] ?? 'theirs']),
        this.#edits.draft,
      ),
    );
    void this.#people.list.reload();
  }

  /** Sets every level back to what it was, unless somebody has changed those people since. */
  async #undo(group: Group, before: Draft, { rows, version }: StoredRows) {
    const client = this.source.client();
    const draft = rows.reduce((back: Draft, row) => {
      const edit = before.get(row.user.id);
      return Object.keys(edit?.set ?? {}).reduce((next, area) => {
        const level = storedLevel(edit!.row, area);
        return level ? withLevel(next, row, area, level) : next;
      }, back);
    }, new Map());
    const changes = changesOf(draft, () => true);
    if (!client || !this.host.dispatchEvent(new PermissionsEvent('permissions-save', group, changes))) return;
    try {
      const outcome = await saveDraft({ client, group, draft, version, maySet: () => true });
      if (outcome.kind === 'collides') throw new Error('changed since');
      this.#accept(group, draft, outcome);
      this.source.toasts.show({ tone: 'done', text: msg('Change undone') });
      this.host.dispatchEvent(new PermissionsEvent('permissions-saved', group, outcome.changes));
    } catch (error) {
      const why =
        documentOf(error).status === undefined
          ? msg('Somebody has changed this since.')
          : problemOf(error).text;
      this.source.toasts.show({ tone: 'error', text: `${msg('Not undone.')} ${why}` });
    }
    this.host.requestUpdate();
  }

  #failed(group: Group, error: unknown) {
    if (documentOf(error).status === 403) this.source.refreshSession();
    if (this.#group?.id === group.id) this.#failure = problemOf(error);
    else this.source.toasts.show({ tone: 'error', text: problemOf(error).text });
  }
}
