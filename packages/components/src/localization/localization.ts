import { configureLocalization } from '@lit/localize';

/** A language's texts, as `@lit/localize` loads them. */
export type Templates = Awaited<ReturnType<Parameters<typeof configureLocalization>[0]['loadLocale']>>;

/** Languages beside English, each with the function that loads its texts; German is built in. */
export type Locales = Readonly<Record<string, () => Promise<Templates>>>;

/** What reads and sets the language of the kit's texts. */
export type Localization = ReturnType<typeof configureLocalization>;

const german: Locales = { de: () => import('./generated/de.js') };

/**
 * Makes the kit's texts translatable and answers `getLocale` and `setLocale`. Call it once, before the first
 * `setLocale`; a host that runs `@lit/localize` itself configures that one instead, with these locales in it.
 */
export function localizeProvost(more: Locales = {}): Localization {
  const locales: Locales = { ...german, ...more };
  return configureLocalization({
    sourceLocale: 'en',
    targetLocales: Object.keys(locales),
    loadLocale: (locale) => locales[locale]!(),
  });
}
