import { msg } from '@lit/localize';
import { nothing, html, type LitElement, type TemplateResult } from 'lit';
import { DialogController } from '../../ui/dialog.js';

/** What is about to happen, and what the button that lets it happen says. */
export interface Question {
  readonly title: string;
  readonly text: string;
  readonly yes: string;
}

/** Above this many rows a change is asked about first; below it, undo does. */
export const MANY = 20;

/** One question before a change that reaches far. Owns its dialog and the answer. */
export class Confirm {
  readonly dialog: DialogController;
  #question: Question | undefined;
  #answer: (yes: boolean) => void = () => {};

  constructor(readonly host: LitElement) {
    this.dialog = new DialogController(host, 'confirm', { onClosed: () => this.#answer(false) });
  }

  /** Asks; closing the dialog in any way but by its main button is a no. */
  ask(question: Question): Promise<boolean> {
    this.#question = question;
    this.dialog.show();
    return new Promise((resolve) => {
      this.#answer = resolve;
    });
  }

  #yes = () => {
    this.#answer(true);
    this.dialog.close();
  };

  render(live: unknown): TemplateResult | typeof nothing {
    const question = this.#question;
    if (!question || !this.dialog.open) return nothing;
    return this.dialog.render({
      title: question.title,
      about: question.text,
      width: 480,
      body: nothing,
      foot: html`<div class="dialog-foot">
        <button type="button" class="btn" @click=${this.dialog.requestClose}>${msg('Cancel')}</button>
        <button type="button" class="btn btn-primary" @click=${this.#yes}>${question.yes}</button>
      </div>`,
      live,
    });
  }
}
