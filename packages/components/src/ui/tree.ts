import { css, html, nothing, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { Typeahead, isRtl, rove } from './focus.js';
import { chevron, icon } from './icons.js';
import type { rowsInSight } from './rows-in-sight.js';

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
    min-height: var(--_tree-row, 32px);
    padding-inline: calc(4px + (var(--level) - 1) * 16px) 8px;
    border-radius: var(--_r1);
    cursor: pointer;
  }
  /* its rows are out of the flow: as high as there is room for */
  .tree.many {
    flex: 1 1 100dvh;
    min-height: 200px;
  }
  .tree.many li {
    position: absolute;
    inset-inline: 8px;
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
    .tree {
      --_tree-row: 44px;
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

/** Rows by their place: an array, or what makes a row when it is asked for. */
export interface Rows<R> {
  /** How many there are with those that are folded away; `length` unless given. */
  readonly total?: number;
  readonly length: number;
  at(place: number): R | undefined;
}

/** The rows on show, which of them is selected and which is the tab stop, and what the keys lead to. */
export interface Tree<R extends TreeRow> {
  readonly label: string;
  readonly rows: Rows<R>;
  readonly selected: string | undefined;
  /** The place of the tab stop. */
  readonly active: number;
  readonly onActive: (row: R) => void;
  readonly onSelect: (row: R) => void;
  readonly onToggle: (row: R, expand: boolean, siblings?: boolean) => void;
  /** Draws again, and then tells; focus stays on its row. */
  readonly redraw: () => Promise<unknown>;
  /** What stands in a row after the arrow. */
  readonly content: (row: R, active: boolean) => unknown;
}

/** Where there are more rows than this, only those that can be seen are drawn, by a part that is loaded then. */
const MANY = 200;
let inSight: typeof rowsInSight | undefined;

const letters = new Typeahead();

/**
 * One tab stop; arrows, Home, End and first letters move, right opens or goes in, left closes or goes out, the
 * asterisk opens all side by side.
 */
export function tree<R extends TreeRow>(view: Tree<R>): TemplateResult {
  const { rows } = view;
  const isLong = (rows.total ?? rows.length) > MANY;
  if (isLong && !inSight)
    void import('./rows-in-sight.js').then((part) => ((inSight = part.rowsInSight), view.redraw()));
  const active = Math.max(0, view.active);
  const draw = (place: number, top?: number) =>
    renderRow(view, rows.at(place)!, { place, active: place === active, top });
  const keyOf = (place: number) => rows.at(place)!.id;
  return html`<ul
    class="tree ${isLong && inSight ? 'many' : ''}"
    part="tree"
    role="tree"
    aria-label=${view.label}
    @click=${(event: Event) => onClick(view, event)}
    @keydown=${(event: KeyboardEvent) => onKeydown(view, event)}
    @focusin=${(event: Event) => {
      const row = rows.at(placeOf(event));
      if (row) view.onActive(row);
    }}
  >
    ${
      isLong && inSight
        ? inSight({ count: rows.length, active, keyOf, draw })
        : repeat(
            Array.from({ length: Math.min(rows.length, MANY) }, (_, place) => place),
            keyOf,
            (place) => draw(place),
          )
    }
  </ul>`;
}

/** How a row is drawn: where in the list, and how far down where it has to be told. */
interface Place {
  readonly place: number;
  readonly active: boolean;
  readonly top: number | undefined;
}

function renderRow<R extends TreeRow>(view: Tree<R>, row: R, { place, active, top }: Place) {
  const { level, position, size, expanded } = row;
  return html`<li
    role="treeitem"
    part="tree-row"
    id="row-${row.id}"
    data-place=${place}
    style="--level:${level}${top === undefined ? '' : `;top:${top}px`}"
    aria-level=${level}
    aria-posinset=${position}
    aria-setsize=${size}
    aria-expanded=${expanded ?? nothing}
    aria-selected=${row.id === view.selected ? 'true' : 'false'}
    tabindex=${active ? 0 : -1}
  >
    <span class="twist"
      >${expanded === undefined ? nothing : html`<span class="flip line">${icon(chevron, 12)}</span>`}</span
    >
    ${view.content(row, active)}
  </li>`;
}

/** Scrolls the tree, and only the tree, until the row can be seen; false while it is not drawn. */
export function showRow(root: ParentNode, id: string): boolean {
  const row = root.querySelector<HTMLElement>(`#row-${CSS.escape(id)}`);
  const tree = row?.parentElement;
  if (!tree) return false;
  const { offsetTop, offsetHeight } = row;
  const isSeen =
    offsetTop >= tree.scrollTop && offsetTop + offsetHeight <= tree.scrollTop + tree.clientHeight;
  if (!isSeen) tree.scrollTop = offsetTop - tree.clientHeight / 2;
  return true;
}

const rowOf = (event: Event) => (event.target as Element).closest<HTMLElement>('[role="treeitem"]');

/** Where the row of an event stands; beyond all rows if it is of none. */
const placeOf = (event: Event) => Number(rowOf(event)?.dataset['place'] ?? Infinity);

function onClick<R extends TreeRow>(view: Tree<R>, event: Event) {
  const row = view.rows.at(placeOf(event));
  if (!row) return;
  if ((event.target as Element).closest('.twist') && row.expanded !== undefined)
    view.onToggle(row, !row.expanded);
  else view.onSelect(row);
}

function onKeydown<R extends TreeRow>(view: Tree<R>, event: KeyboardEvent) {
  const place = placeOf(event);
  const row = view.rows.at(place);
  if (!row || event.target !== rowOf(event)) return; // a key in a row's own button
  if (event.key === 'Enter' || event.key === ' ') view.onSelect(row);
  else {
    const to = destination(view, event, place, row);
    if (to === undefined) return;
    if (to >= 0) void focusRow(view, event.currentTarget as Element, to);
  }
  event.preventDefault();
}

/** Focuses a row; one that is out of sight is drawn first. Focus scrolls. */
async function focusRow<R extends TreeRow>(view: Tree<R>, list: Element, to: number) {
  const find = () => list.querySelector<HTMLElement>(`[data-place="${to}"]`);
  if (!find()) {
    view.onActive(view.rows.at(to)!);
    await view.redraw();
  }
  find()?.focus();
}

/** Where the key leads; -1 where it opened or closed something instead; `undefined` if it is none of ours. */
function destination<R extends TreeRow>(view: Tree<R>, event: KeyboardEvent, place: number, row: R) {
  const rtl = isRtl(event.currentTarget as Element);
  const inward = rtl ? 'ArrowLeft' : 'ArrowRight';
  const outward = rtl ? 'ArrowRight' : 'ArrowLeft';
  const { rows } = view;
  if (event.key === inward) {
    if (row.expanded) return (rows.at(place + 1)?.level ?? 0) > row.level ? place + 1 : place;
    if (row.expanded === false) view.onToggle(row, true);
    return -1;
  }
  if (event.key === outward) {
    if (!row.expanded) return parentOf(rows, place, row.level);
    view.onToggle(row, false);
    return -1;
  }
  if (event.key === '*') {
    view.onToggle(row, true, true);
    return -1;
  }
  const found = rove(event, place, rows.length, ['ArrowUp', 'ArrowDown']);
  if (found !== undefined) return found;
  const typed = letters.find(event, { length: rows.length, at: (one) => rows.at(one)!.label }, place);
  return typed < 0 ? undefined : typed;
}

function parentOf<R extends TreeRow>(rows: Rows<R>, place: number, level: number) {
  let at = place - 1;
  while (at >= 0 && rows.at(at)!.level >= level) at--;
  return at;
}
