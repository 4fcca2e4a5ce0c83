import type { Plugin } from 'esbuild';

/** Each file of this folder is a language, named by its code. */
export const LOCALES: string;
/** The languages that a folder has sentences for. */
export function languagesIn(folder: string): string[];
/** The bundles of languages: a file each, which the page loads when it speaks that language. */
export function languageBundles(folder: string): { entry: string; file: string; format: 'esm' }[];
/** For `src/language/translations.ts`: lists the languages of a folder there, each by an import that bundlers follow. */
export function listLanguages(folder: string): Plugin;
