import type { CSSResult, LitElement } from 'lit';

/** Gives an element the styles of a part that was loaded later. */
export function adoptStyles({ renderRoot }: LitElement, styles: readonly CSSResult[]): void {
  // as: an element of ours draws into its shadow root
  const root = renderRoot as ShadowRoot;
  root.adoptedStyleSheets = [
    ...root.adoptedStyleSheets,
    ...styles.flatMap(({ styleSheet }) => styleSheet ?? []),
  ];
}
