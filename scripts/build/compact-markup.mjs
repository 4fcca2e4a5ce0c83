import { replaceSpans, taggedTemplates } from './tagged-templates.mjs';

/**
 * Shortens the `html` templates of a TypeScript source: a line break and the spaces around it become one space. Browsers render
 * them the same, since no view preserves white space.
 * @param {string} source
 */
export function compactMarkup(source) {
  const texts = taggedTemplates(source, 'html').flatMap(({ quasis }) => quasis);
  return replaceSpans(source, texts, (text) => text.replace(/\s*\n\s*/g, ' '));
}
