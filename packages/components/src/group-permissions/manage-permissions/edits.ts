import { msg, str } from '@lit/localize';
import type { Access, ChangeDecision } from '@provost/authz-core';
import type { AccessChange, Group, PermissionRow } from '@provost/sdk';
import type { LitElement } from 'lit';
import { formatNumber, plural } from '../../localization/format.js';
import { cellsOf, roleCells, storedHolding, type Cell, type Holding } from './cells.js';
import { datesTitle, type DatesView } from './dates.js';
import { decideCell, decideEdit, isSettable, mightGive, type Asking } from './deciding.js';
import { changesOf, draftHolding, withHolding, type CellEdit, type Draft, type MaySet } from './draft.js';
import { DraftHistory } from './draft-history.js';
import type { ManageSource } from './manage-source.js';
import { PeopleList } from './people-list.js';
import { cellLabel, holdingWord } from './words.js';

/** The role of which anybody's end date is set, whatever else they hold. */
const ALL: Cell = { role: '' };

/**
 * What is edited in the dialog of one group: the people, the draft and its steps, and whose dates are being set. Asks the
 * core about each change; draws nothing and sends nothing.
 */
export class Edits {
  readonly history = new DraftHistory();
  readonly people: PeopleList;
  group: Group | undefined;
  /** Whose dates are being set, in the list's place. */
  dates: DatesView | undefined;
  /** On a phone: the one person whose cells are on show. */
  opened: string | undefined;
  /** Where focus was before a view took the list's place. */
  focusBack: string | undefined;
  #decided = new WeakMap<PermissionRow, Map<string, ChangeDecision>>();
  #decidedFor: Access | undefined;

  constructor(
    readonly host: LitElement,
    readonly source: ManageSource,
    readonly onStep: () => void,
  ) {
    this.people = new PeopleList(host, source.client, () => this.draft.size > 0);
  }

  get draft(): Draft {
    return this.history.draft;
  }

  open(group: Group | undefined): void {
    this.group = group;
    this.people.open(group);
    this.history.clear();
    this.dates = this.opened = undefined;
  }

  show(person: string | undefined): void {
    this.opened = person;
    this.host.requestUpdate();
  }

  step(to: Draft): void {
    this.history.step(to);
    this.dates = undefined;
    this.onStep();
    this.focusBack = undefined;
    this.host.requestUpdate();
  }

  stepBack(): boolean {
    const isBack = this.history.back();
    if (isBack) this.host.requestUpdate();
    return isBack;
  }

  get changes(): readonly AccessChange[] {
    const { group } = this;
    return group ? changesOf(this.draft, group.id, this.maySetIn(group)) : [];
  }

  /** How many changes may not be made any more. */
  get lost(): number {
    const all = this.group ? changesOf(this.draft, this.group.id, () => true).length : 0;
    return all - this.changes.length;
  }

  // Who may

  asking = (group = this.group): Asking | undefined => {
    const access = this.source.access();
    return access && group ? { access, group } : undefined;
  };

  maySetIn = (group: Group): MaySet => {
    const asking = this.asking(group);
    return (row, edit) => asking !== undefined && decideEdit(asking, row, edit).allowed;
  };

  /** Decided once a row: what others hold is weighed, which takes time. */
  decideCell = (row: PermissionRow, cell: Cell): ChangeDecision => {
    const asking = this.asking()!;
    if (this.#decidedFor !== asking.access) this.#decided = new WeakMap();
    this.#decidedFor = asking.access;
    const known = this.#decided.get(row) ?? new Map<string, ChangeDecision>();
    this.#decided.set(row, known);
    const decision = known.get(cell.role) ?? decideCell(asking, row, cell);
    known.set(cell.role, decision);
    return decision;
  };

  decideEdit = (row: PermissionRow, edit: CellEdit): ChangeDecision => decideEdit(this.asking()!, row, edit);

  mightGive = (row: PermissionRow, cell: Cell): boolean => mightGive(this.asking()!, row, cell);

  isSettable = (cell: Cell): boolean => isSettable(this.asking()!, cell);

  /** May the reader give anybody here any role? */
  get mayGiveRoles(): boolean {
    const access = this.source.access();
    return access !== undefined && roleCells(access.policy).some(this.isSettable);
  }

  labelOf = (cell: Cell): string => cellLabel(this.source.access()!.policy, cell);

  // Editing

  set = (row: PermissionRow, edit: CellEdit): void => this.step(withHolding(this.draft, row, edit));

  /** Of everybody selected of whom it may be set. */
  setSelected = (cell: Cell, holding: Holding): void => {
    const rows = [...this.people.list.selected.values()].filter(
      (row) => storedHolding(row, cell) && this.#mayMake(row, { cell, holding }),
    );
    this.step(rows.reduce((next, row) => withHolding(next, row, { cell, holding }), this.draft));
    const [count, label, word] = [formatNumber(rows.length), this.labelOf(cell), holdingWord(cell, holding)];
    this.source.announcer.say(
      plural(rows.length, {
        one: msg(str`${label} set to ${word} for ${count} person, not saved yet`),
        other: msg(str`${label} set to ${word} for ${count} people, not saved yet`),
      }),
    );
  };

  /** What is so already is no change, and asks nobody. */
  #mayMake(row: PermissionRow, edit: CellEdit): boolean {
    if (storedHolding(row, edit.cell)?.held === edit.holding.held) return true;
    return this.decideEdit(row, edit).allowed;
  }

  // Dates

  showDates = (row: PermissionRow, cell: Cell): void => {
    const holding = draftHolding(this.draft, row, cell);
    if (!holding) return;
    this.focusBack = `[data-person="${CSS.escape(row.user.id)}"] .cell-more button`;
    this.#show({
      title: datesTitle(this.labelOf(cell), row.user.name),
      cell,
      holding,
      onSet: (dates) => this.set(row, { cell, holding: dates }),
    });
  };

  /** One end for all that the selected people hold here, as far as it may be set. */
  showDatesOfSelected = (): void => {
    const rows = [...this.people.list.selected.values()];
    const count = formatNumber(rows.length);
    this.focusBack = '[part="toolbar"] button';
    this.#show({
      title: msg('Set an end date'),
      about: plural(rows.length, {
        one: msg(str`For all that ${count} selected person holds here. The last day counts.`),
        other: msg(str`For all that ${count} selected people hold here. The last day counts.`),
      }),
      // a level begins when it is set, and so does this
      cell: { ...ALL, area: { id: '', label: '', editor: '', edit: '' } },
      holding: { held: true, from: null, until: null },
      onSet: ({ until }) =>
        this.step(rows.reduce((draft, row) => this.#withEnd(draft, row, until), this.draft)),
    });
  };

  #withEnd(draft: Draft, row: PermissionRow, until: string | null): Draft {
    return cellsOf(this.source.access()!).reduce((next, cell) => {
      const now = draftHolding(next, row, cell);
      if (!now?.held) return next;
      const edit = { cell, holding: { ...now, until } };
      return this.decideEdit(row, edit).allowed ? withHolding(next, row, edit) : next;
    }, draft);
  }

  #show(view: Omit<DatesView, 'onCancel'>) {
    const onCancel = () => {
      this.dates = undefined;
      this.onStep();
      this.focusBack = undefined;
      this.host.requestUpdate();
    };
    this.dates = { ...view, onCancel };
    this.host.requestUpdate();
  }
}
