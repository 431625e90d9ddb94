import { css } from 'lit';

/** Tables that run to the frame's edges; `.perm-table` gives a row to a name and its reason. */
export const table = css`
  .table-scroll {
    position: relative;
    overflow: auto;
  }
  table {
    width: 100%;
    border-collapse: separate;
    border-spacing: 0;
  }
  :is(th, td) {
    height: var(--_row);
    padding: 0 12px;
    text-align: start;
    font-weight: 400;
    border-bottom: 1px solid var(--_line);
    white-space: nowrap;
  }
  thead :is(th, td) {
    height: max(32px, var(--_row) - 4px);
    position: sticky;
    top: 0;
    z-index: 2;
    background: var(--_surface);
    font-size: var(--_small);
    line-height: 16px;
    font-weight: 500;
    color: var(--_muted);
  }
  tbody tr:last-child > * {
    border-bottom-color: transparent;
  }
  tbody tr:hover {
    background: var(--_hover);
  }
  tbody tr[aria-selected='true'] {
    background: var(--_accent-soft);
  }
  :is(tr, .table-scroll):focus-visible {
    outline-offset: -2px;
  }
  .cell-check {
    width: 40px;
    padding-inline-end: 0;
  }
  .cell-actions {
    width: 1px;
    padding-inline-start: 0;
    text-align: end;
  }
  .row-actions {
    display: inline-flex;
    align-items: center;
    gap: 4px;
    opacity: 0;
  }
  tr:is(:hover, :focus-within) .row-actions {
    opacity: 1;
  }
  .bulk {
    min-height: 40px;
    margin-block: 6px;
    padding: 4px 12px;
    background: var(--_accent-soft);
    border-radius: var(--_r2);
  }
  @media (hover: none), (pointer: coarse) {
    .row-actions {
      opacity: 1;
    }
  }
  @media (forced-colors: active) {
    tbody tr[aria-selected='true'] {
      outline: 2px solid Highlight;
      outline-offset: -2px;
    }
  }
`;
