import { own } from '../policy/issues.js';
import type { Policy } from '../policy/policy.js';
import type { Messages } from './english.js';

/** What names things and fills sentences. */
export interface Teller {
  readonly say: (key: keyof Messages, values: Readonly<Record<string, string>>) => string;
  readonly name: (kind: string, id: string) => string;
  /** Several as one text: `a, b or c`. Of many, the first few and how many others there are. */
  readonly list: (last: 'or' | 'and' | 'in-both', texts: readonly string[]) => string;
  readonly time: (time: number | undefined) => string;
}

/** More than so many are not told one by one. */
const TOLD = 4;

/** Speaks of a policy's things, by the names that are given, or by their labels, or by their ids. */
export function tellerOf(
  { document }: Policy,
  messages: Messages,
  {
    nameOf,
    timeOf = dateOf,
  }: {
    readonly nameOf?: (kind: string, id: string) => string | undefined;
    readonly timeOf?: (time: number) => string;
  },
): Teller {
  const parts: Readonly<Record<string, Readonly<Record<string, { readonly label?: string }>>>> = {
    permission: document.permissions,
    role: document.roles,
    setting: document.settings,
  };
  const say: Teller['say'] = (key, values) =>
    // in one go, so that braces in a name are a name's
    messages[key].replace(/\{(\w+)\}/g, (_, name: string) => own(values, name) ?? '');
  return {
    say,
    name: (kind, id) => nameOf?.(kind, id) ?? own(own(parts, kind) ?? {}, id)?.label ?? id,
    time: (time) => (time === undefined ? '' : timeOf(time)),
    list(last, texts) {
      const told = texts.length > TOLD ? texts.slice(0, TOLD - 1) : texts;
      const others = texts.length - told.length;
      const all = others > 0 ? [...told, say('more', { count: String(others) })] : told;
      return all.reduce(
        (some, one, i) => (i === 0 ? one : say(i < all.length - 1 ? 'comma' : last, { some, last: one })),
        '',
      );
    },
  };
}

/** `2026-11-22 09:00 UTC`; a time beyond all calendars as its number. */
function dateOf(time: number): string {
  const date = new Date(time);
  return Number.isNaN(date.getTime())
    ? String(time)
    : `${date.toISOString().slice(0, 16).replace('T', ' ')} UTC`;
}
