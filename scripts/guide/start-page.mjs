/** @import { Content, Given } from './layout.mjs' */
import { codeBlock, html } from './markup.mjs';
import { recipeBlock } from './recipe.mjs';

const FROM_NPM = `// Defines the elements.
import 'fmnist-trainer';
// Without a user interface.
import { TrainerClient } from 'fmnist-trainer/client';
// Defines nothing until you call defineTrainer(name).
import { defineTrainer } from 'fmnist-trainer/fmnist-trainer.component.js';
// The element as a React component.
import { FmnistTrainer } from 'fmnist-trainer/react';`;

/**
 * What the element is, how to embed it, and the ways to use it.
 * @param {Given} given
 * @returns {Content}
 */
export function startPage({ root, dataSrc }) {
  return {
    heading: 'A network that learns in your page',
    description:
      'A web component that trains a real neural network on Fashion-MNIST in a Web Worker, in anyone’s page: the guide.',
    standfirst: html`<p>
      <code>&lt;fmnist-trainer&gt;</code> is a web component that trains a real neural network in any web page, in a background
      thread, on the 60,000 images of Fashion-MNIST. It follows the lesson <em>Custom Training Loops</em> from the course
      <em>Custom and Distributed Training with TensorFlow</em> (DeepLearning.AI, week 2).
    </p>`,
    sections: [
      { title: 'Try it', wide: true, body: live(dataSrc) },
      { title: 'Quick start', body: quickStart(root) },
      { title: 'Three ways to use it', body: threeWays(root) },
      { title: 'What it needs', body: needs },
      { title: 'Where to go from here', body: onwards },
    ],
    live: true,
  };
}

/** @param {string} dataSrc */
function live(dataSrc) {
  return html`<fmnist-trainer data-src="${dataSrc}" epochs="5" view="compact" autosave="off"></fmnist-trainer>`;
}

/** @param {string} root */
function quickStart(root) {
  return html`<p>
      In a clone of the repository, <code>npm start</code> serves this site, and <code>npm run build</code> writes the element’s files
      into <code>dist/</code>. Copy them to your server, and beside them a page like this one:
    </p>
    ${recipeBlock(root, 'quick-start.html')}
    <p>
      When the element comes into view, it opens a trained network of the package, so that the drawing pad works at once. With <a
        href="reference.html#attribute-preview"><code>preview="off"</code></a> it loads nothing before the visitor presses Train. The images
      are loaded when training starts. By default they come from the public copy of Fashion-MNIST on GitHub. If your page has many readers, serve them from <a href="data.html">your own host</a>.
    </p>`;
}

/** @param {string} root */
function threeWays(root) {
  return html`<p>
      <strong>One script and one tag</strong>, as above: <code>fmnist-trainer.js</code> contains the element. It loads the other
      files of <code>dist/</code> from its own folder when they are needed. This also works from a <a href="frameworks.html">CDN</a>.
    </p>
    <p>
      <strong>With a bundler.</strong> <code>npm install fmnist-trainer</code>, then import one of the entries below. All of them have
      types. <a href="frameworks.html">Frameworks</a> lists what each bundler and framework needs, and there is a
      <a href="recipes.html#react">recipe for React</a>.
    </p>
    ${codeBlock(FROM_NPM, { title: 'main.js' })}
    <p>
      <strong>Without a user interface.</strong> <code>TrainerClient</code> has the same methods as the element and emits the same
      events. Its runs end with the same weights.
    </p>
    ${recipeBlock(root, 'without-interface.html')}`;
}

const needs = html`<p>
    <strong>A browser with WebAssembly SIMD.</strong> Without it the element shows an error and offers <code>backend="cpu"</code>,
    which is slow. It is tested in Chromium 156, Firefox ESR 153 and WebKitGTK 2.50.
  </p>
  <p>
    <strong>No special headers.</strong> With <code>Cross-Origin-Opener-Policy: same-origin</code> and
    <code>Cross-Origin-Embedder-Policy: require-corp</code> it trains on several threads. If the page has a content security policy,
    see <a href="content-policy.html">what it has to allow</a>.
  </p>
  <p>
    <strong>No server code.</strong> Training and prediction happen in the visitor’s browser. Images are downloaded; nothing is
    uploaded. Stored runs stay in the browser.
  </p>`;

const onwards = html`<ul>
    <li><a href="views.html">Views</a> shows the four views of the element, live.</li>
    <li>
      <a href="reference.html">Reference</a> lists every attribute, property, method, event, slot, part and custom property, each with an
      example you can run.
    </li>
    <li><a href="elements.html">Elements</a> does the same for the parts, which also work on their own.</li>
    <li><a href="recipes.html">Recipes</a> has pages to copy: a blog, slides, React, a strict content policy, Korean.</li>
    <li><a href="lesson.html">The lesson</a> shows, line by line, where the source code does what the lesson does.</li>
    <li><a href="training-step.html">One training step</a> explains a step in 40 lines of plain TypeScript.</li>
    <li><a href="training-step.html">One training step</a> explains backpropagation in about 40 lines, and how the kernels compute it fast.</li>
  </ul>`;
