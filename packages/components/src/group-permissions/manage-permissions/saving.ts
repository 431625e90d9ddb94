import { msg } from '@lit/localize';
import type { Access } from '@provost/authz-core';
import type { AccessChange, Group, Provost } from '@provost/sdk';
import type { LitElement } from 'lit';
import type { ToastController } from '../../ui/toast.js';
import { documentOf, problemOf, type Failure } from '../problem.js';
import { cellsOf } from './cells.js';
import { conflictOf, type Conflict } from './conflict.js';
import { withHolding, type Draft, type MaySet } from './draft.js';
import type { DraftHistory } from './draft-history.js';
import { readNow, type PeopleList } from './people-list.js';
import { PermissionsEvent } from './permissions-event.js';
import { saveDraft, type Outcome } from './save.js';
import { savedWhat } from './sentences.js';

/** What a save needs of the dialog it is made in. */
export interface SavingView {
  readonly host: LitElement;
  readonly client: () => Provost | undefined;
  readonly access: () => Access | undefined;
  readonly refreshSession: () => void;
  readonly toasts: ToastController;
  readonly people: PeopleList;
  readonly edits: DraftHistory;
  /** The group on show; `undefined` once the dialog is closed. */
  readonly group: () => Group | undefined;
  readonly maySetIn: (group: Group) => MaySet;
  readonly changes: () => readonly AccessChange[];
  /** Something was saved: a narrowing that shows nothing any more ends. */
  readonly onSaved: () => void;
  /** Something has to be answered first: focus goes there. */
  readonly onAsk: () => void;
}

type Saved = Extract<Outcome, { kind: 'saved' }>;

/** Saves what was edited as one change, asks what must be asked first, and takes it back. Draws nothing. */
export class Saving {
  isSaving = false;
  failure: Failure | undefined;
  conflict: Conflict | undefined;
  /** What has to be answered with yes before it is saved. */
  question: string | undefined;

  constructor(readonly view: SavingView) {}

  reset(): void {
    this.failure = this.conflict = this.question = undefined;
  }

  async save(confirm = false): Promise<void> {
    const { host, client, people, edits, group: shown, changes, maySetIn } = this.view;
    const [group, api, access] = [shown(), client(), this.view.access()];
    if (this.isSaving || this.conflict || !group || !api || !access || !changes().length) return;
    const own = confirm ? undefined : ownLoss(edits.draft, access.snapshot.subject.id);
    if (own) return this.#ask(own);
    if (!host.dispatchEvent(new PermissionsEvent('permissions-save', group, changes()))) return;
    const { draft } = edits;
    this.isSaving = true;
    this.failure = this.question = undefined;
    host.requestUpdate();
    const saving = { client: api, group, draft, version: people.version, confirm };
    try {
      this.#landed(
        group,
        draft,
        await saveDraft({ ...saving, cells: cellsOf(access), maySet: maySetIn(group) }),
      );
    } catch (error) {
      this.#failed(group, error);
    }
    this.isSaving = false;
    host.requestUpdate();
  }

  show(conflict: Conflict): void {
    this.conflict = conflict;
    this.view.host.requestUpdate();
  }

  /** Ends a conflict: what was chosen is the draft now, made to the rows as they are. */
  settle({ collisions, sides, stored }: Conflict): Draft {
    const { edits, people } = this.view;
    const listed = new Set(stored.rows.map(({ user }) => user.id));
    this.conflict = undefined;
    people.accept(stored);
    edits.rebase(stored.rows);
    edits.drop([...edits.draft.keys()].filter((id) => !listed.has(id)));
    void people.list.reload();
    return collisions.reduce(
      (draft, { row, cell, ...sidesOf }, index) =>
        withHolding(draft, row, { cell, holding: sidesOf[sides[index] ?? 'theirs'] }),
      edits.draft,
    );
  }

  #ask(question: string) {
    this.question = question;
    this.view.onAsk();
    this.view.host.requestUpdate();
  }

  #landed(group: Group, draft: Draft, outcome: Outcome) {
    if (outcome.kind === 'asks') return this.#ask(outcome.text);
    if (outcome.kind === 'collides') return this.show(conflictOf(draft, outcome));
    const { changes, merged, changeSet } = outcome;
    this.#accept(group, draft, outcome);
    const undo = changeSet === undefined ? {} : { undo: () => void this.#undo(group, draft, changeSet) };
    this.view.toasts.show({ tone: 'done', text: savedWhat(changes, merged), ...undo });
    this.view.host.dispatchEvent(new PermissionsEvent('permissions-saved', group, changes));
  }

  /** Saved rows take the place of the old; of the draft stays what was edited since. */
  #accept(group: Group, sent: Draft, { stored, merged }: Pick<Saved, 'stored' | 'merged'>) {
    const { people, edits } = this.view;
    if (this.view.group()?.id !== group.id) return;
    const { rows = [] } = stored ?? {};
    const known = new Set(rows.map(({ user }) => user.id));
    const gone = [...sent.keys()].filter((id) => !known.has(id));
    if (stored) people.accept(stored);
    edits.rebase(rows);
    edits.drop(gone);
    people.list.toggleAll(false);
    this.view.onSaved();
    if (merged || gone.length) void people.list.reload();
  }

  /** Takes the whole change set back, unless something newer stands on it. */
  async #undo(group: Group, draft: Draft, changeSet: string) {
    const { host, toasts } = this.view;
    const client = this.view.client();
    if (!client || !host.dispatchEvent(new PermissionsEvent('permissions-save', group, []))) return;
    try {
      await client.changes.undo(changeSet);
      this.#accept(group, draft, { stored: await readNow(client, group, draft.keys()), merged: true });
      toasts.show({ tone: 'done', text: msg('Change undone') });
      host.dispatchEvent(new PermissionsEvent('permissions-saved', group, []));
    } catch (error) {
      const isNewer = documentOf(error).code === 'newer-change';
      const why = isNewer ? msg('Somebody has changed this since.') : problemOf(error).text;
      toasts.show({ tone: 'error', text: `${msg('Not undone.')} ${why}` });
    }
    host.requestUpdate();
  }

  #failed(group: Group, error: unknown) {
    if (documentOf(error).status === 403) this.view.refreshSession();
    if (this.view.group()?.id === group.id) this.failure = problemOf(error);
    else this.view.toasts.show({ tone: 'error', text: problemOf(error).text });
  }
}

/** nobody gives up what they act by without being asked. */
function ownLoss(draft: Draft, me: string): string | undefined {
  const taken = [...(draft.get(me)?.set.values() ?? [])].some(({ holding }) => !holding.held);
  return taken
    ? msg('You take something from yourself, and may not be able to give it back. Save all the same?')
    : undefined;
}
