import { css, html, nothing, type TemplateResult } from 'lit';
import { icon, type Icon } from './icons.js';

/** Buttons, fields, checkboxes, and the bars that hold them. Classes only; templates write plain controls. */
export const controls = css`
  .btn {
    display: inline-flex;
    align-items: center;
    justify-content: center;
    gap: 8px;
    min-height: var(--_control);
    padding: 0 11px;
    border: 1px solid var(--_edge);
    border-radius: var(--_r2);
    background: var(--_surface);
    font-weight: 500;
    white-space: nowrap;
    transition: background-color var(--_fast) var(--_ease);
  }
  .btn:hover {
    background: color-mix(in srgb, var(--_text) 5%, var(--_surface));
  }
  .btn-primary,
  .btn-primary:hover {
    background: var(--_accent);
    border-color: transparent;
    color: var(--_on-accent);
  }
  .btn-primary:hover {
    background: var(--_accent-hover);
  }
  .btn-ghost {
    border-color: transparent;
    background: none;
  }
  .btn-ghost:hover {
    background: var(--_fill);
  }
  .btn-small {
    min-height: var(--_control-small);
    padding: 0 8px;
    gap: 6px;
  }
  .btn-icon {
    width: var(--_control);
    padding: 0;
    color: var(--_muted);
    flex: none;
  }
  .btn-icon.btn-small {
    width: var(--_control-small);
  }
  .btn:disabled,
  .btn[aria-disabled='true'] {
    color: var(--_edge);
    border-color: var(--_line);
    background: none;
    cursor: default;
  }
  .link-btn {
    color: var(--_accent-text);
    font-weight: 500;
    border-radius: 2px;
    min-height: 24px;
    text-align: start;
  }
  .link-btn:hover {
    text-decoration: underline;
    text-underline-offset: 2px;
  }
  kbd {
    font-family: inherit;
    font-size: 11px;
    font-weight: 500;
    line-height: 16px;
    color: var(--_muted);
    border: 1px solid var(--_line);
    border-radius: var(--_r1);
    padding: 0 5px;
  }
  .field {
    display: flex;
    align-items: center;
    gap: 8px;
    min-height: var(--_control);
    padding: 0 11px;
    border: 1px solid var(--_edge);
    border-radius: var(--_r1);
    background: var(--_surface);
    color: var(--_muted);
  }
  .field:focus-within {
    outline: 2px solid var(--_focus);
    outline-offset: -1px;
    border-color: transparent;
  }
  .field-small {
    min-height: var(--_control-small);
    padding: 0 7px;
  }
  .field :is(input, textarea) {
    flex: 1;
    min-width: 0;
    width: 100%;
    border: 0;
    padding: 0;
    background: none;
    color: var(--_text);
    outline: 0;
  }
  .field ::placeholder {
    color: var(--_muted);
    opacity: 1;
  }
  .field [type='search']::-webkit-search-cancel-button {
    display: none;
  }
  .check {
    display: inline-grid;
    place-items: center;
    width: 24px;
    height: 24px;
    margin: -4px;
    flex: none;
    vertical-align: middle;
  }
  .check input {
    appearance: none;
    width: 16px;
    height: 16px;
    border: 1px solid var(--_edge);
    border-radius: 3px;
    background: var(--_surface) center/16px no-repeat;
  }
  .check input:is(:checked, :indeterminate) {
    background-color: var(--_accent);
    border-color: var(--_accent);
  }
  .check input:checked {
    background-image: url("data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 16 16' fill='none' stroke='white' stroke-width='2' stroke-linecap='round' stroke-linejoin='round'%3E%3Cpath d='M4 8.25 6.75 11 12 5.5'/%3E%3C/svg%3E");
  }
  .check input:indeterminate {
    background-image: linear-gradient(#fff, #fff);
    background-size: 8px 2px;
  }
  .check input:disabled {
    background-color: var(--_fill);
    border-color: var(--_line);
  }
  .toolbar {
    display: flex;
    align-items: center;
    gap: 8px;
    min-height: 52px;
    padding: 12px 0;
    flex-wrap: wrap;
  }
  .notice {
    display: flex;
    gap: 8px;
    padding: 9px 12px;
    border-radius: var(--_r2);
    background: var(--_fill);
  }
  .notice .i {
    margin-top: 2px;
    color: var(--_icon);
  }
  .notice-warning {
    background: var(--_warning-soft);
  }
  .notice-warning .i {
    color: var(--_warning-text);
  }
  @media (pointer: coarse) {
    .check {
      width: 44px;
      height: 44px;
      margin: -14px;
    }
    .link-btn {
      min-height: 44px;
    }
    kbd {
      display: none;
    }
  }
  @media (forced-colors: active) {
    .check input {
      forced-color-adjust: none;
    }
  }
`;

/** What an icon-only button is called, what it does, and the classes, attributes it needs beside. */
export interface IconButton {
  readonly icon: Icon;
  readonly label: string;
  readonly onClick: (event: MouseEvent) => void;
  readonly part?: string;
  readonly tabIndex?: number;
}

/** A small button with an icon alone: its name is said and shown as tooltip. */
export const iconButton = (button: IconButton): TemplateResult =>
  html`<button
    type="button"
    class="btn btn-ghost btn-small btn-icon"
    part=${button.part ?? nothing}
    tabindex=${button.tabIndex ?? nothing}
    aria-label=${button.label}
    title=${button.label}
    @click=${button.onClick}
  >
    ${icon(button.icon)}
  </button>`;

/** A checkbox with a name that is said but not shown; `some` draws the bar of a mixed one. */
export const checkbox = (box: {
  readonly label: string;
  readonly checked: boolean;
  readonly some?: boolean;
  readonly disabled?: boolean;
  readonly onChange: (checked: boolean, event: Event) => void;
}): TemplateResult =>
  html`<label class="check"
    ><input
      type="checkbox"
      aria-label=${box.label}
      .checked=${box.checked}
      .indeterminate=${!box.checked && (box.some ?? false)}
      ?disabled=${box.disabled ?? false}
      @change=${(event: Event) => box.onChange((event.target as HTMLInputElement).checked, event)}
  /></label>`;
