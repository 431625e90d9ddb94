import { css } from 'lit';

/** What only dialogs are made of, so that a page without them need not load it. */
export const forms = css`
  .btn-primary kbd {
    color: inherit;
    border-color: rgb(255 255 255 / 0.35);
  }
  .field textarea {
    padding: 6px 0;
    resize: vertical;
    field-sizing: content;
    min-height: 60px;
  }
  .field:has([aria-invalid='true']) {
    border-color: var(--_danger);
  }
  .label {
    display: block;
    font-weight: 500;
    margin-bottom: 4px;
  }
  .chip {
    display: inline-flex;
    align-items: center;
    gap: 4px;
    min-height: 20px;
    padding: 0 6px;
    border-radius: var(--_r1);
    font-size: var(--_small);
    font-weight: 500;
    line-height: 16px;
    white-space: nowrap;
    background: var(--_fill);
    color: var(--_muted);
  }
  .save-bar {
    flex: none;
    display: flex;
    align-items: center;
    flex-wrap: wrap;
    gap: 8px;
    min-height: 56px;
    padding: 8px 24px;
    border-top: 1px solid var(--_line);
    background: var(--_surface);
  }
  .avatar-32 {
    width: 32px;
    height: 32px;
    font-size: 12px;
  }
  .provenance {
    display: block;
    font-size: var(--_small);
    line-height: 1.3334;
    color: var(--_muted);
    white-space: normal;
  }
  .provenance .i {
    vertical-align: -1.5px;
    margin-inline-end: 4px;
  }
  .level-body {
    font-size: inherit;
  }
  @media (forced-colors: active) {
    .chip {
      border: 1px solid;
    }
  }
`;
