import { parseAst } from 'vite';

/** @typedef {{ start: number, end: number }} Span */

/**
 * The parts of a syntax tree that are read here.
 * @typedef {object} SyntaxNode
 * @property {string} [type]
 * @property {{ name?: string }} [tag]
 * @property {Template} [quasi]
 */

/**
 * A template, with its back-quotes, and the texts between its values.
 * @typedef {Span & { quasis: Span[] }} Template
 */

/**
 * Finds the templates of a TypeScript source that have a tag, nested ones included.
 * @param {string} source
 * @param {string} tag such as `css`
 * @returns {Template[]}
 */
export function taggedTemplates(source, tag) {
  /** @type {Template[]} */
  const found = [];
  if (source.includes(`${tag}\``)) collect(parseAst(source, { lang: 'ts' }), tag, found);
  return found;
}

/**
 * Replaces parts of a source.
 * @param {string} source
 * @param {readonly Span[]} spans it throws if two overlap
 * @param {(text: string) => string} change
 */
export function replaceSpans(source, spans, change) {
  let changed = '';
  let end = 0;
  for (const span of spans.toSorted((a, b) => a.start - b.start)) {
    if (span.start < end)
      throw new Error(`A template contains another one: ${source.slice(span.start, span.end)}`);
    changed += source.slice(end, span.start) + change(source.slice(span.start, span.end));
    end = span.end;
  }
  return changed + source.slice(end);
}

/**
 * @param {SyntaxNode} node
 * @param {string} tag
 * @param {Template[]} found
 */
function collect(node, tag, found) {
  if (node.type === 'TaggedTemplateExpression' && node.tag?.name === tag && node.quasi) found.push(node.quasi);
  for (const child of Object.values(node)) {
    if (typeof child === 'object' && child) collect(/** @type {SyntaxNode} */ (child), tag, found);
  }
}
