import { css } from 'lit';

/** The chips of roles, why they are locked, their dates, and what unsaved changes would do. */
export const roleStyles = css`
  .chip-soon {
    background: var(--_warning-soft);
    color: var(--_warning-text);
  }
  .roles {
    display: flex;
    flex-wrap: wrap;
    gap: 4px;
    align-items: center;
  }
  .role {
    display: inline-flex;
    align-items: center;
    gap: 4px;
    min-height: 28px;
    max-width: 100%;
    padding-inline: 8px 2px;
    border: 1px solid var(--_edge);
    border-radius: var(--_r1);
    background: var(--_surface);
    font-weight: 500;
  }
  .role > .line {
    flex: none;
  }
  .role-text {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 2px 6px;
    min-width: 0;
    padding-block: 3px;
  }
  .role-name {
    overflow-wrap: break-word;
    min-width: 0;
  }
  .role-above {
    border-color: var(--_line);
    background: var(--_fill);
  }
  .role-new {
    border-style: dashed;
    border-color: var(--_accent);
  }
  .role .muted {
    font-size: var(--_small);
    font-weight: 400;
  }
  .role-x,
  .role-add {
    display: inline-grid;
    place-items: center;
    width: 24px;
    height: 24px;
    flex: none;
    border-radius: var(--_r1);
    color: var(--_muted);
    font-weight: 600;
  }
  .role-add {
    width: 28px;
    height: 28px;
    border: 1px solid var(--_edge);
    color: var(--_text);
  }
  :is(.role-x, .role-add):hover {
    background: var(--_fill-hover);
    color: var(--_text);
  }
  .why {
    display: block;
    max-width: 300px;
    padding: 8px;
    white-space: normal;
  }
  .dates {
    display: flex;
    flex-wrap: wrap;
    gap: 16px;
    padding-block: 16px 8px;
  }
  .date {
    flex: 1 1 180px;
  }
  .adding {
    min-height: 240px;
  }
  .adding .pick {
    width: 100%;
    text-align: start;
  }
  .impact {
    flex: none;
    display: grid;
    gap: 8px;
    max-height: 200px;
    overflow: auto;
    margin-block-end: 8px;
    padding: 12px;
    border: 1px solid var(--_line);
    border-radius: var(--_r2);
  }
  .impact :is(.impact-gain, .impact-lose) {
    display: block;
    padding-inline-start: 8px;
    border-inline-start: 3px solid var(--_success-text);
  }
  .impact .impact-lose {
    border-color: var(--_danger-text);
  }
  #manage .preview-banner {
    align-items: center;
    margin-block-start: 12px;
    flex-wrap: wrap;
    border: 1px solid var(--_accent);
    background: var(--_accent-soft);
  }
  .preview {
    flex: 1;
    min-height: 0;
    overflow: auto;
    padding: 4px;
  }
  @media (pointer: coarse) {
    .role-x,
    .role-add {
      width: 44px;
      height: 44px;
    }
  }
  @media (forced-colors: active) {
    .role-new {
      border-color: Highlight;
    }
  }
`;
