import {
  Virtualizer,
  defaultRangeExtractor,
  observeElementOffset,
  observeElementRect,
} from '@tanstack/virtual-core';
import { html, noChange } from 'lit';
import { AsyncDirective, directive } from 'lit/async-directive.js';
import type { ChildPart } from 'lit';
import { repeat } from 'lit/directives/repeat.js';

/** A long list: how long, which row is always drawn since it has focus or would, and how one is drawn. */
export interface LongList {
  readonly count: number;
  readonly active: number;
  readonly keyOf: (place: number) => string;
  readonly draw: (place: number, top: number) => unknown;
}

/**
 * Draws the rows of a long list that can be seen, a few around them, and the active one wherever it is. Stands right
 * inside the element that scrolls; its rows are all of one height, which is measured. While somebody scrolls,
 * nothing but these rows is drawn.
 */
class RowsInSight extends AsyncDirective {
  #list: LongList = { count: 0, active: 0, keyOf: String, draw: () => undefined };
  #scroller: HTMLElement | null = null;
  #height = 32;
  #stop: (() => void) | undefined;
  /** The rows that stand there as they should. */
  #drawn: ReadonlySet<string> = new Set();
  readonly #virtual = new Virtualizer<HTMLElement, Element>({
    count: 0,
    getScrollElement: () => this.#scroller,
    estimateSize: () => this.#height,
    initialRect: { width: 0, height: 640 },
    overscan: 8,
    paddingEnd: 16,
    // hidden for a while, it keeps what is drawn
    observeElementRect: (one, tell) => observeElementRect(one, (rect) => rect.height && tell(rect)),
    observeElementOffset,
    // what scrolls is the person, and focus
    scrollToFn: () => undefined,
    onChange: () => this.setValue(this.#draw()),
  });

  render(_list: LongList): unknown {
    return noChange;
  }

  override update(part: ChildPart, [list]: [LongList]): unknown {
    this.#list = list;
    this.#drawn = new Set();
    this.#scroller = part.parentNode as HTMLElement;
    this.#virtual.setOptions({
      ...this.#virtual.options,
      count: list.count,
      // a new one for each active row: it is asked again only then
      rangeExtractor: (range) => withActive(defaultRangeExtractor(range), list.active),
    });
    void Promise.resolve().then(this.#settle);
    return this.#draw();
  }

  protected override disconnected(): void {
    this.#stop?.();
    this.#stop = undefined;
  }

  protected override reconnected(): void {
    this.#settle();
  }

  /** Once the rows stand in the page: follows the scrolling, and measures what a row's height is. */
  #settle = () => {
    if (!this.isConnected) return;
    this.#stop ??= this.#virtual._didMount();
    this.#virtual._willUpdate();
    const height = this.#scroller?.querySelector<HTMLElement>('[role="treeitem"]')?.offsetHeight;
    if (!height || height === this.#height) return;
    this.#height = height;
    this.#drawn = new Set();
    this.#virtual.measure();
  };

  #draw() {
    const { keyOf, draw } = this.#list;
    const before = this.#drawn;
    const items = this.#virtual.getVirtualItems();
    this.#drawn = new Set(items.map(({ index }) => keyOf(index)));
    return html`${repeat(
        items,
        ({ index }) => keyOf(index),
        ({ index, start }) => (before.has(keyOf(index)) ? noChange : draw(index, start)),
      )}
      <li role="none" style="top:${this.#virtual.getTotalSize() - 1}px;min-height:1px"></li>`;
  }
}

const withActive = (places: number[], active: number) =>
  places.includes(active) ? places : [...places, active].sort((a, b) => a - b);

/** The rows of a long list that can be seen. */
export const rowsInSight = directive(RowsInSight);
