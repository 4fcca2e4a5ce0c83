import type { LocaleModule } from '@lit/localize';

/**
 * The languages besides English, and how each is loaded. The build lists every file of `locales/` here
 * (`scripts/build/languages.mjs`); without a build there is none.
 */
export const TRANSLATIONS: Readonly<Record<string, () => Promise<LocaleModule>>> = {};
