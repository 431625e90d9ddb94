import { css } from 'lit';

/** Ground rules of every shadow root: box model, inherited type, focus ring, and the few text and line classes. */
export const base = css`
  :host {
    display: block;
    color: var(--_text);
    font-family: var(--provost-font, inherit);
    font-size: calc(var(--_rem) * 0.875);
    font-weight: 400;
    line-height: 1.4286;
    letter-spacing: normal;
    text-align: start;
    -webkit-font-smoothing: antialiased;
  }
  *,
  *::before,
  *::after {
    box-sizing: border-box;
  }
  :host([hidden]),
  [hidden] {
    display: none !important;
  }
  h2,
  h3,
  p,
  ul {
    margin: 0;
    padding: 0;
    font: inherit;
    list-style: none;
  }
  button,
  input,
  textarea,
  code {
    font: inherit;
    color: inherit;
    letter-spacing: inherit;
    margin: 0;
  }
  button {
    background: none;
    border: 0;
    padding: 0;
    cursor: pointer;
  }
  time {
    font-variant-numeric: tabular-nums;
    unicode-bidi: plaintext;
  }
  mark {
    background: none;
    color: inherit;
    font-weight: 600;
    text-decoration: underline;
    text-decoration-color: var(--_accent);
    text-decoration-thickness: 2px;
    text-underline-offset: 2px;
  }
  :focus-visible {
    outline: 2px solid var(--_focus);
    outline-offset: 2px;
  }
  .i {
    width: 16px;
    height: 16px;
    flex: none;
    fill: none;
    stroke: currentColor;
    stroke-width: 1.5;
    stroke-linecap: round;
    stroke-linejoin: round;
  }
  .i-12 {
    width: 12px;
    height: 12px;
    stroke-width: 1.75;
  }
  .title {
    font-size: calc(var(--_rem) * 1.25);
    line-height: 1.4;
    font-weight: 600;
    letter-spacing: -0.012em;
    overflow-wrap: anywhere;
  }
  .section {
    font-size: var(--_rem);
    line-height: 1.5;
    font-weight: 600;
    letter-spacing: -0.006em;
  }
  .meta,
  .count {
    font-size: var(--_small);
    line-height: 1.3334;
    color: var(--_muted);
  }
  .count {
    font-variant-numeric: tabular-nums;
  }
  .muted {
    color: var(--_muted);
  }
  .strong {
    font-weight: 500;
    color: var(--_text);
  }
  .num {
    text-align: end;
    font-variant-numeric: tabular-nums;
  }
  .truncate {
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
    min-width: 0;
  }
  .grow {
    flex: 1;
    min-width: 0;
  }
  .line {
    display: flex;
    align-items: center;
    gap: 8px;
    min-width: 0;
  }
  .wrap {
    flex-wrap: wrap;
  }
  .danger {
    color: var(--_danger-text);
  }
  .visually-hidden {
    position: absolute;
    width: 1px;
    height: 1px;
    margin: -1px;
    overflow: hidden;
    clip-path: inset(50%);
    white-space: nowrap;
  }
  :dir(rtl) .flip {
    scale: -1 1;
  }
`;
