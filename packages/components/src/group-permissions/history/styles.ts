import { css } from 'lit';

/** Entries, and what was before and after. */
export const historyStyles = css`
  .entries {
    flex: 1;
    min-height: 0;
    margin: 0;
    padding: 0;
    overflow: auto;
    list-style: none;
  }
  .entry {
    display: flex;
    align-items: flex-start;
    gap: 12px;
    min-height: 48px;
    padding: 8px 0;
    border-bottom: 1px solid var(--_line);
    overflow-wrap: anywhere;
  }
  .entry .grow {
    display: grid;
    gap: 2px;
    min-width: 0;
  }
  /* a sentence in another direction than the page's stays one, on the page's side */
  .entry p {
    unicode-bidi: plaintext;
    text-align: match-parent;
  }
  .actor {
    border-radius: 2px;
    min-height: 24px;
    text-align: start;
  }
  .actor:hover {
    text-decoration: underline;
  }
  .difference {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 4px 8px;
  }
  .difference :is(del, ins) {
    padding-inline-start: 8px;
    border-inline-start: 3px solid;
    text-decoration: none;
  }
  .difference del {
    border-color: var(--_danger);
    color: var(--_muted);
  }
  .difference ins {
    border-color: var(--_success, var(--_accent));
  }
  .field select {
    border: 0;
    background: none;
    color: var(--_text);
    font: inherit;
    outline: 0;
  }
  .field select option {
    background: Canvas;
    color: CanvasText;
  }
`;
