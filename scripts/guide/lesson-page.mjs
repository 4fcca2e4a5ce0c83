/** @import { Content, Given } from './layout.mjs' */
import { LESSON_STEPS } from './lesson-steps.mjs';
import { codeBlock, html } from './markup.mjs';
import { lineOf, snippet } from './source.mjs';

/**
 * The lesson's steps, and the lines of our source code that do the same.
 * @param {Given} given
 * @returns {Content}
 */
export function lessonPage({ root, dataSrc }) {
  return {
    heading: 'The lesson, line by line',
    description:
      'The steps of the lesson Custom Training Loops, and the lines of fmnist-trainer that do the same.',
    standfirst: html`<p>
      <em>Custom Training Loops</em> is the lesson of week 2 of the course
      <em>Custom and Distributed Training with TensorFlow</em> (DeepLearning.AI). It trains a small classifier without
      <code>fit()</code>: every step of the training loop is written out. This page describes each step in our own words and shows which
      lines of our source code do the same. The lines are read from the source files whenever this site is built.
    </p>`,
    sections: [
      ...LESSON_STEPS.map(({ title, words, sources }) => ({
        title,
        wide: true,
        body: html`<p class="text">${words}</p> ${sources.map((source) => mapped(root, source))}`,
      })),
      { title: 'Run it', wide: true, body: live(dataSrc) },
    ],
    live: true,
  };
}

/**
 * @param {string} root
 * @param {typeof LESSON_STEPS[number]['sources'][number]} source
 */
function mapped(root, { file, symbol, lines }) {
  const found = snippet(root, file, symbol);
  const rows = lines.map(([words, text]) => {
    const { line, code } = lineOf(found, text);
    return html`<tr><td>${words}</td><td class="line">${line}</td><td><code>${code}</code></td></tr>`;
  });
  return html`<div class="scrolls" role="group" aria-label="${symbol} in ${file}" tabindex="0">
      <table class="mapped">
        <caption><code>${file}</code></caption>
        <thead><tr><th scope="col">The lesson</th><th scope="col">Line</th><th scope="col">Ours</th></tr></thead>
        <tbody>${rows}</tbody>
      </table>
    </div>
    <details>
      <summary>All of <code>${symbol}</code></summary>
      ${codeBlock(found.code, { title: `${file}, lines ${found.firstLine} to ${found.lastLine}` })}
    </details>`;
}

/** @param {string} dataSrc */
function live(dataSrc) {
  return html`<p class="text">
      The settings are the lesson’s, except for the number of epochs. With <code>engine="tfjs"</code> TensorFlow.js runs the first of the
      two versions of <code>apply_gradient</code> above. Both engines give the same results within rounding.
    </p>
    <fmnist-trainer data-src="${dataSrc}" epochs="3" view="compact" autosave="off"></fmnist-trainer>`;
}
