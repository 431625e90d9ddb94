import { css } from 'lit';

/** The two panes, the header, and what is particular to them. */
export const styles = css`
  /* not the host: a toast is fixed to the window, and a container would hold it */
  .box {
    container: box / inline-size;
    min-width: 280px;
  }
  .frame {
    position: relative;
    display: grid;
    grid-template: minmax(0, 1fr) / 304px minmax(0, 1fr);
    height: var(--provost-height, auto);
    min-height: 480px;
    max-height: var(--provost-max-height, max(480px, 100dvh - 48px));
    background: var(--_surface);
    border: 1px solid var(--_line);
    border-radius: var(--_r3);
    overflow: clip;
  }
  .frame[inert] {
    opacity: 0.55;
  }
  .frame > .across {
    grid-column: 1 / -1;
    border-radius: 0;
    align-self: center;
  }
  .frame:has(> p) {
    grid-template-rows: auto minmax(0, 1fr);
  }
  .nav {
    display: flex;
    flex-direction: column;
    min-height: 0;
    min-width: 0;
    border-inline-end: 1px solid var(--_line);
    background: var(--_sunken);
  }
  .nav-head {
    display: grid;
    gap: 12px;
    padding: 16px 16px 12px;
  }
  .nav-head .line {
    min-height: 28px;
  }
  .nav-foot {
    display: flex;
    flex-wrap: wrap;
    gap: 4px 12px;
    padding: 12px 16px;
    border-top: 1px solid var(--_line);
  }
  .nav .empty,
  .main > .empty,
  .body > .empty {
    flex: 1;
  }
  .tree li .level {
    flex: none;
  }
  .tree li .count {
    min-width: 32px;
    text-align: end;
    flex: none;
  }
  .tree li .manage {
    display: none;
    margin-block: 2px;
  }
  .tree li:is(:hover, :focus-within) .manage {
    display: inline-flex;
  }
  .tree li:is(:hover, :focus-within):has(.manage) .level {
    display: none;
  }
  .main {
    container: main / inline-size;
    position: relative;
    display: flex;
    flex-direction: column;
    min-width: 0;
    min-height: 0;
  }
  .head {
    display: grid;
    gap: 16px;
    padding: 24px 24px 0;
  }
  .back {
    display: none;
    align-items: center;
    justify-self: start;
    gap: 4px;
    min-height: 32px;
    margin-block: -8px -12px;
  }
  .head-title {
    display: flex;
    align-items: flex-start;
    gap: 16px;
  }
  .crumbs {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 0 4px;
    font-size: var(--_small);
    line-height: 1.3334;
    color: var(--_muted);
  }
  .crumbs button {
    border-radius: 2px;
    min-height: 24px;
    margin-block: -4px;
    text-align: start;
    overflow-wrap: anywhere;
  }
  .crumbs button:hover {
    text-decoration: underline;
    color: var(--_text);
  }
  .crumbs + .title {
    margin-top: 4px;
  }
  .access {
    margin-top: 4px;
  }
  .about {
    margin-top: 8px;
    max-width: 68ch;
    white-space: pre-line;
    overflow-wrap: anywhere;
  }
  .head .tabs {
    margin-inline: -24px;
    padding-inline: 24px;
  }
  .body {
    display: flex;
    flex-direction: column;
    flex: 1;
    min-height: 0;
    padding: 0 24px;
  }
  .body > .notice {
    margin-top: 16px;
  }
  .toolbar .search {
    flex: 1 1 140px;
    max-width: 240px;
  }
  .toolbar > .meta:empty {
    position: absolute;
  }
  .rows {
    margin-inline: -24px;
    flex: 1;
    min-height: 0;
  }
  .rows :is(th, td):first-child {
    padding-inline-start: 24px;
  }
  .rows :is(th, td):last-child {
    padding-inline-end: 24px;
  }
  .rows .cell-check {
    min-width: 52px;
  }
  .rows th .person {
    max-width: 44ch;
  }
  .rows td.muted {
    max-width: 32ch;
    overflow: hidden;
    text-overflow: ellipsis;
  }
  .foot {
    display: flex;
    align-items: center;
    flex-wrap: wrap;
    gap: 0 12px;
    min-height: 48px;
  }
  @container main (width < 720px) {
    .wide {
      display: none;
    }
  }
  @container main (width < 480px) {
    .narrow,
    .density,
    .cell-actions .word {
      display: none;
    }
    .rows :is(th, td) {
      padding-inline: 8px;
    }
    .rows th,
    .rows th .truncate {
      white-space: normal;
      overflow-wrap: anywhere;
    }
  }
  @container box (width < 720px) {
    .frame {
      grid-template: none / minmax(0, 1fr);
      height: auto;
      max-height: none;
    }
    .nav {
      border-inline-end: 0;
      border-bottom: 1px solid var(--_line);
      max-height: 320px;
    }
    /* a list, or one group of it with a way back */
    .list > .main,
    .group > .nav {
      display: none;
    }
    .list > .nav {
      border: 0;
      max-height: max(480px, 100dvh - 48px);
    }
    .group .back {
      display: flex;
    }
    .nav-foot {
      display: none;
    }
    .head {
      padding: 16px 16px 0;
    }
    .head-title {
      flex-wrap: wrap;
    }
    .head-title > .grow,
    .body .search {
      flex-basis: 100%;
      max-width: none;
    }
    .body .toolbar:not(.bulk) > .grow {
      display: none;
    }
    .body .toolbar:not(.bulk) > .btn {
      flex: 1;
    }
    .head .tabs {
      margin-inline: -16px;
      padding-inline: 16px;
    }
    .body {
      padding: 0 16px;
    }
    .rows {
      margin-inline: -16px;
    }
    .rows :is(th, td):first-child {
      padding-inline-start: 16px;
    }
    .rows :is(th, td):last-child {
      padding-inline-end: 8px;
    }
    .rows .cell-check {
      min-width: 44px;
    }
  }
  @media (hover: none), (pointer: coarse) {
    .tree li .manage {
      display: inline-flex;
      margin-block: 0;
    }
    /* a tap hovers first: nothing may move under the finger */
    .tree li:has(.manage) .level {
      display: none;
    }
    .bulk {
      position: sticky;
      bottom: 0;
      z-index: 3;
      order: 1;
    }
  }
`;
