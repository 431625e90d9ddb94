import { css, html, nothing, type LitElement, type ReactiveController, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { msg } from '@lit/localize';
import { iconButton } from './controls.js';
import { alert, circle, cross, icon, type Icon } from './icons.js';

// drawn nowhere else, so that a page that only shows does not carry them
const undo: Icon = 'M3 6.25h6.5a3.5 3.5 0 0 1 0 7H6M3 6.25 5.75 3.5M3 6.25 5.75 9';
const done: Icon = 'M5.25 8.25 7.25 10.25 10.75 6' + circle(8, 8, 6);

/** Toasts at the bottom end, at most three. */
export const toastStyles = css`
  .success {
    color: var(--_success-text);
  }
  .toasts {
    position: fixed;
    inset-block-end: 24px;
    inset-inline-end: 24px;
    z-index: 10;
    display: grid;
    gap: 8px;
    width: min(400px, 100vw - 32px);
  }
  /* at the dialog's own corner and above its save bar: over the window's corner it would cover Save */
  dialog .toasts {
    position: absolute;
    inset-block-end: 72px;
  }
  .toast {
    display: flex;
    align-items: center;
    gap: 12px;
    min-height: 48px;
    padding: 8px;
    padding-inline-start: 16px;
    border-radius: var(--_r2);
    background: var(--_raised);
    box-shadow: var(--_shadow);
    overflow-wrap: anywhere;
  }
  @media (width < 640px) {
    .toasts {
      inset-inline: 16px;
      width: auto;
    }
  }
  @media (forced-colors: active) {
    .toast {
      border: 1px solid CanvasText;
    }
  }
`;

/** What a toast says, and how to take it back. An error stays until it is closed. */
export interface Toast {
  readonly text: string | TemplateResult;
  readonly tone?: 'done' | 'error';
  readonly undo?: () => void;
}

/** Where time comes from: a browser's timers, or a test's. */
export interface Timers {
  set(run: () => void, milliseconds: number): unknown;
  clear(timer: unknown): void;
}

const browserTimers: Timers = {
  set: (run, milliseconds) => setTimeout(run, milliseconds),
  clear: (timer) => clearTimeout(timer as number),
};

/**
 * Owns the toasts of one element and what can be undone. Renders in a polite live region; the host calls
 * `render(active)` wherever a toast may be seen (its frame, its dialogs) with `active` true in the topmost,
 * because outside a modal dialog a toast is inert. Undo outlives its toast: `undoLast()` is Ctrl+Z.
 */
export class ToastController implements ReactiveController {
  #shown: readonly Toast[] = [];
  #undos: readonly Toast[] = [];
  readonly #running = new Map<Toast, unknown>();

  constructor(
    readonly host: LitElement,
    readonly timers: Timers = browserTimers,
  ) {
    host.addController(this);
  }

  show(toast: Toast): void {
    this.#shown = [...this.#shown, toast].slice(-3);
    if (toast.undo) this.#undos = [...this.#undos, toast].slice(-20);
    this.#start(toast);
    this.host.requestUpdate();
  }

  dismiss(toast: Toast): void {
    this.#shown = this.#shown.filter((other) => other !== toast);
    this.timers.clear(this.#running.get(toast));
    this.#running.delete(toast);
    this.host.requestUpdate();
  }

  /** Takes back the newest change that can be; false if there is none. */
  undoLast(): boolean {
    const last = this.#undos.at(-1);
    if (last) this.#undo(last);
    return last !== undefined;
  }

  /** Forgets everything: another person, another group of undo steps. */
  clear(): void {
    this.#undos = [];
    for (const toast of this.#shown) this.dismiss(toast);
  }

  hostDisconnected(): void {
    this.clear();
  }

  render(active = true): TemplateResult {
    return html`<div
      class="toasts"
      part="toasts"
      aria-live="polite"
      @pointerenter=${this.#pause}
      @pointerleave=${this.#resume}
      @focusin=${this.#pause}
      @focusout=${this.#resume}
    >
      ${active ? repeat(this.#shown, (toast) => toast, this.#renderToast) : nothing}
    </div>`;
  }

  #renderToast = (toast: Toast) =>
    html`<div class="toast">
      ${toast.tone === 'done' ? html`<span class="line success">${icon(done)}</span>` : nothing}
      ${toast.tone === 'error' ? html`<span class="line danger">${icon(alert)}</span>` : nothing}
      <span class="grow">${toast.text}</span>
      ${
        toast.undo
          ? html`<button
              type="button"
              class="btn btn-ghost btn-small"
              aria-keyshortcuts="Control+Z"
              title="Ctrl Z"
              @click=${() => this.#undo(toast)}
            >
              ${icon(undo)}${msg('Undo')}
            </button>`
          : nothing
      }
      ${iconButton({ icon: cross, label: msg('Dismiss'), onClick: () => this.dismiss(toast) })}
    </div>`;

  #undo(toast: Toast) {
    this.#undos = this.#undos.filter((other) => other !== toast);
    this.dismiss(toast);
    toast.undo?.();
  }

  #start(toast: Toast) {
    if (toast.tone === 'error') return;
    this.timers.clear(this.#running.get(toast));
    this.#running.set(
      toast,
      this.timers.set(() => this.dismiss(toast), toast.undo ? 10_000 : 6_000),
    );
  }

  #pause = () => {
    for (const timer of this.#running.values()) this.timers.clear(timer);
  };

  #resume = () => {
    for (const toast of this.#running.keys()) this.#start(toast);
  };
}
