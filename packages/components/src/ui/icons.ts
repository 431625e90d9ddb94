import { html, type TemplateResult } from 'lit';

/** The path of a 16 px line icon; draw it with `icon()`. */
export type Icon = string & { readonly icon?: never };

/** An icon beside a word, or inside a control that has a name of its own: always hidden from assistive technology. */
export const icon = (path: Icon, size: 12 | 16 | 20 = 16): TemplateResult =>
  html`<svg class="i i-${size}" viewBox="0 0 16 16" aria-hidden="true"><path d=${path} /></svg>`;

/** The path of a circle. */
export const circle = (x: number, y: number, r: number) =>
  `M${x - r} ${y}a${r} ${r} 0 1 0 ${2 * r} 0 ${r} ${r} 0 1 0 ${-2 * r} 0`;

export const plus: Icon = 'M8 3.25v9.5M3.25 8h9.5';
export const minus: Icon = 'M3.25 8h9.5';
export const cross: Icon = 'M4 4l8 8M12 4l-8 8';
export const search: Icon = 'm10.25 10.25 3.25 3.25' + circle(7, 7, 4.25);
export const chevron: Icon = 'M6.25 4l4 4-4 4';
export const back: Icon = 'M9.75 4l-4 4 4 4';
export const eye: Icon =
  'M1.5 8S3.75 3.75 8 3.75 14.5 8 14.5 8 12.25 12.25 8 12.25 1.5 8 1.5 8z' + circle(8, 8, 1.75);
export const pencil: Icon = 'M10.75 2.75l2.5 2.5L5.5 13H3v-2.5zM9 4.5 11.5 7';
export const key: Icon = 'M7.25 8.75 13 3M10.75 5.25l1.75 1.75' + circle(5.25, 10.75, 2.75);
export const more: Icon = circle(3.5, 8, 0.4) + circle(8, 8, 0.4) + circle(12.5, 8, 0.4);
export const users: Icon =
  'M1.75 13.25c0-2.35 1.9-3.75 4.25-3.75s4.25 1.4 4.25 3.75M10.5 3.2a2.5 2.5 0 0 1 0 4.6M12 9.9c1.4.5 2.25 1.7 2.25 3.35' +
  circle(6, 5.5, 2.5);
export const userAdd: Icon =
  'M1.75 13.25c0-2.35 2-3.75 4.5-3.75 1.2 0 2.3.35 3.1.95M12 8.75v4.5M9.75 11h4.5' + circle(6.25, 5.25, 2.5);
export const book: Icon =
  'M8 4.25C6.75 3.25 4.75 2.75 2 2.75v9.5c2.75 0 4.75.5 6 1.5 1.25-1 3.25-1.5 6-1.5v-9.5c-2.75 0-4.75.5-6 1.5zM8 4.25v9.5';
export const folder: Icon =
  'M1.75 4.25c0-.7.5-1.25 1.2-1.25h3.1l1.5 1.75h5.5c.7 0 1.2.5 1.2 1.2v5.6c0 .7-.5 1.2-1.2 1.2H2.95c-.7 0-1.2-.5-1.2-1.2z';
export const lock: Icon =
  'M4.5 7h7a1.25 1.25 0 0 1 1.25 1.25v4a1.25 1.25 0 0 1-1.25 1.25h-7a1.25 1.25 0 0 1-1.25-1.25v-4A1.25 1.25 0 0 1 4.5 7zM5.25 7V5a2.75 2.75 0 0 1 5.5 0v2';
export const refresh: Icon = 'M13.25 8a5.25 5.25 0 1 1-1.6-3.75M13.25 2.25v3H10.5';
export const alert: Icon = 'M8 2.5 14.25 13.25H1.75zM8 6.5v3M8 11.4v.01';
export const offline: Icon =
  'M2 2l12 12M4.6 9.4a5 5 0 0 1 2.6-1.3M2 6.6a9 9 0 0 1 2.7-1.8M7.2 4a9 9 0 0 1 6.8 2.6M10.6 8.6c.3.2.6.5.8.8M8 12.5v.01';
export const trash: Icon = 'M3 4.5h10M6.5 4.5V3h3v1.5M4.25 4.5l.6 8.5h6.3l.6-8.5M6.75 7v3.75M9.25 7v3.75';
export const rowsCompact: Icon = 'M2.5 3h11M2.5 5.5h11M2.5 8h11M2.5 10.5h11M2.5 13h11';
export const rowsDefault: Icon = 'M2.5 4h11M2.5 8h11M2.5 12h11';
export const rowsComfortable: Icon = 'M2.5 5h11M2.5 11h11';
