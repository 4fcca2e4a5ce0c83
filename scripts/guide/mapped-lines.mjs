import { codeBlock, html } from './markup.mjs';
import { lineOf, snippet } from './source.mjs';

/**
 * Lines of a symbol, each with words about it: the words, and a text that the line contains.
 * @typedef {{ file: string, symbol: string, lines: string[][] }} MappedSource
 */

/**
 * A table of lines of the source code, and the whole symbol below it. Apart from the headings it has no words, so it fits a page in any
 * language.
 * @param {string} root the project's folder
 * @param {MappedSource} source
 * @param {{ words: string, line?: string, code: string, all?: string }} headings of the columns, and the words before the symbol's name
 */
export function mappedLines(
  root,
  { file, symbol, lines },
  { words: wordsHeading, line: lineHeading = 'Line', code: codeHeading, all = 'All of' },
) {
  const found = snippet(root, file, symbol);
  const rows = lines.map(([words, text = '']) => {
    const { line, code } = lineOf(found, text);
    return html`<tr><td>${words}</td><td class="line">${line}</td><td><code>${code}</code></td></tr>`;
  });
  return html`<div class="scrolls" role="group" aria-label="${file}: ${symbol}" tabindex="0">
      <table class="mapped">
        <caption><code>${file}</code></caption>
        <thead><tr><th scope="col">${wordsHeading}</th><th scope="col">${lineHeading}</th><th scope="col">${codeHeading}</th></tr></thead>
        <tbody>${rows}</tbody>
      </table>
    </div>
    <details>
      <summary>${all} <code>${symbol}</code></summary>
      ${codeBlock(found.code, { title: `${file}:${found.firstLine}–${found.lastLine}` })}
    </details>`;
}
