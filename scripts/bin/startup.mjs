import { parseArgs } from 'node:util';
import { ExpectedError, enter } from '../lib/entry.mjs';
import { withServedPage } from '../lib/site/served-page.mjs';
import { judge } from '../measure/startup-goals.mjs';

const HELP = `npm run startup -- [options]

How soon the element is of use, in headless Chromium: from the script having run to the first prediction of pretrained weights,
nothing in the cache; and from the start of the worker, by its own clock, to the answer to a first step of the engine fused, the data
in the cache. Without the site's service worker. Says whether the medians are within 400 ms and 300 ms, and exits with 1 when one is
not; and how long the step takes from new Worker in the page, before which the browser has a thread to start.

  --visits N   visits of each kind (9)
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
    throw new ExpectedError(`--visits ${values.visits} is not a number of visits. Give a whole number from 1.`);
  }
  const visits = Array.from({ length: count });
  const figures = await withServedPage('startup', async ({ browser, url }) => {
    const predictions = [];
    for (const _ of visits) predictions.push(await firstPrediction(browser, url));
    return { predictions, ...(await firstSteps(browser, url, visits.length)) };
  });
  const { report, goals, exitCode } = judge(figures);
  process.stdout.write(values.json ? `${JSON.stringify({ ...figures, goals })}\n` : report);
  return exitCode;
});

/** The front page with one attribute list in place of its element's. */
async function withTag(context, url, attributes) {
  const page = await context.newPage();
  await page.route(url, async (route) => {
    const answer = await route.fetch();
    const html = (await answer.text()).replace(/<fmnist-trainer[^>]*>/, `<fmnist-trainer ${attributes}>`);
    await route.fulfill({ response: answer, body: html });
  });
  return page;
}

/** A visit with nothing in the cache: milliseconds from the element's definition to the answer. */
async function firstPrediction(browser, url) {
  const context = await browser.newContext({ serviceWorkers: 'block' });
  const page = await withTag(context, url, 'view="predict" weights="pretrained"');
  await page.addInitScript(() => {
    const defined = customElements.whenDefined('fmnist-trainer').then(() => performance.now());
    globalThis.answered = new Promise((resolve) => {
      addEventListener('fmnist-model', async ({ target }) => {
        await target.predict(new Uint8Array(784));
        resolve(performance.now() - (await defined));
      });
    });
  });
  await page.goto(url);
  const ms = await page.evaluate(() => globalThis.answered);
  await context.close();
  return ms;
}

/**
 * Milliseconds to the answer to the first weight update, from when the worker's clock began (`steps`) and from its making in the page
 * (`stepsInPage`); the data were fetched by a visit before.
 */
async function firstSteps(browser, url, count) {
  const context = await browser.newContext({ serviceWorkers: 'block' });
  const [steps, stepsInPage] = [[], []];
  for (let visit = 0; visit <= count; visit++) {
    const page = await context.newPage();
    await page.goto(url);
    const [ms, msInPage] = await page.locator('fmnist-trainer').evaluate(async (trainer) => {
      const told = new BroadcastChannel('startup');
      const began = new Promise((resolve) => {
        told.onmessage = ({ data }) => resolve(data);
      });
      let made = 0;
      trainer.constructor.createWorker = ({ href }) => {
        const script = `new BroadcastChannel('startup').postMessage(performance.timeOrigin);importScripts('${href}');`;
        const address = URL.createObjectURL(new Blob([script], { type: 'text/javascript' }));
        made = performance.now();
        return new Worker(address);
      };
      trainer.engine = 'fused';
      await trainer.step('batch');
      const answered = performance.now();
      return [performance.timeOrigin + answered - (await began), answered - made];
    });
    await page.close();
    // The first visit fills the cache.
    if (visit === 0) continue;
    steps.push(ms);
    stepsInPage.push(msInPage);
  }
  await context.close();
  return { steps, stepsInPage };
}
