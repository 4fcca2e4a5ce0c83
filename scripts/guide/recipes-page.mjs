/** @import { Content, Given } from './layout.mjs' */
import { codeBlock, html, markup } from './markup.mjs';
import { recipe, recipeBlock } from './recipe.mjs';

/**
 * Pages to copy. The tests serve and use the same files.
 * @param {Given} given
 * @returns {Content}
 */
export function recipesPage({ root, dataSrc }) {
  return {
    heading: 'Recipes',
    description:
      'Pages with fmnist-trainer to copy: a blog, slides, React, a content security policy, a data host, Korean.',
    standfirst: html`<p>
      Pages to copy. The project’s tests serve each of these files as it is and train with it in a real browser. Put
      <code>fmnist-trainer.js</code> and the other files of <code>dist/</code> next to the page.
    </p>`,
    sections: [
      { title: 'Blog', body: blog(root) },
      { title: 'Slides', body: slides(root) },
      { title: 'React', body: react(root) },
      { id: 'csp', title: 'Content security policy', body: policy(root) },
      { title: 'Own data host', body: dataHost(root) },
      { title: 'Korean page', body: korean(root, dataSrc) },
    ],
    live: true,
  };
}

/** @param {string} root */
function blog(root) {
  return html`<p>
      <code>view="compact"</code> fits into a column of text. Custom properties set the article’s font and accent colour, and the slot
      <code>title</code> replaces the title. With <code>share</code> readers can send each other links to their settings.
    </p>
    ${recipeBlock(root, 'blog.html')}`;
}

/** @param {string} root */
function slides(root) {
  return html`<p>
      <code>view="charts"</code> has no buttons. The network trains while its slide is visible, and pauses while it is not. If you use a
      slide framework, call <code>train()</code>, <code>resume()</code> and <code>pause()</code> from its events instead.
    </p>
    ${recipeBlock(root, 'slides.html')}`;
}

/** @param {string} root */
function react(root) {
  return html`<p>
      <code>fmnist-trainer/react</code> exports the element as a React 19 component with typed props, events and ref. It also works on
      pages rendered by a server, for example with Next.js. A component with event handlers needs <code>'use client'</code>, as usual.
    </p>
    ${recipeBlock(root, 'react.jsx', 'Lesson.jsx')}
    <p>
      React 19 can also use the bare tag: attributes are set as properties, and <code>on</code> followed by an event’s name listens to
      that event. <code>import type {} from 'fmnist-trainer/react'</code> adds the types. On a page rendered by a server, React connects
      neither properties nor events of a bare tag: use the component there.
    </p>
    ${recipeBlock(root, 'react-tags.jsx', 'Lesson.jsx')}`;
}

/** @param {string} root */
function policy(root) {
  return html`<p>
      These headers allow what the trainer needs and nothing else. <code>'wasm-unsafe-eval'</code> permits WebAssembly to compile;
      <code>connect-src</code> names the host of the images; <code>img-src blob:</code> is for photos that are dropped on the drawing pad.
      <code>style-src</code> is for the page itself: the element’s styles need no permission. The last two headers isolate the page, so
      that it trains on several threads.
    </p>
    ${recipeBlock(root, 'page-headers.txt', 'Headers of the page and of the scripts')}
    <p>
      For a script from another origin, and for Trusted Types, see <a href="content-policy.html">Content security policies</a>.
    </p>`;
}

/** @param {string} root */
function dataHost(root) {
  return html`<p>
      In a clone, this command finds or downloads the four official files of Fashion-MNIST, checks them, and packs them for the web,
      31 MB in all:
    </p>
    ${codeBlock('npm run data -- --out public/fashion-mnist', { title: 'Terminal' })}
    <p>If the images are on another origin than the page, that host has to send</p>
    ${recipeBlock(root, 'data-host-headers.txt', 'Headers of the data')}
    <p>The page names the folder in <code>data-src</code>:</p>
    ${recipeBlock(root, 'data-host.html')}
    <p><a href="data.html">The data</a> has the details.</p>`;
}

/**
 * @param {string} root
 * @param {string} dataSrc
 */
function korean(root, dataSrc) {
  const page = recipe(root, 'korean.html');
  const [, body = ''] = /<main>([\s\S]*)<\/main>/.exec(page) ?? [];
  const attributes = html`<fmnist-trainer data-src="${dataSrc}" autosave="off"`;
  const live = body.replace('<fmnist-trainer', () => attributes.text);
  return html`<p>
      The element uses the language of the page around it: Korean or English. Korean is a file of its own that is loaded when it is
      needed. All trainers on a page share one language. The content of slots is yours to translate.
    </p>
    ${recipeBlock(root, 'korean.html')}
    <p>The same element, live, inside <code>lang="ko"</code>:</p>
    <div lang="ko">${markup(live)}</div>`;
}
