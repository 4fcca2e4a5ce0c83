/**
 * @import { Content, Given } from './layout.mjs'
 * @import { Markup } from './markup.mjs'
 */
import { ExpectedError } from '../lib/entry.mjs';
import { detailFields } from './detail-fields.mjs';
import { entriesOfElement, KINDS } from './entries.mjs';
import { renderEntry } from './entry-markup.mjs';
import { trainerExamples } from './examples.mjs';
import { html, prose } from './markup.mjs';

/** @type {Record<keyof typeof KINDS, Markup>} */
const WORDS = {
  attributes: html`<p>
      Every attribute is also a property. The worker checks the settings when a run starts; if one is not allowed, the element shows what
      is expected and what to do. Enter a value here and look at the live element, or press Train there.
    </p>`,
  properties: html`<p>Properties without an attribute. <code>static</code> ones belong to the class <code>FmnistTrainer</code>.</p>`,
  methods: html`<p>
      Every method returns a promise. If the call fails, the promise rejects with a <code>TrainerError</code>, which has
      <code>code</code>, <code>message</code>, <code>got</code>, <code>expected</code> and <code>remedy</code>. <em>Run</em> shows what
      the example returns.
    </p>`,
  events: html`<p>
      Events bubble and cross shadow roots. Every <code>detail</code> has a <code>runId</code>. Each example listens once. The list below
      the live element shows all of its events.
    </p>`,
  slots: html`<p>Content in a slot replaces that part. If the current view does not show the part, it does not show the content either.</p>`,
  parts: html`<p>Style these with <code>::part()</code> in your style sheet.</p>`,
  cssProperties: html`<p>Colours, fonts and sizes. They are inherited, so you can also set them on <code>:root</code>.</p>`,
};

/**
 * Everything public of `<fmnist-trainer>`, generated from the manifest. All examples act on one live element.
 * @param {Given} given
 * @returns {Content}
 */
export function referencePage({ root, elements, dataSrc }) {
  const element = elements.find(({ tagName }) => tagName === 'fmnist-trainer');
  if (!element) throw new ExpectedError('src/ has no element fmnist-trainer.');
  const kinds = entriesOfElement(element, trainerExamples(root));
  const fieldsOf = detailFields(root);
  return {
    heading: 'Reference',
    description:
      'Every attribute, property, method, event, slot, part and custom property of fmnist-trainer, each with an example you can run.',
    standfirst: html`<p>${prose(element.description)}</p>`,
    beside: bench(dataSrc),
    sections: kinds.map(({ kind, title, entries }) => ({
      title,
      body: html`${WORDS[kind]} ${entries.map((entry) => renderEntry(entry, kind === 'events' ? fieldsOf(entry.type?.text) : undefined))}`,
    })),
    scripts: ['reference.js'],
    live: true,
  };
}

/** @param {string} dataSrc */
function bench(dataSrc) {
  return html`<aside class="bench" aria-label="Live element" tabindex="0">
    <h2>The live element</h2>
    <pre tabindex="0"><code id="bench-html"></code></pre>
    <fmnist-trainer id="bench" data-src="${dataSrc}" epochs="3" view="compact" autosave="off"></fmnist-trainer>
    <h2>Its events</h2>
    <ol id="bench-events" class="log" tabindex="0" aria-label="Events, newest first"></ol>
  </aside>`;
}
