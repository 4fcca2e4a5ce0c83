/** A `css` template, whose text has no back-quote in it. */
const TEMPLATE = /\bcss`([^`]*)`/g;
const QUOTED = /('[^']*')/;

/**
 * TypeScript with its `css` templates made short: comments and spaces go. What is quoted stays as it is; a space stays wherever it
 * could separate two words or two selectors.
 */
export function compactStyles(source) {
  return source.replace(TEMPLATE, (_, css) => `css\`${compact(css)}\``);
}

function compact(css) {
  return css
    .replace(/\/\*[\s\S]*?\*\//g, '')
    .split(QUOTED)
    .map((part, i) =>
      i % 2
        ? part
        : part
            .replace(/\s+/g, ' ')
            .replace(/ ?([{};,]) ?/g, '$1')
            .replace(/([\w-]): /g, '$1:')
            .replace(/;}/g, '}'),
    )
    .join('')
    .trim();
}
