import { css, html, nothing, type TemplateResult } from 'lit';
import { msg } from '@lit/localize';
import { alert, icon, refresh, type Icon } from './icons.js';

/** Nothing yet, no match, refused, failed; skeletons, and the bar of a refresh. */
export const states = css`
  .empty {
    display: grid;
    justify-items: center;
    align-content: center;
    gap: 8px;
    padding: 32px 16px;
    min-height: 220px;
    text-align: center;
    overflow-wrap: anywhere;
  }
  .empty > * {
    max-width: 485px;
    text-wrap: balance;
  }
  .empty-icon {
    display: grid;
    place-items: center;
    width: 48px;
    height: 48px;
    margin-bottom: 4px;
    border-radius: 50%;
    background: var(--_fill);
    color: var(--_icon);
  }
  .empty .btn {
    margin-top: 8px;
  }
  .empty code {
    font-family: var(--_mono);
    color: var(--_text);
    user-select: all;
  }
  .sk {
    display: inline-block;
    width: var(--w, 72px);
    height: 8px;
    border-radius: 4px;
    background: var(--_fill-hover);
    vertical-align: middle;
    animation: sk-in 1ms 150ms both;
  }
  @keyframes sk-in {
    from {
      opacity: 0;
    }
  }
  .refresh {
    position: absolute;
    inset: 0 0 auto;
    height: 2px;
    z-index: 4;
    overflow: hidden;
    animation: sk-in 1ms 150ms both;
  }
  .refresh::after {
    content: '';
    position: absolute;
    inset: 0;
    background: linear-gradient(90deg, transparent 8%, var(--_accent) 40%, transparent 62%);
  }
  @media (prefers-reduced-motion: no-preference) {
    .sk {
      animation:
        sk-in 1ms 150ms both,
        sk 1.2s ease-in-out infinite alternate;
    }
    .refresh::after {
      animation: sweep 1.2s linear infinite;
    }
    @keyframes sk {
      to {
        background-color: var(--_fill);
      }
    }
    @keyframes sweep {
      from {
        translate: -100% 0;
      }
      to {
        translate: 100% 0;
      }
    }
  }
`;

/** One icon, one title, one sentence, one action. */
export interface StateView {
  readonly icon: Icon;
  readonly title: string | TemplateResult;
  readonly text?: string | TemplateResult | undefined;
  readonly action?: unknown;
  /** `alert` for what went wrong, `status` for what a search found. */
  readonly role?: 'alert' | 'status';
}

/** What stands where a list would be. */
export const stateView = (view: StateView): TemplateResult =>
  html`<div class="empty" role=${view.role ?? nothing}>
    <span class="empty-icon">${icon(view.icon, 20)}</span>
    <h3 class="section">${view.title}</h3>
    ${view.text ? html`<p class="muted">${view.text}</p>` : nothing} ${view.action}
  </div>`;

/** What failed, why, a way on, and an id for support. */
export const errorView = (failure: {
  readonly title: string;
  readonly text: string;
  readonly requestId?: string | undefined;
  readonly onRetry?: () => void;
}): TemplateResult =>
  stateView({
    icon: alert,
    role: 'alert',
    title: failure.title,
    text: failure.text,
    action: html`${
      failure.onRetry
        ? html`<button type="button" class="btn btn-primary" @click=${failure.onRetry}>
            ${icon(refresh)}${msg('Try again')}
          </button>`
        : nothing
    }
    ${failure.requestId ? requestId(failure.requestId) : nothing}`,
  });

const requestId = (id: string) =>
  html`<p class="line wrap meta">
    ${msg('Request id')} <code>${id}</code>
    <button type="button" class="link-btn" @click=${() => void navigator.clipboard?.writeText(id)}>
      ${msg('Copy')}
    </button>
  </p>`;

/** A grey bar where text will stand; unseen for its first 150 ms. */
export const bar = (width: number): TemplateResult => html`<span class="sk" style="--w:${width}px"></span>`;
