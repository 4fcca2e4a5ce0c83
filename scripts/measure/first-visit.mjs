/**
 * @import { Browser, Page } from 'playwright'
 * @import { FmnistTrainer } from '../../src/element/fmnist-trainer'
 * @import { Task, TraceEvent } from './main-thread-tasks.mjs'
 */
import { CATEGORIES, mainThreadTasks, STEP } from './main-thread-tasks.mjs';

/** No task of a first visit may use more CPU time, in milliseconds. */
export const MOST_CPU_MS = 20;

/**
 * What the page's main thread did in a first visit.
 * @typedef {object} Visit
 * @property {FmnistTrainer['view']} view
 * @property {number} threads
 * @property {number} count of tasks
 * @property {number} cpu milliseconds of CPU time of all tasks
 * @property {Task[]} longest the five longest tasks and all that are too long, the longest first
 */

const EPOCHS = 12;
/** Some milliseconds in which the page draws what a step has changed. */
const PAUSE = 700;
const LAZY = ['sample-gallery', 'confusion-matrix', 'first-layer', 'garment-pad', 'network', 'settings-form'];

/**
 * Traces a first visit, with an empty cache: the page loads, the visitor scrolls through all of it, trains, looks at every view meanwhile,
 * opens what can be opened, trains again, stops and resets.
 * @param {Browser} browser
 * @param {string} url
 * @param {{ view: FmnistTrainer['view'], threads: number }} options
 * @returns {Promise<Visit>}
 */
export async function firstVisit(browser, url, { view, threads }) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, serviceWorkers: 'block' });
  const page = await context.newPage();
  await page.route(url, async (route) => {
    const answer = await route.fetch();
    const attributes = `view="${view}" threads="${threads}" epochs="${EPOCHS}"`;
    await route.fulfill({
      response: answer,
      body: (await answer.text()).replace('<fmnist-trainer', `$& ${attributes}`),
    });
  });
  await browser.startTracing(page, { categories: CATEGORIES });
  await page.goto(url);
  await until(page, () => (document.querySelector('fmnist-trainer')?.shadowRoot?.childElementCount ?? 0) > 0);
  await page.waitForTimeout(PAUSE);
  await step(page, 'look around', () => scrollThrough(page));
  await step(page, 'load the data', async () => {
    await startTraining(page);
    await until(page, () => document.querySelector('fmnist-trainer')?.state === 'training');
  });
  await step(page, 'the first epoch', () => untilEpoch(page, 1));
  for (const name of LAZY)
    await step(page, `the ${name} while training`, () => scrollTo(page, `fmnist-${name}`));
  await step(page, 'scroll while training', () => scrollThrough(page));
  await step(page, `${EPOCHS} epochs`, () => untilEpoch(page, EPOCHS));
  await step(page, 'the settings', () => openAll(page, 'fmnist-settings-form'));
  await step(page, 'the stored runs', () => openAll(page, 'fmnist-stored-runs'));
  await step(page, 'the table', () => openAll(page, 'fmnist-epoch-table'));
  await step(page, 'a second run', async () => {
    await startTraining(page);
    await untilEpoch(page, 2);
  });
  await step(page, 'stop', () => page.evaluate(() => document.querySelector('fmnist-trainer')?.stop()));
  await step(page, 'reset', () => page.evaluate(() => document.querySelector('fmnist-trainer')?.reset()));
  const { traceEvents } = /** @type {{ traceEvents: TraceEvent[] }} */ (
    JSON.parse((await browser.stopTracing()).toString())
  );
  await context.close();
  const tasks = mainThreadTasks(traceEvents, 'fmnist-trainer.js').sort((a, b) => b.cpu - a.cpu);
  return {
    view,
    threads,
    count: tasks.length,
    cpu: tasks.reduce((sum, task) => sum + task.cpu, 0),
    longest: tasks.filter(({ cpu }, i) => i < 5 || cpu > MOST_CPU_MS),
  };
}

/**
 * Begins a run and does not wait for its end.
 * @param {Page} page
 */
function startTraining(page) {
  return page.evaluate(
    () =>
      void document
        .querySelector('fmnist-trainer')
        ?.train()
        .catch(() => {}),
  );
}

/**
 * A step of the visitor, which the trace names.
 * @param {Page} page
 * @param {string} name
 * @param {() => Promise<unknown>} act
 */
async function step(page, name, act) {
  await page.evaluate((mark) => void performance.mark(mark), STEP + name);
  await act();
  await page.waitForTimeout(PAUSE);
}

/**
 * Waits without work in the page, other than a short question five times a second.
 * @param {Page} page
 * @param {() => boolean} condition
 */
async function until(page, condition) {
  while (!(await page.evaluate(condition))) await page.waitForTimeout(200);
}

/**
 * @param {Page} page
 * @param {number} epochs of the current run
 */
async function untilEpoch(page, epochs) {
  const done = () => page.evaluate(() => document.querySelector('fmnist-trainer')?.history.length ?? 0);
  while ((await done()) < epochs) await page.waitForTimeout(200);
}

/**
 * Turns the wheel down to the end of the page and up again.
 * @param {Page} page
 */
async function scrollThrough(page) {
  await page.mouse.move(640, 20);
  const height = await page.evaluate(() => document.documentElement.scrollHeight);
  for (const turn of [300, -300]) {
    for (let at = 0; at < height; at += 300) {
      await page.mouse.wheel(0, turn);
      await page.waitForTimeout(50);
    }
  }
}

/**
 * Scrolls to a view, if the screen has it.
 * @param {Page} page
 * @param {string} tag
 */
async function scrollTo(page, tag) {
  await page.evaluate((tag) => {
    document.querySelector('fmnist-trainer')?.shadowRoot?.querySelector(tag)?.scrollIntoView();
  }, tag);
}

/**
 * Opens what can be opened in a view, if the screen has it.
 * @param {Page} page
 * @param {string} tag
 */
async function openAll(page, tag) {
  await scrollTo(page, tag);
  await page.evaluate((tag) => {
    const view = document.querySelector('fmnist-trainer')?.shadowRoot?.querySelector(tag);
    for (const summary of view?.shadowRoot?.querySelectorAll('summary') ?? []) summary.click();
  }, tag);
}
