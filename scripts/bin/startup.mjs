/**
 * @import { Browser, BrowserContext } from 'playwright'
 * @import { FmnistTrainer } from '../../src/element/fmnist-trainer'
 */
import { parseArgs } from 'node:util';
import { ExpectedError, enter } from '../lib/entry.mjs';
import { withServedPage } from '../lib/site/served-page.mjs';
import { firstGuess, firstRun } from '../measure/first-run.mjs';
import { slowLine } from '../measure/slow-line.mjs';
import { judge } from '../measure/startup-goals.mjs';

const LINE_BITS_PER_SECOND = 10_000_000;

const HELP = `npm run startup -- [options]

Measures in headless Chromium how soon a visitor can use the element, without the site's service worker:

- from the end of the script to the first prediction of pretrained weights, with an empty cache;
- from the start of the worker, by its own clock, to the result of the first step of the engine fused, with the data cached;
- the same step from new Worker in the page, which includes the browser's start of a thread;
- from the navigation to the first guess on the front page's pad, with an empty cache, over a line of 10 Mbit/s;
- from Train to the first step and to the end of the first epoch, with an empty cache, from this computer.

Exits with code 1 if a median is over its limit, which the report names.

  --visits N   visits of each kind (default 9)
  --json       print one JSON object
  --help       show this
`;

await enter(async () => {
  const { values } = parseArgs({
    options: {
      visits: { type: 'string', default: '9' },
      json: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) {
    process.stdout.write(HELP);
    return 0;
  }
  const count = Number(values.visits);
  if (!Number.isInteger(count) || count < 1) {
    throw new ExpectedError(`--visits is ${JSON.stringify(values.visits)}; expected a whole number from 1.`);
  }
  const figures = await withServedPage('startup', async ({ browser, url }) => {
    /** @type {number[]} */
    const predictions = [];
    for (let visit = 0; visit < count; visit++) predictions.push(await firstPrediction(browser, url));
    return {
      predictions,
      ...(await firstSteps(browser, url, count)),
      ...(await firstVisits(browser, url, count)),
    };
  });
  const { report, goals, exitCode } = judge(figures);
  process.stdout.write(values.json ? `${JSON.stringify({ ...figures, goals })}\n` : report);
  return exitCode;
});

/**
 * Opens a tab in which the front page's element has other attributes.
 * @param {BrowserContext} context
 * @param {string} url
 * @param {string} attributes
 */
async function withTag(context, url, attributes) {
  const page = await context.newPage();
  await page.route(url, async (route) => {
    const answer = await route.fetch();
    const html = (await answer.text()).replace(/<fmnist-trainer[^>]*>/, `<fmnist-trainer ${attributes}>`);
    await route.fulfill({ response: answer, body: html });
  });
  return page;
}

/**
 * Visits with an empty cache: milliseconds from the element's definition to the first prediction.
 * @param {Browser} browser
 * @param {string} url
 * @returns {Promise<number>}
 */
async function firstPrediction(browser, url) {
  const context = await browser.newContext({ serviceWorkers: 'block' });
  const page = await withTag(context, url, 'view="predict" weights="pretrained"');
  await page.addInitScript(() => {
    const defined = customElements.whenDefined('fmnist-trainer').then(() => performance.now());
    const answered = new Promise((resolve) => {
      addEventListener('fmnist-model', async ({ target }) => {
        await /** @type {FmnistTrainer} */ (target).predict(new Uint8Array(784));
        resolve(performance.now() - (await defined));
      });
    });
    Object.assign(globalThis, { answered });
  });
  await page.goto(url);
  const ms = await page.evaluate(
    () => /** @type {{ answered: Promise<number> }} */ (/** @type {unknown} */ (globalThis)).answered,
  );
  await context.close();
  return ms;
}

/**
 * Milliseconds to the result of the first weight update, with the data cached: from the start of the worker's clock (`steps`), and
 * from `new Worker` in the page (`stepsInPage`).
 * @param {Browser} browser
 * @param {string} url
 * @param {number} count of visits
 * @returns {Promise<{ steps: number[], stepsInPage: number[] }>}
 */
async function firstSteps(browser, url, count) {
  const context = await browser.newContext({ serviceWorkers: 'block' });
  /** @type {[number[], number[]]} */
  const [steps, stepsInPage] = [[], []];
  for (let visit = 0; visit <= count; visit++) {
    const page = await context.newPage();
    await page.goto(url);
    const timeFirstStep = async (/** @type {FmnistTrainer} */ trainer) => {
      const told = new BroadcastChannel('startup');
      /** @type {Promise<number>} */
      const began = new Promise((resolve) => {
        told.onmessage = ({ data }) => resolve(data);
      });
      let made = 0;
      const element = /** @type {typeof FmnistTrainer} */ (trainer.constructor);
      element.createWorker = ({ href }) => {
        const script = `new BroadcastChannel('startup').postMessage(performance.timeOrigin);importScripts('${href}');`;
        const address = URL.createObjectURL(new Blob([script], { type: 'text/javascript' }));
        made = performance.now();
        return new Worker(address);
      };
      trainer.engine = 'fused';
      await trainer.step('batch');
      const answered = performance.now();
      return { step: performance.timeOrigin + answered - (await began), stepInPage: answered - made };
    };
    const { step, stepInPage } = await page.locator('fmnist-trainer').evaluate(timeFirstStep);
    await page.close();
    // The first visit fills the cache.
    if (visit === 0) continue;
    steps.push(step);
    stepsInPage.push(stepInPage);
  }
  await context.close();
  return { steps, stepsInPage };
}

/**
 * Visits with an empty cache, each kind in turn.
 * @param {Browser} browser
 * @param {string} url
 * @param {number} count of visits of each kind
 * @returns milliseconds to the first guess on the pad over the slow line, and from Train to the first step and epoch
 */
async function firstVisits(browser, url, count) {
  const line = await slowLine(url, LINE_BITS_PER_SECOND);
  /** @type {Record<'guesses' | 'firstSteps' | 'firstEpochs', number[]>} */
  const times = { guesses: [], firstSteps: [], firstEpochs: [] };
  try {
    for (let visit = 0; visit < count; visit++) {
      times.guesses.push(await firstGuess(browser, line.url));
      const { step, epoch } = await firstRun(browser, url);
      times.firstSteps.push(step);
      times.firstEpochs.push(epoch);
    }
  } finally {
    await line.close();
  }
  return times;
}
