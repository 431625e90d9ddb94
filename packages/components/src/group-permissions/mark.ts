import { html, type TemplateResult } from 'lit';
import { plain } from './tree-columns.js';

/** A text with what was searched for marked in it, whatever the case and the accents. */
export function mark(text: string, search: string): TemplateResult | string {
  const wanted = plain(search.trim());
  const found = plain(text);
  // a few letters are two when they are written small: then there is no telling where they stand
  const at = wanted && found.length === text.length ? found.indexOf(wanted) : -1;
  if (at < 0) return text;
  const end = at + wanted.length;
  return html`${text.slice(0, at)}<mark>${text.slice(at, end)}</mark>${text.slice(end)}`;
}
