import type { LitElement, ReactiveController } from 'lit';

/** The focused element, looked for through open shadow roots. */
export function deepActiveElement(): HTMLElement | null {
  let active = document.activeElement;
  while (active?.shadowRoot?.activeElement) active = active.shadowRoot.activeElement;
  return active instanceof HTMLElement ? active : null;
}

/** True where typing means text: shortcuts stay away from there. */
export const isTyping = (element: Element | null): boolean =>
  element instanceof HTMLElement &&
  (element.isContentEditable ||
    element.matches('textarea, select, input:not([type="checkbox"], [type="radio"], [type="button"])'));

/** True inside right-to-left text. */
export const isRtl = (element: Element): boolean => getComputedStyle(element).direction === 'rtl';

/** The place in a list that an arrow, Home or End leads to; `undefined` for any other key. */
export function rove(
  event: KeyboardEvent,
  index: number,
  count: number,
  keys: readonly [back: string, on: string],
) {
  const to = { [keys[0]]: index - 1, [keys[1]]: index + 1, Home: 0, End: count - 1 }[event.key];
  return to === undefined || count === 0 ? undefined : Math.min(Math.max(to, 0), count - 1);
}

/** Labels by their place. */
interface Labels {
  readonly length: number;
  at(index: number): string | undefined;
}

/** Finds by first letters as they are typed; letters more than 700 ms apart begin anew. */
export class Typeahead {
  #typed = '';
  #at = 0;

  /** The next label that begins with what was typed, looking on from `from`; -1 if none, or no letter. */
  find(event: KeyboardEvent, labels: Labels, from: number): number {
    if (event.key.length !== 1 || event.key === ' ' || event.ctrlKey || event.metaKey || event.altKey)
      return -1;
    this.#typed = (event.timeStamp - this.#at > 700 ? '' : this.#typed) + event.key.toLocaleLowerCase();
    this.#at = event.timeStamp;
    const start = this.#typed.length === 1 ? from + 1 : from;
    for (let step = 0; step < labels.length; step++) {
      const index = (start + step) % labels.length;
      if (labels.at(index)?.toLocaleLowerCase().startsWith(this.#typed)) return index;
    }
    return -1;
  }
}

/**
 * Runs what a key stands for ("/", "mod+z", "mod+s") while focus is in the host or nowhere. Owns the one
 * listener; leaves alone what is typed into a field, and what someone else has handled.
 */
export class ShortcutController implements ReactiveController {
  constructor(
    readonly host: LitElement,
    readonly keys: Readonly<Record<string, () => boolean>>,
  ) {
    host.addController(this);
  }

  hostConnected(): void {
    document.addEventListener('keydown', this.#onKeydown);
  }

  hostDisconnected(): void {
    document.removeEventListener('keydown', this.#onKeydown);
  }

  #onKeydown = (event: KeyboardEvent) => {
    if (event.defaultPrevented || event.altKey) return;
    const modified = event.ctrlKey || event.metaKey;
    const name = (modified ? 'mod+' : '') + event.key.toLowerCase();
    const run = this.keys[name];
    const active = deepActiveElement();
    const ours = event.composedPath().includes(this.host) || document.activeElement === document.body;
    if (!run || !ours || (isTyping(active) && name !== 'mod+s')) return;
    if (run()) event.preventDefault();
  };
}
