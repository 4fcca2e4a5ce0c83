import { parseAst } from 'vite';

/**
 * TypeScript in whose `html` templates a break of the line, and the spaces around it, are one space: what a browser makes of
 * them, since no view keeps spaces as they are written.
 */
export function compactMarkup(source) {
  if (!source.includes('html`')) return source;
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

/** The parts between the values of every `html` template, also of those that lie in others. */
function collect(node, texts) {
  if (node?.type === 'TaggedTemplateExpression' && node.tag.name === 'html') texts.push(...node.quasi.quasis);
  for (const child of Object.values(node ?? {})) if (typeof child === 'object') collect(child, texts);
}
