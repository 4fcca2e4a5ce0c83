import { readdirSync } from 'node:fs';
import { join } from 'node:path';

/** Each file of this folder is a language, named by its code. */
export const LOCALES = 'src/locales';

/** The languages that a folder has sentences for. */
export function languagesIn(folder) {
  return readdirSync(folder)
    .filter((name) => name.endsWith('.ts'))
    .map((name) => name.slice(0, -'.ts'.length))
    .sort();
}

/** The bundles of languages: a file each, which the page loads when it speaks that language. */
export function languageBundles(folder) {
  return languagesIn(folder).map((language) => ({
    entry: join(folder, `${language}.ts`),
    file: `locales/${language}.js`,
    format: 'esm',
  }));
}

/** What tells `src/localisation.ts` which languages there are. */
export function languagesDefine(folder) {
  return { FMNIST_LANGUAGES: JSON.stringify(languagesIn(folder).join(' ')) };
}
