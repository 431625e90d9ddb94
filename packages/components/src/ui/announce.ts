import { html, type LitElement, type ReactiveController, type TemplateResult } from 'lit';

/**
 * Says something politely to a screen reader. Owns the words of one live region; the host renders it where
 * it can be heard (inside the open dialog, else in its frame).
 */
export class AnnounceController implements ReactiveController {
  #text = '';
  #odd = false;

  constructor(readonly host: LitElement) {
    host.addController(this);
  }

  hostConnected(): void {
    this.#text = '';
  }

  say(text: string): void {
    this.#text = text;
    this.#odd = !this.#odd;
    this.host.requestUpdate();
  }

  render(active = true): TemplateResult {
    // the same sentence twice is said twice: a changed space makes it new
    return html`<div class="visually-hidden" role="status">
      ${active ? this.#text + (this.#odd ? ' ' : '') : ''}
    </div>`;
  }
}
