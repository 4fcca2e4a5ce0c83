import { codeBlock, html, markup } from './markup.mjs';
import { recipe, recipeBlock } from './recipe.mjs';

/** Pages to copy. Their files are those that the tests serve and use. */
export function recipesPage({ root, dataSrc }) {
  return {
    heading: 'Recipes',
    description:
      'Pages with fmnist-trainer to copy: a blog, slides, React, a content security policy, a data host, Korean.',
    standfirst: html`<p>
      Each block is a file that the project’s tests serve as it stands, and train with, in a real browser. Put
      <code>fmnist-trainer.js</code> and what lies beside it in <code>dist/</code> next to the page.
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

function blog(root) {
  return html`<p>
      <code>view="compact"</code> fits into a column of text, takes the article’s typeface and one accent, and <code>share</code> lets readers
      send each other what they found. The title is the article’s own.
    </p>
    ${recipeBlock(root, 'blog.html')}`;
}

function slides(root) {
  return html`<p>
      <code>view="charts"</code> leaves the buttons to the talk: the network trains while its slide is shown and waits while it is not.
      With a slide framework, put the two calls into its events instead.
    </p>
    ${recipeBlock(root, 'slides.html')}`;
}

function react(root) {
  return html`<p>
      <code>fmnist-trainer/react</code> has the element as a component of React 19, with typed props, events and ref. Server components
      may render it, and a page that a server rendered works: in Next.js, say. Handlers need <code>'use client'</code>, as ever.
    </p>
    ${recipeBlock(root, 'react.jsx', 'Lesson.jsx')}
    <p>
      Without it, React 19 knows the bare tag too: attributes are properties, and <code>on</code> with an event’s name listens to it.
      <code>import type {} from 'fmnist-trainer/react'</code> types it. On a page that a server rendered React connects neither
      properties nor events of a bare tag: use the component there.
    </p>
    ${recipeBlock(root, 'react-tags.jsx', 'Lesson.jsx')}`;
}

function policy(root) {
  return html`<p>
      The strictest page that still trains. <code>'wasm-unsafe-eval'</code> lets WebAssembly compile and nothing else;
      <code>connect-src</code> names the host of the data; <code>img-src blob:</code> is for photos that are dropped on the pad, and
      <code>style-src</code> for the page itself, since the element’s styles need no permission. The last two headers
      isolate the page, which brings several threads.
    </p>
    ${recipeBlock(root, 'page-headers.txt', 'Headers of the page and of the scripts')}
    <p>
      Where the script is of another origin, that origin belongs in <code>script-src</code> and <code>connect-src</code>, and
      <code>blob:</code> in <code>worker-src</code>.
    </p>
    <p>
      Under <code>require-trusted-types-for 'script'</code> the page also needs <code>trusted-types lit-html fmnist-trainer</code>, and
      <code>default</code> too where the script is of another origin. These two are sent with the page alone, or with every file. The
      console notes the texts that are tried first.
    </p>`;
}

function dataHost(root) {
  return html`<p>
      <code>npm run data</code> finds or downloads the four official files, checks their sums, and packs them into a folder of shards
      with a <code>manifest.json</code>, 31 MB in all. A folder with the four <code>.gz</code> files themselves will do as well.
    </p>
    ${codeBlock('npm run data -- --out public/fashion-mnist', { title: 'Terminal' })}
    <p>On another origin than the page, the host has to answer with</p>
    ${recipeBlock(root, 'data-host-headers.txt', 'Headers of the data')}
    <p>and the page names it. What arrives is checked by its SHA-256 and kept by the browser between visits.</p>
    ${recipeBlock(root, 'data-host.html')}`;
}

function korean(root, dataSrc) {
  const page = recipe(root, 'korean.html');
  const [, body] = /<main>([\s\S]*)<\/main>/.exec(page);
  const attributes = html`<fmnist-trainer data-src="${dataSrc}" autosave="off"`;
  const live = body.replace('<fmnist-trainer', () => attributes.text);
  return html`<p>
      The element speaks the language of the page around it, Korean or English; the words are loaded when they are spoken.
      All trainers of a page share one language. What stands in a slot is the page’s own.
    </p>
    ${recipeBlock(root, 'korean.html')}
    <p>The same element, here under <code>lang="ko"</code>:</p>
    <div lang="ko">${markup(live)}</div>`;
}
