import { configure, expect, waitFor, within } from 'storybook/test';

configure({
  // A busy machine takes its time, and a wait ends with what it waits for.
  asyncUtilTimeout: 20_000,
  // The default wants to print the element it looked in, and a shadow root is none.
  getElementError: (message, container) =>
    new Error(
      `${message}\n\n${(container as HTMLElement).innerText || container.textContent}`
        .replace(/\n\s*\n\s*/g, '\n')
        .slice(0, 4000),
    ),
});

/** What a play function reads an element's inside by: role, name and text, as a person does. */
export type Screen = ReturnType<typeof within>;

/** The inside of the story's element of this tag. */
export function insideOf(canvasElement: HTMLElement, tag = 'group-permissions'): Screen {
  const root = canvasElement.querySelector(tag)?.shadowRoot;
  if (!root) throw new Error(`<${tag}> is not there, or is not registered`);
  // the queries ask a node for no more than a shadow root has
  return within(root as unknown as HTMLElement);
}

// What an element does not slot keeps its own style, so that the style alone does not tell.
const isShown = (element: Element): boolean =>
  element.checkVisibility() && element.getClientRects().length > 0;

/** Waits until something of it is on the screen. */
export const expectShown = (element: Element): Promise<void> =>
  waitFor(() => void expect(isShown(element)).toBe(true));

/** Nothing of it is on the screen, for nobody. */
export const expectHidden = (element: Element): Promise<void> => expect(isShown(element)).toBe(false);
