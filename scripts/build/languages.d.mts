/** Each file of this folder is a language, named by its code. */
export const LOCALES: string;
/** The languages that a folder has sentences for. */
export function languagesIn(folder: string): string[];
/** The bundles of languages: a file each, which the page loads when it speaks that language. */
export function languageBundles(folder: string): { entry: string; file: string; format: 'esm' }[];
/** What tells `src/localisation.ts` which languages there are. */
export function languagesDefine(folder: string): Record<string, string>;
