import { msg, str } from '@lit/localize';
import type { Policy } from '@provost/authz-core';
import { html, nothing, type TemplateResult } from 'lit';
import { areaLabel, levelWord } from '../../localization/areas.js';
import { formatDate, formatDays } from '../../localization/format.js';
import { clock } from '../../ui/clock.js';
import { icon } from '../../ui/icons.js';
import { roleLabel, type Cell, type Holding } from './cells.js';

const DAY = 24 * 3_600_000;
/** How long before its end something ends soon (X-04). */
const SOON = 30 * DAY;

/** What a cell is called. */
export const cellLabel = (policy: Policy, { role, area }: Cell): string =>
  area ? areaLabel(area) : roleLabel(policy, role);

/** What somebody holds, in a word or two. */
export function holdingWord({ area }: Cell, { held, until }: Holding): string {
  const word = area ? levelWord(held) : held ? msg('Held') : msg('Not held');
  if (!held || until === null) return word;
  const last = lastDay(until);
  return msg(str`${word} to ${last}`);
}

/** The last day on which something is held that ends at a moment: midnight belongs to the day before. */
export const lastDay = (until: string): string => formatDate(new Date(Date.parse(until) - 1));

/** "today", "in 3 days"; beyond a month the date. Counted as the reader's calendar does. */
function ending(until: string, now: number): string {
  const midnight = (time: number) => new Date(time).setHours(0, 0, 0, 0);
  const days = Math.round((midnight(Date.parse(until) - 1) - midnight(now)) / DAY);
  return days <= 30 ? formatDays(days) : lastDay(until);
}

/** Does it end within a month? */
export const endsSoon = ({ held, until }: Holding, now: number): boolean =>
  held && until !== null && Date.parse(until) - now <= SOON;

/** When something begins or ends, where it does; amber where that is soon. */
export function timeBadge(holding: Holding, now: number): TemplateResult | typeof nothing {
  const { held, from, until } = holding;
  if (!held) return nothing;
  const badge = (iso: string, text: string, isSoon: boolean) =>
    html`<time class="chip ${isSoon ? 'chip-soon' : ''}" datetime=${iso} title=${formatDate(new Date(iso))}
      >${icon(clock, 12)}${text}</time
    >`;
  const begins = from !== null && Date.parse(from) > now ? formatDate(new Date(from)) : undefined;
  const ends = until === null ? undefined : ending(until, now);
  return html`${begins === undefined ? nothing : badge(from ?? '', msg(str`From ${begins}`), false)}${
    ends === undefined ? nothing : badge(until ?? '', msg(str`Ends ${ends}`), endsSoon(holding, now))
  }`;
}
