/** @import { Content, Given } from './layout.mjs' */
import { mappedLines } from './mapped-lines.mjs';
import { codeBlock, html } from './markup.mjs';
import { leadingComment, snippet } from './source.mjs';
import { KERNEL_PARTS } from './training-step-parts.mjs';

const FILE = 'guide/training-step.ts';
const TYPES = ['Parameter', 'Source', 'Neuron', 'Network', 'Example'];
const HEADINGS = { words: 'What it does', code: 'The kernels' };

/**
 * One training step in plain TypeScript, and the kernels' way to compute the same.
 * @param {Given} given
 * @returns {Content}
 */
export function trainingStepPage({ root }) {
  const step = snippet(root, FILE, 'trainStep');
  return {
    heading: 'One training step, in about 40 lines',
    description:
      'Forward pass, loss, backpropagation and the Adam update in about 40 lines of plain TypeScript, and how the WebAssembly kernels compute the same.',
    standfirst: html`<p>
      A training step shows the network a batch of images and changes every weight a little, so that the next guess is better. This page
      has such a step in plain TypeScript, written to be read, and then the lines of our kernels that compute the same, written to be
      fast.
    </p>`,
    sections: [
      { title: 'The step', wide: true, body: plainStep(root, step) },
      ...KERNEL_PARTS.map(({ title, words, sources }) => ({
        title,
        wide: true,
        body: html`${words.map((text) => html`<p class="text">${text}</p>`)}
          ${sources.map((source) => mappedLines(root, source, HEADINGS))}`,
      })),
      { title: 'Several threads', wide: true, body: threads(root) },
    ],
  };
}

/**
 * @param {string} root
 * @param {import('./source.mjs').Snippet} step
 */
function plainStep(root, { code, firstLine, lastLine }) {
  const types = TYPES.map((name) => snippet(root, FILE, name).code).join('\n\n');
  return html`<p class="text">
      The network is made of neurons. Each has a bias and, for each of its inputs, a weight. The lesson’s network has 784 pixels, two hidden
      layers of 64 neurons and ten classes: 55,050 numbers to learn. <code>trainStep</code> computes for each of them how the loss changes with
      it (its <em>gradient</em>), from the last layer back to the first: that is <em>backpropagation</em>. Then it moves each number against its
      gradient.
    </p>
    ${codeBlock(code, { title: `${FILE}, lines ${firstLine} to ${lastLine}`, whole: true })}
    <details>
      <summary>The types, and how a network is created</summary>
      ${codeBlock(`${types}\n\n${snippet(root, FILE, 'createNetwork').code}`, { title: FILE })}
    </details>
    <p class="text">
      This is code of the repository, read from its file when this site is built. Our tests run it: over twenty steps its losses and weights
      agree within 10<sup>−12</sup> with the float64 network that all engines are tested against, and within float32’s precision with the
      kernels. It takes about a second for a batch of 64 images. The kernels, on one thread of the same machine, take half a millisecond.
      The sections below show how.
    </p>`;
}

/** @param {string} root */
function threads(root) {
  const file = 'worker/kernels/assembly/team.ts';
  return html`<p class="text">
      Several threads share a step’s work in chunks. Which thread computes a chunk does not change the result by a bit, because every sum is
      computed by one thread, in one order. The comments at the start of two files explain it with an example.
    </p>
    ${['worker/kernels/assembly/jobs.ts', file].map((from) => codeBlock(leadingComment(root, from), { title: from, whole: true }))}`;
}
