import { html, nothing, type TemplateResult } from 'lit';
import { icon, search } from './icons.js';

/** A search's name, what stands in it, and who is told of each letter. */
export interface SearchField {
  readonly label: string;
  readonly value: string;
  readonly onInput: (value: string) => void;
  /** Shows that "/" leads here. */
  readonly hint?: boolean;
  readonly autofocus?: boolean;
}

/** A search field: "/" focuses the first that is to be seen (see `focusSearch`), Escape clears before it closes. */
export const searchField = ({ label, value, onInput, hint, autofocus }: SearchField): TemplateResult =>
  html`<label class="field field-small search"
    >${icon(search)}<input
      type="search"
      placeholder=${label}
      aria-label=${label}
      aria-keyshortcuts="/"
      autocomplete="off"
      ?autofocus=${autofocus ?? false}
      .value=${value}
      @input=${(event: Event) => onInput((event.target as HTMLInputElement).value)}
      @keydown=${(event: KeyboardEvent) => {
        if (event.key !== 'Escape' || !value) return;
        event.preventDefault();
        event.stopPropagation();
        onInput('');
      }}
    />${hint ? html`<kbd>/</kbd>` : nothing}</label
  >`;

/** Puts focus into the first search of the open dialog, else of the root; false if there is none. */
export function focusSearch(root: ParentNode): boolean {
  const scope = root.querySelector('dialog[open]') ?? root;
  const field = scope.querySelector<HTMLInputElement>('input[type="search"]');
  field?.focus();
  field?.select();
  return field !== null;
}
