import { localizeProvost } from '@provost/components';
import type { Decorator, Preview } from '@storybook/web-components-vite';
import { html } from 'lit';

/** What the toolbar sets for every story: theme, direction, language. The width is Storybook's viewport. */
export const globalTypes = {
  theme: choice('Theme', 'mirror', { light: 'Light', dark: 'Dark' }),
  direction: choice('Direction', 'transfer', { ltr: 'Left to right', rtl: 'Right to left' }),
  locale: choice('Language', 'globe', { en: 'English', de: 'Deutsch' }),
} satisfies Preview['globalTypes'];

/** Widths that a layout turns at. */
export const widths = {
  narrow: width('Narrow', 320),
  tablet: width('Tablet', 768),
  wide: width('Wide', 1280),
};

const { setLocale } = localizeProvost();

/** The host page's part: its language is there before a story renders. */
export async function speak({ globals }: { globals: Record<string, unknown> }): Promise<object> {
  const locale = String(globals['locale']);
  await setLocale(locale);
  document.documentElement.lang = locale;
  return {};
}

/** The host page around a story. */
export const inHostPage: Decorator = (story, { globals }) => {
  applyTheme(String(globals['theme']));
  document.documentElement.dir = String(globals['direction']);
  return html`<div class="host-page">${story()}</div>`;
};

/** The kit follows the page's `color-scheme`: nothing else tells it. */
export function applyTheme(theme: string): void {
  document.documentElement.style.colorScheme = theme;
}

function choice(name: string, icon: 'mirror' | 'transfer' | 'globe', titles: Record<string, string>) {
  const items = Object.entries(titles).map(([value, title]) => ({ value, title }));
  return { description: name, toolbar: { title: name, icon, items, dynamicTitle: true } };
}

function width(name: string, pixels: number) {
  return { name: `${name} (${pixels})`, styles: { width: `${pixels}px`, height: '900px' } };
}
