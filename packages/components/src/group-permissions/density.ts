import { msg } from '@lit/localize';
import { html, type TemplateResult } from 'lit';
import { rowsComfortable, rowsCompact, rowsDefault } from '../ui/icons.js';
import { segmented } from '../ui/segmented.js';

/** Row height. */
export type Density = 'compact' | 'default' | 'comfortable';

/** The toggle of row heights. */
export const densityToggle = (value: Density, onChange: (density: Density) => void): TemplateResult =>
  html`<span class="density"
    >${segmented<Density>({
      name: 'density',
      label: msg('Row height'),
      value,
      segments: [
        { value: 'compact', label: msg('Compact'), icon: rowsCompact },
        { value: 'default', label: msg('Default'), icon: rowsDefault },
        { value: 'comfortable', label: msg('Comfortable'), icon: rowsComfortable },
      ],
      onChange,
    })}</span
  >`;

const keyOf = (user: string) => `provost-density:${user}`;

/** Keeps a person's choice in this browser. */
export function rememberDensity(user: string, density: Density): void {
  try {
    localStorage.setItem(keyOf(user), density);
  } catch {
    // a browser that keeps nothing: the choice holds for this page
  }
}

/** What the person chose last, if anything. */
export function recallDensity(user: string): Density | undefined {
  try {
    const kept = localStorage.getItem(keyOf(user));
    return kept === 'compact' || kept === 'comfortable' || kept === 'default' ? kept : undefined;
  } catch {
    return undefined;
  }
}
