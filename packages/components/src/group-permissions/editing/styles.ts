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
  .paste {
    display: grid;
    gap: 8px;
    padding-top: 16px;
  }
  .paste textarea {
    max-height: 160px;
    min-height: 96px;
  }
  .lines {
    margin: 0;
    padding: 0;
    list-style: none;
  }
  li.pick {
    cursor: auto;
    flex-wrap: wrap;
  }
  li.pick .grow {
    min-width: 120px;
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
