import { codeBlock, html } from './markup.mjs';
import { recipeBlock } from './recipe.mjs';

const FROM_NPM = `// Defines the elements.
import 'fmnist-trainer';
// Without a user interface.
import { TrainerClient } from 'fmnist-trainer/client';
// Defines them when it is told to, the trainer under a name of your own.
import { defineTrainer } from 'fmnist-trainer/fmnist-trainer.component.js';
// The element as a React component.
import { FmnistTrainer } from 'fmnist-trainer/react';`;

/** What it is, how it is put into a page, and the ways it is used. */
export function startPage({ root, dataSrc }) {
  return {
    heading: 'A network that learns in your page',
    description:
      'A web component that trains a real neural network on Fashion-MNIST in a Web Worker, in anyone’s page: the guide.',
    standfirst: html`<p>
      <code>&lt;fmnist-trainer&gt;</code> trains the network of the lesson “Custom training loops on Fashion-MNIST” on sixty thousand
      images, in a background thread of whatever page it stands in, and shows what becomes of its 55,050 weights.
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

function live(dataSrc) {
  return html`<fmnist-trainer data-src="${dataSrc}" epochs="5" view="compact" autosave="off"></fmnist-trainer>`;
}

function quickStart(root) {
  return html`<p>
      In a clone, <code>npm start</code> shows this site with everything in it, and <code>npm run build</code> writes the files of the
      element into <code>dist/</code>. Serve that folder together with a page such as this:
    </p>
    ${recipeBlock(root, 'quick-start.html')}
    <p>
      Nothing is downloaded and no worker starts before the visitor presses Train, unless <a
        href="reference.html#attribute-autostart"><code>autostart</code></a> or <a
        href="reference.html#attribute-weights"><code>weights</code></a> is set. Then the images come from the public copy of
      Fashion-MNIST; <a href="recipes.html#own-data-host">your own host</a> is better for a page with many readers.
    </p>`;
}

function threeWays(root) {
  return html`<p>
      <strong>One script and one tag</strong>, as above: <code>fmnist-trainer.js</code> holds the element and all of its parts. The other
      files of <code>dist/</code> lie beside it and are loaded when they are needed. From a CDN it starts its worker through a blob.
    </p>
    <p>
      <strong>From a bundler.</strong> The package has an entry that defines the elements, one that does not, one without a user
      interface, and one for React, each with types. Bundlers that follow <code>new URL('./file', import.meta.url)</code> carry the worker along. There
      is a <a href="recipes.html#react">recipe for React</a>.
    </p>
    ${codeBlock(FROM_NPM, { title: 'main.js' })}
    <p>
      <strong>Without a user interface.</strong> <code>TrainerClient</code> has the calls of the element and sends the same events. Its
      runs end with the same weights.
    </p>
    ${recipeBlock(root, 'without-interface.html')}`;
}

const needs = html`<p>
    A browser with WebAssembly SIMD; one without it says so, and may take <code>backend="cpu"</code>. The page needs no special headers. With <code>Cross-Origin-Opener-Policy: same-origin</code> and <code>Cross-Origin-Embedder-Policy: require-corp</code> it trains on
    several threads. Pages with a content security policy find what it has to allow in <a href="recipes.html#csp">a recipe</a>.
  </p>
  <p>
    All of it happens on the visitor’s machine. The images are downloaded and nothing is sent anywhere; runs that are stored stay in
    the browser.
  </p>`;

const onwards = html`<ul>
    <li><a href="views.html">Views</a> shows the four compositions live.</li>
    <li><a href="reference.html">Reference</a> has everything public of the element, each with an example that runs.</li>
    <li><a href="elements.html">Elements</a> has the same for its parts, which work alone.</li>
    <li><a href="recipes.html">Recipes</a> are pages to copy: a blog, slides, React, strict pages, Korean.</li>
    <li><a href="lesson.html">The lesson</a> follows its training loop line by line into the sources.</li>
  </ul>`;
