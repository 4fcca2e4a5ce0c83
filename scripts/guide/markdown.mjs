/**
 * @import { RendererObject, Token, Tokens } from 'marked'
 * @import { GuidePage } from './contents.mjs'
 * @import { Markup } from './markup.mjs'
 */
import { posix } from 'node:path';
import { Marked } from 'marked';
import { codeBlock, html, markup, slug } from './markup.mjs';

/**
 * A Markdown document as the content of a page: its first heading, the text after it, and a section for each heading of the
 * second level.
 * @param {string} text the document
 * @param {object} options
 * @param {string} options.doc its path in the repository; links are relative to it
 * @param {readonly GuidePage[]} options.pages all pages of the guide made from documents: links to these documents become links to
 *   their pages
 * @param {(path: string) => string} options.readPicture returns the SVG at a path in the repository, which becomes a part of the page
 * @returns {{ heading: string, introduction: Markup, sections: { title: string, body: Markup }[] }}
 */
export function renderMarkdown(text, { doc, pages, readPicture }) {
  const marked = new Marked({ renderer: rendererFor(doc, pages, readPicture) });
  const tokens = marked.lexer(text);
  const parse = (/** @type {Token[]} */ some) => markup(marked.parser(some));
  const isHeading = (/** @type {Token} */ token, /** @type {number} */ depth) =>
    token.type === 'heading' && token.depth === depth;
  const first = tokens.findIndex((token) => isHeading(token, 1));
  const starts = tokens.flatMap((token, i) => (isHeading(token, 2) ? [i] : []));
  const sections = starts.map((start, i) => ({
    title: plain(tokens[start]),
    body: parse(tokens.slice(start + 1, starts[i + 1])),
  }));
  return {
    heading: plain(tokens[first]),
    introduction: parse(tokens.slice(first + 1, starts[0])),
    sections,
  };
}

/**
 * @param {string} doc
 * @param {readonly GuidePage[]} pages
 * @param {(path: string) => string} readPicture
 * @returns {RendererObject}
 */
function rendererFor(doc, pages, readPicture) {
  return {
    heading({ tokens, depth, text }) {
      return html`<h${depth} id="${slug(text)}">${markup(this.parser.parseInline(tokens))}</h${depth}>\n`.text;
    },
    link({ href, tokens }) {
      const words = markup(this.parser.parseInline(tokens));
      const address = addressOf(href, doc, pages);
      return address ? html`<a href="${address}">${words}</a>`.text : words.text;
    },
    image({ href, text }) {
      const picture = markup(readPicture(posix.join(posix.dirname(doc), href)));
      return html`<span class="picture" role="img" aria-label="${text}">${picture}</span>`.text;
    },
    code({ text }) {
      return codeBlock(text).text;
    },
    table(token) {
      const cell = (/** @type {Tokens.TableCell} */ { text, tokens }, /** @type {'th' | 'td'} */ tag) => {
        const words = markup(this.parser.parseInline(tokens));
        return tag === 'th' && text ? html`<th scope="col">${words}</th>` : html`<td>${words}</td>`;
      };
      const row = (/** @type {Tokens.TableCell[]} */ cells, /** @type {'th' | 'td'} */ tag) =>
        html`<tr>${cells.map((one) => cell(one, tag))}</tr>`;
      const hasHeads = token.header.some(({ text }) => text);
      return html`<div class="scrolls" role="group" aria-label="Table" tabindex="0"><table>
        ${hasHeads && html`<thead>${row(token.header, 'th')}</thead>`}
        <tbody>${token.rows.map((cells) => row(cells, 'td'))}</tbody>
      </table></div>\n`.text;
    },
  };
}

/**
 * The address of a document's link in the guide; null if the linked file is not part of the guide.
 * @param {string} href
 * @param {string} doc
 * @param {readonly GuidePage[]} pages
 */
function addressOf(href, doc, pages) {
  if (/^(https?:|#)/.test(href)) return href;
  const [path = '', anchor] = href.split('#');
  const target = posix.join(posix.dirname(doc), path);
  const page = pages.find((candidate) => candidate.doc === target);
  return page ? page.file + (anchor ? `#${anchor}` : '') : null;
}

/** @param {Token | undefined} heading */
function plain(heading) {
  return heading?.type === 'heading' ? heading.text.replaceAll('`', '') : '';
}
