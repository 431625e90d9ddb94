import { css, html, nothing, type TemplateResult } from 'lit';
import { rove } from './focus.js';
import { icon, more, type Icon } from './icons.js';

/** A menu in the top layer, beside its button. */
export const menuStyles = css`
  .menu {
    position: fixed;
    inset: auto;
    margin: 0;
    min-width: 176px;
    max-width: min(320px, 100vw - 16px);
    padding: 4px;
    border: 0;
    border-radius: var(--_r2);
    background: var(--_raised);
    color: inherit;
    box-shadow: var(--_shadow);
  }
  .menu button {
    display: flex;
    align-items: center;
    gap: 8px;
    width: 100%;
    min-height: var(--_control);
    padding: 4px 8px;
    border-radius: var(--_r1);
    text-align: start;
  }
  .menu button:is(:hover, :focus-visible) {
    background: var(--_fill);
  }
  .menu button:focus-visible {
    outline-offset: -2px;
  }
  @media (forced-colors: active) {
    .menu {
      border: 1px solid CanvasText;
    }
  }
`;

/** One line of a menu. */
export interface MenuItem {
  readonly icon: Icon;
  readonly label: string;
  readonly danger?: boolean;
  readonly onPick: () => void;
}

const itemsOf = (menu: Element) => [...menu.querySelectorAll<HTMLElement>('[role="menuitem"]')];

/** A "more" button with its menu. Native popover: a press outside and Escape close it. */
export const menu = (view: { readonly label: string; readonly items: readonly MenuItem[] }): TemplateResult =>
  html`<span class="line"
    ><button
      type="button"
      class="btn btn-ghost btn-icon"
      aria-haspopup="menu"
      aria-expanded="false"
      aria-label=${view.label}
      title=${view.label}
      @click=${(event: Event) => toggle(event.currentTarget as HTMLElement)}
    >
      ${icon(more)}</button
    ><span class="menu" popover role="menu" aria-label=${view.label} @keydown=${onKeydown} @toggle=${onToggle}
      >${view.items.map(
        (item) =>
          html`<button
            type="button"
            role="menuitem"
            tabindex="-1"
            class=${item.danger ? 'danger' : nothing}
            @click=${(event: Event) => {
              close((event.currentTarget as HTMLElement).parentElement!);
              item.onPick();
            }}
          >
            ${icon(item.icon)}${item.label}
          </button>`,
      )}</span
    ></span
  >`;

const openerOf = (menu: Element) => menu.previousElementSibling as HTMLElement;

function toggle(opener: HTMLElement) {
  const menu = opener.nextElementSibling as HTMLElement;
  menu.togglePopover();
  if (!menu.matches(':popover-open')) return;
  place(menu, opener.getBoundingClientRect());
  itemsOf(menu)[0]?.focus();
}

/** Below the button, its end edge on the button's end edge; above, or shifted, where the window ends. */
function place(menu: HTMLElement, at: DOMRect) {
  const { offsetWidth: width, offsetHeight: height } = menu;
  const rtl = getComputedStyle(menu).direction === 'rtl';
  const below = at.bottom + 4 + height <= innerHeight;
  menu.style.top = `${below ? at.bottom + 4 : Math.max(8, at.top - 4 - height)}px`;
  menu.style.left = `${Math.min(Math.max(8, rtl ? at.left : at.right - width), innerWidth - width - 8)}px`;
}

function close(menu: HTMLElement) {
  menu.hidePopover();
  openerOf(menu).focus();
}

const onToggle = (event: Event) => {
  const menu = event.currentTarget as HTMLElement;
  openerOf(menu).ariaExpanded = String(menu.matches(':popover-open'));
};

const onKeydown = (event: KeyboardEvent) => {
  const menu = event.currentTarget as HTMLElement;
  const items = itemsOf(menu);
  const index = items.indexOf(event.target as HTMLElement);
  if (event.key === 'Escape' || event.key === 'Tab') {
    event.stopPropagation();
    return close(menu);
  }
  const to = rove(event, index, items.length, ['ArrowUp', 'ArrowDown']);
  if (to === undefined) return;
  event.preventDefault();
  items[to]?.focus();
};
