import { inOwnUnit } from './own-unit.mjs';
import { replaceSpans, taggedTemplates } from './tagged-templates.mjs';

const QUOTED = /('[^']*')/;

/**
 * Shortens the `css` templates of a TypeScript source: removes comments and spaces, and rewrites lengths in our own unit. Quoted text stays as it is, and so does a
 * space that may separate two words or two selectors.
 * @param {string} source whose `css` templates have no templates inside
 */
export function compactStyles(source) {
  const templates = taggedTemplates(source, 'css');
  return replaceSpans(source, templates, (css) => `\`${compact(css.slice(1, -1))}\``);
}

/** @param {string} css */
function compact(css) {
  return css
    .replace(/\/\*[\s\S]*?\*\//g, '')
    .split(QUOTED)
    .map((part, i) =>
      i % 2
        ? part
        : inOwnUnit(part)
            .replace(/\s+/g, ' ')
            .replace(/ ?([{};,]) ?/g, '$1')
            .replace(/([\w-]): /g, '$1:')
            .replace(/;}/g, '}'),
    )
    .join('')
    .trim();
}
