import { css, html, nothing, type LitElement, type ReactiveController, type TemplateResult } from 'lit';
import { msg } from '@lit/localize';
import { iconButton } from './controls.js';
import { deepActiveElement } from './focus.js';
import { cross } from './icons.js';

/** A modal dialog; below 640 px a sheet at the bottom edge. */
export const dialogStyles = css`
  dialog {
    --_surface: var(--_raised);
    border: 0;
    padding: 0;
    margin: auto;
    color: inherit;
    width: min(var(--width, 640px), 100vw - 32px);
    max-width: none;
    max-height: 85dvh;
    border-radius: var(--_r4);
    background: var(--_surface);
    box-shadow: var(--_shadow);
    overflow: clip;
  }
  dialog[open] {
    display: flex;
    flex-direction: column;
  }
  dialog::backdrop {
    background: var(--_scrim);
  }
  dialog > form {
    display: contents;
  }
  .dialog-head {
    display: flex;
    align-items: flex-start;
    gap: 16px;
    padding: 24px 24px 0;
  }
  .dialog-body {
    position: relative;
    padding: 0 24px;
    overflow: auto;
    overscroll-behavior: contain;
    flex: 1;
  }
  .dialog-foot {
    display: flex;
    align-items: center;
    justify-content: flex-end;
    flex-wrap: wrap;
    gap: 8px;
    padding: 16px 24px 24px;
  }
  @keyframes dialog-in {
    from {
      opacity: 0;
      transform: translateY(8px);
    }
  }
  @media (prefers-reduced-motion: no-preference) {
    dialog[open] {
      animation: dialog-in var(--_slow) var(--_ease);
    }
  }
  @media (width < 640px) {
    dialog {
      width: 100vw;
      max-height: 90dvh;
      margin: auto 0 0;
      border-end-start-radius: 0;
      border-end-end-radius: 0;
      padding-bottom: env(safe-area-inset-bottom);
    }
    .dialog-head {
      padding: 16px 16px 0;
    }
    .dialog-body {
      padding: 0 16px;
    }
    .dialog-foot {
      padding: 16px;
    }
  }
  @media (forced-colors: active) {
    dialog {
      border: 1px solid CanvasText;
    }
  }
`;

/** What a dialog shows. `foot` holds the actions, the main one last. */
export interface DialogView {
  readonly title: string | TemplateResult;
  readonly about?: string | TemplateResult | undefined;
  readonly body: unknown;
  readonly foot?: unknown;
  /** 320, 480, 640 or 960. */
  readonly width?: number;
  readonly part?: string;
  /** Toasts and live regions: outside a modal dialog they would be inert. */
  readonly live?: unknown;
}

/**
 * Owns whether one dialog is open, its focus on the way back, and Escape. Does not own what is in it:
 * the host calls `render(view)` in its template. A `mayClose` that answers false keeps it open.
 */
export class DialogController implements ReactiveController {
  open = false;
  #opener: HTMLElement | undefined;

  constructor(
    readonly host: LitElement,
    readonly id: string,
    readonly options: { readonly mayClose?: () => boolean; readonly onClosed?: () => void } = {},
  ) {
    host.addController(this);
  }

  /** Opens, and remembers where focus was. */
  show(opener: HTMLElement | null = deepActiveElement()): void {
    this.#opener = opener ?? undefined;
    this.open = true;
    this.host.requestUpdate();
  }

  /** Asks `mayClose` first, as Escape and the close button do. */
  requestClose = (): void => {
    if (this.options.mayClose?.() ?? true) this.close();
  };

  /** Closes without asking; focus goes back to the opener where that still stands. */
  close(): void {
    if (!this.open) return;
    this.open = false;
    this.#element?.close();
    this.host.requestUpdate();
    // a row's button is drawn only while its row has focus
    if (this.#opener?.isConnected) this.#opener.parentElement?.closest<HTMLElement>('[tabindex]')?.focus();
    if (this.#opener?.isConnected) this.#opener.focus();
    this.options.onClosed?.();
  }

  hostUpdated(): void {
    const element = this.#element;
    if (element && !element.open) element.showModal();
  }

  hostDisconnected(): void {
    this.open = false;
  }

  render(view: DialogView): TemplateResult | typeof nothing {
    if (!this.open) return nothing;
    const { id } = this;
    return html`<dialog
      id=${id}
      part=${view.part ?? 'dialog'}
      style="--width:${view.width ?? 640}px"
      aria-labelledby="${id}-title"
      aria-describedby=${view.about ? `${id}-about` : nothing}
      @keydown=${this.#onKeydown}
      @cancel=${this.#onCancel}
      @close=${() => this.close()}
    >
      <div class="dialog-head">
        <div class="grow">
          <h2 class="title" id="${id}-title">${view.title}</h2>
          ${view.about ? html`<p class="muted" id="${id}-about">${view.about}</p>` : nothing}
        </div>
        ${iconButton({ icon: cross, label: msg('Close'), onClick: this.requestClose })}
      </div>
      <div class="dialog-body">${view.body}</div>
      ${view.foot} ${view.live}
    </dialog>`;
  }

  get #element(): HTMLDialogElement | null {
    return (this.host.renderRoot as ParentNode | undefined)?.querySelector(`dialog#${this.id}`) ?? null;
  }

  #onKeydown = (event: KeyboardEvent) => {
    if (event.key !== 'Escape' || event.defaultPrevented) return;
    event.preventDefault(); // a browser closes at the second Escape whatever `cancel` says
    event.stopPropagation();
    this.requestClose();
  };

  #onCancel = (event: Event) => {
    if (event.target !== event.currentTarget) return; // a file picker's cancel bubbles
    event.preventDefault(); // the back gesture
    this.requestClose();
  };
}
