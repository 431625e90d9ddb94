import { msg, str } from '@lit/localize';
import type { Access } from '@provost/authz-core';
import { mayDo } from '@provost/authz-core';
import type { Group, PermissionRow, User } from '@provost/sdk';
import { html, nothing, type LitElement, type ReactiveController, type TemplateResult } from 'lit';
import { DialogController, type DialogView } from '../../ui/dialog.js';
import { ShortcutController } from '../../ui/focus.js';
import type { PagedList } from '../paged-list.js';
import { renderAddPerson, rowOf, usersList } from './add-person.js';
import { renderSaveBar } from './bars.js';
import { renderBody, renderRefused } from './body.js';
import { roleCells } from './cells.js';
import { aboutOf, renderConflict, titleOf, type Conflict } from './conflict.js';
import { renderDates } from './dates.js';
import { Edits } from './edits.js';
import { Impact, renderImpact } from './impact.js';
import type { ManageSource } from './manage-source.js';
import { bodyOf } from './people-view.js';
import { Preview } from './preview.js';
import { Saving } from './saving.js';
import { aboutPeople } from './sentences.js';

/**
 * The Manage Permissions dialog of one group (EV-09 to EV-11, EV-20, GL-01, SG-09, LR-09). Owns what is on show in it and
 * where focus goes; what is edited is the business of `Edits`, and the saving of `Saving`. Decides nothing: the core does.
 */
export class ManagePermissions implements ReactiveController {
  readonly edits: Edits;
  readonly #dialog: DialogController;
  readonly #saving: Saving;
  readonly #impact: Impact;
  readonly #users: PagedList<User>;
  readonly #preview: Preview;
  #onlyChanged = false;
  #leaving = false;
  #isReviewing = false;
  #isAdding = false;
  #hadFocus = false;
  #reader: string | undefined;
  #asks = false;
  /** Where focus goes back to, once a view that stood in the list's place is left. */
  #back: string | undefined;

  constructor(
    readonly host: LitElement,
    readonly source: ManageSource,
  ) {
    this.edits = new Edits(host, source, () => this.#onStep());
    this.#impact = new Impact(host, source.client);
    this.#users = usersList(host, source.client);
    this.#preview = new Preview(host, source.client, source.access);
    this.#saving = new Saving({
      ...source,
      host,
      people: this.edits.people,
      edits: this.edits.history,
      group: () => this.edits.group,
      maySetIn: (group) => this.edits.maySetIn(group),
      changes: () => this.edits.changes,
      onSaved: () => (this.#onlyChanged &&= this.edits.draft.size > 0),
      onAsk: () => (this.#asks = true),
    });
    this.#dialog = new DialogController(host, 'manage', {
      mayClose: () => this.#mayClose(),
      onClosed: () => this.#reset(undefined),
    });
    new ShortcutController(host, {
      // somebody else's view saves nothing
      'mod+s': () => this.isOpen && !this.#preview.looking && (void this.#saving.save(), true),
      'mod+z': () =>
        this.isOpen && !this.#preview.looking && (this.#stepBack() || this.source.toasts.undoLast()),
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
    if (this.isOpen) this.#impact.ask(this.edits.group, this.edits.changes);
  }

  /** What had focus may be gone (a bar, a filtered row): focus stays in the dialog, at the question or the close button. */
  hostUpdated(): void {
    const dialog = this.#element;
    const isLost = this.#hadFocus && !dialog?.matches(':focus-within');
    if (!dialog || !(this.#asks || this.#back || isLost)) return;
    const find = (selector: string) => dialog.querySelector<HTMLElement>(selector);
    const back = this.#back && find(this.#back);
    const target = this.#asks ? find('[data-focus]') : back;
    this.#asks = false;
    this.#back = undefined;
    (target || find('.dialog-head button'))?.focus();
  }

  /** The dialog while it is open; `live` is the host's toasts and live region, which would be inert outside. */
  render(live: unknown): TemplateResult | typeof nothing {
    const access = this.source.access();
    if (!this.edits.group || !access || !this.isOpen) return nothing;
    return this.#dialog.render({
      width: 960,
      ...this.#view(this.edits.group, access),
      part: 'dialog manage-permissions',
      live,
    });
  }

  get #element() {
    return (this.host.renderRoot as ParentNode | undefined)?.querySelector('#manage') ?? null;
  }

  #view(group: Group, access: Access): DialogView {
    const { conflict } = this.#saving;
    const { dates } = this.edits;
    if (!mayDo(access, 'permissions.view', group.resource))
      return { title: titleFor(group), body: renderRefused() };
    if (conflict) return this.#conflictView(conflict, access);
    if (dates) return renderDates(dates);
    if (this.#isAdding) return this.#addView();
    const { looking } = this.#preview;
    if (looking) return this.#preview.view(looking, () => this.#endPreview());
    return this.#listView(group, access);
  }

