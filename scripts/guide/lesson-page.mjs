/** @import { Content, Given } from './layout.mjs' */
import { LESSON_STEPS } from './lesson-steps.mjs';
import { mappedLines } from './mapped-lines.mjs';
import { html } from './markup.mjs';

const HEADINGS = { words: 'The lesson', code: 'Ours' };

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
        body: html`<p class="text">${words}</p> ${sources.map((source) => mappedLines(root, source, HEADINGS))}`,
      })),
      { title: 'Run it', wide: true, body: live(dataSrc) },
    ],
    live: true,
  };
}

/** @param {string} dataSrc */
function live(dataSrc) {
  return html`<p class="text">
      The settings are the lesson’s, except for the number of epochs. With <code>engine="tfjs"</code> TensorFlow.js runs the first of the
      two versions of <code>apply_gradient</code> above. Both engines give the same results within rounding.
    </p>
    <fmnist-trainer data-src="${dataSrc}" epochs="3" view="compact" autosave="off"></fmnist-trainer>`;
}
