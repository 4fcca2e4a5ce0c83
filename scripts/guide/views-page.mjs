import { codeBlock, html } from './markup.mjs';
import { recipeBlock } from './recipe.mjs';

/** The four compositions, live, and how a part is used alone. */
export function viewsPage({ root, dataSrc }) {
  const trainer = (attributes, content) =>
    html`<fmnist-trainer data-src="${dataSrc}" ${attributes} epochs="3" autosave="off">${content}</fmnist-trainer>`;
  return {
    heading: 'Views',
    description: 'The four compositions of fmnist-trainer, live: full, compact, charts and predict.',
    standfirst: html`<p>
      The attribute <code>view</code> says which parts are shown. It can be changed at any time; a run goes on. Each trainer on this
      page has a worker of its own, which starts when it is asked for something.
    </p>`,
    sections: [
      {
        title: 'compact',
        wide: true,
        body: html`<p>For the column of an article: title, buttons, figures and both charts.</p>
          ${codeBlock('<fmnist-trainer view="compact"></fmnist-trainer>')}
          ${trainer(html`view="compact"`)}`,
      },
      {
        title: 'charts',
        wide: true,
        body: html`<p>
            For slides, or a page with controls of its own: the charts, and the slider through the epochs. Here two buttons of this page
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
            For trying a network out: buttons, figures and the pad to draw on. With <code>weights</code> it predicts as soon as the page is
            open; here a button sets that attribute, so that you choose when the 220 kB are loaded.
          </p>
          ${codeBlock('<fmnist-trainer view="predict" weights="pretrained"></fmnist-trainer>')}
          <p class="act"><button type="button" data-call="open">Set weights="pretrained"</button> <output></output></p>
          ${trainer(html`view="predict" id="predict-live"`)}`,
      },
      {
        title: 'full',
        wide: true,
        body: html`<p>
            Everything, as on <a href="../index.html">the front page</a>, and what you get without the attribute: settings, the gallery of
            mistakes, the confusion matrix, the first layer’s weights and the pad as well. The pad is above already, so this page has put a
            sentence into its slot.
          </p>
          ${codeBlock('<fmnist-trainer></fmnist-trainer>')}
          ${trainer(html`view="full"`, html`<p slot="pad">The pad to draw on is <a href="#predict">under predict</a>.</p>`)}`,
      },
      {
        title: 'A part alone',
        body: html`<p>
            Any part can stand in a page without the rest. It is told by its properties what to show;
            <a href="elements.html">Elements</a> has them all, live.
          </p>
          ${recipeBlock(root, 'part-alone.html')}`,
      },
    ],
    scripts: ['views.js'],
    live: true,
  };
}
