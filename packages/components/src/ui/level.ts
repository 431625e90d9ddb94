import { css, html, type TemplateResult } from 'lit';
import { eye, icon, pencil } from './icons.js';

/** A level is neutral: told by word and icon, never by colour alone. */
export const levelStyles = css`
  .level {
    display: inline-flex;
    align-items: center;
    gap: 4px;
    font-size: var(--_small);
    line-height: 1.3334;
    color: var(--_muted);
    white-space: nowrap;
  }
  .level-editor {
    color: var(--_text);
  }
`;

/** A level as text; `edits` draws the pencil. The word may name an area («Users») where the two differ. */
export const level = (word: string, edits: boolean, body = false): TemplateResult =>
  html`<span class="level ${edits ? 'level-editor' : ''} ${body ? 'level-body' : ''}"
    >${icon(edits ? pencil : eye, body ? 16 : 12)}${word}</span
  >`;
