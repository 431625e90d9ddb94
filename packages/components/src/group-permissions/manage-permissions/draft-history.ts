import type { PermissionRow } from '@provost/sdk';
import { rebase, type Draft } from './draft.js';

/** The draft and the steps that led to it, so that each can be taken back before it is saved. */
export class DraftHistory {
  #draft: Draft = new Map();
  #before: Draft[] = [];

  get draft(): Draft {
    return this.#draft;
  }

  step(to: Draft): void {
    this.#before.push(this.#draft);
    this.#draft = to;
  }

  /** Takes the last step back; false if there is none. */
  back(): boolean {
    const before = this.#before.pop();
    if (before) this.#draft = before;
    return before !== undefined;
  }

  /** Forgets everything. */
  clear(): void {
    this.#draft = new Map();
    this.#before = [];
  }

  /** Keeps what still differs from the rows as they are now; earlier steps began elsewhere. */
  rebase(rows: readonly PermissionRow[]): void {
    this.#draft = rebase(this.#draft, rows);
    this.#before = [];
  }

  /** Forgets what was to be changed of these people. */
  drop(userIds: readonly string[]): void {
    this.#draft = new Map([...this.#draft].filter(([id]) => !userIds.includes(id)));
  }
}
