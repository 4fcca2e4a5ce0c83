import { readdirSync } from 'node:fs';
import { join } from 'node:path';

/** Each file of this folder is a language, named by its code. */
export const LOCALES = 'src/language/locales';

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

/** For `src/language/translations.ts`: lists the languages of a folder there, each by an import that bundlers follow. */
export function listLanguages(folder) {
  const listed = (language) => `'${language}': () => import('./locales/${language}.js')`;
  const contents = () => `export const TRANSLATIONS = { ${languagesIn(folder).map(listed).join(', ')} };`;
  return {
    name: 'list-languages',
    setup({ onLoad }) {
      onLoad({ filter: /[\\/]language[\\/]translations\.ts$/ }, () => ({ contents: contents(), loader: 'ts' }));
    },
  };
}
