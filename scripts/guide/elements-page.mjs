/**
 * @import { ElementDeclaration } from '../build/custom-elements.mjs'
 * @import { Examples } from './examples.mjs'
 * @import { Content, Given } from './layout.mjs'
 */
import { entriesOfElement } from './entries.mjs';
import { renderEntry } from './entry-markup.mjs';
import { elementExamples } from './examples.mjs';
import { codeBlock, html, markup, prose } from './markup.mjs';
import { snippet } from './source.mjs';

/**
 * Each element that the trainer consists of, on its own: its properties, and the requests it makes.
 * @param {Given} given
 * @returns {Content}
 */
export function elementsPage({ root, elements, dataSrc }) {
  const examples = elementExamples(root);
  const parts = Object.keys(examples).flatMap((tag) => elements.find(({ tagName }) => tagName === tag) ?? []);
  const forgotten = elements.filter(
    (element) => element.tagName !== 'fmnist-trainer' && !parts.includes(element),
  );
  for (const element of forgotten) entriesOfElement(element, {});
  return {
    heading: 'Elements',
    description:
      'The elements that fmnist-trainer consists of, each with its properties, events and parts, live.',
    standfirst: html`<p>
      Every part of the trainer is a small element that also works on its own, in any page. It shows what its properties say. When a
      visitor uses it, it emits <code>fmnist-request</code>, and your page decides what to do.
    </p>`,
    sections: [
      source(root, dataSrc),
      ...parts.map((element) => section(element, examples[element.tagName] ?? {})),
    ],
    scripts: ['elements.js'],
    live: true,
  };
}

/**
 * @param {string} root
 * @param {string} dataSrc
 */
function source(root, dataSrc) {
  const { code, file } = snippet(root, 'guide/examples/sample.ts', 'sampleOf');
  return {
    title: 'Where the data comes from',
    body: html`<p>
        The data comes from a trainer: this one here, or a <code>TrainerClient</code> without a user interface. The first example that you
        run trains it, and then collects the values that all examples use.
      </p>
      <p>
        An element on its own has the trainer’s colours and fonts. You can change them with
        <a href="reference.html#custom-properties">custom properties</a>. To make it adapt to narrow columns, put it into a container with
        <code>container-type: inline-size</code>, as this page does.
      </p>
      <fmnist-trainer data-src="${dataSrc}" epochs="3" view="compact" autosave="off"></fmnist-trainer>
      <details>
        <summary>How the values are collected</summary>
        ${codeBlock(code, { title: file })}
      </details>`,
  };
}

/**
 * @param {ElementDeclaration} element
 * @param {Examples} examples
 */
function section(element, examples) {
  const { tagName, description } = element;
  const kinds = entriesOfElement(element, examples, `${tagName.replace('fmnist-', '')}-`);
  return {
    id: tagName,
    title: tagName.replace('fmnist-', ''),
    body: html`<p><code>&lt;${tagName}&gt;</code> ${prose(description)}</p>
      <div class="stage">${stage(tagName)}</div>
      ${kinds.flatMap(({ entries }) => entries.map((entry) => renderEntry(entry)))}`,
  };
}

/** @param {string} tagName */
function stage(tagName) {
  return html`<${tagName} ${tagName === 'fmnist-step' && markup('guide="./"')}></${tagName}>`;
}
