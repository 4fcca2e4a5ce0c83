import type { LocaleModule } from '@lit/localize';

/**
 * The languages besides English, and how to load each. The build replaces this with a list of the files in `locales/`
 * (`scripts/build/languages.mjs`); without a build the list is empty.
 */
export const TRANSLATIONS: Readonly<Record<string, () => Promise<LocaleModule>>> = {};
