import { css } from 'lit';

/** Rows to pick from, and the form of a group. */
export const editingStyles = css`
  .form {
    display: grid;
    gap: 16px;
    padding-top: 16px;
  }
  #add-people,
  #add-content {
    height: min(85dvh, 640px);
  }
  .pick {
    display: flex;
    align-items: center;
    gap: 12px;
    min-height: 48px;
    padding: 4px 0;
    border-bottom: 1px solid var(--_line);
    cursor: pointer;
  }
  .pick > .grow {
    display: grid;
  }
  .dialog-body > .toolbar {
    position: sticky;
    top: 0;
    z-index: 1;
    background: var(--_surface);
  }
  .dialog-body > .toolbar .search {
    max-width: none;
  }
  .dialog-body + .notice {
    margin: 8px 24px 0;
  }
  .problem {
    margin-top: 4px;
    color: var(--_danger-text);
  }
`;
