import { html, nothing, render, type TemplateResult } from 'lit';
import { rove } from '../../ui/focus.js';

/** A button, and what it opens in the top layer, drawn at the moment it is opened: it may take time to know. */
export interface Popover {
  readonly label: string;
  readonly kind: string;
  readonly face: unknown;
  readonly describedBy?: string;
  /** A list of things to do, or a sentence to read. */
  readonly content: () => TemplateResult | readonly Choice[];
}

/** One line of a menu. */
export interface Choice {
  readonly label: string;
  readonly about?: string;
  readonly onPick: () => void;
}

/** The button with its popover. Native: a press outside and Escape close it. */
export const popover = (view: Popover, isMenu = true): TemplateResult =>
  html`<span class="line"
    ><button
      type="button"
      class=${view.kind}
      aria-haspopup=${isMenu ? 'menu' : nothing}
      aria-expanded="false"
      aria-label=${view.label}
      title=${view.label}
      @click=${(event: Event) => open(event.currentTarget as HTMLElement, view)}
    >
      ${view.face}</button
    ><span
      class="menu"
      popover
      role=${isMenu ? 'menu' : 'note'}
      aria-label=${isMenu ? view.label : nothing}
      @keydown=${onKeydown}
      @toggle=${onToggle}
    ></span
  ></span>`;

const itemsOf = (menu: Element) => [...menu.querySelectorAll<HTMLElement>('[role="menuitem"]')];
const openerOf = (menu: Element) => menu.previousElementSibling as HTMLElement;

function open(opener: HTMLElement, { content }: Popover) {
  const menu = opener.nextElementSibling as HTMLElement;
  if (menu.matches(':popover-open')) return menu.hidePopover();
  const what = content();
  render(isChoices(what) ? what.map((choice) => renderChoice(choice, menu)) : what, menu);
  menu.showPopover();
  place(menu, opener.getBoundingClientRect());
  itemsOf(menu)[0]?.focus();
}

const isChoices = (what: TemplateResult | readonly Choice[]): what is readonly Choice[] =>
  Array.isArray(what);

const renderChoice = ({ label, about, onPick }: Choice, menu: HTMLElement) =>
  html`<button
    type="button"
    role="menuitem"
    tabindex="-1"
    @click=${() => {
      close(menu);
      onPick();
    }}
  >
    <span class="grow"
      ><span>${label}</span>${about ? html`<span class="provenance">${about}</span>` : nothing}</span
    >
  </button>`;

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
  if (event.key === 'Escape' || event.key === 'Tab') {
    event.preventDefault();
    event.stopPropagation();
    return close(menu);
  }
  const to = rove(event, items.indexOf(event.target as HTMLElement), items.length, ['ArrowUp', 'ArrowDown']);
  if (to === undefined) return;
  event.preventDefault();
  items[to]?.focus();
};
