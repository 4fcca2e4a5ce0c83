import { inOwnUnit } from './own-unit.mjs';

/** A `css` template. Its text must have no back-quote. */
const TEMPLATE = /\bcss`([^`]*)`/g;
const QUOTED = /('[^']*')/;

/**
 * Shortens the `css` templates of a TypeScript source: removes comments and spaces, and rewrites lengths in our own unit. Quoted text stays as it is, and so does a
 * space that may separate two words or two selectors.
 * @param {string} source
 */
export function compactStyles(source) {
  return source.replace(TEMPLATE, (_, css) => `css\`${compact(css)}\``);
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
