import { entriesOfElement } from './entries.mjs';
import { renderEntry } from './entry-markup.mjs';
import { elementExamples } from './examples.mjs';
import { codeBlock, html, prose } from './markup.mjs';
import { snippet } from './source.mjs';

/** Each element that the trainer is made of, alone: what it is told by its properties, and what it asks for. */
export function elementsPage({ root, elements, dataSrc }) {
  const examples = elementExamples(root);
  const parts = Object.keys(examples).map((tag) => elements.find(({ tagName }) => tagName === tag));
  const forgotten = elements.filter(
    (element) => element.tagName !== 'fmnist-trainer' && !parts.includes(element),
  );
  for (const element of forgotten) entriesOfElement(element, {});
  return {
    heading: 'Elements',
    description:
      'The elements that fmnist-trainer is made of, each alone with all of its properties, events and parts, live.',
    standfirst: html`<p>
      Every part of the trainer is a small element of its own, which works alone in any page. It never changes by itself what it
      shows: it asks with a <code>fmnist-request</code> event, and its owner sets its properties.
    </p>`,
    sections: [source(root, dataSrc), ...parts.map((element) => section(element, examples[element.tagName]))],
    scripts: ['elements.js'],
    live: true,
  };
}

function source(root, dataSrc) {
  const { code, file } = snippet(root, 'guide/examples/sample.ts', 'sampleOf');
  return {
    title: 'Where their data comes from',
    body: html`<p>
        From a trainer: this one, or a <code>TrainerClient</code> without a user interface. The first example that you run has it
        train, and asks it for what the examples then name. Alone, an element has the trainer’s
        colours and typefaces, unless <a href="reference.html#custom-properties">custom properties</a> around it say otherwise, and fits
        narrow columns inside of something with <code>container-type: inline-size</code>; this page gives each of them that.
      </p>
      <fmnist-trainer data-src="${dataSrc}" epochs="3" view="compact" autosave="off"></fmnist-trainer>
      <details>
        <summary>What it is asked for</summary>
        ${codeBlock(code, { title: file })}
      </details>`,
  };
}

function section(element, examples) {
  const { tagName, description } = element;
  const kinds = entriesOfElement(element, examples, `${tagName.replace('fmnist-', '')}-`);
  return {
    id: tagName,
    title: tagName.replace('fmnist-', ''),
    body: html`<p><code>&lt;${tagName}&gt;</code> ${prose(description)}</p>
      <div class="stage">${stage(tagName)}</div>
      ${kinds.flatMap(({ entries }) => entries.map(renderEntry))}`,
  };
}

function stage(tagName) {
  return html`<${tagName}></${tagName}>`;
}
