/**
 * The parts of a syntax tree that are read here.
 * @typedef {object} SyntaxNode
 * @property {string} [type]
 * @property {{ name?: string }} [tag]
 * @property {{ quasis: Span[] }} [quasi]
 */

/** @typedef {{ start: number, end: number }} Span */

import { parseAst } from 'vite';

/**
 * Shortens the `html` templates of a TypeScript source: a line break and the spaces around it become one space. Browsers render
 * them the same, since no view preserves white space.
 * @param {string} source
 */
export function compactMarkup(source) {
  if (!source.includes('html`')) return source;
  /** @type {Span[]} */
  const texts = [];
  collect(parseAst(source, { lang: 'ts' }), texts);
  let compact = '';
  let end = 0;
  for (const text of texts.sort((a, b) => a.start - b.start)) {
    compact += source.slice(end, text.start) + source.slice(text.start, text.end).replace(/\s*\n\s*/g, ' ');
    end = text.end;
  }
  return compact + source.slice(end);
}

/**
 * Collects the texts between the values of every `html` template, nested ones included.
 * @param {SyntaxNode} node
 * @param {Span[]} texts
 */
function collect(node, texts) {
  if (node.type === 'TaggedTemplateExpression' && node.tag?.name === 'html')
    texts.push(...(node.quasi?.quasis ?? []));
  for (const child of Object.values(node)) {
    if (typeof child === 'object' && child) collect(/** @type {SyntaxNode} */ (child), texts);
  }
}
