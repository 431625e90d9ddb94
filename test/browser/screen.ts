/** What a person finds on the page: by role and name, through open shadow roots. */

/** Every element that is to be seen, in order, shadow roots included. */
function* elementsIn(root: ParentNode): Generator<HTMLElement> {
  for (const element of root.querySelectorAll('*')) {
    if (element instanceof HTMLElement && element.checkVisibility()) yield element;
    if (element.shadowRoot) yield* elementsIn(element.shadowRoot);
  }
}

const implicit: Readonly<Record<string, string>> = {
  button: 'button:not([role])',
  textbox: 'input:not([type]), textarea',
  searchbox: 'input[type="search"]',
  radio: 'input[type="radio"]',
  checkbox: 'input[type="checkbox"]',
  row: 'tr',
  dialog: 'dialog[open]',
  heading: 'h2, h3',
};

const textOf = (element: HTMLElement) => element.innerText.replace(/\s+/g, ' ').trim();

const nameOf = (element: HTMLElement) => element.getAttribute('aria-label') ?? textOf(element);

/** All of a role whose name holds this text. */
export function all(role: string, name = ''): HTMLElement[] {
  const selector = [`[role="${role}"]`, implicit[role]].filter(Boolean).join(', ');
  return [...elementsIn(document)].filter(
    (element) => element.matches(selector) && nameOf(element).includes(name),
  );
}

/** The one of a role whose name holds this text; raises, with what there is, when it is not there. */
export function get(role: string, name = ''): HTMLElement {
  const [found] = all(role, name);
  if (found) return found;
  throw new Error(`No ${role} “${name}”; there are: ${all(role).map(nameOf).join(' | ')}`);
}

/** Is this text to be seen anywhere? */
export const reads = (text: string): boolean =>
  [...elementsIn(document)].some((element) => element.shadowRoot === null && textOf(element).includes(text));

/** The name of what has focus. */
export function focused(): string {
  let active = document.activeElement as HTMLElement | null;
  while (active?.shadowRoot?.activeElement) active = active.shadowRoot.activeElement as HTMLElement;
  return active ? nameOf(active) : '';
}
