import { css, html, nothing, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { Typeahead, isRtl, rove } from './focus.js';
import { chevron, icon } from './icons.js';

/** A tree as flat rows: a row's name is its own text, and long trees stay cheap. */
export const treeStyles = css`
  .tree {
    position: relative;
    flex: 1;
    padding: 0 8px 16px;
    overflow: auto;
    overscroll-behavior: contain;
  }
  .tree li {
    display: flex;
    align-items: center;
    gap: 4px;
    min-height: 32px;
    padding-inline: calc(4px + (var(--level) - 1) * 16px) 8px;
    border-radius: var(--_r1);
    cursor: pointer;
  }
  .tree li:hover {
    background: var(--_fill);
  }
  .tree li:focus-visible {
    outline-offset: -2px;
  }
  .tree li[aria-selected='true'] {
    background: var(--_accent-soft);
  }
  .tree li[aria-selected='true'] .name {
    font-weight: 500;
  }
  .twist {
    display: grid;
    place-items: center;
    align-self: stretch;
    width: 16px;
    flex: none;
    color: var(--_icon);
  }
  li[aria-expanded='true'] .twist .i {
    transform: rotate(90deg);
  }
  @media (pointer: coarse) {
    .tree li {
      min-height: 44px;
    }
    .twist {
      width: 32px;
      margin-inline-start: -8px;
    }
  }
  @media (forced-colors: active) {
    .tree li[aria-selected='true'] {
      outline: 2px solid Highlight;
      outline-offset: -2px;
    }
  }
`;

/** A row: where it stands, and whether it opens (`undefined`: nothing below it). */
export interface TreeRow {
  readonly id: string;
  readonly label: string;
  /** 1 for the top. */
  readonly level: number;
  /** 1 for the first among its siblings, of `size`. */
  readonly position: number;
  readonly size: number;
  readonly expanded: boolean | undefined;
}

/** The rows on show, which of them is selected and which is the tab stop, and what the keys lead to. */
export interface Tree<R extends TreeRow> {
  readonly label: string;
  readonly rows: readonly R[];
  readonly selected: string | undefined;
  readonly active: string | undefined;
  readonly busy?: boolean;
  readonly onActive: (row: R) => void;
  readonly onSelect: (row: R) => void;
  readonly onToggle: (row: R, expand: boolean) => void;
  /** What stands in a row after the arrow. */
  readonly content: (row: R, active: boolean) => unknown;
}

const letters = new Typeahead();

/** One tab stop; arrows, Home, End and first letters move, right opens or goes in, left closes or goes out. */
export function tree<R extends TreeRow>(view: Tree<R>): TemplateResult {
  const activeIndex = Math.max(
    0,
    view.rows.findIndex(({ id }) => id === view.active),
  );
  return html`<ul
    class="tree"
    part="tree"
    role="tree"
    aria-label=${view.label}
    aria-busy=${view.busy ? 'true' : nothing}
  >
    ${repeat(
      view.rows,
      ({ id }) => id,
      (row, index) => renderRow(view, row, index === activeIndex),
    )}
  </ul>`;
}

function renderRow<R extends TreeRow>(view: Tree<R>, row: R, active: boolean) {
  const { level, position, size, expanded } = row;
  const onClick = (event: Event) => {
    if ((event.target as Element).closest('.twist') && expanded !== undefined) view.onToggle(row, !expanded);
    else view.onSelect(row);
  };
  return html`<li
    role="treeitem"
    part="tree-row"
    id="row-${row.id}"
    style="--level:${level}"
    aria-level=${level}
    aria-posinset=${position}
    aria-setsize=${size}
    aria-expanded=${expanded ?? nothing}
    aria-selected=${row.id === view.selected ? 'true' : 'false'}
    tabindex=${active ? 0 : -1}
    @click=${onClick}
    @keydown=${(event: KeyboardEvent) => onKeydown(view, event)}
    @focus=${() => view.onActive(row)}
  >
    <span class="twist"
      >${expanded === undefined ? nothing : html`<span class="flip line">${icon(chevron, 12)}</span>`}</span
    >
    ${view.content(row, active)}
  </li>`;
}

function onKeydown<R extends TreeRow>(view: Tree<R>, event: KeyboardEvent) {
  const { rows } = view;
  const item = event.target as HTMLElement;
  const index = rows.findIndex(({ id }) => `row-${id}` === item.id);
  const row = rows[index];
  if (!row) return; // a key in a row's own button
  if (event.key === 'Enter' || event.key === ' ') view.onSelect(row);
  else {
    const to = destination(view, event, index, row);
    if (to === undefined) return;
    if (to >= 0) treeOf(event).querySelectorAll<HTMLElement>('[role="treeitem"]')[to]?.focus();
  }
  event.preventDefault();
}

/** Where the key leads; -1 where it opened or closed something instead; `undefined` if it is none of ours. */
function destination<R extends TreeRow>(view: Tree<R>, event: KeyboardEvent, index: number, row: R) {
  const rtl = isRtl(treeOf(event));
  const inward = rtl ? 'ArrowLeft' : 'ArrowRight';
  const outward = rtl ? 'ArrowRight' : 'ArrowLeft';
  if (event.key === inward) {
    if (row.expanded) return (view.rows[index + 1]?.level ?? 0) > row.level ? index + 1 : index;
    if (row.expanded === false) view.onToggle(row, true);
    return -1;
  }
  if (event.key === outward) {
    if (!row.expanded) return view.rows.findLastIndex(({ level }, at) => at < index && level < row.level);
    view.onToggle(row, false);
    return -1;
  }
  const found = rove(event, index, view.rows.length, ['ArrowUp', 'ArrowDown']);
  if (found !== undefined) return found;
  const typed = letters.find(
    event,
    view.rows.map(({ label }) => label),
    index,
  );
  return typed < 0 ? undefined : typed;
}

const treeOf = (event: Event) => (event.currentTarget as Element).parentElement!;
