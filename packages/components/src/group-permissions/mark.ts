import { html, type TemplateResult } from 'lit';

/** A text with what was searched for marked in it, whatever the case. */
export function mark(text: string, search: string): TemplateResult | string {
  const wanted = search.trim();
  const at = wanted ? text.toLocaleLowerCase().indexOf(wanted.toLocaleLowerCase()) : -1;
  if (at < 0) return text;
  const end = at + wanted.length;
  return html`${text.slice(0, at)}<mark>${text.slice(at, end)}</mark>${text.slice(end)}`;
}
