/**
 * @import { Browser, Page } from 'playwright'
 * @import { FmnistTrainer } from '../../src/element/fmnist-trainer'
 */

/**
 * What a measured page records in its global scope.
 * @typedef {object} PageRecord
 * @property {[number, number][]} longTasks start and duration of main-thread tasks over 50 ms, in milliseconds
 * @property {number[]} frames milliseconds between animation frames
 * @property {number} scrolledFrom when scrolling began, by `performance.now()`
 * @property {number[]} [intervals] timers that look into the network
 */

/**
 * Opens the front page in a window of 1280 × 900 CSS pixels. The page records its long tasks from the beginning.
 * @param {Browser} browser
 * @param {string} url
 * @param {FmnistTrainer['view']} [view]
 * @returns {Promise<Page>}
 */
export async function openTrainerPage(browser, url, view = 'full') {
  const page = await browser.newPage({ viewport: { width: 1280, height: 900 }, serviceWorkers: 'block' });
  await page.addInitScript(() => {
    /** @type {[number, number][]} */
    const longTasks = [];
    Object.assign(globalThis, { longTasks });
    new PerformanceObserver((list) => {
      for (const { startTime, duration } of list.getEntries()) longTasks.push([startTime, duration]);
    }).observe({ type: 'longtask', buffered: true });
  });
  await page.goto(url);
  await setTrainer(page, { view });
  return page;
}

/**
 * Sets properties of the page's element.
 * @param {Page} page
 * @param {Partial<Pick<FmnistTrainer, 'view' | 'threads' | 'epochs'>>} properties
 */
export function setTrainer(page, properties) {
  return page
    .locator('fmnist-trainer')
    .evaluate((trainer, given) => void Object.assign(trainer, given), properties);
}

/**
 * Starts a run.
 * @param {Page} page
 * @param {number} epochs
 */
export async function startTraining(page, epochs) {
  await setTrainer(page, { epochs });
  await page.locator('fmnist-trainer').evaluate((/** @type {FmnistTrainer} */ trainer) => void trainer.train());
}

/**
 * Waits until the run has finished `epoch` epochs.
 * @param {Page} page
 * @param {number} epoch
 */
export function untilEpoch(page, epoch) {
  const done = (/** @type {number} */ count) =>
    (document.querySelector('fmnist-trainer')?.history.length ?? 0) >= count;
  return page.waitForFunction(done, epoch, { timeout: 300_000 });
}

/**
 * @param {readonly number[]} values
 * @param {number} share from 0 to 1
 */
export function quantile(values, share) {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? Number.NaN;
}
