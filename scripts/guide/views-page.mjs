/**
 * @import { Content, Given } from './layout.mjs'
 * @import { Markup } from './markup.mjs'
 */
import { codeBlock, html } from './markup.mjs';
import { recipeBlock } from './recipe.mjs';

/**
 * The four views, live, and how to use a part on its own.
 * @param {Given} given
 * @returns {Content}
 */
export function viewsPage({ root, dataSrc }) {
  const trainer = (/** @type {Markup} */ attributes, /** @type {Markup | undefined} */ content = undefined) =>
    html`<fmnist-trainer data-src="${dataSrc}" ${attributes} epochs="3" autosave="off">${content}</fmnist-trainer>`;
  return {
    heading: 'Views',
    description: 'The four views of fmnist-trainer, live: full, compact, charts and predict.',
    standfirst: html`<p>
      The attribute <code>view</code> chooses which parts are shown. You can change it at any time, also during a run. Each trainer on
      this page has its own worker, which starts when you use it.
    </p>`,
    sections: [
      {
        title: 'compact',
        wide: true,
        body: html`<p>For a column of text: title, buttons, figures and both charts.</p>
          ${codeBlock('<fmnist-trainer view="compact"></fmnist-trainer>')}
          ${trainer(html`view="compact"`)}`,
      },
      {
        title: 'charts',
        wide: true,
        body: html`<p>
            For slides, or for a page with its own controls: the charts and the slider through the epochs. Here two buttons of this page
            call <code>train()</code> and <code>stop()</code>.
          </p>
          ${codeBlock('<fmnist-trainer view="charts"></fmnist-trainer>')}
          <p class="act">
            <button type="button" data-call="train">Train</button> <button type="button" data-call="stop">Stop</button>
            <output></output>
          </p>
          ${trainer(html`view="charts" id="charts-live"`)}`,
      },
      {
        title: 'predict',
        wide: true,
        body: html`<p>
            For trying a network: buttons, figures and the drawing pad. With the attribute <code>weights</code> it predicts as soon as the
            page is open. Here a button sets that attribute, so that the 220 kB are loaded only when you want them.
          </p>
          ${codeBlock('<fmnist-trainer view="predict" weights="pretrained"></fmnist-trainer>')}
          <p class="act"><button type="button" data-call="open">Set weights="pretrained"</button> <output></output></p>
          ${trainer(html`view="predict" id="predict-live"`)}`,
      },
      {
        title: 'full',
        wide: true,
        body: html`<p>
            Everything, as on <a href="../index.html">the front page</a>: also the settings, the gallery, the confusion matrix, the weights of
            the first layer and the drawing pad. This is the default. The pad and the network’s picture are already on this page, so a
            sentence replaces each here, through the slots <code>pad</code> and <code>network</code>.
          </p>
          ${codeBlock('<fmnist-trainer></fmnist-trainer>')}
          ${trainer(
            html`view="full" guide="./"`,
            html`<p slot="pad">The drawing pad is <a href="#predict">under predict</a>.</p>
            <p slot="network">The network’s picture is <a href="#predict">under predict</a> too.</p>`,
          )}`,
      },
      {
        title: 'A part on its own',
        body: html`<p>
            Any part works in a page without the rest. Its properties say what it shows. <a href="elements.html">Elements</a> has all of them,
            live.
          </p>
          ${recipeBlock(root, 'part-alone.html')}`,
      },
    ],
    scripts: ['views.js'],
    live: true,
  };
}
