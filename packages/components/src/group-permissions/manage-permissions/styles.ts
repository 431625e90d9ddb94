import { css } from 'lit';
import { roleStyles } from './role-styles.js';

/** The Manage Permissions dialog: its table of people and toggles, and the two versions of a conflict. */
export const manageStyles = css`
  ${roleStyles}
  #manage {
    height: min(85dvh, 720px);
  }
  #manage .dialog-body {
    display: flex;
    flex-direction: column;
    overflow: hidden;
  }
  #manage .people {
    flex: 1;
    min-height: 0;
    margin-inline: -24px;
    padding-inline: 24px;
  }
  #manage:has(.choices, .dates) {
    height: fit-content;
  }
  .row-open,
  .row-holds {
    display: none;
  }
  #manage .search {
    flex: 0 1 240px;
    min-width: 160px;
  }
  #manage .toolbar {
    flex: none;
  }
  #manage .bulk {
    margin: 8px -12px;
    padding: 4px 12px;
    min-height: 36px;
    gap: 8px 16px;
    background: var(--_accent-soft);
  }
  #manage .notice {
    flex: none;
    margin-block: 0 8px;
  }
  #manage .save-bar .btn-primary {
    gap: 12px;
  }
  .perm-table {
    table-layout: fixed;
  }
  .perm-table tbody :is(td, th) {
    height: 56px;
    padding-block: 6px;
  }
  .perm-table .level {
    vertical-align: middle;
  }
  .perm-table tbody tr:hover,
  .perm-table tbody tr[aria-selected='true'] {
    background: none;
  }
  .perm-table tr > :first-child {
    padding-inline-start: 0;
  }
  .perm-table tbody tr > :first-child {
    position: relative;
  }
  .perm-table tr > :last-child {
    padding-inline-end: 0;
  }
  .perm-table .cell-check {
    width: 40px;
  }
  .perm-table .cell-seg {
    width: 184px;
    white-space: normal;
  }
  .perm-table .seg {
    --part: 76px;
  }
  .perm-table .person {
    gap: 12px;
  }
  .perm-table .cell-roles {
    width: 38%;
    white-space: normal;
  }
  .perm-table:has(.cell-seg) .cell-roles {
    width: 28%;
  }
  .perm-table .cell-more {
    width: 36px;
  }
  .perm-table .cell-seg > .chip,
  .perm-table .cell-seg > time {
    margin-block-start: 4px;
  }
  .perm-table thead :is(th, td) {
    z-index: 3;
    position: sticky;
    top: 0;
    background: var(--_surface);
  }
  .perm-table thead tr > :first-child {
    /* the bar of a changed row must not show beside the head it scrolls under */
    box-shadow:
      -24px 0 var(--_surface),
      24px 0 var(--_surface);
  }
  .perm-table tr.changed > :first-child::before {
    content: '';
    position: absolute;
    inset-block: 4px;
    inset-inline-start: -24px;
    width: 3px;
    border-start-end-radius: 2px;
    border-end-end-radius: 2px;
    background: var(--_accent);
  }
  .perm-table .sk {
    vertical-align: middle;
  }
  .perm-table .cell-check .sk {
    height: 16px;
  }
  .perm-table .person > .sk {
    height: 32px;
    border-radius: 50%;
  }
  .perm-table .cell-seg .sk {
    height: 28px;
    border-radius: var(--_r2);
  }
  .choices {
    margin-top: 16px;
  }
  .choice {
    display: flex;
    align-items: center;
    gap: 8px;
    min-height: 40px;
    padding: 0 12px;
    border: 1px solid var(--_line);
    border-radius: var(--_r2);
    cursor: pointer;
  }
  .choice:has(:checked) {
    border-color: var(--_accent);
    box-shadow: 0 0 0 1px var(--_accent);
    background: var(--_accent-soft);
  }
  .choice input {
    accent-color: var(--_accent);
    width: 16px;
    height: 16px;
  }
  .choices .cell-seg .link-btn {
    margin-inline-start: 8px;
  }
  @media (width < 640px) {
    #manage {
      height: 90dvh;
    }
    #manage .dialog-body {
      display: block;
      overflow: auto;
      scroll-padding-top: 104px;
    }
    #manage .people {
      overflow: visible;
      margin-inline: 0;
      padding-inline: 0;
    }
    #manage .toolbar {
      z-index: 4;
    }
    #manage .bulk > .strong {
      flex: 1;
    }
    #manage .bulk > .line {
      order: 1;
      flex: 1 0 100%;
    }
    #manage .bulk > .line > .muted,
    #manage .search {
      flex: 1;
    }
    #manage .toolbar > .grow,
    #manage kbd {
      display: none;
    }
    #manage .save-bar {
      padding-inline: 16px;
    }
    .perm-table,
    .perm-table :is(tbody, tr, th, td) {
      display: block;
      width: auto !important;
      height: auto !important;
      border: 0;
    }
    .perm-table thead :is(th, td) {
      position: static;
    }
    .perm-table thead th:not(.cell-check) {
      position: absolute;
      clip-path: inset(50%);
      height: 1px !important;
      overflow: hidden;
    }
    .perm-table tbody tr {
      position: relative;
      display: grid;
      grid-template-columns: 40px minmax(0, 1fr);
      align-items: center;
      gap: 8px 0;
      padding: 12px 0;
      border-bottom: 1px solid var(--_line);
    }
    .perm-table tbody tr > * {
      padding: 0;
    }
    .perm-table .seg {
      --part: 64px;
    }
    .perm-table .cell-roles {
      grid-column: 2;
    }
    .perm-table .cell-roles::before {
      content: attr(data-label);
      display: block;
      margin-block-end: 4px;
      color: var(--_muted);
    }
    /* one person at a time: the others are a line that opens */
    .row-open {
      display: inline-flex;
    }
    .row-holds {
      display: block;
    }
    .perm-table tr:not(.opened) > :is(.cell-seg, .cell-roles),
    .perm-table tr.opened .row-holds,
    .perm-table tr:not(.opened) .cell-more .line {
      display: none !important;
    }
    .perm-table tbody tr {
      grid-template-columns: 40px minmax(0, 1fr) auto;
    }
    .perm-table tbody :is(.cell-seg, .cell-roles) {
      grid-column: 2 / -1;
      order: 1;
    }
    .perm-table tbody th .person {
      padding-inline-end: 8px;
    }
    .perm-table tbody .cell-more {
      display: flex !important;
      width: auto;
    }
    .perm-table tbody tr > :first-child {
      position: static;
    }
    .perm-table tr.changed > :first-child::before {
      inset-inline-start: -16px;
    }
    .perm-table .cell-seg {
      grid-column: 2;
      display: flex !important;
      flex-wrap: wrap;
      align-items: center;
      justify-content: space-between;
      gap: 4px 8px;
    }
    .perm-table .cell-seg::before {
      content: attr(data-label);
      color: var(--_muted);
    }
    .perm-table.choices tbody tr {
      grid-template-columns: 1fr 1fr;
      gap: 8px;
    }
    .perm-table.choices tbody th {
      grid-column: 1 / -1;
    }
    .perm-table.choices .cell-seg {
      grid-column: auto;
    }
    .perm-table.choices .choice {
      flex: 1;
    }
  }
  /* 400 % zoom: the head scrolls away too */
  @media (height < 480px) {
    #manage {
      display: block;
      height: fit-content;
      overflow: auto;
    }
    #manage :is(.dialog-body, .people) {
      display: block;
      overflow: visible;
    }
    #manage .toolbar {
      position: static;
    }
    #manage .save-bar {
      position: sticky;
      bottom: 0;
      z-index: 4;
    }
  }
  @media (forced-colors: active) {
    .perm-table tr.changed > :first-child::before {
      background: Highlight;
    }
  }
`;
