import { html, type TemplateResult } from 'lit';

/** The language of numbers and dates: the page's own, region included. */
const locale = () => document.documentElement.lang || navigator.language;

const kept = new Map<string, unknown>();

/** Made once a language: a formatter takes longer to make than a hundred rows to draw. */
function once<T>(name: string, make: (language: string) => T): T {
  const language = locale();
  const key = name + language;
  if (!kept.has(key)) kept.set(key, make(language));
  return kept.get(key) as T;
}

/** "1,204" in the page's language. */
export const formatNumber = (value: number): string =>
  once('number', (language) => new Intl.NumberFormat(language)).format(value);

/** "5 Oct 2026". */
export const formatDate = (date: Date): string =>
  new Intl.DateTimeFormat(locale(), { dateStyle: 'medium' }).format(date);

/** "07:41". */
export const formatTime = (date: Date): string =>
  new Intl.DateTimeFormat(locale(), { timeStyle: 'short' }).format(date);

/** "Anna, Ben and 2 more" and the like: names as a list. */
export const formatList = (parts: readonly string[]): string =>
  once('list', (language) => new Intl.ListFormat(language)).format(parts);

/** "Anna, Ben or Chloe": names to choose from. */
export const formatChoice = (parts: readonly string[]): string =>
  new Intl.ListFormat(locale(), { type: 'disjunction' }).format(parts);

const steps = [
  ['day', 86_400_000],
  ['hour', 3_600_000],
  ['minute', 60_000],
] as const;

/** "20 minutes ago", "yesterday"; beyond 30 days the date. `now` is given, never read. */
export function formatRelative(date: Date, now: Date): string {
  const age = date.getTime() - now.getTime();
  if (Math.abs(age) > 30 * 86_400_000) return formatDate(date);
  const [unit, length] = steps.find(([, size]) => Math.abs(age) >= size) ?? steps[2];
  return new Intl.RelativeTimeFormat(locale(), { numeric: 'auto' }).format(Math.trunc(age / length), unit);
}

/** "today", "in 3 days", "yesterday". */
export const formatDays = (days: number): string =>
  new Intl.RelativeTimeFormat(locale(), { numeric: 'auto' }).format(days, 'day');

/** A `<time>` with the full date on hover; relative to `now` where that is given. */
export function time(iso: string, now?: Date): TemplateResult {
  const date = new Date(iso);
  if (Number.isNaN(date.getTime())) return html``; // a lying API shows an empty cell, not "Invalid Date"
  const full = new Intl.DateTimeFormat(locale(), { dateStyle: 'full', timeStyle: 'short' }).format(date);
  return html`<time datetime=${iso} title=${full}
    >${now ? formatRelative(date, now) : formatDate(date)}</time
  >`;
}

/** Picks the sentence of a count by the language's own plural rules; `other` stands in for a form not given. */
export function plural(count: number, forms: { readonly one: string; readonly other: string }): string {
  return once('plural', (language) => new Intl.PluralRules(language)).select(count) === 'one'
    ? forms.one
    : forms.other;
}
