import { entriesOfElement } from './entries.mjs';
import { renderEntry } from './entry-markup.mjs';
import { trainerExamples } from './examples.mjs';
import { html, prose } from './markup.mjs';

const WORDS = {
  attributes: html`<p>
      Every attribute is a property too. The settings of a run, from <code>data-src</code> on, are checked by the worker when a run
      starts; one that does not fit is answered with what was got, what was expected and what to do. Enter something and look at the
      live element, or press Train there.
    </p>`,
  properties: html`<p>Those that no attribute sets. <code>static</code> ones belong to the class.</p>`,
  methods: html`<p>
      All of them return promises, which reject with a <code>TrainerError</code>: <code>code</code>, <code>message</code>,
      <code>got</code>, <code>expected</code>, <code>remedy</code>. What an example returns is written below it.
    </p>`,
  events: html`<p>
      They bubble and cross shadow roots; every <code>detail</code> carries <code>runId</code>. Each example listens once. All
      events of the live element are listed below it.
    </p>`,
  slots: html`<p>What a page puts into a slot takes the place of that part. In views without the part it does not show.</p>`,
  parts: html`<p>For style sheets, with <code>::part()</code>.</p>`,
  cssProperties: html`<p>Colours, typefaces and sizes. They are inherited, so a rule for <code>:root</code> works too.</p>`,
};

/** Everything public of `<fmnist-trainer>`, made of the manifest, with one live element that every entry acts on. */
export function referencePage({ root, elements, dataSrc }) {
  const element = elements.find(({ tagName }) => tagName === 'fmnist-trainer');
  const kinds = entriesOfElement(element, trainerExamples(root));
  return {
    heading: 'Reference',
    description:
      'Every attribute, property, method, event, slot, part and custom property of fmnist-trainer, each with an example that runs.',
    standfirst: html`<p>${prose(element.description)}</p>`,
    beside: bench(dataSrc),
    sections: kinds.map(({ kind, title, entries }) => ({
      title,
      body: html`${WORDS[kind]} ${entries.map(renderEntry)}`,
    })),
    scripts: ['reference.js'],
    live: true,
  };
}

function bench(dataSrc) {
  return html`<aside class="bench" aria-label="Live element" tabindex="0">
    <h2>The live element</h2>
    <pre tabindex="0"><code id="bench-html"></code></pre>
    <fmnist-trainer id="bench" data-src="${dataSrc}" epochs="3" view="compact" autosave="off"></fmnist-trainer>
    <h2>Its events</h2>
    <ol id="bench-events" class="log" tabindex="0" aria-label="Events, the latest first"></ol>
  </aside>`;
}
