import { LESSON_STEPS } from './lesson-steps.mjs';
import { codeBlock, html } from './markup.mjs';
import { lineOf, snippet } from './source.mjs';

/** The lesson's steps beside the lines of our sources that do the same. */
export function lessonPage({ root, dataSrc }) {
  return {
    heading: 'The lesson, line by line',
    description:
      'The steps of the lesson “Custom training loops on Fashion-MNIST” and the lines of fmnist-trainer that do them.',
    standfirst: html`<p>
      “Custom training loops on Fashion-MNIST” trains a small classifier without <code>fit()</code>: every step of the loop is
      written out. Here is each of them, in our words, and where it stands in our sources. The lines below are taken from them
      whenever this site is built.
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

function live(dataSrc) {
  return html`<p class="text">
      The settings are the lesson’s, but for the number of epochs; set <code>engine="tfjs"</code> to have TensorFlow.js compute them
      with the first of the two steps above. Both end within rounding of each other.
    </p>
    <fmnist-trainer data-src="${dataSrc}" epochs="3" view="compact" autosave="off"></fmnist-trainer>`;
}
