/** @import { Plugin } from 'esbuild' */
import { readdirSync } from 'node:fs';
import { join } from 'node:path';

/** Each file of this folder is a language, named by its code. */
export const LOCALES = 'src/language/locales';

/**
 * The codes of the languages that a folder has sentences for.
 * @param {string} folder
 */
export function languagesIn(folder) {
  return readdirSync(folder)
    .filter((name) => name.endsWith('.ts'))
    .map((name) => name.slice(0, -'.ts'.length))
    .sort();
}

/**
 * The bundles of languages, one file each. The page loads the file of its language.
 * @param {string} folder
 */
export function languageBundles(folder) {
  return languagesIn(folder).map((language) => ({
    entry: join(folder, `${language}.ts`),
    file: `locales/${language}.js`,
    format: /** @type {const} */ ('esm'),
  }));
}

/**
 * Lists the languages of a folder in `src/language/translations.ts`, each as an import that bundlers follow.
 * @param {string} folder
 * @returns {Plugin}
 */
export function listLanguages(folder) {
  const listed = (/** @type {string} */ language) => `'${language}': () => import('./locales/${language}.js')`;
  const contents = () => `export const TRANSLATIONS = { ${languagesIn(folder).map(listed).join(', ')} };`;
  return {
    name: 'list-languages',
    setup({ onLoad }) {
      onLoad({ filter: /[\\/]language[\\/]translations\.ts$/ }, () => ({ contents: contents(), loader: 'ts' }));
    },
  };
}