  #listView(group: Group, access: Access): DialogView {
    const { edits } = this;
    return {
      title: titleFor(group),
      about: edits.people.people
        ? aboutPeople(edits.people, { hasRoles: roleCells(access.policy).length > 0 })
        : '\u00a0',
      body: renderBody({
        ...bodyOf(edits, access, {
          onlyChanged: this.#onlyChanged,
          onPreview: (row) => this.#look(row, group),
        }),
        onOnlyChanged: (on) => {
          this.#onlyChanged = on;
          this.host.requestUpdate();
        },
        failure: this.#saving.failure,
        onRetry: () => void this.#saving.save(),
        onAdd: edits.mayGiveRoles ? () => this.#add(true) : undefined,
        review: this.#isReviewing && this.#impact.found ? renderImpact(this.#impact.found) : nothing,
      }),
      foot: this.#renderSaveBar(),
    };
  }

  #renderSaveBar() {
    return renderSaveBar({
      changes: this.edits.changes,
      draft: this.edits.draft,
      impact: this.#impact.found,
      isReviewing: this.#isReviewing,
      saving: this.#saving.isSaving,
      leaving: this.#leaving,
      question: this.#saving.question,
      onSave: () => void this.#saving.save(),
      onConfirm: () => void this.#saving.save(true),
      onReview: () => {
        this.#isReviewing = !this.#isReviewing;
        this.host.requestUpdate();
      },
      onDiscard: () => this.edits.step(new Map()),
      onStay: () => this.#stay(),
      onLeave: () => this.#dialog.close(),
    });
  }

  #addView(): DialogView {
    return renderAddPerson({
      list: this.#users,
      onPick: (user) => this.#pick(user),
      onCancel: () => this.#add(false),
    });
  }

  #conflictView(conflict: Conflict, access: Access): DialogView {
    const saving = this.#saving;
    const button = (label: string, kind: string, onClick: () => void) =>
      html`<button type="button" class="btn ${kind}" @click=${onClick}>${label}</button>`;
    const settle = () => this.edits.step(saving.settle(conflict));
    return {
      title: titleOf(conflict),
      about: aboutOf(conflict, this.edits.changes),
      width: 640,
      body: renderConflict(conflict, access.policy, (sides) => saving.show({ ...conflict, sides })),
      foot: html`<div class="dialog-foot">
        ${button(msg('Discard mine'), 'btn-ghost', () => {
          settle();
          this.edits.step(new Map());
        })}
        ${button(msg('Back to editing'), '', settle)}
        ${button(msg('Save merged'), 'btn-primary', () => {
          settle();
          void saving.save();
        })}
      </div>`,
    };
  }

  // What a press leads to

  #onStep() {
    this.#leaving = false;
    this.#saving.question = undefined;
    if (!this.edits.draft.size) {
      this.#saving.failure = undefined;
      this.#isReviewing = false;
    }
    this.#back = this.edits.focusBack;
  }

  #stepBack() {
    if (this.#saving.conflict || !this.edits.stepBack()) return false;
    this.source.announcer.say(msg('Last change taken back'));
    return true;
  }

  #add(on: boolean) {
    this.#isAdding = on;
    this.#users.reset(on);
    if (!on) this.#back = '[part="toolbar"] input';
    this.host.requestUpdate();
  }

  #pick(user: User) {
    const row: PermissionRow = rowOf(user);
    this.edits.people.add(row);
    this.edits.show(user.id);
    this.#add(false);
    this.#back = `[data-person="${CSS.escape(user.id)}"] .role-add`;
  }

  /** Focus goes to the way back. */
  #look(row: PermissionRow, group: Group) {
    this.#preview.open({ row, group, edit: this.edits.draft.get(row.user.id) });
    this.#asks = true;
  }

  #endPreview() {
    const id = this.#preview.looking?.row.user.id ?? '';
    this.#preview.close();
    this.#back = `[data-person="${CSS.escape(id)}"] .cell-more button`;
  }

  #mayClose() {
    if (this.#preview.looking) {
      this.#endPreview();
      return false;
    }
    if (this.#isAdding || this.edits.dates) {
      this.#add(false);
      this.edits.dates = undefined;
      return false;
    }
    const { conflict } = this.#saving;
    const mayClose = this.#leaving || !this.edits.changes.length;
    if (conflict) this.edits.step(this.#saving.settle(conflict));
    this.#leaving = this.#asks = !mayClose;
    this.host.requestUpdate();
    return mayClose;
  }

  #stay() {
    this.#leaving = false;
    this.#saving.question = undefined;
    this.host.requestUpdate();
  }

  #reset(group: Group | undefined) {
    this.edits.open(group);
    this.#saving.reset();
    this.#preview.close();
    this.#onlyChanged = this.#leaving = this.#isReviewing = this.#isAdding = false;
  }
}

const titleFor = (group: Group) => msg(str`Manage Permissions: ${group.name}`);
