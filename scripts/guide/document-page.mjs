/** @import { GuidePage } from './contents.mjs' */
/** @import { Content, Given } from './layout.mjs' */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { renderMarkdown } from './markdown.mjs';

/**
 * A document of `docs/` as a page.
 * @param {Given} given
 * @param {GuidePage} page
 * @returns {Content}
 */
export function documentPage({ root, pages }, { doc = '', title }) {
  const text = readFileSync(join(root, doc), 'utf8');
  const { heading, introduction, sections } = renderMarkdown(text, {
    doc,
    pages,
    readPicture: (path) => readFileSync(join(root, path), 'utf8'),
  });
  return {
    heading,
    description: `fmnist-trainer, a web component that trains a network on Fashion-MNIST: ${title}.`,
    introduction,
    sections: sections.map((section) => ({ ...section, wide: true })),
  };
}
